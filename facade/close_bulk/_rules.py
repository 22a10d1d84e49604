"""What must hold before a byte is sent; read from the contract, stated nowhere else."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from close_bulk import _contract
from close_bulk._json import NotJsonError, plain, show
from close_bulk._schemas import is_positive_number, misfit
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from close_bulk._contract import Schema

BULK_SEQUENCE_SUBSCRIPTION = "/bulk_action/sequence_subscription/"
SEQUENCE_SUBSCRIPTION = "/sequence_subscription/"

_HINTS = {
    "s_query": "pass an Advanced Filtering query, or ALL_LEADS to mean every lead",
    "results_limit": "None means all",
    "poll": "None means often at first and near the end, seldom between",
}
_EVERY_SEQUENCE = "leave it out to mean every sequence"


@cache
def _branches() -> dict[str, str]:
    """Give the reference to the component of each action type, as the discriminator maps them."""
    create = _contract.operation("post", BULK_SEQUENCE_SUBSCRIPTION)
    body = _contract.resolve(create["requestBody"]["content"]["application/json"]["schema"])
    mapping: dict[str, str] = body["discriminator"]["mapping"]
    return mapping


@cache
def request_schemas() -> dict[str, Schema]:
    """Give the schema of the request body of each action type."""
    return {kind: _contract.resolve({"$ref": ref}) for kind, ref in _branches().items()}


def model_name(action_type: str) -> str:
    """Name the generated model of the request body of an action type."""
    return _branches()[action_type].rpartition("/")[2]


def check_start(action_type: object, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Check the fields of a bulk action that is to be started, and give the body to send.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field.
    """
    schemas = request_schemas()
    schema = schemas.get(action_type) if isinstance(action_type, str) else None
    if schema is None:
        message = f"{show(action_type)} is not one of {', '.join(schemas)}"
        raise InvalidRequest(
            "the bulk action was not sent", (Problem("action_type", "invalid", message),)
        )
    return check_object(str(action_type), schema, {"action_type": action_type, **fields})


def check_object(subject: str, schema: Schema, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Check the members of a body against an object schema, and give them as plain JSON.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field.
    """
    members: dict[str, Any] = {}
    problems = [*_missing(subject, schema, fields)]
    for name, value in fields.items():
        if name not in schema["properties"]:
            problems.append(Problem(name, "forbidden", _forbidden(subject, schema, name)))
            continue
        try:
            members[name] = plain(value)
            message = misfit(schema["properties"][name], members[name])
        except NotJsonError as error:
            message = str(error)
        if message:
            problems.append(
                Problem(name, "invalid", message + _hint(schema, name, members.get(name)))
            )
    if problems:
        raise InvalidRequest(f"{subject} was not sent", tuple(problems))
    return members


def _hint(schema: Schema, name: str, value: object) -> str:
    if name == "s_query":
        return f"; {_HINTS[name]}"
    # None where it is not allowed is the commonest mistake with a field that may be left out.
    if value:
        return ""
    if name == "sequence_id" and name not in schema["required"]:
        return f"; {_EVERY_SEQUENCE}"
    return f"; {_HINTS[name]}" if name in _HINTS else ""


def _missing(subject: str, schema: Schema, fields: Mapping[str, Any]) -> Iterator[Problem]:
    for name in schema["required"]:
        if name not in fields:
            hint = f"; {_HINTS[name]}" if name == "s_query" else ""
            yield Problem(name, "missing", f"missing, and {subject} requires it{hint}")


def _forbidden(subject: str, schema: Schema, name: str) -> str:
    takers = [kind for kind, other in request_schemas().items() if name in other["properties"]]
    if takers:
        do = "does" if len(takers) == 1 else "do"
        return f"{subject} does not take it; only {' and '.join(takers)} {do}"
    known: list[str] = list(schema["properties"])
    similar = get_close_matches(name, known, 1) or [other for other in known if name in other]
    meant = f"did you mean {similar[0]}?" if similar else f"{subject} takes {', '.join(known)}"
    return f"unknown field; {meant}"


def selection_schema() -> Schema:
    """Give the schema of a body that holds nothing but a selection."""
    query = request_schemas()["pause"]["properties"]["s_query"]
    return {"required": ["s_query"], "properties": {"s_query": query}}


def check_id(value: object, method: str, path: str) -> str:
    """Check an id that becomes part of a path, where `''`, `.` and `..` would reach something else.

    Raises:
        InvalidRequest: It is not an id of the kind that the path takes.
    """
    schema = _contract.parameter("id", _contract.operation(method, path))
    wanted: Schema = {"required": [], "properties": {"id": schema}}
    checked: str = check_object(f"{method.upper()} {path}", wanted, {"id": value})["id"]
    return checked


def check_filters(filters: Mapping[str, Any]) -> dict[str, Any]:
    """Check the filters of the list of sequence subscriptions, one of which it demands.

    Raises:
        InvalidRequest: Names every wrong filter, or the filters of which one is needed.
    """
    operation = _contract.operation("get", SEQUENCE_SUBSCRIPTION)
    needed: list[str] = operation["x-at-least-one-of"]
    if not filters:
        problem = Problem(" / ".join(needed), "missing", "at least one of them is required")
        raise InvalidRequest("the list was not read", (problem,))
    properties = {name: _contract.parameter(name, operation) for name in needed}
    return check_object("the list", {"required": [], "properties": properties}, filters)


def positive(name: str, value: object) -> None:
    """Check a time in seconds that a caller may leave out.

    Raises:
        InvalidRequest: It is given and is not a positive, finite number.
    """
    if value is not None and not is_positive_number(value):
        hint = _HINTS.get(name, "None means no limit")
        message = f"{show(value)} is not a positive number of seconds, at most a year; {hint}"
        raise InvalidRequest("the wait was not begun", (Problem(name, "invalid", message),))
