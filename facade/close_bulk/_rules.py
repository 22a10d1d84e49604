"""What must hold before a byte is sent; read from the contract, stated nowhere else."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from close_bulk import _contract
from close_bulk._schemas import is_positive_number, misfit
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from close_bulk._contract import Schema

BULK_SEQUENCE_SUBSCRIPTION = "/bulk_action/sequence_subscription/"
SEQUENCE_SUBSCRIPTION = "/sequence_subscription/"

_HINTS = {
    "s_query": "pass an Advanced Filtering query, or ALL_LEADS to mean every lead",
    "sequence_id": "leave it out to mean every sequence",
    "results_limit": "None means all",
}


@cache
def request_schemas() -> dict[str, Schema]:
    """Give the schema of the request body of each action type."""
    create = _contract.operation("post", BULK_SEQUENCE_SUBSCRIPTION)
    body = _contract.resolve(create["requestBody"]["content"]["application/json"]["schema"])
    mapping: dict[str, str] = body["discriminator"]["mapping"]
    return {kind: _contract.resolve({"$ref": reference}) for kind, reference in mapping.items()}


def check_start(action_type: object, fields: Mapping[str, Any]) -> None:
    """Check the fields of a bulk action that is to be started.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field.
    """
    schemas = request_schemas()
    schema = schemas.get(action_type) if isinstance(action_type, str) else None
    if schema is None:
        message = f"{action_type!r} is not one of {', '.join(schemas)}"
        raise InvalidRequest("the bulk action", (Problem("action_type", "invalid", message),))
    check_object(str(action_type), schema, {"action_type": action_type, **fields})


def check_object(subject: str, schema: Schema, fields: Mapping[str, Any]) -> None:
    """Check the members of a body against an object schema.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field.
    """
    problems = (*_missing(subject, schema, fields), *_present(subject, schema, fields))
    if problems:
        raise InvalidRequest(subject, problems)


def _missing(subject: str, schema: Schema, fields: Mapping[str, Any]) -> Iterator[Problem]:
    for name in schema["required"]:
        if name not in fields:
            hint = f"; {_HINTS[name]}" if name == "s_query" else ""
            yield Problem(name, "missing", f"missing, and {subject} requires it{hint}")


def _present(subject: str, schema: Schema, fields: Mapping[str, Any]) -> Iterator[Problem]:
    for name, value in fields.items():
        if name not in schema["properties"]:
            yield Problem(name, "forbidden", _forbidden(subject, schema, name))
            continue
        message = misfit(schema["properties"][name], value) or _not_json(value)
        if message:
            # None where it is not allowed is the commonest mistake with a field that may be left out.
            hint = f"; {_HINTS[name]}" if name in _HINTS and not value else ""
            yield Problem(name, "invalid", message + hint)


def _forbidden(subject: str, schema: Schema, name: str) -> str:
    takers = [kind for kind, other in request_schemas().items() if name in other["properties"]]
    if takers:
        return f"{subject} does not take it; only {' and '.join(takers)} do"
    known: list[str] = list(schema["properties"])
    similar = get_close_matches(name, known, 1)
    return "unknown field" + (
        f"; did you mean {similar[0]}?" if similar else f"; {subject} knows no such field"
    )


def _not_json(value: object) -> str | None:
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        return f"cannot be written as JSON: {error}"
    return None


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
    message = misfit(schema, value)
    if message:
        raise InvalidRequest(f"{method.upper()} {path}", (Problem("id", "invalid", message),))
    return str(value)


def check_filters(filters: Mapping[str, Any]) -> None:
    """Check the filters of the list of sequence subscriptions, one of which it demands.

    Raises:
        InvalidRequest: Names every wrong filter, or the filters of which one is needed.
    """
    operation = _contract.operation("get", SEQUENCE_SUBSCRIPTION)
    needed: list[str] = operation["x-at-least-one-of"]
    if not filters:
        problem = Problem(" / ".join(needed), "missing", "at least one of them is required")
        raise InvalidRequest("the list", (problem,))
    schema: Schema = {
        "required": [],
        "properties": {name: _contract.parameter(name, operation) for name in needed},
    }
    check_object("the list", schema, filters)


def positive(name: str, value: object) -> None:
    """Check a time in seconds that a caller may leave out.

    Raises:
        InvalidRequest: It is given and is not a positive, finite number.
    """
    if value is not None and not is_positive_number(value):
        message = f"{value!r} is not a positive, finite number of seconds; None means no limit"
        raise InvalidRequest("the wait", (Problem(name, "invalid", message),))
