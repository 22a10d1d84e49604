"""Whatever callers do, in whatever order, some things always hold."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    rule,
)

from emulator.workbench import KINDS, SUBSCRIPTIONS, Workbench, named

RUNNING = {"created", "loading", "processing", "resuming"}
COUNTERS = ("n_leads_processed", "n_objects_processed")
TOTALS = ("n_leads", "n_objects")


class BulkActions(RuleBasedStateMachine):
    """Callers start, pause, resume, list and fetch, while steps are taken, leads come and go."""

    actions = Bundle("actions")

    def __init__(self) -> None:
        super().__init__()
        self.bench = Workbench()
        self.template_id = self.bench.emulator.add_email_template("Hello")
        self.field_id = self.bench.emulator.add_custom_field("Tags", accepts_multiple_values=True)
        self.seen: dict[str, dict[str, Any]] = {}

    @initialize(leads=st.integers(0, 7), contacts=st.integers(0, 2))
    def furnish(self, leads: int, contacts: int) -> None:
        """Begin with some leads."""
        self.bench.add_leads(leads, contacts=contacts)

    @rule(target=actions, preference=st.sampled_from(["lead", "contact"]), limit=st.integers(1, 9))
    def subscribe(self, preference: str, limit: int) -> str:
        """Start to subscribe."""
        return self.bench.start(contact_preference=preference, results_limit=limit)

    @rule(
        target=actions,
        action_type=st.sampled_from(["pause", "resume", "resume_finished"]),
        name=st.sampled_from(["ACME", "1", "Late"]),
    )
    def change(self, action_type: str, name: str) -> str:
        """Start to change subscriptions."""
        return self.bench.start(action_type=action_type, s_query=named(name))

    @rule(target=actions, preference=st.sampled_from(["lead", "contact", "all"]))
    def email(self, preference: str) -> str:
        """Start to send e-mails."""
        fields = {"template_id": self.template_id, "contact_preference": preference}
        return self.bench.start_kind("email", **fields)

    @rule(
        target=actions,
        name=st.sampled_from(["ACME", "1", "Late"]),
        operation=st.sampled_from(["replace", "add", "remove"]),
    )
    def edit(self, name: str, operation: str) -> str:
        """Start to edit custom fields."""
        return self.bench.start_kind(
            "edit",
            type="set_custom_field",
            custom_field_id=self.field_id,
            custom_field_values=[name],
            custom_field_operation=operation,
            s_query=named(name),
        )

    @rule(target=actions, name=st.sampled_from(["2", "Late"]), limit=st.integers(1, 2))
    def delete(self, name: str, limit: int) -> str:
        """Start to delete leads."""
        return self.bench.start_kind("delete", s_query=named(name), results_limit=limit)

    @rule(action=actions, status=st.sampled_from(["paused", "resuming"]))
    def put(self, action: str, status: str) -> None:
        """Ask for a change of status; it happens if and only if it may."""
        before = self.bench.fetch(action)["status"]
        allowed = before != "done" if status == "paused" else before == "paused"
        response = self.bench.put(action, status)
        assert response.status == (200 if allowed else 400)
        assert self.bench.fetch(action)["status"] == (status if allowed else before)

    @rule(n=st.integers(1, 3))
    def step(self, n: int) -> None:
        """Move everything that runs, and nothing that is paused."""
        resting = [a for a in self.all() if a["status"] not in RUNNING]
        self.bench.emulator.step(n)
        assert [a for a in self.all() if a in resting] == resting

    @rule()
    def add_lead(self) -> None:
        """Let another lead come."""
        self.bench.add_leads(1, "Late")

    @rule(number=st.integers(0, 20))
    def finish_subscription(self, number: int) -> None:
        """Let a contact have had the last step."""
        subscriptions = list(self.bench.organization.subscriptions)
        if number < len(subscriptions):
            self.bench.emulator.finish_subscription(subscriptions[number])

    @rule(action=consumes(actions))
    def run_to_the_end(self, action: str) -> None:
        """Let an action, resumed if need be, come to its end, with everything processed."""
        if self.bench.fetch(action)["status"] == "paused":
            self.bench.put(action, "resuming")
        self.bench.emulator.step(30)
        done = self.bench.fetch(action)
        assert done["status"] == "done"
        assert [done[name] for name in COUNTERS] == [done[name] for name in TOTALS]

    @invariant()
    def progress_is_sound(self) -> None:
        """Counters only grow, never beyond totals, which never change once they are known.

        They are known from processing on, and done means that everything is processed.
        """
        for action in self.all():
            before = self.seen.get(action["id"], action)
            for counter, total in zip(COUNTERS, TOTALS, strict=True):
                assert before[counter] <= action[counter]
                assert action[counter] <= (action[total] or 0)
                assert before[total] in {None, action[total]}
            if action["status"] in {"created", "loading"}:
                assert action["n_leads"] is None
            if action["status"] in {"processing", "done"}:
                finished = action["n_leads_processed"] == action["n_leads"]
                assert finished == (action["status"] == "done")
            self.seen[action["id"]] = action

    @invariant()
    def nobody_has_a_sequence_twice(self) -> None:
        """No contact is in the sequence more than once."""
        subscribed = [s.contact_id for s in self.bench.organization.subscriptions.values()]
        assert len(subscribed) == len(set(subscribed))

    @invariant()
    def subscriptions_are_listed(self) -> None:
        """The list of a sequence's subscriptions is what the organisation has."""
        query = {"sequence_id": self.bench.sequence_id, "_limit": "200"}
        listed = self.bench.ok("GET", SUBSCRIPTIONS, query=query)["data"]
        assert [item["id"] for item in listed] == list(self.bench.organization.subscriptions)

    @invariant()
    def an_action_writes_to_nobody_twice(self) -> None:
        """No action has sent two e-mails to the same address of a contact."""
        sent = [(e.bulk_action_id, e.contact_id, e.recipient) for e in self.bench.emulator.outbox]
        assert len(sent) == len(set(sent))

    @invariant()
    def what_belongs_to_a_lead_goes_with_it(self) -> None:
        """Contacts and subscriptions are those of leads that are there."""
        organization = self.bench.organization
        there = [c.id for lead in organization.leads.values() for c in lead.contacts]
        assert sorted(organization.contacts) == sorted(there)
        assert {s.contact_id for s in organization.subscriptions.values()} <= {*there}

    @rule()
    def list_and_fetch(self) -> None:
        """Fetched one by one, actions are what the lists show, newest first."""
        listed = self.all()
        assert listed == [self.bench.fetch(action["id"]) for action in listed]
        newest_first = list(self.bench.organization.bulk_actions)[::-1]
        for prefix in KINDS:
            own = [a["id"] for a in listed if a["id"].startswith(prefix)]
            assert own == [identity for identity in newest_first if identity.startswith(prefix)]

    def all(self) -> list[dict[str, Any]]:
        """Every bulk action, as the lists show it."""
        listed: list[dict[str, Any]] = []
        for kind in KINDS.values():
            page = self.bench.ok("GET", f"/bulk_action/{kind}/", query={"_limit": "200"})
            listed += page["data"]
        return listed


TestBulkActions = BulkActions.TestCase
