"""The main job: select, count, start, watch, pause, resume, look at what was done."""

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import evolve

from close_bulk import (
    ALL_LEADS,
    ActionFailed,
    ActionStalled,
    BadRequest,
    ConfigurationError,
    InvalidRequest,
    NotFound,
    WaitTimeout,
)
from close_emulator import Emulator, Timed
from close_emulator.transport import EmulatorTransport
from kit import ACME, Make, StillClock, World, make_world, scripted

DATA = Path(__file__).parents[1] / "data"


def open_client(make: Make, world: World) -> Any:
    """Make a client of the world's emulator."""
    return make(api_key=world.emulator.api_key, transport=world.transport, clock=world.clock)


def statuses(client: Any, world: World) -> Counter[str]:
    """Count the sequence's subscriptions by status."""
    return Counter(s.status for s in client.subscriptions.list(sequence_id=world.sequence_id))


def test_sends_the_exact_body_of_the_vendors_example(make: Make) -> None:
    """`subscribe` with the example's fields sends the example's JSON, and the answer is read whole."""
    body = json.loads((DATA / "seed_000_request.json").read_text())
    answer = json.loads((DATA / "seed_000_response.json").read_text())
    transport, requests = scripted(httpx.Response(200, json=answer))
    fields = {name: value for name, value in body.items() if name != "action_type"}
    action = make(api_key="key", transport=transport).bulk.subscribe(**fields)
    assert json.loads(requests[0].content) == body
    assert requests[0].method == "POST"
    assert requests[0].url == "https://api.close.com/api/v1/bulk_action/sequence_subscription/"
    assert requests[0].headers["authorization"] == "Basic a2V5Og=="
    assert action.data.to_dict() == answer


def test_emulator_accepts_the_vendors_example(make: Make) -> None:
    """The example's request is accepted by an emulator that has the objects it names."""
    body = json.loads((DATA / "seed_000_request.json").read_text())
    emulator = Emulator()
    emulator.add_sequence("Outreach", fixed_id=body["sequence_id"])
    emulator.add_sender_account(
        "john@salesteam.com", "John Doe", fixed_id=body["sender_account_id"]
    )
    client = make(api_key=emulator.api_key, transport=EmulatorTransport(emulator))
    action = client.bulk.start(body.pop("action_type"), **body)
    assert action.data.s_query == body["s_query"]
    assert action.data.sort == body["sort"]


def test_main_job(make: Make, slow_world: World) -> None:
    """Count, canary, rest, pause and resume on the way, and the subscriptions paused at the end."""
    client = open_client(make, slow_world)
    assert client.leads.count(ACME) == 25
    assert client.leads.count(ALL_LEADS) == 35
    canary = client.bulk.subscribe(**slow_world.subscribe, results_limit=10)
    assert canary.wait().data.n_leads_processed == 10
    assert statuses(client, slow_world) == {"active": 10}

    action = client.bulk.subscribe(**slow_world.subscribe)
    for progress in action.watch():
        if progress.processed >= 12:
            break
    action.pause()
    assert action.status == "paused"
    halfway = action.data.n_leads_processed
    slow_world.clock.sleep(3600)
    assert action.refresh().data.n_leads_processed == halfway < 25
    assert action.resume().status in {"resuming", "processing"}
    assert action.wait().status == "done"
    assert action.data.n_leads_processed == 25
    assert statuses(client, slow_world) == {"active": 25}

    client.bulk.pause(s_query=ACME, sequence_id=slow_world.sequence_id).wait()
    assert statuses(client, slow_world) == {"paused": 25}
    client.bulk.resume(s_query=ACME).wait()
    assert statuses(client, slow_world) == {"active": 25}


def test_resume_finished_and_reassign(make: Make, world: World) -> None:
    """Finished subscriptions run again, and existing ones go to another sender."""
    client = open_client(make, world)
    client.bulk.subscribe(**world.subscribe).wait()
    for subscription in list(world.emulator.organization.subscriptions):
        world.emulator.finish_subscription(subscription)
    assert statuses(client, world) == {"finished": 25}
    client.bulk.resume_finished(s_query=ACME).wait()
    assert statuses(client, world) == {"active": 25}

    account = world.emulator.add_sender_account("eve@salesteam.example", "Eve")
    client.bulk.reassign(
        s_query=ACME,
        sender_account_id=account,
        sender_name="Eve",
        sender_email="eve@salesteam.example",
    ).wait()
    listed = client.subscriptions.list(sequence_id=world.sequence_id)
    assert {s.sender_name for s in listed} == {"Eve"}


