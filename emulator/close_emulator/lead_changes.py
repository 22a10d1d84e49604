"""What bulk actions change on leads and contacts: each change is dated and logged.

What is so already is no change. The object types of events and their `previous_data` are
documented; that a deletion is logged for each contact too is inferred.
"""

from collections.abc import Mapping
from functools import partial

from attrs import evolve

from close_emulator import enrolment, views
from close_emulator.bulk_records import BulkAction
from close_emulator.custom_fields import same
from close_emulator.effects import Stage
from close_emulator.events import Origin, Picture, Subject
from close_emulator.records import Contact, CustomField, CustomValue, Lead, LeadStatus
from close_emulator.wire import Json


def set_status(stage: Stage, action: BulkAction, lead: Lead, status: LeadStatus) -> None:
    """Give a lead a status."""
    if lead.status_id != status.id:
        previous = {"status_id": lead.status_id, "status_label": lead.status_label}
        lead.status = status
        _updated(stage, action, lead, previous)


def set_custom(
    stage: Stage,
    action: BulkAction,
    holder: Lead | Contact,
    field: CustomField,
    value: CustomValue | None,
) -> None:
    """Give a custom field of a lead or contact a value; None takes the field from it."""
    before = holder.custom.get(field.id)
    if same(before, value):
        return
    if value is None:
        del holder.custom[field.id]
    else:
        holder.custom[field.id] = value
    _updated(stage, action, holder, views.custom({field.id: before}))


def delete(stage: Stage, action: BulkAction, lead: Lead) -> None:
    """Take a lead away, with its subscriptions and contacts."""
    for subscription in stage.organization.subscriptions_of(lead.id):
        by, cause = action.created_by, action.id
        enrolment.end(stage, subscription, by=by, bulk_action_id=cause)
    stage.organization.drop_lead(lead)
    for contact in lead.contacts:
        _log(stage, action, "deleted", contact)
    _log(stage, action, "deleted", lead)


def _updated(
    stage: Stage, action: BulkAction, record: Lead | Contact, previous: Mapping[str, Json]
) -> None:
    record.date_updated = stage.now
    _log(stage, action, "updated", record, previous=previous)


def _log(
    stage: Stage,
    action: BulkAction,
    event: str,
    record: Lead | Contact,
    *,
    previous: Mapping[str, Json] | None = None,
) -> None:
    lead_id = record.id if isinstance(record, Lead) else record.lead_id
    stage.events.add(
        stage.now,
        event,
        Subject(record.object_type, record.id, lead_id),
        data=None if event == "deleted" else _picture(record),
        previous=previous,
        origin=Origin(user_id=action.created_by),
        bulk_action_id=action.id,
    )


def _picture(record: Lead | Contact) -> Picture:
    """Return what draws the record as it is now, a lead without its contacts."""
    custom = dict(record.custom)
    if isinstance(record, Contact):
        return partial(views.contact, evolve(record, custom=custom))
    return partial(_lead_alone, evolve(record, custom=custom, contacts=[]))


def _lead_alone(lead: Lead) -> Mapping[str, Json]:
    return {name: value for name, value in views.lead(lead).items() if name != "contacts"}
