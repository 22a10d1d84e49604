"""What must hold before a byte is sent; read from the contract, stated nowhere else."""

from __future__ import annotations

from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any

from close_bulk import _contract
from close_bulk._json import NotJsonError, plain, show
from close_bulk._lazy import Later
from close_bulk._schemas import misfit, positive
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from close_bulk._contract import Schema

_difflib = Later("difflib")

_HINTS = {
    "s_query": "pass an Advanced Filtering query, or ALL_LEADS to mean every lead",
    "results_limit": "None means all",
    "poll": "None means often at first and near the end, seldom between",
    "steps": "a sequence has at least one step; to stop it, hold it with status='paused' or delete it",
    "expect": "say how many leads you expect; dry_run=True tells how many there are",
    "fields": "give a list of names, such as ['id', 'display_name']",
    "sort": "give a list of terms, such as [lead('date_created').descending()]",
}
_ALWAYS = ("results_limit", "fields", "sort")
"""Fields whose hint is of use whatever was given."""
_EVERY_SEQUENCE = "leave it out to mean every sequence"
_ALONE = frozenset({"properties", "required", "additionalProperties"})
"""What a schema says about each member by itself."""
_FEW = 3
_NO_OTHERS: Mapping[str, Schema] = {}


def check_object(
    subject: str,
    schema: Schema,
    fields: Mapping[str, Any],
    *,
    others: Mapping[str, Schema] = _NO_OTHERS,
) -> dict[str, Any]:
    """Check the members of a body against an object schema, and give them as plain JSON.

    Args:
        subject: What is to be sent, in words.
        schema: The object schema of the contract; it takes no other members than those it names.
        fields: The members.
        others: Requests to which a member that this one does not take may belong, by their names.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field.
    """
    members, problems = examine(subject, schema, fields, others=others)
    if problems:
        raise InvalidRequest(f"{subject} was not sent", tuple(problems))
    return members


def examine(
    subject: str,
    schema: Schema,
    fields: Mapping[str, Any],
    *,
    others: Mapping[str, Schema] = _NO_OTHERS,
    offered: Callable[[], Sequence[str]] | None = None,
) -> tuple[dict[str, Any], list[Problem]]:
    """Do as `check_object`, and give what is wrong in place of raising it.

    Args:
        subject: As there.
        schema: As there.
        fields: As there.
        others: As there.
        offered: Tells what a caller may give, where that is not what the schema names.
    """
    schema = _contract.resolve(schema)
    properties = schema["properties"]
    members: dict[str, Any] = {}
    problems = [*_missing(subject, schema, fields)]
    for name, value in fields.items():
        if name not in properties:
            known = [*properties] if offered is None else offered()
            problems.append(Problem(name, "forbidden", _forbidden(subject, known, name, others)))
            continue
        try:
            members[name] = plain(value)
            message = misfit(properties[name], members[name])
        except NotJsonError as error:
            message = str(error)
        if message:
            hint = _hint(schema, name, members.get(name))
            problems.append(Problem(name, "invalid", message + hint))
    problems += _together(schema, fields)
    if not problems and (message := misfit(schema, members, besides=_ALONE)):
        problems.append(Problem(" / ".join(members), "invalid", message))
    return members, problems


def _together(schema: Schema, fields: Mapping[str, Any]) -> Iterator[Problem]:
    """Name the fields of which one is needed, and those that exclude each other."""
    if not fields and "minProperties" in schema and not schema.get("required"):
        yield Problem(_either(schema["properties"]), "missing", "at least one of them is required")
    for group in _choices(schema):
        given = [name for name in group if name in fields]
        names = ", ".join(group)
        if not given:
            yield Problem(_either(group), "missing", f"give one of {names}")
        elif len(given) > 1:
            yield Problem(_either(group), "invalid", f"give only one of {names}")


def _either(names: Iterable[str]) -> str:
    return " / ".join(names)


def _choices(schema: Schema) -> Iterator[tuple[str, ...]]:
    """Find the groups of fields of which exactly one is to be given.

    The contract states them as branches that require one of each group: fields that some branch requires
    and that no branch requires together are a group.
    """
    for part in schema.get("allOf", ()):
        branches: list[list[str]] = [_contract.resolve(one)["required"] for one in part["oneOf"]]
        some = [
            n for n in schema["properties"] if 0 < sum(n in b for b in branches) < len(branches)
        ]
        together = {(one, other) for b in branches for one in b for other in b if one != other}
        rivals = (tuple(n for n in some if (name, n) not in together) for name in some)
        yield from dict.fromkeys(rivals)


