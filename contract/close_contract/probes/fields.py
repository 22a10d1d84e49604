"""Probes that change custom fields by bulk actions, and read them in searches."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.json_values import items
from close_contract.known import CustomField, one_lead
from close_contract.probes.columns import of_type, search
from close_contract.probes.effects import done
from close_contract.report import Finding

_HOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "custom_field": ("lead",),
    "contact_custom_field": ("contact",),
    "global_custom_field": ("lead", "contact"),
}
_CHANGES: Final[tuple[tuple[Mapping[str, Any], Any], ...]] = (
    ({"custom_field_values": ["one", "two"]}, ["one", "two"]),
    ({"custom_field_values": ["three"], "custom_field_operation": "add"}, ["one", "two", "three"]),
    ({"custom_field_values": ["two"], "custom_field_operation": "remove"}, ["one", "three"]),
    ({"custom_field_values": ["four"], "custom_field_operation": "replace"}, ["four"]),
    ({"custom_field_value": "five"}, ["five"]),
)


def bulk_fields(bench: Bench) -> Iterator[Finding]:
    """Set, add to, remove from and clear custom fields of a lead and its contacts, and set them back."""
    for about, field in bench.known.custom_fields.items():
        for holder in _HOLDERS.get(about, ())[:1]:
            before = _values(bench, holder, field)
            yield from _changed(bench, about, holder, field)
            kept = next((value for value in before.values() if value not in (None, [])), None)
            if kept is not None:
                values = items(kept) or [kept]
                body = {"custom_field_id": field.id, "custom_field_values": values}
                _edit(bench, f"set_{about}", body)


def _changed(bench: Bench, about: str, holder: str, field: CustomField) -> Iterator[Finding]:
    by_id = {"custom_field_id": field.id}
    by_name = {"custom_field_name": field.name}
    for n, (change, expected) in enumerate(_CHANGES):
        named = by_name if n == len(_CHANGES) - 1 else by_id
        if not _edit(bench, f"set_{about}", {**named, **change}):
            return
        yield from _shown(bench, holder, field, change, expected)
    # Not every field holds numbers and flags.
    for plain in (7, 7.5, True):
        if _edit(bench, f"set_{about}", {**by_id, "custom_field_value": plain}):
            yield from _shown(bench, holder, field, f"setting {plain}", [plain])
    if _edit(bench, f"clear_{about}", by_id):
        yield from _shown(bench, holder, field, "clearing it", None)


def _shown(
    bench: Bench, holder: str, field: CustomField, change: Any, expected: Any
) -> Iterator[Finding]:
    operation = bench.operation("create_bulk_edit")
    for object_id, value in _values(bench, holder, field).items():
        if expected not in (value, [value]) and (value or expected):
            message = f"after {change} {field.name} of {object_id} is {value!r}, not {expected!r}"
            yield Finding("bulk_fields", operation.label, message)


def _edit(bench: Bench, kind: str, members: Mapping[str, Any]) -> bool:
    """Edit the known lead, and tell whether it was done in time."""
    selected = {"s_query": one_lead(bench.known.lead_id), "send_done_email": False}
    return done(bench, "edit", {"type": kind, **members, **selected}) is not None


def _values(bench: Bench, holder: str, field: CustomField) -> dict[str, Any]:
    """Return the values of a field on the known lead, or on its contacts."""
    name = f"custom.{field.id}"
    sent = search(bench, of_type(holder), _fields={holder: [name, "lead_id"]})
    lead_id = bench.known.lead_id
    return {
        str(item.get("id")): item.get(name)
        for item in sent.items
        if lead_id in {item.get("id"), item.get("lead_id")}
    }
