"""What no schema says: which objects the server under test has, and a query that it understands."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from attrs import field, frozen

from close_contract.document import Operation

LEADS: Final[Mapping[str, Any]] = {"type": "object_type", "object_type": "lead"}
"""A query for all leads."""

_MOMENT: Final = "2020-01-31T12:00:00+00:00"


@frozen
class CustomField:
    """A custom field, of which an edit needs the id or the name."""

    id: str
    name: str


_NO_FIELD: Final = CustomField(f"cf_{'0' * 40}", "no such field")


@frozen(kw_only=True)
class Known:
    """Objects that exist on the server under test, and selections that it understands.

    `ids` belong in the paths: each id by its path (`/sequence/{id}/`), or by the label of an
    operation that needs one of its own (`DELETE /sequence/{id}/` gets what may be deleted). The
    bulk actions among them are not done yet, so that they can be paused.

    `lead_id`, `contact_id` and `sequence_id` belong to one subscription, so that a list narrowed by
    all three is not empty; `newcomer_id` is a contact in no sequence, with the address
    `newcomer_email`; `step_id` is a step of the sequence in `ids`. `custom_fields` are by the words
    behind `set_` and `clear_` in the types of edits, and accept multiple values, so that every edit
    of their kind fits them; `single_fields` are by the same words, and take one value.
    `s_query` selects leads (for a bulk action),
    `query` is a search's; `sort` is an order that both understand. `filters` are the fields which
    searches understand for sure (`lead.name`, `contact_email.email`): to refuse one is a finding.
    `disposable_lead_id` is a lead that a test may delete, if there is one. `made_up` names the members of
    this that only have the right form, as nothing is known to exist.
    """

    ids: Mapping[str, str]
    sequence_id: str
    step_id: str
    sender_account_id: str
    user_id: str
    lead_id: str
    contact_id: str
    newcomer_id: str
    newcomer_email: str
    template_id: str
    lead_status_id: str
    s_query: Mapping[str, Any]
    query: Mapping[str, Any]
    sort: list[Mapping[str, Any]] = field(factory=list[Mapping[str, Any]])
    custom_fields: Mapping[str, CustomField] = field(factory=dict[str, CustomField])
    single_fields: Mapping[str, CustomField] = field(factory=dict[str, CustomField])
    filters: Collection[str] = ()
    disposable_lead_id: str | None = None
    made_up: frozenset[str] = frozenset()

    def by_name(self, operation: Operation, edit: object = None) -> Mapping[str, Any]:
        """Return the values by the names of the parameters and members that they belong in.

        Which custom fields an edit can change depends on its type, which is `edit`.
        """
        return {**self._everywhere(), **self._own(operation), **self.custom_field(edit)}

    def _everywhere(self) -> Mapping[str, Any]:
        return {
            "sequence_id": self.sequence_id,
            "sender_account_id": self.sender_account_id,
            "email_account_id": self.sender_account_id,
            "calls_assigned_to": [self.user_id],
            "user_id": self.user_id,
            "lead_id": self.lead_id,
            "contact_id": self.contact_id,
            "template_id": self.template_id,
            "email_template_id": self.template_id,
            "lead_status_id": self.lead_status_id,
            "s_query": dict(self.s_query),
            "query": dict(self.query),
            "sort": [dict(term) for term in self.sort],
            "steps.id": self.step_id,
            "timezone": "Europe/Riga",
            "start": "09:00",
            "end": "17:00",
            # The page before would have to give one, and it lives for 30 seconds.
            "cursor": None,
        }

    def _own(self, operation: Operation) -> Mapping[str, Any]:
        """Return what one operation needs and others do not, or not so."""
        object_id = self.ids.get(operation.label, self.ids.get(operation.path))
        own: dict[str, Any] = {} if object_id is None else {"id": object_id}
        match operation.id:
            case "create_sequence_subscription":
                own |= {"contact_id": self.newcomer_id, "contact_email": self.newcomer_email}
            case "list_events":
                own |= {"object_type": "lead", "object_id": self.lead_id, "action": "updated"}
                own |= {f"date_updated__{bound}": _MOMENT for bound in ("gt", "gte", "lt", "lte")}
            case _:
                pass
        return own

    def custom_field(self, edit: object) -> Mapping[str, str]:
        """Return id and name of a custom field for an edit of this type.

        Without one that fits it is any: its id has the right form at least.
        """
        if not isinstance(edit, str):
            return {}
        about = edit.removeprefix("set_").removeprefix("clear_")
        if about == edit:
            return {}
        any_known = next(iter(self.custom_fields.values()), _NO_FIELD)
        known = self.custom_fields.get(about, any_known)
        return {"custom_field_id": known.id, "custom_field_name": known.name}

    @property
    def all_fields(self) -> list[CustomField]:
        """The custom fields that are known, of several values and of one."""
        return [*self.custom_fields.values(), *self.single_fields.values()]

    def has_field_for(self, edit: object) -> bool:
        """Tell whether a custom field is known for an edit of this type, if it needs one."""
        about = str(edit).removeprefix("set_").removeprefix("clear_")
        return "custom_field" not in about or about in self.custom_fields


def one_lead(lead_id: str) -> dict[str, Any]:
    """Return a query for one lead."""
    return {"type": "and", "queries": [dict(LEADS), {"type": "id", "value": lead_id}]}


def no_lead() -> dict[str, Any]:
    """Return a query that finds nothing, so that a bulk action with it does nothing."""
    return one_lead(f"lead_{'0' * 40}")
