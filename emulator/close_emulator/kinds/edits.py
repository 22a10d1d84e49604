"""Bulk edits: the selected leads, or their contacts, get a lead status or custom field values.

Documented: `set_lead_status`, `set_custom_field` and `clear_custom_field`. The other ten types
are in the vendor's schema only and read by analogy; those about objects that the emulator does not
keep are judged and then refused with 501.
"""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Final

from attrs import evolve

from close_emulator import custom_fields, lead_changes
from close_emulator.bulk_form import Rule, common_readers, read_typed_body
from close_emulator.bulk_records import BulkAction, BulkEditRequest
from close_emulator.effects import Effect, Stage, the_lead
from close_emulator.forms import existing, id_of, one_of
from close_emulator.kinds.kind import Kind
from close_emulator.organization import Organization
from close_emulator.place import Place
from close_emulator.records import CustomField, Lead, Scalar
from close_emulator.refusals import invalid, plain
from close_emulator.scope import Scope
from close_emulator.wire import Json

_OBJECTS: Final[Mapping[str, str]] = {
    "custom_field": "lead",
    "contact_custom_field": "contact",
    "global_custom_field": custom_fields.SHARED,
    "activity_custom_field": "activity",
    "opportunity_custom_field": "opportunity",
    "custom_object_custom_field": "custom_object",
}
"""What each custom field type, behind `set_` or `clear_`, is about."""

_NOT_KEPT: Final[Mapping[str, str]] = {
    "activity": "custom activities",
    "opportunity": "opportunities",
    "custom_object": "custom objects",
}
_WHICH: Final = ("custom_field_id", "custom_field_name")
_VALUE: Final = ("custom_field_value", "custom_field_values")
_SET: Final = Rule((), ("custom_field_operation",), (_WHICH, _VALUE))
_CLEAR: Final = Rule((), (), (_WHICH,))
_RULES: Final[Mapping[str, Rule]] = {
    "set_lead_status": Rule(("lead_status_id",)),
    **{f"set_{name}": _SET for name in _OBJECTS},
    **{f"clear_{name}": _CLEAR for name in _OBJECTS},
}


def _read(body: Json, scope: Scope) -> BulkEditRequest:
    organization = scope.organization
    readers = {
        **common_readers(scope),
        "lead_status_id": existing("stat", organization.lead_statuses),
        "custom_field_id": id_of("cf"),
        "custom_field_name": Place.text,
        "custom_field_value": _scalar,
        "custom_field_values": _scalars,
        "custom_field_operation": one_of("replace", "add", "remove"),
    }
    request = BulkEditRequest(**read_typed_body(body, readers, "type", _RULES))
    if request.type == "set_lead_status":
        return request
    return evolve(request, custom_field_id=_field(request, organization).id)


def _scalar(place: Place) -> Scalar:
    value = place.value
    if isinstance(value, str):
        return place.text()
    if not isinstance(value, bool | int | float):
        place.refuse(
            "Input should be a text, a number, true or false; the clear types empty a field."
        )
    return value


def _scalars(place: Place) -> list[Scalar]:
    return [_scalar(item) for item in place.some()]


def _field(request: BulkEditRequest, organization: Organization) -> CustomField:
    """Return the custom field that a request names, if it can take what the request asks."""
    object_type = _OBJECTS[request.type.partition("_")[2]]
    if object_type in _NOT_KEPT:
        error = f"Not Implemented; the emulator keeps no {_NOT_KEPT[object_type]}"
        raise plain(HTTPStatus.NOT_IMPLEMENTED, f"{error}, so it does not serve {request.type}")
    known, name = organization.custom_fields, request.custom_field_name
    if name is not None:
        which, field = "custom_field_name", custom_fields.named(known.values(), object_type, name)
    else:
        which, field = "custom_field_id", known.get(request.custom_field_id or "")
    if field is None:
        raise invalid({which: f"There is no such custom field of a {object_type}."})
    if field.object_type != object_type:
        sentence = f"This is a custom field of a {field.object_type}, not of a {object_type}."
        raise invalid({which: sentence})
    _check_values(request, field)
    return field


def _check_values(request: BulkEditRequest, field: CustomField) -> None:
    asked = ("custom_field_values", "custom_field_operation")
    wrong = [name for name in asked if getattr(request, name) is not None]
    if wrong and not field.accepts_multiple_values:
        raise invalid(dict.fromkeys(wrong, "This custom field takes one value only."))


def _effect(request: BulkEditRequest) -> Effect:
    if request.type == "set_lead_status":
        return _set_lead_status(request.lead_status_id or "")
    return _change_field(request)


def _set_lead_status(status_id: str) -> Effect:
    def apply(stage: Stage, action: BulkAction, lead_id: str) -> None:
        lead = stage.organization.leads.get(lead_id)
        if lead is not None:
            status = stage.organization.lead_statuses[status_id]
            lead_changes.set_status(stage, action, lead, status)

    return Effect(the_lead, apply)


def _change_field(request: BulkEditRequest) -> Effect:
    field_id = request.custom_field_id or ""
    operation = request.custom_field_operation or "replace"
    values = _values(request)

    def concerns(organization: Organization, lead: Lead) -> Iterable[str]:
        on = organization.custom_fields[field_id].on
        contacts = [contact.id for contact in lead.contacts] if "contact" in on else []
        return [lead.id, *contacts] if "lead" in on else contacts

    def apply(stage: Stage, action: BulkAction, holder_id: str) -> None:
        organization = stage.organization
        holder = organization.leads.get(holder_id) or organization.contacts.get(holder_id)
        if holder is not None:
            field = organization.custom_fields[field_id]
            before = holder.custom.get(field.id)
            after = custom_fields.put_together(field, before, values, operation)
            lead_changes.set_custom(stage, action, holder, field, after)

    return Effect(concerns, apply)


def _values(request: BulkEditRequest) -> list[Scalar]:
    """Return the values that the field gets; a clear type gives none."""
    if request.custom_field_values is not None:
        return request.custom_field_values
    return [] if request.custom_field_value is None else [request.custom_field_value]


def _answer(request: BulkEditRequest) -> dict[str, Json]:
    """Return what was asked as far as it is answered; a value is always a text (documented)."""
    value = request.custom_field_value
    return {
        "custom_field_name": request.custom_field_name,
        "custom_field_value": value
        if value is None or isinstance(value, str)
        else json.dumps(value),
        "lead_status_id": request.lead_status_id,
        "type": request.type,
    }


EDIT: Final = Kind(name="edit", prefix="bulkedit", read=_read, effect=_effect, answer=_answer)
