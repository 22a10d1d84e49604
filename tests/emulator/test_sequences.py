"""/sequence/: what is created can be read, changed and deleted, and steps go as they are told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.contracted import SEQUENCES, STEPS, SUBSCRIPTIONS, Contracted

SCHEDULE = {"ranges": [{"weekday": 1, "start": "09:00", "end": "16:59:30"}]}


@pytest.fixture
def bench() -> Contracted:
    """An emulator whose answers are held against the contract."""
    return Contracted()


def ids(sequence: dict[str, Any]) -> list[str]:
    """The ids of a sequence's steps, in their order."""
    return [step["id"] for step in sequence["steps"]]


def test_what_is_written_is_read(bench: Contracted) -> None:
    """A new sequence is active, echoes what was sent, and is the same in GET and in the list."""
    created = bench.create_sequence(name="Spring", schedule=SCHEDULE)
    assert (created["name"], created["timezone"]) == ("Spring", "Europe/Riga")
    assert created["status"] == "active"
    for sent, step in zip(STEPS, created["steps"], strict=True):
        assert step.items() >= sent.items()
    fetched = bench.ok("GET", f"{SEQUENCES}{created['id']}/")
    counts = fetched.pop("subscription_counts_by_status")
    assert fetched == created == bench.ok("GET", SEQUENCES)["data"][-1]
    assert counts == dict.fromkeys(("active", "error", "finished", "goal", "paused"), 0)


def test_times_are_echoed_with_seconds(bench: Contracted) -> None:
    """A schedule's times come back as HH:MM:SS, whether they were sent with seconds or without."""
    echoed = bench.create_sequence(schedule=SCHEDULE)["schedule"]
    assert echoed == {"ranges": [{"weekday": 1, "start": "09:00:00", "end": "16:59:30"}]}


def test_dates_carry_no_offset(bench: Contracted) -> None:
    """Dates of a sequence and of its steps are naive, in UTC."""
    created = bench.create_sequence()
    for dated in (created, *created["steps"]):
        assert dated["date_created"] == "2024-01-01T00:00:00.000000"


def test_a_step_has_defaults(bench: Contracted) -> None:
    """A step of which only the delay is said is a required e-mail without template."""
    (step,) = bench.create_sequence(steps=[{"delay": 60}])["steps"]
    assert (step["step_type"], step["required"], step["email_template_id"]) == ("email", True, None)


@pytest.mark.parametrize("missing", ["name", "timezone", "steps"])
def test_name_timezone_and_steps_are_required(bench: Contracted, missing: str) -> None:
    """A sequence without one of the three is refused in the words of a live answer."""
    body = {"name": "A", "timezone": "UTC", "steps": STEPS}
    del body[missing]
    assert bench.problems("POST", SEQUENCES, body) == {missing: "This field is required."}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"timezone": 1}, "timezone"),
        ({"status": "active"}, "status"),
        ({"colour": "red"}, "colour"),
        ({"steps": []}, "steps"),
        ({"steps": [{}]}, "steps"),
        ({"steps": [{"delay": -1}]}, "steps"),
        ({"steps": [{"delay": 1.5}]}, "steps"),
        ({"steps": [{"id": "seqstep_a"}]}, "steps"),
        ({"steps": [{"email_template_id": "lead_a"}]}, "steps"),
        ({"schedule": {}}, "schedule"),
        ({"schedule": {"ranges": [{"weekday": 1}]}}, "schedule"),
        ({"schedule": {"ranges": [{"weekday": 8, "start": "09:00", "end": "10:00"}]}}, "schedule"),
        ({"schedule": {"ranges": [{"weekday": 1, "start": "24:00", "end": "10:00"}]}}, "schedule"),
        ({"schedule": {"ranges": [{"weekday": 1, "start": "9:00", "end": "10:00"}]}}, "schedule"),
    ],
)
def test_what_does_not_fit_is_named(
    bench: Contracted, changes: dict[str, object], field: str
) -> None:
    """A wrong field is refused by its name, and nothing is created."""
    before = bench.ok("GET", SEQUENCES)
    body = {"name": "A", "timezone": "UTC", "steps": STEPS} | changes
    assert list(bench.problems("POST", SEQUENCES, body)) == [field]
    assert bench.ok("GET", SEQUENCES) == before


