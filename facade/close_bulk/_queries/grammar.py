"""Whether a query is one by the contract's grammar, and if not, where.

The contract tells nodes apart by their `type`. Of a type that it does not know, newer than this release, a
node is the service's to judge; a node that it does know has to be right to the last member, since a
misspelt `negate` would select everybody else.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from close_bulk._contract import resolve
from close_bulk._json import NotJsonError, plain, show
from close_bulk._schemas import misfit
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from close_bulk._contract import Schema

NOTHING: Final = (
    "is empty, and what has no condition could hold for everybody; give at least one query"
)
ID_SCHEMAS: Final[Mapping[str, str]] = {
    "lead": "LeadId",
    "contact": "ContactId",
    "user": "UserId",
    "sequence": "SequenceId",
    "status.lead": "LeadStatusId",
}
"""The contract's schema of the ids of an object type or a reference type (inferred from their names)."""
_NOUNS: Final[Mapping[str, str]] = {"SearchMoment": "moment"}
"""What is made, where that is no query yet."""


def checked(what: str, schema: str, value: object) -> Any:
    """Give ``value`` as plain JSON, if it fits a schema of the contract's grammar.

    Args:
        what: What is being made, as the error names it.
        schema: The name of the schema.
        value: What the caller gave.

    Raises:
        InvalidRequest: Names every member that is wrong.
    """
    copy = as_json(what, value)
    if found := problems(schema, copy):
        noun = _NOUNS.get(schema, "query")
        raise InvalidRequest(f"{what} is not a {noun} that can be sent", found)
    return copy


def problems(schema: str, value: object) -> tuple[Problem, ...]:
    """Name every member of plain JSON that does not fit a schema of the contract's grammar."""
    return tuple(_misfits(component(schema), value, ""))


def as_json(what: str, value: object) -> Any:
    """Give ``value`` as plain JSON.

    Raises:
        InvalidRequest: JSON cannot say it.
    """
    try:
        return plain(value)
    except NotJsonError as error:
        raise invalid(what, "query", str(error)) from None


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether plain JSON is an object."""
    return isinstance(value, dict)


def is_switch(value: object) -> TypeGuard[bool]:
    """Tell whether a value is True or False, and not only something like it."""
    return isinstance(value, bool)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether plain JSON is a list."""
    return isinstance(value, list)


def invalid(what: str, field: str, message: str, noun: str = "query") -> InvalidRequest:
    """Make the error about one thing that is wrong with a query, or with a part of one."""
    problem = Problem(field, "invalid", message)
    return InvalidRequest(f"{what} is not a {noun} that can be sent", (problem,))


def fits(schema: str, value: object) -> bool:
    """Tell whether plain JSON fits a schema of the contract's grammar."""
    return not any(True for _ in _misfits(component(schema), value, ""))


def wrong_id(kind: str, value: object) -> str | None:
    """Say why a value is no id of an object type or a reference type; None if it is, or may be one."""
    return misfit(component(ID_SCHEMAS[kind]), value) if kind in ID_SCHEMAS else None


def component(name: str) -> Schema:
    """Find a schema of the contract by its name."""
    return resolve({"$ref": f"#/components/schemas/{name}"})


def _misfits(schema: Schema, value: object, at: str) -> Iterator[Problem]:
    schema = resolve(schema)
    branches = schema.get("oneOf") or schema.get("anyOf")
    if "discriminator" in schema:
        yield from _node(schema["discriminator"]["mapping"], value, at)
    elif branches:
        yield from _any_of(branches, value, at)
    elif is_object(value) and schema["type"] == "object":
        yield from _object(schema, value, at)
    elif is_list(value) and schema["type"] == "array":
        yield from _array(schema, value, at)
    elif message := misfit(schema, value):
        yield _problem(at, message)


def _problem(at: str, message: str) -> Problem:
    return Problem(at.removeprefix(".") or "query", "invalid", message)


def _node(kinds: Mapping[str, str], value: object, at: str) -> Iterator[Problem]:
    if not is_object(value):
        yield _problem(at, f"{show(value)} is not a mapping")
        return
    kind: object = value.get("type")
    if kind is None and is_object(value.get("query")):
        yield _problem(f"{at}.type", f"{show(value)} has no type; give what is under 'query' alone")
    elif not isinstance(kind, str) or not kind:
        has = "has no type" if kind is None else f"has the type {show(kind)}"
        yield _problem(f"{at}.type", f"{show(value)} {has}; there are {', '.join(kinds)}")
    elif kind in kinds:
        yield from _misfits({"$ref": kinds[kind]}, value, at)
    elif not isinstance(value.get("negate", False), bool):
        yield _problem(f"{at}.negate", f"{show(value['negate'])} is not True or False")


def _any_of(branches: list[Schema], value: object, at: str) -> Iterator[Problem]:
    if value is None and any(branch.get("type") == "null" for branch in branches):
        return
    found = [[*_misfits(branch, value, at)] for branch in branches if branch.get("type") != "null"]
    if all(found):
        yield from found[-1]


def _object(schema: Schema, value: dict[str, Any], at: str) -> Iterator[Problem]:
    known: dict[str, Schema] = schema["properties"]
    for name in schema.get("required", ()):
        if name not in value:
            yield Problem(f"{at}.{name}".removeprefix("."), "missing", "missing")
    for name, member in value.items():
        if name in known:
            yield from _misfits(known[name], member, f"{at}.{name}")
        else:
            meant = get_close_matches(name, known, 1)
            hint = f"did you mean {meant[0]}?" if meant else f"there are {', '.join(known)}"
            message = f"unknown member; {hint}"
            yield Problem(f"{at}.{name}".removeprefix("."), "forbidden", message)
    if value.keys() <= known.keys() and "not" in schema and not misfit(schema["not"], value):
        yield _problem(at, f"{show(value)} is refused: {schema['not']['description']}")
    if "minProperties" in schema and (
        empty := misfit({"minProperties": schema["minProperties"]}, value)
    ):
        yield _problem(at, empty)


def _array(schema: Schema, value: list[Any], at: str) -> Iterator[Problem]:
    for index, item in enumerate(value):
        yield from _misfits(schema["items"], item, f"{at}[{index}]")
    if not value and at.endswith("queries"):
        yield _problem(at, NOTHING)
    elif message := misfit({**schema, "items": {}}, value):
        yield _problem(at, message if value else f"{message}; give at least one")
