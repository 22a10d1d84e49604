"""The things an organisation is made of, as plain data.

Moments are aware datetimes in UTC; how they look on the wire is decided in `views`. Nothing here
holds code or sockets, so a state can be copied, compared and one day stored.
"""

from datetime import datetime
from typing import ClassVar, TypeAlias

from attrs import Factory, define, frozen

from close_emulator.wire import Json

Scalar: TypeAlias = str | int | float | bool
CustomValue: TypeAlias = Scalar | list[Scalar]


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


@define(kw_only=True)
class SequenceStep:
    """One step of a sequence; `delay` is in seconds after the step before."""

    id: str
    step_type: str = "email"
    delay: int = 0
    required: bool = True
    email_template_id: str | None = None
    sms_template_id: str | None = None
    threading: str | None = None
    created_by_id: str
    updated_by_id: str
    date_created: datetime
    date_updated: datetime


@define(kw_only=True)
class Sequence:
    """A sequence ("Workflow" in the vendor's user interface).

    `status` is active or paused. `schedule` is kept for its reader; the emulator's sequences work
    around the clock.
    """

    id: str
    name: str
    timezone: str | None = None
    schedule: dict[str, Json] | None = None
    status: str = "active"
    steps: list[SequenceStep] = Factory(list[SequenceStep])
    created_by_id: str
    updated_by_id: str
    date_created: datetime
    date_updated: datetime


@frozen
class SmartView:
    """A saved search; `s_query` is what a bulk action can take as its selection."""

    id: str
    name: str
    type: str
    s_query: dict[str, Json]


@frozen
class SenderAccount:
    """A connected e-mail account that a sequence can send from."""

    id: str
    email: str
    name: str


@frozen
class EmailTemplate:
    """An e-mail template that bulk e-mails can send."""

    id: str
    name: str
    subject: str


@frozen(kw_only=True)
class SentEmail:
    """An e-mail in the outbox: what a real Close would have sent, to whom and from whom.

    It was sent by a bulk action or by a step of a sequence.
    """

    recipient: str
    contact_id: str
    lead_id: str
    template_id: str | None
    email_account_id: str | None
    sender: str
    bulk_action_id: str | None = None
    sequence_id: str | None = None
    date_sent: datetime


@frozen
class CustomField:
    """A custom field: the types of objects that have it, and whether it takes several values.

    `object_type` is lead, contact or shared; only a shared field is on several types.
    """

    id: str
    name: str
    object_type: str
    accepts_multiple_values: bool
    on: tuple[str, ...]


@define
class ContactEmail:
    """One e-mail address of a contact."""

    object_type: ClassVar[str] = "contact_email"
    email: str
    type: str = "office"


@define
class ContactPhone:
    """One telephone number of a contact."""

    object_type: ClassVar[str] = "contact_phone"
    phone: str
    type: str = "office"


@define
class ContactUrl:
    """One web address of a contact."""

    object_type: ClassVar[str] = "contact_url"
    url: str
    type: str = "url"


@define(kw_only=True)
class Address:
    """One postal address of a lead; parts that are not known are None."""

    object_type: ClassVar[str] = "address"
    label: str = "business"
    address_1: str | None = None
    address_2: str | None = None
    city: str | None = None
    state: str | None = None
    zipcode: str | None = None
    country: str | None = None


@define(kw_only=True)
class Contact:
    """A person at a lead; the first of `emails` is the primary one."""

    object_type: ClassVar[str] = "contact"
    id: str
    lead_id: str
    name: str
    emails: list[ContactEmail]
    phones: list[ContactPhone] = Factory(list[ContactPhone])
    urls: list[ContactUrl] = Factory(list[ContactUrl])
    title: str | None = None
    date_created: datetime
    date_updated: datetime
    custom: dict[str, CustomValue] = Factory(dict[str, CustomValue])


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
    addresses: list[Address] = Factory(list[Address])
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
    published). `next_step` counts the steps that are behind it, and `due` is when the next one is
    to be taken; None in a sequence without steps.
    """

    object_type: ClassVar[str] = "sequence_subscription"
    id: str
    contact_id: str
    contact_email: str
    lead_id: str
    sequence_id: str
    sender_account_id: str | None
    sender_email: str | None
    sender_name: str | None
    calls_assigned_to: list[str]
    from_phone_number_id: str | None = None
    status: str
    status_reason: str | None = None
    created_by_id: str
    updated_by_id: str
    date_created: datetime
    date_updated: datetime
    next_step: int = 0
    due: datetime | None = None
