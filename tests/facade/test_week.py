"""A week's work on sequences and their contacts, against the emulator: what is reported is what became so."""

from collections import Counter
from typing import Any

import pytest

from close_bulk import (
    ALL_LEADS,
    BadRequest,
    Close,
    InvalidRequest,
    NotFound,
    Report,
    SearchLimit,
    StepsWouldBeRemoved,
    smart_view,
)
from close_emulator import Emulator
from close_emulator.transport import EmulatorTransport
from kit import ACME, Make, StillClock, World


def open_client(make: Make, world: World) -> Any:
    """Make a client of the world's emulator."""
    return make(api_key=world.emulator.api_key, transport=world.transport, clock=world.clock)


@pytest.fixture
def subscribed(world: World) -> list[str]:
    """Four contacts in the sequence: active, paused, finished, and one whose goal is reached."""
    emulator = world.emulator
    ids: list[str] = []
    for number in range(4):
        lead = emulator.add_lead(f"L{number}", contacts=[("C", f"c{number}@l.example")])
        subscription = emulator.add_subscription(
            lead.contacts[0].id,
            world.sequence_id,
            sender_account_id=world.sender_account_id,
            status="paused" if number == 1 else "active",
        )
        ids.append(subscription.id)
    emulator.finish_subscription(ids[2])
    emulator.reach_goal(ids[3])
    return ids


def statuses(client: Any, world: World) -> Counter[str]:
    """Count the sequence's subscriptions by status."""
    return Counter(s.status for s in client.subscriptions.list(sequence_id=world.sequence_id))


def test_sequence_from_its_creation_to_its_end(make: Make, world: World) -> None:
    """Made, listed, read, changed, shortened on purpose only, paused, and deleted."""
    close = open_client(make, world)
    made = close.sequences.create(
        name="Spring",
        timezone="Europe/Riga",
        schedule={"ranges": [{"weekday": 1, "start": "09:00", "end": "17:00"}]},
        steps=[{"step_type": "call", "delay": 0}, {"step_type": "call", "delay": 60}],
    )
    assert made.id in [sequence.id for sequence in close.sequences.list()]
    first, second = (step.id for step in close.sequences.get(made.id).steps)
    with pytest.raises(StepsWouldBeRemoved, match=second):
        close.sequences.update(made.id, steps=[{"id": first, "delay": 5}])
    assert [step.delay for step in close.sequences.get(made.id).steps] == [0, 60]
    new = [{"id": first, "delay": 5}, {"step_type": "call", "delay": 7}]
    changed = close.sequences.update(made.id, name="Autumn", steps=new, remove_steps=[second])
    assert [step.delay for step in changed.steps] == [5, 7]
    assert changed.name == "Autumn"
    assert close.sequences.update(made.id, status="paused").status == "paused"
    close.sequences.delete(made.id)
    with pytest.raises(NotFound):
        close.sequences.get(made.id)


def test_contact_in_a_sequence_from_begin_to_end(make: Make, world: World) -> None:
    """Subscribed, changed, and taken out again."""
    lead = world.emulator.add_lead("Solo", contacts=[("S", "s@solo.example")])
    close = open_client(make, world)
    made = close.subscriptions.create(
        sequence_id=world.sequence_id, contact_id=lead.contacts[0].id, **world.sender
    )
    (found,) = close.subscriptions.list(lead_id=lead.id)
    assert found.id == made.id
    assert close.subscriptions.update(made.id, status="paused").status == "paused"
    close.subscriptions.delete(made.id)
    with pytest.raises(NotFound):
        close.subscriptions.get(made.id)
    assert list(close.subscriptions.list(lead_id=lead.id)) == []