def test_put_changes_what_is_sent(bench: Contracted) -> None:
    """PUT is a patch: a new name leaves the steps, and date_updated tells when it was."""
    created = bench.create_sequence()
    bench.clock.advance(60)
    changed = bench.ok("PUT", f"{SEQUENCES}{created['id']}/", {"name": "Autumn"})
    assert changed["name"] == "Autumn"
    assert changed["steps"] == created["steps"]
    assert changed["date_updated"] == "2024-01-01T00:01:00.000000" > created["date_updated"]
    assert bench.ok("GET", f"{SEQUENCES}{created['id']}/") == changed


def test_a_put_of_what_is_so_already_changes_nothing(bench: Contracted) -> None:
    """Sending the present values back leaves the dates and logs nothing."""
    created = bench.create_sequence(schedule=SCHEDULE)
    bench.clock.advance(60)
    same = {name: created[name] for name in ("name", "timezone", "schedule", "status")}
    same["steps"] = [{"id": identity} for identity in ids(created)]
    changed = bench.ok("PUT", f"{SEQUENCES}{created['id']}/", same)
    assert changed.items() >= created.items()
    assert bench.events(object_type="sequence", action="updated") == []


@given(data=st.data())
def test_steps_that_are_left_out_are_removed(data: st.DataObject) -> None:
    """A sent list is the whole list: named steps stay, in the sent order, others go, new come."""
    bench = Contracted()
    created = bench.create_sequence()
    kept = data.draw(st.permutations(ids(created)).flatmap(_prefixes))
    new = data.draw(st.integers(0 if kept else 1, 2))
    sent = [{"id": identity} for identity in kept] + [{"delay": 5}] * new
    changed = bench.ok("PUT", f"{SEQUENCES}{created['id']}/", {"steps": sent})
    old = {step["id"]: step for step in created["steps"]}
    assert changed["steps"][: len(kept)] == [old[identity] for identity in kept]
    fresh = ids(changed)[len(kept) :]
    assert len(set(fresh)) == new
    assert not set(fresh) & set(old)
    assert bench.ok("GET", f"{SEQUENCES}{created['id']}/") == changed


def _prefixes(steps: list[str]) -> st.SearchStrategy[list[str]]:
    return st.integers(0, len(steps)).map(lambda n: steps[:n])


def test_a_step_changes_by_its_id(bench: Contracted) -> None:
    """A step that is sent with other values keeps its id and creation, and is dated anew."""
    created = bench.create_sequence()
    first, second, third = created["steps"]
    bench.clock.advance(60)
    sent = [{"id": first["id"]}, {"id": second["id"], "delay": 9}, {"id": third["id"]}]
    changed = bench.ok("PUT", f"{SEQUENCES}{created['id']}/", {"steps": sent})["steps"]
    dated = "2024-01-01T00:01:00.000000"
    assert changed == [first, second | {"delay": 9, "date_updated": dated}, third]


def test_steps_of_others_and_repeated_steps_are_refused(bench: Contracted) -> None:
    """A step id that is not this sequence's, or comes twice, is 400, and all stays as it was."""
    created, other = bench.create_sequence(), bench.create_sequence()
    path = f"{SEQUENCES}{created['id']}/"
    before = bench.ok("GET", path)
    first = {"id": ids(created)[0]}
    for sent in ([first, first], [first, {"id": ids(other)[0]}], [{"id": "seqstep_none"}]):
        assert list(bench.problems("PUT", path, {"name": "B", "steps": sent})) == ["steps"]
    assert bench.ok("GET", path) == before


def test_an_empty_put_is_refused(bench: Contracted) -> None:
    """A PUT that would change nothing, and one of an empty list of steps, is 400."""
    path = f"{SEQUENCES}{bench.sequence_id}/"
    assert bench.problems("PUT", path, {}) == {}
    assert list(bench.problems("PUT", path, {"steps": []})) == ["steps"]


