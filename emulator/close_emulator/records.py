"""The things an organisation is made of, as plain data.

Moments are aware datetimes in UTC; how they look on the wire is decided in `views`. Nothing here
holds code or sockets, so a state can be copied, compared and one day stored.
"""

from datetime import datetime
from typing import ClassVar, Literal, TypeAlias

from attrs import Factory, define, frozen

from close_emulator.wire import Json

ActionType: TypeAlias = Literal["subscribe", "resume", "resume_finished", "pause", "reassign"]
CustomValue: TypeAlias = "str | int | float | bool | list[str]"


@frozen
class User:
    """A member of the organisation."""

    id: str
    email: str
    first_name: str
    last_name: str


@frozen
class LeadStatus:
    """A stage that a lead can be in."""

    id: str
    label: str


@frozen
class Sequence:
    """A sequence ("Workflow" in the vendor's user interface)."""

    id: str
    name: str


@frozen
class SenderAccount:
    """A connected e-mail account that a sequence can send from."""

    id: str
    email: str
    name: str


@define
class ContactEmail:
    """One e-mail address of a contact."""

    object_type: ClassVar[str] = "contact_email"
    email: str


@define(kw_only=True)
class Contact:
    """A person at a lead; the first of `emails` is the primary one."""

    object_type: ClassVar[str] = "contact"
    id: str
    lead_id: str
    name: str
    emails: list[ContactEmail]
    date_created: datetime
    date_updated: datetime


@define(kw_only=True)
class Lead:
    """A company or person that is sold to, with its contacts in their order."""

    object_type: ClassVar[str] = "lead"
    id: str
    name: str
    status: LeadStatus
    description: str | None
    url: str | None
    created_by: str
    date_created: datetime
    date_updated: datetime
    contacts: list[Contact] = Factory(list[Contact])
    custom: dict[str, CustomValue] = Factory(dict[str, CustomValue])

    @property
    def status_id(self) -> str:
        """The id of the lead's status."""
        return self.status.id

    @property
    def status_label(self) -> str:
        """The name of the lead's status."""
        return self.status.label


@define(kw_only=True)
class Subscription:
    """A contact in a sequence.

    `status` is one of active, paused, finished, error, goal (seen on live calls; no list is
    published).
    """

    id: str
    contact_id: str
    contact_email: str
    lead_id: str
    sequence_id: str
    sender_account_id: str | None
    sender_email: str | None
    sender_name: str | None
    calls_assigned_to: list[str]
    status: str
    status_reason: str | None = None
    created_by_id: str
    updated_by_id: str
    date_created: datetime
    date_updated: datetime


@frozen(kw_only=True)
class BulkRequest:
    """What a caller asked of a bulk action: the request body, checked, with its defaults."""

    action_type: ActionType
    s_query: dict[str, Json]
    results_limit: int | None = None
    sort: list[Json] = Factory(list[Json])
    send_done_email: bool = True
    sequence_id: str | None = None
    sender_account_id: str | None = None
    sender_name: str | None = None
    sender_email: str | None = None
    contact_preference: str | None = None
    calls_assigned_to: list[str] | None = None
    from_phone_number_id: str | None = None


@define(kw_only=True)
class BulkAction:
    """A bulk action: what was asked, how far it is, and its plan and totals once it is loaded.

    `plan` holds, for each selected lead, the ids of the objects it concerns (contacts or
    subscriptions). `work` and `owed` are explained in `pace`, `status` in `bulk`.
    """

    id: str
    request: BulkRequest
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