def test_incident_is_paused_and_taken_up_again(
    make: Make, world: World, subscribed: list[str]
) -> None:
    """Pausing and resuming leave alone what has ended, and resume what the pause had paused."""
    close = open_client(make, world)
    paused: Report = close.subscriptions.pause(
        close.subscriptions.list(sequence_id=world.sequence_id)
        if isinstance(close, Close)
        else [*close.subscriptions.list(sequence_id=world.sequence_id)]
    )
    assert paused.counts == {"changed": 1, "already": 1, "left": 2}
    assert statuses(close, world) == {"paused": 2, "finished": 1, "goal": 1}
    changed = [row.subscription_id for row in paused if row.outcome == "changed"]
    assert changed == subscribed[:1]
    assert close.subscriptions.resume(changed).counts == {"changed": 1}
    assert statuses(close, world) == {"active": 1, "paused": 1, "finished": 1, "goal": 1}
    assert not world.emulator.outbox


def test_leaving_colleague_hands_over(make: Make, world: World, subscribed: list[str]) -> None:
    """The sender of all of them changes, whatever their status; one that is gone fails alone."""
    account = world.emulator.add_sender_account("eve@salesteam.example", "Eve")
    sender = {
        "sender_account_id": account,
        "sender_name": "Eve",
        "sender_email": "eve@salesteam.example",
    }
    close = open_client(make, world)
    close.subscriptions.delete(subscribed[1])
    report = close.subscriptions.change_sender(subscribed, **sender)
    assert [row.outcome for row in report] == ["changed", "refused", "changed", "changed"]
    assert isinstance(report.failures[0].error, NotFound)
    left = [*close.subscriptions.list(sequence_id=world.sequence_id)]
    assert {(s.sender_account_id, s.sender_name) for s in left} == {(account, "Eve")}
    again = close.subscriptions.change_sender([s.id for s in left], **sender)
    assert again.counts == {"already": 3}


def test_smart_view_is_searched_and_sampled(make: Make, world: World) -> None:
    """A Smart View is a selection like any other: read, counted, sampled, searched."""
    query: dict[str, Any] = ACME
    view = world.emulator.add_smart_view("ACME", query)
    close = open_client(make, world)
    assert close.smart_views.get(view).s_query == ACME
    selection = smart_view(view)
    assert close.leads.count(selection) == 25
    assert len(close.leads.sample(selection, 3)) == 3
    names = [lead["name"] for lead in close.leads.search(selection, fields=["name"])]
    assert sorted(names) == sorted(f"ACME Inc. {n}" for n in range(25))
    assert len([*close.leads.search(ALL_LEADS, results_limit=7)]) == 7
    with pytest.raises(InvalidRequest):
        close.leads.search(smart_view("lead_1"))


def test_slow_reader_of_a_search_loses_nothing(make: Make) -> None:
    """A cursor lives for 30 seconds; who takes longer over each page still gets every lead once."""
    clock = StillClock()
    emulator = Emulator(clock=clock.emulated)
    for number in range(450):
        emulator.add_lead(f"Lead {number}")
    close = make(api_key=emulator.api_key, transport=EmulatorTransport(emulator), clock=clock)
    seen: list[str] = []
    for page in close.leads.search(ALL_LEADS).pages():
        seen += [lead["id"] for lead in page]
        clock.sleep(40)
    assert len(seen) == len(set(seen)) == 450


def test_search_that_the_service_cuts_short_is_an_error(
    make: Make, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the service stops, the search says so, and how to go on."""
    monkeypatch.setattr("close_emulator.resources.search.MAX_WALK", 20)
    monkeypatch.setattr("close_bulk._resources.searching.MOST", 20)
    close = open_client(make, world)
    with pytest.raises(SearchLimit, match="35 leads match"):
        list(close.leads.search(ALL_LEADS))


def test_event_log_tells_what_was_done(make: Make, world: World, subscribed: list[str]) -> None:
    """What the client did is in the log, under its object; filters that do not go together are refused."""
    close = open_client(make, world)
    close.subscriptions.delete(subscribed[0])
    me = close.me()
    bulk = close.bulk.pause(s_query=ACME)
    bulk.wait()
    events = [
        *close.events.list(object_type="bulk_action.sequence_subscription", object_id=bulk.id)
    ]
    assert {event.user_id for event in events} == {me.id}
    assert events[-1].action == "created"
    with pytest.raises(BadRequest):
        list(close.events.list(action="created"))
