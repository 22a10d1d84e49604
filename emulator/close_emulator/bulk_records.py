"""Bulk actions as plain data: what was asked, kind by kind, and how far it is."""

from datetime import UTC, datetime, tzinfo
from typing import Literal, TypeAlias

from attrs import Factory, define, frozen

from close_emulator.records import Scalar
from close_emulator.wire import Json

ActionType: TypeAlias = Literal["subscribe", "resume", "resume_finished", "pause", "reassign"]


@frozen(kw_only=True)
class BulkRequest:
    """What a caller asks of any bulk action: the request body, checked, with its defaults."""

    s_query: dict[str, Json]
    results_limit: int | None = None
    sort: list[Json] = Factory(list[Json])
    send_done_email: bool = True


@frozen(kw_only=True)
class BulkSubscriptionRequest(BulkRequest):
    """What to do with the subscriptions of the selected leads."""

    action_type: ActionType
    sequence_id: str | None = None
    sender_account_id: str | None = None
    sender_name: str | None = None
    sender_email: str | None = None
    contact_preference: str | None = None
    calls_assigned_to: list[str] | None = None
    from_phone_number_id: str | None = None


@frozen(kw_only=True)
class BulkEmailRequest(BulkRequest):
    """Which template to send to whom, and from which account and address."""

    template_id: str
    contact_preference: str
    email_account_id: str | None = None
    sender: str | None = None


@frozen(kw_only=True)
class BulkEditRequest(BulkRequest):
    """Which status or custom field to change.

    `custom_field_id` is there even if the caller gave a name; `custom_field_name` only then.
    """

    type: str
    lead_status_id: str | None = None
    custom_field_id: str | None = None
    custom_field_name: str | None = None
    custom_field_value: Scalar | None = None
    custom_field_values: list[Scalar] | None = None
    custom_field_operation: str | None = None


@frozen(kw_only=True)
class BulkDeleteRequest(BulkRequest):
    """A deletion takes the selection and nothing more."""


@define(kw_only=True)
class BulkAction:
    """A bulk action: what was asked, how far it is, and its plan and totals once it is loaded.

    `kind` is the last word of its path, a key of `kinds.KINDS`. `plan` holds, for each selected
    lead, the ids of the objects it concerns (leads, contacts or subscriptions). `work` and `owed`
    are explained in `pace`, `status` in `bulk`; `zone` is where the caller is.
    """

    id: str
    kind: str
    request: BulkRequest
    zone: tzinfo = UTC
    created_by: str
    updated_by: str
    date_created: datetime
    date_updated: datetime
    status: str = "created"
    plan: list[tuple[str, ...]] | None = None
    n_leads: int | None = None
    n_objects: int | None = None
    n_leads_processed: int = 0
    n_objects_processed: int = 0
    work: float = 0.0
    owed: float = 0.0
    paused_at: datetime | None = None
