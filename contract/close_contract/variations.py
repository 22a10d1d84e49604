"""Something strange at every place of a JSON value."""

import json
from collections.abc import Iterator
from typing import Any, Final

# Deeper than a server should follow, and no deeper than schemathesis can.
_DEPTH: Final = 110
STRANGE: Final[tuple[Any, ...]] = (
    None,
    True,
    0,
    -1,
    0.5,
    2**70,
    "",
    "\x00",
    "\N{SNOWMAN}",
    "x" * 5000,
    [],
    [[]],
    {},
    {"": None},
    json.loads("[" * _DEPTH + "]" * _DEPTH),
)


def variations(value: Any) -> Iterator[Any]:
    """Yield a JSON value with one place in it left out or strange, for every place below the top."""
    match value:
        case dict():
            members: dict[str, Any] = {**value}
            for key, member in members.items():
                yield {name: members[name] for name in members if name != key}
                for other in _others(member):
                    yield {**members, key: other}
        case list():
            items: list[Any] = [*value]
            for n, item in enumerate(items):
                for other in _others(item):
                    yield [*items[:n], other, *items[n + 1 :]]
        case _:
            pass


def _others(value: Any) -> Iterator[Any]:
    yield from STRANGE
    if isinstance(value, str):
        yield f"{value}x"
    yield from variations(value)
