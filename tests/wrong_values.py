"""Values that no argument should be: what scripts, spreadsheets, data frames and mistakes pass along."""

import datetime as dt
import decimal
import enum
import fractions
import types
import uuid
from collections import UserDict, UserList, deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

from close_bulk import AsyncClose, Close, lead


class _Zone(dt.tzinfo):
    """A time zone that fails."""

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta:
        raise LookupError("boom")

    dst = utcoffset

    def tzname(self, _: dt.datetime | None) -> str:
        return "Nowhere"


class _Colour(enum.Enum):
    RED = "lead_1"


class _Number(enum.IntEnum):
    SEVEN = 7


class _Endless(Mapping[str, Any]):
    """A mapping that holds itself, each time a new one."""

    def __getitem__(self, _: str) -> "_Endless":
        return _Endless()

    def __iter__(self) -> Iterator[str]:
        return iter(["queries"])

    def __len__(self) -> int:
        return 1


class _Unsized(Sequence[Any]):
    """A sequence that says that it has items, and has none."""

    def __getitem__(self, _: Any) -> Any:
        raise KeyError("boom")

    def __len__(self) -> int:
        return 3


class _Wrapped:
    """An object that stands for another, which is not there: as those of frameworks outside a request."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError("boom")


def _fail(*_: Any, **__: Any) -> Any:
    raise ArithmeticError("boom")


def _failing(base: type, *names: str) -> type:
    """Make a class some of whose special methods fail."""
    return type(f"Failing{base.__name__.title()}", (base,), dict.fromkeys(names, _fail))


SPECIAL = (
    *("__repr__", "__str__", "__eq__", "__hash__", "__bool__", "__len__", "__iter__", "__index__"),
    *("__int__", "__float__", "__contains__", "__getitem__", "__getattr__", "__format__", "__lt__"),
    *("__le__", "__gt__", "__ge__", "__call__", "__fspath__", "__add__", "__radd__", "__abs__"),
)


async def _work(*_: Any) -> None:
    """Do nothing."""


def _coroutine() -> Any:
    made = _work()
    made.close()  # nobody will await it, and Python says so of one that is open
    return made


def _generator() -> Generator[int]:
    yield 1
    raise ArithmeticError("boom")


def _circular() -> list[Any]:
    made: list[Any] = []
    made.append(made)
    return made


@cache
def _deep() -> dict[str, Any]:
    made: dict[str, Any] = {"type": "object_type", "object_type": "lead"}
    for _ in range(3000):
        made = {"type": "and", "queries": [made]}
    return made


TEXTS = (
    *(
        "",
        " ",
        "x",
        "\x00",
        "\n",
        "\ud800",
        "\u00e9",
        "\u202e",
        "..",
        ".",
        "/",
        "../x",
        "?a=b",
        "%2e%2e",
    ),
    *(
        "x" * 70_000,
        "lead_1",
        "cont_1",
        "seq_1\n",
        "None",
        "true",
        "0",
        "1e999",
        "2026-03-31",
        "nan",
    ),
)
NUMBERS = (
    *(0, 1, -1, True, False, 2**31, 2**63, -(2**64), 10**400, 10**5000, -(10**5000), 1.5, -0.0),
    *(float("nan"), float("inf"), float("-inf"), 1e308, 5e-324, 1j),
    *(decimal.Decimal("sNaN"), decimal.Decimal("1.5"), fractions.Fraction(1, 3), _Number.SEVEN),
)
MAKERS: tuple[Callable[[], Any], ...] = (
    lambda: None,
    lambda: ...,
    lambda: NotImplemented,
    object,
    lambda: object,
    lambda: int,
    lambda: len,
    lambda: types,
    lambda: _fail,
    lambda: _work,
    _coroutine,
    _generator,
    lambda: iter(()),
    lambda: range(3),
    lambda: b"lead_1",
    lambda: bytearray(b"x"),
    lambda: memoryview(b"x"),
    lambda: Path("/x"),
    lambda: uuid.UUID(int=0),
    lambda: ValueError("x"),
    lambda: _Colour.RED,
    MagicMock,
    # containers
    list,
    dict,
    tuple,
    set,
    lambda: [None],
    lambda: [{}],
    lambda: [[]],
    lambda: ["x", 1, None],
    lambda: {"x"},
    frozenset,
    lambda: {1: 2},
    lambda: {None: None},
    lambda: {"type": "and", "queries": []},
    lambda: {"type": []},
    lambda: {"\ud800": 1},
    lambda: {_failing(str, "__eq__", "__hash__", "__str__"): 1},
    lambda: deque([1]),
    lambda: UserList(["x"]),
    lambda: UserDict({"type": "and"}),
    lambda: types.MappingProxyType({"id": "x"}),
    _circular,
    _deep,
    lambda: [_deep()],
    _Endless,
    lambda: [_Endless()],
    _Unsized,
    # times
    lambda: dt.datetime(2026, 3, 31),  # noqa: DTZ001 - naive
    lambda: dt.datetime.max,  # noqa: DTZ901 - naive
    lambda: dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=14))),
    lambda: dt.datetime(2026, 3, 31, tzinfo=_Zone()),
    lambda: dt.date.max,
    lambda: dt.date.min,
    lambda: dt.time(1),
    lambda: dt.timedelta(days=-1),
    # what fails when it is looked at
    *(lambda name=name: _failing(object, name)() for name in SPECIAL),
    _failing(object, *SPECIAL),
    lambda: [_failing(object, *SPECIAL)()],
    lambda: {"x": _failing(object, *SPECIAL)()},
    lambda: _failing(str, "__str__", "__repr__", "__eq__", "__hash__", "__len__", "__contains__")(
        "lead_1"
    ),
    lambda: _failing(str, "strip", "encode", "startswith", "partition", "__format__")("lead_1"),
    lambda: _failing(
        int, "__lt__", "__le__", "__gt__", "__ge__", "__eq__", "__index__", "bit_length"
    )(7),
    lambda: _failing(int, "__repr__", "__str__", "__bool__", "__abs__", "__float__", "__hash__")(7),
    lambda: _failing(float, "__lt__", "__le__", "__gt__", "__ge__", "__eq__", "is_integer")(7.0),
    lambda: _failing(float, "__repr__", "__bool__", "__abs__", "__float__", "__hash__")(7.0),
    lambda: _failing(dict, "items", "__iter__", "__getitem__", "keys", "__len__")({"type": "and"}),
    lambda: _failing(list, "__iter__", "__len__", "__getitem__", "__bool__")(["x"]),
    lambda: _failing(dt.datetime, "astimezone", "isoformat", "utcoffset")(
        2026, 3, 31, tzinfo=dt.UTC
    ),
    lambda: _failing(dt.date, "isoformat", "__add__", "__repr__")(2026, 3, 31),
    # our own, where something else belongs
    lambda: Close(api_key="x"),
    lambda: AsyncClose(api_key="x").subscriptions.list(lead_id="lead_1"),
    lambda: lead,
    lambda: lead("name"),
    lambda: lead("name").exists(),
    lambda: Close,
    *(lambda value=value: value for value in (*TEXTS, *NUMBERS)),
)
"""Makes each of them anew: some can be used once only."""
