"""Finds out what a server has: what the suite must know, read from the server itself."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import define, field, fields_dict, frozen

from close_contract.configuration import BULK_KINDS
from close_contract.document import contract
from close_contract.greeting import Asking
from close_contract.json_values import items, members
from close_contract.known import LEADS, CustomField, Known, no_lead

_NOBODY: Final = "0" * 40
_MANY: Final = 20
_STEPS: Final = [{"step_type": "call", "delay": 60}, {"step_type": "call", "delay": 120}]
_NEW: Final[Mapping[str, Any]] = {
    "name": "Contract test",
    "timezone": "Europe/Riga",
    "steps": _STEPS,
}
_BY_CREATION: Final[Mapping[str, Any]] = {
    "direction": "asc",
    "field": {"type": "regular_field", "object_type": "lead", "field_name": "date_created"},
}
_FIELDS: Final = {"lead": ["id", "name", "status_id", "contacts"]}
_SENDERS: Final = {"sequence_subscription": "sender_account_id", "email": "email_account_id"}
"""The member of a bulk action that names the account which sends, by the kind."""
_MOVING: Final = frozenset({"created", "loading", "processing", "paused"})


class Unsuitable(Exception):
    """The server cannot be tested as it is; the text says why, and how to mend it."""


@frozen
class Given:
    """What no list of the API shows, told by whoever starts the test (`--known`)."""

    template_id: str | None = None
    sender_account_id: str | None = None
    smart_view_id: str | None = None
    lead_status_id: str | None = None
    custom_fields: Mapping[str, CustomField] = field(factory=dict[str, CustomField])
    single_fields: Mapping[str, CustomField] = field(factory=dict[str, CustomField])


@define
class Discovery:
    """What was found.

    `left_out` has the operations that cannot be tested, each with the reason; with `read_only` not
    those that would not be sent anyway.
    """

    ask: Asking
    given: Given
    read_only: bool = False
    left_out: dict[str, str] = field(factory=dict[str, str], init=False)

    def known(self, user_id: str) -> Known:
        """Look around, and make what is missing unless nothing may be changed.

        Raises:
            Unsuitable: there is nothing that a test could work with.
            NoAnswer: the server does not answer.
        """
        leads = self._leads()
        people = [person for lead in leads for person in _people(lead)] or self._subscribed()
        if not people:
            raise Unsuitable(
                "It has no lead with a contact that has an e-mail address; the API of this contract "
                "cannot add one, so add one or two by hand."
            )
        sequence_id, step_id = self._sequence()
        subscription = self._subscription(sequence_id, people[0])
        newcomer = people[-1]
        account = self.given.sender_account_id or next(self._senders(subscription), None)
        template = self.given.template_id or self._template()
        status = self.given.lead_status_id or _another(leads, "status_id")
        made_up = frozenset[str]() if account else frozenset({"sender_account_id"})
        if account is None:
            self._leave_out(("create_bulk_sequence_subscription",), "sender_account_id")
        if template is None:
            self._leave_out(("create_bulk_email",), "template_id")
        return Known(
            ids=self._ids(
                sequence_id, subscription, {"template_id": template, "lead_status_id": status}
            ),
            sequence_id=str(subscription.get("sequence_id", sequence_id)),
            step_id=step_id,
            sender_account_id=account or f"emailacct_{_NOBODY}",
            user_id=user_id,
            lead_id=str(subscription.get("lead_id", people[0]["lead_id"])),
            contact_id=str(subscription.get("contact_id", people[0]["id"])),
            newcomer_id=newcomer["id"],
            newcomer_email=newcomer["email"],
            template_id=template or f"tmpl_{_NOBODY}",
            lead_status_id=status or f"stat_{_NOBODY}",
            custom_fields=self.given.custom_fields,
            single_fields=self.given.single_fields,
            # What is selected may be mailed, and deleted.
            s_query=no_lead(),
            query=dict(LEADS),
            sort=[dict(_BY_CREATION)],
            made_up=made_up,
        )

    def _leads(self) -> list[Mapping[str, Any]]:
        found = self.ask("POST", "/data/search/", {"query": LEADS, "_fields": _FIELDS})
        if not found.accepted:
            raise Unsuitable(
                f"It answers a search for leads with {found.status}: without a search nothing is "
                "known that could be tested."
            )
        return found.items

    def _subscribed(self) -> list[Mapping[str, Any]]:
        """Find contacts by their subscriptions, for a server whose search finds nobody (a mock's)."""
        sequence_ids = [each.get("id") for each in self.ask("GET", "/sequence/").items[:_MANY]]
        return [
            {"id": each["contact_id"], "email": each["contact_email"], "lead_id": each["lead_id"]}
            for sequence_id in sequence_ids
            for each in self.ask("GET", f"/sequence_subscription/?sequence_id={sequence_id}").items
            if all(each.get(name) for name in ("contact_id", "contact_email", "lead_id"))
        ]

    def _sequence(self) -> tuple[str, str]:
        """Return a sequence that may be changed, and a step of it."""
        if self.read_only:
            found = next(iter(self.ask("GET", "/sequence/").items), None)
        else:
            found = self.ask("POST", "/sequence/", _NEW).members
        if not found:
            self._leave_out(("get_sequence",), "sequence")
            return f"seq_{_NOBODY}", f"seqstep_{_NOBODY}"
        steps = map(members, items(found.get("steps")))
        step_ids = [str(step["id"]) for step in steps if "id" in step]
        return str(found.get("id")), next(iter(step_ids), f"seqstep_{_NOBODY}")

    def _subscription(self, sequence_id: str, person: Mapping[str, Any]) -> Mapping[str, Any]:
        for sequence in self.ask("GET", "/sequence/").items[:_MANY]:
            path = f"/sequence_subscription/?sequence_id={sequence.get('id')}&_limit=1"
            listed = self.ask("GET", path).items
            if listed:
                return listed[0]
        body = {"sequence_id": sequence_id, "contact_id": person["id"]}
        if not self.read_only:
            created = self.ask("POST", "/sequence_subscription/", body).members
            if created:
                return created
        self._leave_out(("get_sequence_subscription",), "subscription")
        return {}

    def _senders(self, subscription: Mapping[str, Any]) -> Iterator[str]:
        """Yield the accounts that have sent: those of subscriptions, and those of bulk actions."""
        yield from _accounts([subscription], "sender_account_id")
        for kind, name in _SENDERS.items():
            yield from _accounts(self.ask("GET", f"/bulk_action/{kind}/").items, name)
        for sequence in self.ask("GET", "/sequence/").items[:_MANY]:
            path = f"/sequence_subscription/?sequence_id={sequence.get('id')}"
            yield from _accounts(self.ask("GET", path).items, "sender_account_id")

    def _template(self) -> str | None:
        for sequence in self.ask("GET", "/sequence/").items:
            for step in map(members, items(sequence.get("steps"))):
                template = step.get("email_template_id")
                # A test before this one may have left steps with what it had made up.
                if template and _NOBODY not in str(template):
                    return str(template)
        sent = self.ask("GET", "/bulk_action/email/").items
        return next((str(each["template_id"]) for each in sent if each.get("template_id")), None)

    def _ids(
        self, sequence_id: str, subscription: Mapping[str, Any], found: Mapping[str, str | None]
    ) -> Mapping[str, str]:
        made = None if self.read_only else self.ask("POST", "/sequence/", _NEW).members.get("id")
        doomed = made or f"seq_{_NOBODY}"
        own = str(subscription.get("id", f"sub_{_NOBODY}"))
        ids = {
            "/sequence/{id}/": sequence_id,
            "DELETE /sequence/{id}/": str(doomed),
            "/sequence_subscription/{id}/": own,
            "DELETE /sequence_subscription/{id}/": f"sub_{_NOBODY}",
            "/saved_search/{id}/": self.given.smart_view_id or f"save_{_NOBODY}",
        }
        if self.given.smart_view_id is None:
            self._leave_out(("get_saved_search",), "smart_view_id")
        for kind in BULK_KINDS:
            ids[f"/bulk_action/{kind}/{{id}}/"] = self._bulk_action(kind, found)
        return ids

    def _bulk_action(self, kind: str, found: Mapping[str, str | None]) -> str:
        """Return a bulk action, one that still goes on if there is any."""
        listed = self.ask("GET", f"/bulk_action/{kind}/").items
        listed.sort(key=lambda each: each.get("status") not in _MOVING)
        starts: Mapping[str, Mapping[str, Any]] = {
            "sequence_subscription": {"action_type": "pause"},
            "email": {"template_id": found["template_id"], "contact_preference": "lead"},
            "edit": {"type": "set_lead_status", "lead_status_id": found["lead_status_id"]},
            "delete": {},
        }
        start = starts[kind]
        if not listed and not self.read_only and None not in start.values():
            body = {**start, "s_query": no_lead(), "send_done_email": False}
            listed = [self.ask("POST", f"/bulk_action/{kind}/", body).members]
        if not listed or "id" not in listed[0]:
            names = f"get_bulk_{kind}", f"update_bulk_{kind}"
            self._leave_out(names, f"bulk action of the kind {kind}")
            return f"bulk{kind}_{_NOBODY}".replace("sequence_subscription", "seqsub")
        return str(listed[0]["id"])

    def _leave_out(self, operation_ids: tuple[str, ...], what: str) -> None:
        hint = " (see --known)" if what in fields_dict(Given) else ""
        for each in contract().operations():
            if each.id in operation_ids and (each.changes_nothing or not self.read_only):
                self.left_out[each.id] = f"no {what} is known{hint}"

    def operations(self) -> list[str]:
        """Return the operations that can be tested."""
        return [each.id for each in contract().operations() if each.id not in self.left_out]


def _another(leads: list[Mapping[str, Any]], name: str) -> Any:
    """Return what a lead has there and the first has not, or else what the first has."""
    known = [lead[name] for lead in leads if lead.get(name)]
    return next((each for each in known if each != known[0]), next(iter(known), None))


def _accounts(listed: list[Mapping[str, Any]], name: str) -> Iterator[str]:
    """Yield what is named there, but for what a test before this one has made up."""
    found = (str(each[name]) for each in listed if each.get(name))
    yield from (each for each in found if _NOBODY not in each)


def _people(lead: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Find the contacts of a lead that have an address."""
    for person in map(members, items(lead.get("contacts"))):
        emails = [members(each).get("email") for each in items(person.get("emails"))]
        if emails and person.get("id"):
            yield {"id": str(person["id"]), "email": str(emails[0]), "lead_id": lead.get("id")}
