"""How records look on the wire: the vendor's keys, in the vendor's order.

Moments of bulk actions and leads carry an offset, those of subscriptions do not (both by the
vendor's examples).
"""

from datetime import datetime

from close_emulator.organization import Organization
from close_emulator.records import BulkAction, Contact, Lead, Subscription
from close_emulator.wire import Json


def aware(moment: datetime) -> str:
    """`2013-12-05T18:34:41.753000+00:00`."""
    return moment.isoformat(timespec="microseconds")


def naive(moment: datetime) -> str:
    """`2022-03-10T14:40:27.442448`, in UTC (inferred)."""
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds")


def bulk_action(organization: Organization, action: BulkAction) -> dict[str, Json]:
    """Return the 24 keys of a bulk sequence subscription (seeds 000 and 001)."""
    request = action.request
    return {
        "action_type": request.action_type,
        "calls_assigned_to": _strings_or_none(request.calls_assigned_to),
        "contact_preference": request.contact_preference,
        "created_by": action.created_by,
        "date_created": aware(action.date_created),
        "date_updated": aware(action.date_updated),
        "from_phone_number_id": request.from_phone_number_id,
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
        "sender_account_id": request.sender_account_id,
        "sender_email": request.sender_email,
        "sender_name": request.sender_name,
        "sequence_id": request.sequence_id,
        "sort": request.sort,
        "status": action.status,
        "updated_by": action.updated_by,
    }


def subscription(organization: Organization, record: Subscription) -> dict[str, Json]:
    """Return the 17 keys of a sequence subscription (seed 003)."""
    return {
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


def contact(record: Contact) -> dict[str, Json]:
    """Return a contact as a search or its lead shows it."""
    return {
        "id": record.id,
        "lead_id": record.lead_id,
        "name": record.name,
        "emails": [{"email": address.email, "type": "office"} for address in record.emails],
        "date_created": aware(record.date_created),
        "date_updated": aware(record.date_updated),
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
        "created_by": record.created_by,
        "date_created": aware(record.date_created),
        "date_updated": aware(record.date_updated),
        **{f"custom.{name}": _copied(value) for name, value in record.custom.items()},
    }


def _copied(value: str | float | bool | list[str]) -> Json:  # noqa: FBT001 - a value, not a switch
    return [*value] if isinstance(value, list) else value


def _strings_or_none(values: list[str] | None) -> Json:
    return None if values is None else [*values]