def test_a_sequence_pauses_and_resumes(bench: Contracted) -> None:
    """The status of a whole sequence is written and read; other words are refused."""
    path = f"{SEQUENCES}{bench.sequence_id}/"
    for status in ("paused", "active"):
        assert bench.ok("PUT", path, {"status": status})["status"] == status
        assert bench.ok("GET", path)["status"] == status
    assert list(bench.problems("PUT", path, {"status": "finished"})) == ["status"]


def test_subscriptions_are_counted_by_status(bench: Contracted) -> None:
    """GET and PUT count, the list and POST do not."""
    people = [bench.add_person(f"L{n}") for n in range(6)]
    sequence = bench.create_sequence()
    made = [bench.subscribe(person, sequence["id"])["id"] for person in people]
    bench.emulator.finish_subscription(made[0])
    bench.emulator.reach_goal(made[1])
    bench.emulator.fail_subscription(made[2])
    bench.ok("PUT", f"{SUBSCRIPTIONS}{made[3]}/", {"status": "paused"})
    counts = {"active": 2, "error": 1, "finished": 1, "goal": 1, "paused": 1}
    path = f"{SEQUENCES}{sequence['id']}/"
    for answer in (bench.ok("GET", path), bench.ok("PUT", path, {"name": "B"})):
        assert answer["subscription_counts_by_status"] == counts
    assert "subscription_counts_by_status" not in bench.ok("GET", SEQUENCES)["data"][-1]


def test_a_deleted_sequence_is_gone_with_its_subscriptions(bench: Contracted) -> None:
    """DELETE is 200 without a body; sequence and subscriptions are 404 from then on."""
    sequence, contact = bench.create_sequence(), bench.add_person()
    subscription = bench.subscribe(contact, sequence["id"])
    other = bench.subscribe(contact, bench.sequence_id)
    response = bench.send("DELETE", f"{SEQUENCES}{sequence['id']}/")
    assert (response.status, response.body) == (200, b"")
    for path in (f"{SEQUENCES}{sequence['id']}/", f"{SUBSCRIPTIONS}{subscription['id']}/"):
        for method in ("GET", "PUT", "DELETE"):
            assert bench.send(method, path, {"name": "B"}).status == 404
    assert bench.ok("GET", SUBSCRIPTIONS, query={"contact_id": contact})["data"] == [other]


def test_a_bulk_action_outlives_its_sequence(bench: Contracted) -> None:
    """A bulk subscribe whose sequence was deleted meanwhile ends, and subscribes nobody."""
    bench.add_leads(3)
    sequence = bench.create_sequence()
    action = bench.start(sequence_id=sequence["id"])
    bench.emulator.step(3)
    bench.send("DELETE", f"{SEQUENCES}{sequence['id']}/")
    bench.emulator.step(9)
    assert bench.fetch(action)["status"] == "done"
    assert bench.statuses() == []


def test_sequences_are_listed_oldest_first(bench: Contracted) -> None:
    """The list pages by _limit and _skip, in order of creation, and has no _fields."""
    made = [bench.sequence_id, *(bench.create_sequence()["id"] for _ in range(2))]
    page = bench.ok("GET", SEQUENCES, query={"_skip": "1", "_limit": "1", "_fields": "id"})
    assert ([each["id"] for each in page["data"]], page["has_more"]) == ([made[1]], True)
    assert len(page["data"][0]) > 1


def test_a_test_furnishes_steps(bench: Contracted) -> None:
    """add_sequence() takes the steps of a request, and refuses what a request may not have."""
    sequence_id = bench.emulator.add_sequence("Two", steps=[{"step_type": "call"}, {"delay": 1}])
    fetched = bench.ok("GET", f"{SEQUENCES}{sequence_id}/")
    assert [step["step_type"] for step in fetched["steps"]] == ["call", "email"]
    with pytest.raises(ValueError, match="delay"):
        bench.emulator.add_sequence("Wrong", steps=[{"delay": -1}])
