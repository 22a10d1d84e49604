"""JSON answers: an answer with one thing in it other than it was, for everything in it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_contract import json_values
from close_contract.document import Contract, Schema

Path: TypeAlias = tuple[str | int, ...]

_OTHERS: Final[tuple[Any, ...]] = (True, 0, -1, 2.5, 2**63, "", "text", [], ["x"], {}, {"a": 1})
_TEXTS: Final = (
    "",
    " ",
    "null",
    "0",
    "\N{SNOWMAN} \U0001f600 e\u0301",
    'a "quoted" \\ line\nand more',
    "x" * 3000,
)
_NUMBERS: Final = (0, 1, 999_999, 2**53, 2**63)
_MOMENTS: Final = (
    "2026-03-02T09:15:00Z",
    "2026-03-02T09:15:00.120000+00:00",
    "2026-03-02T09:15:00.5+05:30",
    "2026-03-02T09:15:00.123456789Z",
    "2026-03-02T09:15:00.120000",
    "2026-03-02T23:59:60Z",
    "2026-03-02",
    "02.03.2026 9:15",
    "0000-00-00T00:00:00Z",
)
_NEW: Final = "brand_new"
_GONE: Final = object()


@frozen
class Body:
    """A JSON answer, in which way it is odd, in a word, and where."""

    kind: str
    said: str
    value: Any


def bodies(contract: Contract, schema: Schema, answer: Any) -> Iterator[Body]:
    """Yield the answer as it is, and with one thing changed in it, for every member of the contract."""
    yield Body("as it is", "", answer)
    for path, member, is_there in _members(contract, schema, answer, ()):
        where = "/".join(map(str, path))
        if is_there:
            yield Body("without a member", f"{where} is absent", _put(answer, path))
        for kind, value in _values(contract, member, _at(answer, path)):
            yield Body(kind, f"{where} is {value!r:.60}", _put(answer, path, value))
    for path in _objects(answer, ()):
        where = "/".join(map(str, path)) or "the answer"
        more = {"brand_new": {"nested": [1, None]}, "brandNew2": "x", "self": 1, "from_dict": None}
        value = {**_at(answer, path), **more}
        yield Body("unknown members", f"{where} has members of its own", _put(answer, path, value))


def _values(contract: Contract, schema: Schema, now: Any) -> Iterator[tuple[str, Any]]:
    """Yield values for a member, each with how it is other."""
    yield "null", None
    for known in _known_values(contract, schema):
        yield "known value", known
    if isinstance(now, str) or _takes(contract, schema, "string"):
        if _is_moment(contract, schema, now):
            yield from (("moment", each) for each in _MOMENTS)
        yield "unknown value", _NEW
        yield from (("text", each) for each in _TEXTS)
    if _takes(contract, schema, "integer"):
        yield from (("number", each) for each in _NUMBERS)
    for other in _OTHERS:
        yield "other type", other


def _takes(contract: Contract, schema: Schema, kind: str) -> bool:
    parts = [schema, *schema.get("anyOf", ()), *schema.get("oneOf", ())]
    found = [contract.resolved(part) for part in parts]
    return any(kind == p.get("type") or kind in [*p.get("type", "")] for p in found)


def _known_values(contract: Contract, schema: Schema) -> list[Any]:
    parts = [schema, *schema.get("anyOf", ()), *schema.get("oneOf", ())]
    return [value for part in parts for value in contract.resolved(part).get("enum", ())]


def _is_moment(contract: Contract, schema: Schema, now: Any) -> bool:
    parts = [schema, *schema.get("anyOf", ()), *schema.get("oneOf", ())]
    formats = [contract.resolved(part).get("format") for part in parts]
    return "date-time" in formats or (isinstance(now, str) and now[:2] == "20" and "T" in now)


def _members(
    contract: Contract, schema: Schema, value: Any, path: Path
) -> Iterator[tuple[Path, Schema, bool]]:
    """Yield the places of an answer's members, their schemas, and whether they are there.

    Of items only the first is gone into.
    """
    schema = contract.resolved(schema)
    if isinstance(value, dict):
        members: dict[str, Any] = {**value}
        for name, member in schema.get("properties", {}).items():
            yield (*path, name), contract.resolved(member), name in members
            if name in members:
                yield from _members(contract, member, members[name], (*path, name))
    elif isinstance(value, list) and value and "items" in schema:
        yield (*path, 0), contract.resolved(schema["items"]), True
        yield from _members(contract, schema["items"], value[0], (*path, 0))


def _objects(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        yield path
        members: Mapping[str, Any] = {**value}
        for name, member in members.items():
            yield from _objects(member, (*path, name))
    elif isinstance(value, list) and value:
        yield from _objects(value[0], (*path, 0))


def _at(value: Any, path: Path) -> Any:
    for step in path:
        is_item = isinstance(value, list)
        value = value[step] if is_item else json_values.members(value).get(str(step))
    return value


def _put(value: Any, path: Path, new: Any = _GONE) -> Any:
    """Return a value with another one at a place, or with nothing there."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(value, list):
        items: list[Any] = [*value]
        n = int(step)
        inner = _put(items[n], rest, new) if rest or new is not _GONE else _GONE
        return [*items[:n], *(() if inner is _GONE else (inner,)), *items[n + 1 :]]
    members: dict[str, Any] = {**value}
    if not rest and new is _GONE:
        members.pop(str(step), None)
        return members
    return {**members, str(step): _put(members.get(str(step)), rest, new)}
