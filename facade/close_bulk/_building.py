"""Generated models, made in the cheapest way that gives the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from attrs import define, field

from close_bulk import _contract
from close_bulk._json import show

if TYPE_CHECKING:
    from collections.abc import Callable

    from close_bulk._contract import Schema

_CHOICES: Final = ("oneOf", "anyOf", "allOf")
_KINDS: Final = {list: "list", dict: "object"}
_CONVERTED: Final = ("date-time", "date", "uuid", "binary")


def builder(model: type[Any], schema: Schema) -> Callable[[dict[str, Any]], Any]:
    """Give what makes a generated model of a JSON object.

    Where the contract gives no member a form of its own, such as that of a date, the object's members are
    the arguments of the constructor. That takes a quarter of the time of `from_dict`, which a list of many
    thousand items feels.

    Args:
        model: The generated class.
        schema: What the contract says about it.
    """
    from_dict: Callable[[dict[str, Any]], Any] = cast("Any", model).from_dict
    members: dict[str, Schema] = _contract.resolve(schema).get("properties", {})
    names = [field.name for field in cast("Any", model).__attrs_attrs__ if field.init]

    def checked(document: dict[str, Any]) -> Any:
        check_containers(schema, document)
        return from_dict(document)

    if set(names) != set(members) or not all(map(_is_kept, members.values())):
        return checked

    def build(document: dict[str, Any]) -> Any:
        try:
            return model(**document)
        except TypeError:
            # A member is missing, or one that the contract does not know is there.
            return checked(document)

    return build


def check_containers(schema: Schema, value: object) -> None:
    """Refuse what is no list or no object where the contract has one.

    The generated code would take an empty text for an empty list. A null is left to it.

    Raises:
        TypeError: It names the member.
    """
    _check(_plan(schema), value, "it")


@define(eq=False)
class _Plan:
    """Where an object has lists and objects; nothing else is looked at."""

    schema: Schema
    """Kept, so that no other gets its identity."""
    kind: type[list[Any] | dict[str, Any]] | None = None
    items: _Plan | None = None
    members: dict[str, _Plan] = field(factory=dict[str, "_Plan"])


_plans: Final[dict[int, _Plan]] = {}
"""By the identity of their schemas."""


def _plan(schema: Schema) -> _Plan:
    schema = _contract.resolve(schema)
    plan = _plans.get(id(schema))
    if plan is None:
        # Kept before it is complete: schemas may have themselves as members.
        plan = _plans[id(schema)] = _Plan(schema)
        if schema.get("type") == "array":
            plan.kind = list
            plan.items = _plan(schema.get("items", {}))
        elif schema.get("type") == "object":
            plan.kind = dict
            said = {name: _plan(part) for name, part in schema.get("properties", {}).items()}
            plan.members = {name: part for name, part in said.items() if part.kind}
    return plan


def _check(plan: _Plan, value: object, name: str) -> None:
    if plan.kind is None or value is None:
        return
    if not isinstance(value, plan.kind):
        raise TypeError(f"{name} is {show(value)}, which is no {_KINDS[plan.kind]}")
    if plan.items and plan.items.kind:
        for item in cast("list[object]", value):
            _check(plan.items, item, name)
    for member, part in plan.members.items():
        _check(part, cast("dict[str, object]", value).get(member), member)


def _is_kept(schema: Schema) -> bool:
    """Tell whether the generated code keeps a value as JSON has it."""
    schema = _contract.resolve(schema)
    parts = [part for name in _CHOICES for part in schema.get(name, ())]
    parts += [schema["items"]] if "items" in schema else []
    kinds = schema.get("type", ())
    return (
        "object" not in kinds
        and "properties" not in schema
        and schema.get("format") not in _CONVERTED
        and all(map(_is_kept, parts))
    )
