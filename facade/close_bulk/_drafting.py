"""From the fields of a call to the request that starts a bulk action, checked and not sent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from close_bulk import _contract, _kinds, _rules
from close_bulk._json import show
from close_bulk.errors import InvalidRequest, Problem, RequestSummary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from close_bulk._contract import Schema
    from close_bulk._kinds import Kind

_MUST_EXPECT: Final = frozenset({"delete"})
"""Action types that cannot be undone: only who knows how many leads they touch may start them."""


@frozen(eq=False)
class Wish:
    """What a caller asks for, as yet unchecked."""

    name: object
    """An action type; or a kind, with the action type among the fields."""
    fields: Mapping[str, Any]
    dry_run: bool = False
    unchecked: bool = False


@frozen(eq=False)
class Draft:
    """A request that starts a bulk action, ready to be sent."""

    kind: Kind
    request: RequestSummary
    expect: int | None
    """Leads that it is to touch; None if the caller does not say."""


def draft(wish: Wish) -> Draft:
    """Check what a caller asks for and write the request.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field.
    """
    kind, action_type = _target(wish)
    schema = _opened(kind, action_type, wish.fields) if wish.unchecked else kind.bodies[action_type]
    fields = {name: value for name, value in wish.fields.items() if name != "expect"}
    if kind.discriminator:
        fields = {kind.discriminator: action_type, **fields}
    body, problems = _rules.examine(
        action_type,
        schema,
        fields,
        others=_all_bodies(),
        offered=lambda: [
            *(
                name
                for name in _contract.resolve(schema)["properties"]
                if name != kind.discriminator
            ),
            *("expect", "dry_run"),
        ],
    )
    ours, more = _expectation(action_type, wish)
    if problems or more:
        raise InvalidRequest(f"{action_type} was not sent", (*problems, *more))
    return Draft(
        kind=kind,
        request=RequestSummary("POST", kind.start.path, body),
        expect=ours.get("expect"),
    )


@cache
def _all_bodies() -> dict[str, Schema]:
    return {name: its.bodies[name] for name, its in _kinds.action_types().items()}


def _expectation(action_type: str, wish: Wish) -> tuple[dict[str, Any], list[Problem]]:
    """Check `expect`, which is ours and is not sent; a rehearsal is how one gets to know it."""
    needed = action_type in _MUST_EXPECT and not wish.dry_run
    schema: Schema = {
        "required": ["expect"] if needed else [],
        "properties": {"expect": {"type": "integer", "minimum": 0}},
    }
    given = {name: value for name, value in wish.fields.items() if name == "expect"}
    if not (given or needed):
        return {}, []
    return _rules.examine(action_type, schema, given)


def _target(wish: Wish) -> tuple[Kind, str]:
    """Find the kind and the action type; what is meant as a rehearsal is never a performance."""
    for name in ("dry_run", "unchecked"):
        switch = getattr(wish, name)
        if not isinstance(switch, bool):
            raise _refusal(name, f"{show(switch)} is not True or False")
    known = _kinds.action_types()
    name = str.__str__(wish.name) if isinstance(wish.name, str) else ""
    if name in known:
        return known[name], name
    kind = _kinds.KINDS.get(name)
    if kind is not None:
        return kind, _action_type(kind, wish)
    kinds = " or ".join(kind.name for kind in _kinds.KINDS.values() if kind.discriminator)
    message = f"{show(wish.name)} is not one of {', '.join(known)}"
    raise _refusal("action_type", f"{message}; to send a newer one, name its kind: {kinds}")


def _action_type(kind: Kind, wish: Wish) -> str:
    member = kind.discriminator or ""
    given = wish.fields.get(member)
    if isinstance(given, str) and given and (given in kind.bodies or wish.unchecked):
        return str.__str__(given)
    newer = "unchecked=True sends one that is newer than this release"
    raise _refusal(member, f"{show(given)} is not one of {', '.join(kind.bodies)}; {newer}")


def _refusal(field: str, message: str) -> InvalidRequest:
    return InvalidRequest("the bulk action was not sent", (Problem(field, "invalid", message),))


def _opened(kind: Kind, action_type: str, fields: Mapping[str, Any]) -> Schema:
    """Give what still holds of a request that is newer than this release.

    What is known of its fields holds, the selection before all; lists of values do not, nor which fields
    there are.
    """
    known = kind.bodies.get(action_type)
    bodies = [_contract.resolve(body) for body in ([known] if known else kind.bodies.values())]
    properties: dict[str, Schema] = {name: {} for name in fields if name != "expect"}
    for body in bodies:
        properties.update((name, _any_value(rule)) for name, rule in body["properties"].items())
    if kind.discriminator:
        properties[kind.discriminator] = {"type": "string", "const": action_type}
    names: list[str] = bodies[0]["required"]
    required = [name for name in names if all(name in body["required"] for body in bodies)]
    return {"properties": properties, "required": required}


def _any_value(rule: Schema) -> Schema:
    rule = _contract.resolve(rule)
    return {name: limit for name, limit in rule.items() if name != "enum"}