def _hint(schema: Schema, name: str, value: object) -> str:
    if name == "s_query":
        is_view = isinstance(value, str) and value.startswith("save_")
        return f"; write smart_view({show(value)})" if is_view else f"; {_HINTS[name]}"
    if name == "steps" and value != []:
        return ""
    # None where it is not allowed is the commonest mistake with a field that may be left out; some write -1.
    if value and name not in _ALWAYS:
        return ""
    if name == "sequence_id" and "s_query" in schema["properties"]:
        return "" if name in schema["required"] else f"; {_EVERY_SEQUENCE}"
    return f"; {_HINTS[name]}" if name in _HINTS else ""


def _missing(subject: str, schema: Schema, fields: Mapping[str, Any]) -> Iterator[Problem]:
    for name in schema.get("required", ()):
        if name not in fields:
            hint = f"; {_HINTS[name]}" if name in ("s_query", "expect") else ""
            yield Problem(name, "missing", f"missing, and {subject} requires it{hint}")


def _forbidden(subject: str, known: Sequence[str], name: str, others: Mapping[str, Schema]) -> str:
    takers = [
        other for other, its in others.items() if name in _contract.resolve(its)["properties"]
    ]
    if takers:
        if len(takers) > _FEW:
            takers = [*takers[: _FEW - 1], f"{len(takers) - _FEW + 1} others"]
        do = "does" if len(takers) == 1 else "do"
        return f"{subject} does not take it; only {' and '.join(takers)} {do}"
    similar = _difflib.get_close_matches(name, known, 1) or [
        other for other in known if name in other
    ]
    meant = f"did you mean {similar[0]}?" if similar else f"{subject} takes {', '.join(known)}"
    return f"unknown field; {meant}"


def selection_schema() -> Schema:
    """Give the schema of a body that holds nothing but a selection."""
    query = {"$ref": "#/components/schemas/StructuredQuery"}
    return {"required": ["s_query"], "properties": {"s_query": query}}


def check_id(value: object, method: str, path: str) -> str:
    """Check an id that becomes part of a path, where `''`, `.` and `..` would reach something else.

    Raises:
        InvalidRequest: It is not an id of the kind that the path takes.
    """
    schema = _contract.parameter("id", _contract.operation(method, path))
    wanted: Schema = {"required": [], "properties": {"id": schema}}
    members, problems = examine("it", wanted, {"id": value})
    if problems:
        raise InvalidRequest("nothing was sent", tuple(problems))
    checked: str = members["id"]
    return checked


def check_seconds(name: str, value: object, least: float = 0.0) -> float | None:
    """Check a time in seconds that a caller may leave out.

    Args:
        name: The argument.
        value: What was given for it.
        least: The shortest time that there may be.

    Raises:
        InvalidRequest: It is given and is not a positive, finite number, or is too short.
    """
    seconds = positive(value)
    if value is None or (seconds is not None and seconds >= least):
        return seconds
    bound = f"number of seconds from {least:g}" if least else "positive number of seconds"
    hint = _HINTS.get(name, "None means no limit")
    message = f"{show(value)} is not a {bound}, at most a year; {hint}"
    raise InvalidRequest("the wait was not begun", (Problem(name, "invalid", message),))


def check_callback(headline: str, callback: object, *, blocking: bool) -> None:
    """Check what is to be called with the progress.

    Raises:
        InvalidRequest: It cannot be called, or has to be awaited where nothing is.
    """
    if problem := uncallable(callback, blocking=blocking):
        raise InvalidRequest(headline, (Problem("on_progress", "invalid", problem),))


def uncallable(callback: object, *, blocking: bool) -> str | None:
    """Say why a callback that may be left out cannot be called; None if it can.

    Args:
        callback: What was given.
        blocking: Whether it is for `Close`, which awaits nothing.
    """
    if callback is not None and not callable(callback):
        return f"{show(callback)} cannot be called; give a function, or None"
    if blocking and iscoroutinefunction(callback):
        return "is a coroutine function, which only AsyncClose awaits; give Close a plain one"
    return None