def test_handle_is_taken_up_again_by_its_id(make: Make, world: World) -> None:
    """A bulk action is found by its id alone, and the list has it too."""
    client = open_client(make, world)
    started = client.bulk.subscribe(**world.subscribe)
    assert client.bulk.get(started.id).wait().status == "done"
    assert [action.id for action in client.bulk.list("sequence_subscription")] == [started.id]


def test_list_walks_every_page_once(make: Make, world: World) -> None:
    """A list longer than a page has every bulk action exactly once."""
    client = open_client(make, world)
    started = {client.bulk.pause(s_query=ACME, results_limit=1).id for _ in range(205)}
    listed = [action.id for action in client.bulk.list("sequence_subscription")]
    assert len(listed) == 205
    assert set(listed) == started


def test_list_gives_no_item_twice_when_it_grows_meanwhile(make: Make, world: World) -> None:
    """Bulk actions that are started while the list is read push no item out and repeat none."""
    client = open_client(make, world)
    started = {client.bulk.pause(s_query=ACME, results_limit=1).id for _ in range(150)}
    seen: list[str] = []
    for action in client.bulk.list("sequence_subscription"):
        seen.append(action.id)
        if len(seen) == 50:
            client.bulk.pause(s_query=ACME, results_limit=1)
    assert len(seen) == len(set(seen))
    assert started <= set(seen)


def test_watch_yields_progress_that_only_grows(make: Make, slow_world: World) -> None:
    """Progress begins with the unknown total, never falls, and ends with done and all leads."""
    action = open_client(make, slow_world).bulk.subscribe(**slow_world.subscribe)
    seen = list(action.watch())
    assert (seen[0].status, seen[0].total, seen[0].fraction) == ("created", None, None)
    assert [p.processed for p in seen] == sorted(p.processed for p in seen)
    assert (seen[-1].status, seen[-1].processed, seen[-1].fraction) == ("done", 25, 1.0)
    halfway = next(p for p in seen if p.processed >= 10)
    assert halfway.rate == pytest.approx(2, rel=0.3)
    assert halfway.remaining == pytest.approx((25 - halfway.processed) / halfway.rate)


def test_wait_looks_seldom_at_a_long_action(make: Make) -> None:
    """An action of over an hour is watched with a look every ten seconds or less often at the worst."""
    world = make_world(Timed(loading=1.0, rate=0.01), acme=40)
    open_client(make, world).bulk.subscribe(**world.subscribe).wait()
    assert world.clock.now > 3600
    assert len(world.clock.naps) < world.clock.now / 10 + 12


def test_wait_calls_back_with_every_look(make: Make, slow_world: World) -> None:
    """`on_progress` gets what `watch` yields, up to the end."""
    seen: list[Any] = []
    open_client(make, slow_world).bulk.subscribe(**slow_world.subscribe).wait(
        poll=2, on_progress=seen.append
    )
    assert seen[-1].status == "done"
    assert set(slow_world.clock.naps) == {2}


def test_pause_is_shown_once_and_has_no_rest_time(make: Make, slow_world: World) -> None:
    """While nothing moves in a pause the callback is left alone; the time of it is no part of the rate."""
    action = open_client(make, slow_world).bulk.subscribe(**slow_world.subscribe)
    halfway = next(iter(p for p in action.watch(poll=1) if p.processed >= 5))
    assert "s left" in str(halfway)
    action.pause()
    seen: list[Any] = []
    with pytest.raises(ActionStalled):
        action.wait(poll=5, stall=60, on_progress=seen.append)
    assert [(each.status, each.remaining) for each in seen] == [("paused", None)]
    assert "left" not in str(seen[0])
    looks = list(itertools.islice(action.watch(poll=5), 4))
    assert [look.status for look in looks] == ["paused"] * 4
    assert evolve(looks[-1], rate=2.0).remaining is None


def test_rate_after_a_pause_is_that_of_the_processing(make: Make, slow_world: World) -> None:
    """What is expected after a pause goes by how fast leads are processed, not by how long it was."""
    action = open_client(make, slow_world).bulk.subscribe(**slow_world.subscribe)
    looks = action.watch(poll=1)
    for look in looks:
        if look.processed >= 5:
            break
    action.pause()
    for _ in range(50):
        assert next(looks).status in ("paused", "processing")
    action.resume()
    rates = [look.rate for look in looks if look.rate and look.processed >= 15]
    assert rates
    assert all(rate > 1 for rate in rates)


def test_wait_ends_with_its_time_limit(make: Make, slow_world: World) -> None:
    """After `timeout` seconds the wait ends with an error that carries the handle; the action goes on."""
    action = open_client(make, slow_world).bulk.subscribe(**slow_world.subscribe)
    with pytest.raises(WaitTimeout, match="3 s") as caught:
        action.wait(timeout=3)
    assert slow_world.clock.now == 3
    assert caught.value.action.id == action.id
    assert action.wait().status == "done"


