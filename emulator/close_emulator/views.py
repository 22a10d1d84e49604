"""How records look on the wire: the vendor's keys, in the vendor's order.

Moments of bulk actions and leads carry an offset, those of subscriptions do not (both by the
vendor's examples).
"""

from collections.abc import Mapping
from datetime import datetime

from attrs import asdict

from close_emulator.bulk_records import BulkAction
from close_emulator.organization import Organization
from close_emulator.records import (
    Contact,
    CustomValue,
    Lead,
    Sequence,
    SequenceStep,
    Subscription,
)
from close_emulator.wire import Json


def aware(moment: datetime) -> str:
    """`2013-12-05T18:34:41.753000+00:00`."""
    return moment.isoformat(timespec="microseconds")


def naive(moment: datetime) -> str:
    """`2022-03-10T14:40:27.442448`, in UTC (inferred)."""
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds")


def bulk_action(
    organization: Organization, action: BulkAction, own: Mapping[str, Json]
) -> dict[str, Json]:
    """Return the keys that every bulk action has and those of its own kind, in ABC order.

    For a sequence subscription they are the 24 of seeds 000 and 001.
    """
    request = action.request
    shown: dict[str, Json] = {
        "created_by": action.created_by,
        "date_created": aware(action.date_created),
        "date_updated": aware(action.date_updated),
        "id": action.id,
        "n_leads": action.n_leads,
        "n_leads_processed": action.n_leads_processed,
        "n_objects": action.n_objects,
        "n_objects_processed": action.n_objects_processed,
        "organization_id": organization.id,
        "query": None,
        "results_limit": request.results_limit,
        "s_query": request.s_query,
        "send_done_email": request.send_done_email,
        "sort": request.sort,
        "status": action.status,
        "updated_by": action.updated_by,
        **own,
    }
    return dict(sorted(shown.items()))


def subscription(organization: Organization, record: Subscription) -> dict[str, Json]:
    """Return the 17 keys of a sequence subscription (seed 003), and the number if it has one."""
    number: dict[str, Json] = {"from_phone_number_id": record.from_phone_number_id}
    return {
        **(number if record.from_phone_number_id else {}),
        "calls_assigned_to": [*record.calls_assigned_to],
        "contact_email": record.contact_email,
        "contact_id": record.contact_id,
        "created_by_id": record.created_by_id,
        "date_created": naive(record.date_created),
        "date_updated": naive(record.date_updated),
        "id": record.id,
        "lead_id": record.lead_id,
        "organization_id": organization.id,
        "sender_account_id": record.sender_account_id,
        "sender_email": record.sender_email,
        "sender_name": record.sender_name,
        "sequence_id": record.sequence_id,
        "start_date": None,
        "status": record.status,
        "status_reason": record.status_reason,
        "updated_by_id": record.updated_by_id,
    }


def sequence(organization: Organization, record: Sequence) -> dict[str, Json]:
    """Return a sequence: the keys of the vendor's examples and those of live answers."""
    return {
        "allow_manual_enrollment": True,
        "created_by_id": record.created_by_id,
        "date_created": naive(record.date_created),
        "date_updated": naive(record.date_updated),
        "id": record.id,
        "name": record.name,
        "organization_id": organization.id,
        "owner_id": record.created_by_id,
        "schedule": record.schedule,
        "schedule_id": None,
        "status": record.status,
        "steps": [_step(step) for step in record.steps],
        "timezone": record.timezone,
        "trigger_query": None,
        "updated_by_id": record.updated_by_id,
    }


def _step(record: SequenceStep) -> dict[str, Json]:
    return {
        "created_by_id": record.created_by_id,
        "date_created": naive(record.date_created),
        "date_updated": naive(record.date_updated),
        "delay": record.delay,
        "email_template_id": record.email_template_id,
        "id": record.id,
        "required": record.required,
        "sms_template_id": record.sms_template_id,
        "step_allowed_delay": None,
        "step_type": record.step_type,
        "threading": record.threading,
        "updated_by_id": record.updated_by_id,
    }


def contact(record: Contact) -> dict[str, Json]:
    """Return a contact as a search or its lead shows it."""
    return {
        "id": record.id,
        "lead_id": record.lead_id,
        "name": record.name,
        "display_name": record.name,
        "title": record.title,
        "emails": [{"email": each.email, "type": each.type} for each in record.emails],
        "phones": [{"phone": each.phone, "type": each.type} for each in record.phones],
        "urls": [{"url": each.url, "type": each.type} for each in record.urls],
        "date_created": aware(record.date_created),
        "date_updated": aware(record.date_updated),
        **custom(record.custom),
    }


def lead(record: Lead) -> dict[str, Json]:
    """Return a lead as a search shows it, its custom fields as `custom.<id>`."""
    return {
        "id": record.id,
        "name": record.name,
        "display_name": record.name,
        "description": record.description,
        "url": record.url,
        "status_id": record.status_id,
        "status_label": record.status_label,
        "contacts": [contact(person) for person in record.contacts],
        "addresses": [asdict(address) for address in record.addresses],
        "created_by": record.created_by,
        "date_created": aware(record.date_created),
        "date_updated": aware(record.date_updated),
        **custom(record.custom),
    }


def custom(values: Mapping[str, CustomValue | None]) -> dict[str, Json]:
    """Return values of custom fields as `custom.<id>`; lists are copied."""
    return {
        f"custom.{field_id}": [*value] if isinstance(value, list) else value
        for field_id, value in values.items()
    }
