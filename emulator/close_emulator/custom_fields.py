"""Custom fields: which field is meant, which values it takes, and how values are put together."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeAlias

from close_emulator.organization import Organization
from close_emulator.records import CustomField, CustomValue, Scalar

Custom: TypeAlias = Mapping[str, Scalar | Sequence[Scalar]]
"""Values by the ids of their custom fields, as builders take them."""

SHARED: Final = "shared"
HOLDERS: Final = ("lead", "contact")
"""The types of objects that have custom fields here."""


def field_on(
    organization: Organization, field_id: str, object_type: str, *, several: bool
) -> CustomField:
    """Return the custom field of an id, for a value on an object of this type.

    A field that nobody has added becomes one of that type, named by its id; whether it takes
    several values is told by its first.

    Raises:
        ValueError: the field is not on objects of this type, or takes one value only.
    """
    on = (object_type,)
    field = organization.custom_fields.get(field_id)
    field = field or CustomField(field_id, field_id, object_type, several, on)
    if object_type not in field.on:
        hint = "add_custom_field() with the object_type shared makes one for both"
        raise ValueError(f"The custom field {field_id} is not on a {object_type}; {hint}.")
    if several and not field.accepts_multiple_values:
        raise ValueError(f"The custom field {field_id} takes one value and no list.")
    organization.custom_fields[field_id] = field
    return field


def own_values(
    organization: Organization, object_type: str, custom: Custom | None
) -> dict[str, CustomValue]:
    """Return a copy of an object's custom values, each fit for its field.

    Raises:
        ValueError: a field is not on objects of this type, or takes one value only.
    """
    values: dict[str, CustomValue] = {}
    for field_id, value in (custom or {}).items():
        given, several = _listed(value), not isinstance(value, str | int | float)
        field = field_on(organization, field_id, object_type, several=several)
        if given:
            values[field_id] = given if field.accepts_multiple_values else given[0]
    return values


def named(fields: Collection[CustomField], object_type: str, name: str) -> CustomField | None:
    """Return the field of a type of object that has exactly this name."""
    found = (each for each in fields if (each.object_type, each.name) == (object_type, name))
    return next(found, None)


def put_together(
    field: CustomField, before: CustomValue | None, values: Sequence[Scalar], operation: str
) -> CustomValue | None:
    """Return what a field holds after these values were to `replace` its own, to `add`, `remove`.

    None if nothing is left. No value is there twice.
    """
    old = [] if before is None else _listed(before)
    if operation == "remove":
        gone = {*map(_json, values)}
        left = [value for value in old if _json(value) not in gone]
    else:
        seen: dict[tuple[bool, Scalar], Scalar] = {}
        for value in (*(old if operation == "add" else ()), *values):
            seen.setdefault(_json(value), value)
        left = [*seen.values()]
    if not left:
        return None
    return left if field.accepts_multiple_values else left[0]


def same(one: CustomValue | None, other: CustomValue | None) -> bool:
    """Whether two values are the same JSON."""
    return json.dumps(one) == json.dumps(other)


def _listed(value: Scalar | Sequence[Scalar]) -> list[Scalar]:
    return [value] if isinstance(value, str | int | float) else [*value]


def _json(value: Scalar) -> tuple[bool, Scalar]:
    """Tell true from 1, as JSON does and Python does not."""
    return isinstance(value, bool), value
