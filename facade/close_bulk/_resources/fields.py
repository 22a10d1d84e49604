"""The fields of each request, as type checkers and `help()` see them.

A test holds that they are those of the contract. (No postponed annotations here: they would hide
`NotRequired` from `TypedDict`.)
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NotRequired, TypedDict


class TimeRange(TypedDict):
    """When a sequence may act on one day of the week."""

    weekday: int
    start: str
    end: str


class Schedule(TypedDict):
    """When a sequence may act."""

    ranges: Sequence[TimeRange]


class NewStep(TypedDict, total=False):
    """A step of a new sequence."""

    step_type: str
    delay: int
    required: bool
    email_template_id: str | None
    sms_template_id: str | None
    threading: str | None


class StepChange(NewStep, total=False):
    """A step that stays, by its id and with what changes in it, or a new one."""

    id: str


class NewSequenceFields(TypedDict):
    """Fields of a request that makes a sequence."""

    name: str
    timezone: str
    steps: Sequence[NewStep]
    schedule: NotRequired[Schedule | None]


class SequenceChanges(TypedDict, total=False):
    """Fields of a request that changes a sequence."""

    name: str
    timezone: str
    schedule: Schedule | None
    status: Literal["active", "paused"]
    steps: Sequence[StepChange]


class NewSubscriptionFields(TypedDict):
    """Fields of a request that subscribes one contact."""

    sequence_id: str
    contact_id: str
    contact_email: NotRequired[str]
    sender_account_id: NotRequired[str]
    sender_name: NotRequired[str]
    sender_email: NotRequired[str]
    calls_assigned_to: NotRequired[Sequence[str]]
    from_phone_number_id: NotRequired[str]


class Sender(TypedDict):
    """Who sends: the three fields belong together."""

    sender_account_id: str
    sender_name: str
    sender_email: str


class SubscriptionChanges(TypedDict, total=False):
    """Fields of a request that changes one subscription."""

    status: Literal["active", "paused", "finished"]
    sender_account_id: str
    sender_name: str
    sender_email: str


class SubscriptionFilters(TypedDict, total=False):
    """Filters of the list of sequence subscriptions; at least one is needed."""

    sequence_id: str
    contact_id: str
    lead_id: str


class EventFilters(TypedDict, total=False):
    """Filters of the list of events."""

    object_type: str
    object_id: str
    action: str
    lead_id: str
    user_id: str
    request_id: str
    date_updated__gt: datetime | str
    date_updated__gte: datetime | str
    date_updated__lt: datetime | str
    date_updated__lte: datetime | str
