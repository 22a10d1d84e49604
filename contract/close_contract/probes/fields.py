"""Probes that change custom fields by bulk actions, and read them in searches."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import items
from close_contract.known import CustomField, no_lead, one_lead
from close_contract.probes.columns import of_type, search
from close_contract.probes.effects import done
from close_contract.report import Finding

_Change: TypeAlias = tuple[Mapping[str, Any], list[Any]]
"""Members of an edit, and the values after it."""

HOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "custom_field": ("lead",),
    "contact_custom_field": ("contact",),
    "global_custom_field": ("lead", "contact"),
}
"""The types of objects that a field is on, by the words behind `set_` and `clear_`."""
_SEVERAL: Final[tuple[_Change, ...]] = (
    ({"custom_field_values": ["one", "two"]}, ["one", "two"]),
    ({"custom_field_values": ["three"], "custom_field_operation": "add"}, ["one", "two", "three"]),
    ({"custom_field_values": ["two"], "custom_field_operation": "remove"}, ["one", "three"]),
    ({"custom_field_values": ["four"], "custom_field_operation": "replace"}, ["four"]),
    ({"custom_field_value": "five"}, ["five"]),
)
_ONE: Final[tuple[_Change, ...]] = (
    ({"custom_field_value": "one"}, ["one"]),
    ({"custom_field_value": "two"}, ["two"]),
)
_PLAIN: Final = (7, 7.5, True)


@frozen
class Value:
    """What an object has in a custom field: no, one or several values."""

    held: list[Any]
    is_selected: bool
    """The object is the known lead, or a contact of it."""
    object_type: str


def bulk_fields(bench: Bench) -> Iterator[Finding]:
    """Set, add to, remove from and clear custom fields of a lead and its contacts, and set them back."""
    several, one = bench.known.custom_fields, bench.known.single_fields
    for changes, fields in ((_SEVERAL, several), (_ONE, one)):
        for about, field in fields.items():
            if about not in HOLDERS:
                continue
            before = values_of(bench, field)
            yield from _taken(bench, about, field, changes)
            yield from _changed(bench, about, field, changes)
            kept = [each.held for each in before.values() if each.is_selected and each.held]
            if kept:
                body: dict[str, Any] = {"custom_field_id": field.id}
                body |= {"custom_field_values": kept[0]} if fields is several else {}
                body |= {"custom_field_value": kept[0][0]} if fields is one else {}
                edit(bench, f"set_{about}", body)


def _taken(
    bench: Bench, about: str, field: CustomField, changes: tuple[_Change, ...]
) -> Iterator[Finding]:
    """Start all changes with nothing selected: none is refused."""
    for which, value in (("id", field.id), ("name", field.name)):
        for change, _ in changes:
            body = {"type": f"set_{about}", f"custom_field_{which}": value, **change}
            started = bench.call("create_bulk_edit", body={**body, "s_query": no_lead()})
            if not started.accepted and not started.is_unserved:
                message = f"{field.name} can be edited so, but that was {started.status}"
                yield started.finding("bulk_fields", message)


def _changed(
    bench: Bench, about: str, field: CustomField, changes: tuple[_Change, ...]
) -> Iterator[Finding]:
    by_id = {"custom_field_id": field.id}
    by_name = {"custom_field_name": field.name}
    before = values_of(bench, field)
    for n, (change, expected) in enumerate(changes):
        named = by_name if n == len(changes) - 1 else by_id
        if not edit(bench, f"set_{about}", {**named, **change}):
            return
        yield from _shown(bench, about, field, change, expected)
        if n == 0:
            yield from _left_alone(bench, about, field, before)
    # Not every field holds numbers and flags.
    for plain in _PLAIN:
        if edit(bench, f"set_{about}", {**by_id, "custom_field_value": plain}):
            yield from _shown(bench, about, field, f"setting {plain}", [plain])
    if edit(bench, f"clear_{about}", by_id):
        yield from _shown(bench, about, field, "clearing it", [])


def _shown(
    bench: Bench, about: str, field: CustomField, change: Any, expected: list[Any]
) -> Iterator[Finding]:
    operation = bench.operation("create_bulk_edit")
    for object_id, value in values_of(bench, field, HOLDERS[about]).items():
        if value.is_selected and not same(value.held, expected):
            message = f"after {change} {field.name} of {object_id} is {value.held}, not {expected}"
            yield Finding("bulk_fields", operation.label, message)


def _left_alone(
    bench: Bench, about: str, field: CustomField, before: Mapping[str, Value]
) -> Iterator[Finding]:
    """Find objects changed that were not selected, or that do not have such a field."""
    operation = bench.operation("create_bulk_edit")
    for object_id, value in values_of(bench, field).items():
        is_meant = value.is_selected and value.object_type in HOLDERS[about]
        was = before[object_id].held if object_id in before else value.held
        if not is_meant and not same(value.held, was):
            message = f"{object_id} was to be left alone: {field.name} was {was}, is {value.held}"
            yield Finding("bulk_fields", operation.label, message)


def edit(bench: Bench, kind: str, members: Mapping[str, Any]) -> Exchanged | None:
    """Edit the known lead, and return how that ended, None if it has not within the time."""
    selected = {"s_query": one_lead(bench.known.lead_id), "send_done_email": False}
    return done(bench, "edit", {"type": kind, **members, **selected})


def values_of(
    bench: Bench, field: CustomField, holders: tuple[str, ...] = ("lead", "contact")
) -> dict[str, Value]:
    """Return what leads and contacts have in a field, by their ids."""
    name, lead_id = f"custom.{field.id}", bench.known.lead_id
    found: dict[str, Value] = {}
    for holder in holders:
        for item in search(bench, of_type(holder), _fields={holder: [name, "lead_id"]}).items:
            value = item.get(name)
            held = items(value) if isinstance(value, list) else [value] * (value is not None)
            is_selected = lead_id in {item.get("id"), item.get("lead_id")}
            found[str(item.get("id"))] = Value(held, is_selected, holder)
    return found


def same(one: Any, other: Any) -> bool:
    """Tell whether two values are the same JSON; Python takes true for 1."""
    return json.dumps(one) == json.dumps(other)
