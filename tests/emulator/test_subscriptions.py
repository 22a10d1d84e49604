"""/sequence_subscription/: how a contact comes into a sequence, what becomes of it, and in time."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from emulator.contracted import SEQUENCES, SUBSCRIPTIONS, Contracted

HOUR = 3600


@pytest.fixture
def bench() -> Contracted:
    """An emulator whose answers are held against the contract."""
    return Contracted()


def put(bench: Contracted, subscription: dict[str, Any], **changes: object) -> dict[str, Any]:
    """Change a subscription, and see that it can be read as it was answered."""
    path = f"{SUBSCRIPTIONS}{subscription['id']}/"
    changed: dict[str, Any] = bench.ok("PUT", path, changes)
    assert bench.ok("GET", path) == changed
    return changed


def test_what_is_written_is_read(bench: Contracted) -> None:
    """POST is 201 with an active subscription, which GET and the lists show as well."""
    contact, user = bench.add_person(), bench.organization.user.id
    sent = {"calls_assigned_to": [user], "from_phone_number_id": "phon_1"}
    made = bench.subscribe(contact, bench.sequence_id, **sent)
    assert made.items() >= {**sent, **bench.sender, "status": "active"}.items()
    assert made["contact_email"] == "ann@acme.example"
    assert made["lead_id"] == bench.organization.contacts[contact].lead_id
    assert bench.subscription(made["id"]) == made
    for name in ("sequence_id", "contact_id", "lead_id"):
        assert bench.ok("GET", SUBSCRIPTIONS, query={name: made[name]})["data"] == [made]


def test_a_contact_can_have_another_address(bench: Contracted) -> None:
    """The address is the contact's first one, or another of its own, and nobody else's."""
    lead = bench.emulator.add_lead("ACME")
    contact = bench.emulator.add_contact(lead.id, "Ann", emails=["a@x.example", "b@x.example"]).id
    body = {"contact_id": contact, "sequence_id": bench.sequence_id}
    wrong = body | {"contact_email": "c@x.example"}
    assert list(bench.problems("POST", SUBSCRIPTIONS, wrong)) == ["contact_email"]
    made = bench.subscribe(contact, bench.sequence_id, contact_email="b@x.example")
    assert made["contact_email"] == "b@x.example"


def test_nobody_without_an_address_is_subscribed(bench: Contracted) -> None:
    """A contact that cannot be written to is refused."""
    lead = bench.emulator.add_lead("ACME", contacts=[("Ann", None)])
    body = {"contact_id": lead.contacts[0].id, "sequence_id": bench.sequence_id}
    assert list(bench.problems("POST", SUBSCRIPTIONS, body)) == ["contact_email"]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"contact_id": "cont_none"}, {"contact_id"}),
        ({"contact_id": "lead_a", "sequence_id": "seq_none"}, {"contact_id", "sequence_id"}),
        ({"calls_assigned_to": []}, {"calls_assigned_to"}),
        ({"calls_assigned_to": ["user_none"]}, {"calls_assigned_to"}),
        ({"sender_account_id": "emailacct_none"}, {"sender_account_id"}),
        ({"sender_email": "nobody"}, {"sender_email"}),
        ({"status": "paused"}, {"status"}),
    ],
)
def test_what_does_not_fit_is_named(
    bench: Contracted, changes: dict[str, object], fields: set[str]
) -> None:
    """Wrong fields are refused by their names, and nobody is subscribed."""
    body = {"contact_id": bench.add_person(), "sequence_id": bench.sequence_id} | bench.sender
    assert set(bench.problems("POST", SUBSCRIPTIONS, body | changes)) == fields
    assert bench.statuses() == []


def test_contact_and_sequence_are_required(bench: Contracted) -> None:
    """A subscription names who and to what."""
    assert set(bench.problems("POST", SUBSCRIPTIONS, {})) == {"contact_id", "sequence_id"}


def test_emails_need_a_whole_sender(bench: Contracted) -> None:
    """A sequence that e-mails needs the three sender fields; one without e-mails needs none."""
    contact, calls = bench.add_person(), [{"step_type": "call", "delay": 60}]
    mails = {"contact_id": contact, "sequence_id": bench.create_sequence()["id"]}
    assert set(bench.problems("POST", SUBSCRIPTIONS, mails)) == set(bench.sender)
    mails["sender_name"] = "John"
    missing = {"sender_account_id", "sender_email"}
    assert set(bench.problems("POST", SUBSCRIPTIONS, mails)) == missing
    phones = {"contact_id": contact, "sequence_id": bench.create_sequence(steps=calls)["id"]}
    assert bench.send("POST", SUBSCRIPTIONS, phones).status == 201


def test_a_contact_is_in_a_sequence_once_at_a_time(bench: Contracted) -> None:
    """A second subscription is refused while the first is active or paused, not once it ended."""
    contact = bench.add_person()
    body = {"contact_id": contact, "sequence_id": bench.sequence_id}
    first = bench.subscribe(contact, bench.sequence_id)
    assert list(bench.problems("POST", SUBSCRIPTIONS, body)) == ["contact_id"]
    put(bench, first, status="paused")
    assert list(bench.problems("POST", SUBSCRIPTIONS, body)) == ["contact_id"]
    bench.subscribe(contact, bench.create_sequence()["id"])
    bench.emulator.reach_goal(first["id"])
    second = bench.subscribe(contact, bench.sequence_id)
    path = f"{SUBSCRIPTIONS}{first['id']}/"
    assert second["id"] in bench.problems("PUT", path, {"status": "active"})["status"]


def test_pause_and_resume(bench: Contracted) -> None:
    """PUT pauses, for a reason that is called manual, and resumes, for none."""
    made = bench.subscribe(bench.add_person(), bench.sequence_id)
    bench.clock.advance(60)
    paused = put(bench, made, status="paused")
    assert (paused["status"], paused["status_reason"]) == ("paused", "manual")
    assert paused["date_updated"] == "2024-01-01T00:01:00.000000"
    bench.clock.advance(60)
    assert put(bench, made, status="paused") == paused
    resumed = put(bench, made, status="active")
    assert (resumed["status"], resumed["status_reason"]) == ("active", None)


def test_what_has_ended_restarts_and_does_not_pause(bench: Contracted) -> None:
    """From finished, goal and error a subscription becomes active again, but never paused."""
    ends = {
        "finished": bench.emulator.finish_subscription,
        "goal": bench.emulator.reach_goal,
        "error": bench.emulator.fail_subscription,
    }
    for status, become in ends.items():
        made = bench.subscribe(bench.add_person(status), bench.sequence_id)
        become(made["id"])
        assert bench.subscription(made["id"])["status"] == status
        path = f"{SUBSCRIPTIONS}{made['id']}/"
        assert list(bench.problems("PUT", path, {"status": "paused"})) == ["status"]
        assert put(bench, made, status="active")["status"] == "active"
        assert put(bench, made, status="finished")["status"] == "finished"


def test_a_failure_has_a_reason(bench: Contracted) -> None:
    """fail_subscription() says why, until the subscription starts again."""
    made = bench.subscribe(bench.add_person(), bench.sequence_id)
    bench.emulator.fail_subscription(made["id"], "bounced")
    assert bench.subscription(made["id"])["status_reason"] == "bounced"
    assert put(bench, made, status="active")["status_reason"] is None


def test_the_sender_changes(bench: Contracted) -> None:
    """PUT takes any of the three sender fields, and leaves the status."""
    made = bench.subscribe(bench.add_person(), bench.sequence_id)
    other = bench.emulator.add_sender_account("mira@x.example", "Mira")
    changed = put(bench, made, sender_account_id=other, sender_name="Mira")
    assert changed == made | {"sender_account_id": other, "sender_name": "Mira"}


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "goal"},
        {"status": None},
        {"status_reason": "x"},
        {"sender_email": "x"},
        {"sender_account_id": "emailacct_none"},
        {"calls_assigned_to": None},
    ],
)
def test_other_changes_are_refused(bench: Contracted, changes: dict[str, object]) -> None:
    """What nobody has seen to work is 400 and named; so is a change that says nothing."""
    made = bench.subscribe(bench.add_person(), bench.sequence_id)
    path = f"{SUBSCRIPTIONS}{made['id']}/"
    assert list(bench.problems("PUT", path, changes)) == list(changes)
    assert bench.problems("PUT", path, {}) == {}
    assert bench.subscription(made["id"]) == made


def test_a_deletion_unsubscribes(bench: Contracted) -> None:
    """DELETE is 200 without a body; then the contact has never had the sequence."""
    contact = bench.add_person()
    made = bench.subscribe(contact, bench.sequence_id)
    response = bench.send("DELETE", f"{SUBSCRIPTIONS}{made['id']}/")
    assert (response.status, response.body) == (200, b"")
    for method in ("GET", "PUT", "DELETE"):
        path = f"{SUBSCRIPTIONS}{made['id']}/"
        assert bench.send(method, path, {"status": "active"}).status == 404
    assert bench.ok("GET", SUBSCRIPTIONS, query={"contact_id": contact})["data"] == []
    bench.finish()
    assert bench.statuses() == ["active"]


def test_steps_are_taken_when_they_are_due(bench: Contracted) -> None:
    """Each delay counts from the step before; after the last step a subscription is finished."""
    made = bench.subscribe(bench.add_person(), bench.create_sequence()["id"])
    seen: list[tuple[int, str]] = []
    for _ in range(4):
        status = bench.subscription(made["id"])["status"]
        seen.append((len(bench.organization.outbox), status))
        bench.clock.advance(HOUR)
    assert seen == [(1, "active"), (1, "active"), (1, "active"), (2, "finished")]
    first, last = bench.organization.outbox
    assert (first.template_id, last.template_id) == ("tmpl_a", None)
    assert first.recipient == "ann@acme.example"
    assert first.sender == "john@salesteam.example"
    assert first.sequence_id == made["sequence_id"]


def test_a_long_sleep_takes_all_steps_at_once(bench: Contracted) -> None:
    """Whoever looks late sees every step taken, each once."""
    made = bench.subscribe(bench.add_person(), bench.create_sequence()["id"])
    bench.clock.advance(1000 * HOUR)
    assert bench.subscription(made["id"])["status"] == "finished"
    assert len(bench.organization.outbox) == 2


def test_paused_subscriptions_take_no_step(bench: Contracted) -> None:
    """What is due in a pause waits; after it the overdue step is taken and the others follow."""
    made = bench.subscribe(bench.add_person(), bench.create_sequence()["id"])
    put(bench, made, status="paused")
    bench.clock.advance(100 * HOUR)
    assert bench.subscription(made["id"])["status"] == "paused"
    put(bench, made, status="active")
    bench.clock.advance(2 * HOUR - 1)
    assert bench.subscription(made["id"])["status"] == "active"
    bench.clock.advance(1)
    assert bench.subscription(made["id"])["status"] == "finished"
    assert len(bench.organization.outbox) == 2


def test_a_paused_sequence_takes_no_step(bench: Contracted) -> None:
    """A pause of the whole sequence holds all its subscriptions, and its end lets them go on."""
    sequence = bench.create_sequence()
    path = f"{SEQUENCES}{sequence['id']}/"
    bench.ok("PUT", path, {"status": "paused"})
    made = bench.subscribe(bench.add_person(), sequence["id"])
    bench.clock.advance(100 * HOUR)
    assert bench.subscription(made["id"])["status"] == "active"
    assert bench.organization.outbox == []
    bench.ok("PUT", path, {"status": "active"})
    bench.clock.advance(3 * HOUR)
    assert bench.subscription(made["id"])["status"] == "finished"
    assert len(bench.organization.outbox) == 2


def test_a_restart_begins_with_the_first_step(bench: Contracted) -> None:
    """A finished subscription that is restarted sends its e-mails again."""
    made = bench.subscribe(bench.add_person(), bench.create_sequence()["id"])
    bench.clock.advance(3 * HOUR)
    put(bench, made, status="active")
    assert len(bench.organization.outbox) == 3
    bench.clock.advance(3 * HOUR)
    assert bench.subscription(made["id"])["status"] == "finished"
    assert len(bench.organization.outbox) == 4


def test_a_restart_forgets_what_was_planned(bench: Contracted) -> None:
    """The turn that a subscription had before its restart is not taken in addition."""
    made = bench.subscribe(bench.add_person(), bench.create_sequence()["id"])
    bench.clock.advance(HOUR / 2)
    put(bench, made, status="finished")
    put(bench, made, status="active")
    bench.clock.advance(3 * HOUR - 1)
    assert bench.subscription(made["id"])["status"] == "active"
    bench.clock.advance(1)
    assert bench.subscription(made["id"])["status"] == "finished"


def test_removed_steps_are_not_taken(bench: Contracted) -> None:
    """When the steps that were left go, a subscription is finished at its next turn."""
    sequence = bench.create_sequence()
    made = bench.subscribe(bench.add_person(), sequence["id"])
    assert bench.subscription(made["id"])["status"] == "active"
    first = {"id": sequence["steps"][0]["id"]}
    bench.ok("PUT", f"{SEQUENCES}{sequence['id']}/", {"steps": [first]})
    bench.clock.advance(HOUR)
    assert bench.subscription(made["id"])["status"] == "finished"
    assert len(bench.organization.outbox) == 1


def test_a_delay_may_outlast_the_calendar(bench: Contracted) -> None:
    """A step that is due after the year 9999 is never taken."""
    steps = [{"delay": 10**30}]
    made = bench.subscribe(bench.add_person(), bench.create_sequence(steps=steps)["id"])
    bench.clock.advance(10**9)
    assert bench.subscription(made["id"])["status"] == "active"


def test_without_steps_only_a_hand_ends_it(bench: Contracted) -> None:
    """In a sequence that a test furnished without steps, contacts stay, and steps start them."""
    made = bench.subscribe(bench.add_person(), bench.sequence_id)
    bench.clock.advance(1000 * HOUR)
    assert bench.subscription(made["id"])["status"] == "active"
    bench.ok("PUT", f"{SEQUENCES}{bench.sequence_id}/", {"steps": [{"delay": 60}]})
    bench.clock.advance(60)
    assert bench.subscription(made["id"])["status"] == "finished"


class Lives(RuleBasedStateMachine):
    """A contact and a sequence, whatever callers, bulk actions and time may do to them."""

    def __init__(self) -> None:
        super().__init__()
        self.bench = Contracted()
        self.sequence_id = self.bench.create_sequence()["id"]
        self.contact_id = self.bench.add_person()

    def _all(self) -> list[dict[str, Any]]:
        query = {"contact_id": self.contact_id}
        found: list[dict[str, Any]] = self.bench.ok("GET", SUBSCRIPTIONS, query=query)["data"]
        return found

    @rule()
    def subscribe(self) -> None:
        """201 unless a subscription is running."""
        running = any(each["status"] in {"active", "paused"} for each in self._all())
        body = {"contact_id": self.contact_id, "sequence_id": self.sequence_id}
        status = self.bench.send("POST", SUBSCRIPTIONS, body | self.bench.sender).status
        assert status == (400 if running else 201)

    @rule(which=st.integers(0, 3), status=st.sampled_from(["active", "paused", "finished"]))
    def change(self, which: int, status: str) -> None:
        """Either the status is the wanted one afterwards, or nothing has changed."""
        for before in self._all()[which : which + 1]:
            path = f"{SUBSCRIPTIONS}{before['id']}/"
            answered = self.bench.send("PUT", path, {"status": status})
            after = self.bench.subscription(before["id"])
            if answered.status == 200:
                assert answered.json() == after or after["status"] == "finished"
            else:
                assert (answered.status, after["status"]) == (400, before["status"])
                assert status != "finished"

    @rule(which=st.integers(0, 3))
    def delete(self, which: int) -> None:
        """One less afterwards."""
        before = self._all()
        for each in before[which : which + 1]:
            assert self.bench.send("DELETE", f"{SUBSCRIPTIONS}{each['id']}/").status == 200
            assert self.bench.send("GET", f"{SUBSCRIPTIONS}{each['id']}/").status == 404

    @rule(kind=st.sampled_from(["pause", "resume"]))
    def bulk(self, kind: str) -> None:
        """A bulk action does what a caller could do."""
        self.bench.finish(action_type=kind)

    @rule(status=st.sampled_from(["paused", "active"]))
    def sequence(self, status: str) -> None:
        """The sequence stops or goes on."""
        self.bench.ok("PUT", f"{SEQUENCES}{self.sequence_id}/", {"status": status})

    @rule(seconds=st.sampled_from([1, HOUR, 10 * HOUR]))
    def wait(self, seconds: int) -> None:
        """Time passes."""
        self.bench.clock.advance(seconds)

    @invariant()
    def one_runs_at_most(self) -> None:
        """A contact is in a sequence once at a time, and the counts say the same as the list."""
        statuses = [each["status"] for each in self._all()]
        assert sum(status in {"active", "paused"} for status in statuses) <= 1
        sequence = self.bench.ok("GET", f"{SEQUENCES}{self.sequence_id}/")
        counts = sequence["subscription_counts_by_status"]
        assert counts == {name: statuses.count(name) for name in counts}

    @invariant()
    def whoever_runs_has_a_turn(self) -> None:
        """An active subscription of an active sequence is due some day."""
        self.bench.ok("GET", "/me/")
        organization = self.bench.organization
        planned = {identity for _, identity in organization.agenda}
        if organization.sequences[self.sequence_id].status == "active":
            running = organization.subscriptions.values()
            assert {each.id for each in running if each.status == "active"} <= planned


TestLives = Lives.TestCase
TestLives.settings = settings(stateful_step_count=15)