def test_wait_ends_when_nothing_moves(make: Make, slow_world: World) -> None:
    """A paused action ends the wait after the stall limit, and the error says how to go on."""
    action = open_client(make, slow_world).bulk.subscribe(**slow_world.subscribe).pause()
    with pytest.raises(ActionStalled, match=r"resume\(\)"):
        action.wait(stall=60)
    assert 60 <= slow_world.clock.now <= 75


def test_wait_raises_when_the_action_failed(make: Make, slow_world: World) -> None:
    """An action that ends with status error ends the wait with an error that carries the handle."""
    action = open_client(make, slow_world).bulk.subscribe(**slow_world.subscribe)
    slow_world.emulator.fail_bulk_action(action.id)
    with pytest.raises(ActionFailed) as caught:
        action.wait()
    assert caught.value.action.status == "error"


@pytest.mark.parametrize("days", [6.9, 7.1])
def test_pause_lasts_seven_days(make: Make, slow_world: World, days: float) -> None:
    """A paused bulk action is resumed within seven days and refused after them, in words."""
    action = open_client(make, slow_world).bulk.subscribe(**slow_world.subscribe).pause()
    slow_world.clock.sleep(days * 86_400)
    if days < 7:
        assert action.resume().wait().status == "done"
    else:
        with pytest.raises(BadRequest, match=r"[Ss]even days|7 days"):
            action.resume()


def test_what_is_not_there_is_not_found(make: Make, world: World) -> None:
    """An id of the right form that nobody has is a NotFound with its status."""
    with pytest.raises(NotFound) as caught:
        open_client(make, world).bulk.get("bulkseqsub_nobody")
    assert caught.value.status == 404
    assert caught.value.request_id


@pytest.mark.parametrize(
    "id_", ["", ".", "..", "lead_abc", "bulkseqsub_", "bulkseqsub_a/..", "bulkseqsub_a\n", None]
)
def test_ids_that_would_reach_something_else_are_refused(
    make: Make, world: World, id_: Any
) -> None:
    """An empty, dotted or foreign id is refused before a byte is sent."""
    with pytest.raises(InvalidRequest, match="id: "):
        open_client(make, world).bulk.get(id_)


@pytest.mark.parametrize(
    ("filters", "word"),
    [
        ({}, "at least one"),
        ({"sequence_id": "lead_1"}, "another kind"),
        ({"sequence_id": None}, "None is not a string"),
        ({"sequence": "seq_1"}, "did you mean sequence_id"),
    ],
)
def test_subscriptions_demand_a_filter(make: Make, world: World, filters: Any, word: str) -> None:
    """The list of subscriptions needs one of its three filters, of the right kind."""
    with pytest.raises(InvalidRequest, match=word):
        open_client(make, world).subscriptions.list(**filters)


@pytest.mark.parametrize("name", ["timeout", "stall", "poll"])
@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), True, "10"])
def test_times_of_a_wait_are_positive_numbers(
    make: Make, world: World, name: str, seconds: Any
) -> None:
    """A time that is no positive, finite number is refused by name."""
    action = open_client(make, world).bulk.subscribe(**world.subscribe)
    with pytest.raises(InvalidRequest, match=name):
        action.wait(**{name: seconds})


def test_looks_have_time_between_them(make: Make, world: World) -> None:
    """A wait that would spend the rate limit on looks is refused, and its error names the bound."""
    action = open_client(make, world).bulk.subscribe(**world.subscribe)
    for seconds in (1e-9, 0.099):
        with pytest.raises(InvalidRequest, match=r"poll: .* number of seconds from 0\.1"):
            action.wait(poll=seconds)
    assert action.wait(poll=0.1).status == "done"


def test_repr_says_what_and_how_far(make: Make, world: World) -> None:
    """The handle's repr has id, type, status and progress, and the client's has no key."""
    client = open_client(make, world)
    action = client.bulk.subscribe(**world.subscribe)
    kind = "AsyncBulkAction" if "Async" in repr(client) else "BulkAction"
    assert repr(action) == f"<{kind} {action.id} subscribe: created, 0 of ? leads>"
    assert world.emulator.api_key not in repr(client)


def test_a_closed_client_says_so(make: Make, world: World) -> None:
    """A call after `close()` is an error of ours that says what to do."""
    client = open_client(make, world)
    client.close()
    with pytest.raises(ConfigurationError, match="closed"):
        client.leads.count(ALL_LEADS)


def test_still_clock_is_the_only_time() -> None:
    """The tests' clock moves only by sleeping."""
    clock = StillClock()
    clock.sleep(5)
    assert (clock.monotonic(), clock.naps) == (5, [5])
