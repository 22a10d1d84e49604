"""The fields of each bulk action, as type checkers and `help()` see them.

A test holds that they are those of the contract; `expect`, which is not sent, is apart. (No postponed
annotations here: they would hide `NotRequired` from `TypedDict`.)
"""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypedDict

from close_bulk._selection import Selection

ContactPreference = Literal["lead", "contact"]
EmailContactPreference = Literal["lead", "contact", "all"]
CustomFieldOperation = Literal["replace", "add", "remove"]


class DeleteFields(TypedDict):
    """Fields of a delete request; all others have them too."""

    s_query: Selection
    results_limit: NotRequired[int | None]
    sort: NotRequired[Sequence[Mapping[str, object]]]
    send_done_email: NotRequired[bool]


class DeletionFields(DeleteFields):
    """Fields of `delete()`; a dry run does without `expect`."""

    expect: int


class Expectation(TypedDict):
    """What the other verbs take beside the fields that are sent, as they take `dry_run`."""

    expect: NotRequired[int]


class _SenderFields(TypedDict):
    sender_account_id: str
    sender_name: str
    sender_email: str
    calls_assigned_to: NotRequired[Sequence[str] | None]
    from_phone_number_id: NotRequired[str | None]


class SubscribeFields(DeleteFields, _SenderFields):
    """Fields of a subscribe request; to add to such, write `few: SubscribeFields = {**fields, ...}`.

    `expect` and `dry_run` are none of them: `subscribe(**fields, expect=40)`.
    """

    sequence_id: str
    contact_preference: ContactPreference


class PauseFields(DeleteFields):
    """Fields of a pause request; resume and resume_finished have the same."""

    sequence_id: NotRequired[str]


class ReassignFields(DeleteFields, _SenderFields):
    """Fields of a reassign request."""

    sequence_id: NotRequired[str]


class EmailFields(DeleteFields):
    """Fields of an e-mail request."""

    template_id: str
    contact_preference: EmailContactPreference
    email_account_id: NotRequired[str | None]
    sender: NotRequired[str | None]


class SetLeadStatusFields(DeleteFields):
    """Fields of a set_lead_status request."""

    lead_status_id: str


class ClearCustomFieldFields(DeleteFields):
    """Fields of the requests that clear a custom field: its id or its name is needed, not both."""

    custom_field_id: NotRequired[str]
    custom_field_name: NotRequired[str]


class SetCustomFieldFields(ClearCustomFieldFields):
    """Fields of the requests that set a custom field: one value or several are needed, not both."""

    custom_field_value: NotRequired[str | float | bool]
    custom_field_values: NotRequired[Sequence[str | float | bool]]
    custom_field_operation: NotRequired[CustomFieldOperation]


class ActionFilters(TypedDict, total=False):
    """Filters of the list of bulk actions."""

    template_id: str
