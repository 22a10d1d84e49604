"""The life of a bulk action in all three paces, its pauses, and the rule of seven days."""

import pytest

from close_emulator import Immediate, Pace, Stepped, Timed
from emulator.workbench import BULK, Workbench

WEEK = 7 * 24 * 3600


def timed_bench(**options: float) -> Workbench:
    """Five leads under a pace that follows the clock."""
    bench = Workbench(Timed(**options))
    bench.add_leads(5)
    return bench


def test_immediate_is_done_at_the_next_request() -> None:
    """With the pace Immediate, POST answers created and the request after it sees the end."""
    bench = Workbench(Immediate())
    bench.add_leads(5)
    assert bench.progress(bench.start()) == ("done", 5)


def test_stepped_moves_one_stage_or_batch_a_step(bench: Workbench) -> None:
    """With the pace Stepped, each step shows the next stage or two more leads, and no more."""
    bench.add_leads(5)
    identity = bench.start()
    seen = [bench.progress(identity)]
    for _ in range(6):
        bench.emulator.step()
        seen.append(bench.progress(identity))
    assert seen == [
        ("created", 0),
        ("loading", 0),
        ("processing", 0),
        ("processing", 2),
        ("processing", 4),
        ("done", 5),
        ("done", 5),
    ]


def test_stepped_stands_still_without_steps(bench: Workbench) -> None:
    """Neither requests nor time move an action whose pace is Stepped."""
    bench.add_leads(5)
    identity = bench.start()
    bench.clock.advance(WEEK)
    assert bench.progress(identity) == ("created", 0)


def test_timed_follows_the_clock() -> None:
    """With the pace Timed, stages end and leads are processed exactly when their time has come."""
    bench = timed_bench(start=1, loading=2, rate=2)
    identity = bench.start()
    seen = [bench.progress(identity)]
    for seconds in (0.999, 0.001, 1.999, 0.001, 0.5, 0.499, 0.001, 1.5):
        bench.clock.advance(seconds)
        seen.append(bench.progress(identity))
    assert seen == [
        ("created", 0),
        ("created", 0),
        ("loading", 0),
        ("loading", 0),
        ("processing", 0),
        ("processing", 1),
        ("processing", 1),
        ("processing", 2),
        ("done", 5),
    ]


def test_timed_does_not_depend_on_who_looks() -> None:
    """An action that was watched and one that was not are at the same point at the same time."""
    watched, unwatched = (timed_bench(loading=0.3, rate=0.7) for _ in range(2))
    ids = watched.start(), unwatched.start()
    for _ in range(40):
        watched.clock.advance(0.1)
        watched.fetch(ids[0])
    unwatched.clock.advance(4.0)
    assert watched.progress(ids[0]) == unwatched.progress(ids[1]) == ("processing", 2)


def test_time_of_a_pause_does_not_count() -> None:
    """A paused action is after its pause where it was before, however long the pause."""
    bench = timed_bench(loading=0, rate=1)
    identity = bench.start()
    bench.clock.advance(2)
    bench.put(identity, "paused")
    bench.clock.advance(1000)
    assert bench.progress(identity) == ("paused", 2)
    bench.put(identity, "resuming")
    assert bench.progress(identity) == ("resuming", 2)
    bench.clock.advance(1)
    assert bench.progress(identity) == ("processing", 3)


def test_resuming_can_take_time() -> None:
    """`Timed(resuming=...)` keeps an action in the status resuming for so many seconds."""
    bench = timed_bench(loading=0, rate=1, resuming=10)
    identity = bench.start()
    bench.clock.advance(2)
    bench.put(identity, "paused")
    bench.put(identity, "resuming")
    bench.clock.advance(9)
    assert bench.progress(identity) == ("resuming", 2)
    bench.clock.advance(2)
    assert bench.progress(identity) == ("processing", 3)


def test_resuming_is_a_step_of_its_own(bench: Workbench) -> None:
    """With the pace Stepped, the first step after a resume leads back to processing only."""
    bench.add_leads(5)
    identity = bench.start()
    bench.emulator.step(3)
    bench.put(identity, "paused")
    bench.emulator.step(5)
    assert bench.progress(identity) == ("paused", 2)
    bench.put(identity, "resuming")
    seen = [bench.progress(identity)]
    for _ in range(2):
        bench.emulator.step()
        seen.append(bench.progress(identity))
    assert seen == [("resuming", 2), ("processing", 2), ("processing", 4)]


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_every_running_action_can_be_paused(bench: Workbench, steps: int) -> None:
    """Pausing works from created, loading and processing, and from resuming."""
    bench.add_leads(5)
    identity = bench.start()
    bench.emulator.step(steps)
    for status in ("paused", "resuming", "paused"):
        response = bench.put(identity, status)
        assert (response.status, bench.fetch(identity)["status"]) == (200, status)


def test_a_pause_before_loading_ends_in_the_whole_life(bench: Workbench) -> None:
    """An action that was paused at once still loads, processes everything and is done."""
    bench.add_leads(5)
    identity = bench.start()
    bench.put(identity, "paused")
    bench.put(identity, "resuming")
    bench.emulator.step(2)
    assert bench.progress(identity) == ("loading", 0)
    bench.emulator.step(10)
    assert bench.progress(identity) == ("done", 5)


def test_the_change_of_status_answers_with_the_object(bench: Workbench) -> None:
    """PUT answers 200 and the action as GET shows it."""
    identity = bench.start()
    assert bench.put(identity, "paused").json() == bench.fetch(identity)


def test_pausing_twice_changes_nothing(bench: Workbench) -> None:
    """A second pause is 200, and the seven days count from the first."""
    identity = bench.start()
    bench.put(identity, "paused")
    before = bench.fetch(identity)
    bench.clock.advance(WEEK)
    assert bench.put(identity, "paused").json() == before
    bench.clock.advance(1)
    assert bench.put(identity, "resuming").status == 400


@pytest.mark.parametrize(("seconds", "status"), [(WEEK, 200), (WEEK + 0.000001, 400)])
def test_a_pause_is_resumed_within_seven_days(
    bench: Workbench, seconds: float, status: int
) -> None:
    """After exactly seven days a resume is accepted, a microsecond later it is refused."""
    identity = bench.start()
    bench.put(identity, "paused")
    bench.clock.advance(seconds)
    assert bench.put(identity, "resuming").status == status


def test_the_seven_days_begin_anew_with_each_pause(bench: Workbench) -> None:
    """An action that was resumed in time and paused again has seven days again."""
    identity = bench.start()
    for _ in range(3):
        bench.put(identity, "paused")
        bench.clock.advance(WEEK)
        assert bench.put(identity, "resuming").status == 200


@pytest.mark.parametrize("steps", [0, 1, 2, 3, 10])
def test_only_a_paused_action_is_resumed(bench: Workbench, steps: int) -> None:
    """`resuming` is refused for what runs and for what is done, and changes nothing."""
    bench.add_leads(5)
    identity = bench.start()
    bench.emulator.step(steps)
    before = bench.fetch(identity)
    assert list(bench.problems("PUT", f"{BULK}{identity}/", {"status": "resuming"})) == ["status"]
    assert bench.fetch(identity) == before


def test_what_has_ended_is_not_paused(bench: Workbench) -> None:
    """`paused` is refused for an action that is done and for one that has failed."""
    done, failed = bench.start(), bench.start()
    bench.emulator.fail_bulk_action(failed)
    bench.emulator.step(10)
    for identity, status in ((done, "done"), (failed, "error")):
        path = f"{BULK}{identity}/"
        assert status in bench.problems("PUT", path, {"status": "paused"})["status"]


@pytest.mark.parametrize("pace", [Immediate(), Timed(), Stepped()])
def test_an_action_without_leads_is_done(pace: Pace) -> None:
    """A selection that is empty leads to an action that is done with 0 of 0."""
    bench = Workbench(pace)
    identity = bench.start()
    bench.clock.advance(10)
    bench.emulator.step(2)
    action = bench.fetch(identity)
    assert (action["status"], action["n_leads"], action["n_objects"]) == ("done", 0, 0)


def test_the_selection_is_a_snapshot(bench: Workbench) -> None:
    """Leads that come after loading do not enter a running action."""
    bench.add_leads(3)
    identity = bench.start()
    bench.emulator.step(2)
    bench.add_leads(3, "Late")
    bench.emulator.step(10)
    assert bench.progress(identity) == ("done", 3)


def test_a_lead_that_comes_after_loading_is_late_even_if_nobody_looked() -> None:
    """State is brought up to date before it is changed, not only when it is read."""
    bench = timed_bench(loading=1, rate=1)
    identity = bench.start()
    bench.clock.advance(1)
    bench.add_leads(3, "Late")
    bench.clock.advance(100)
    assert bench.progress(identity) == ("done", 5)


def test_date_updated_moves_with_progress_only(bench: Workbench) -> None:
    """`date_updated` is the moment of the last change, not of the last look."""
    bench.add_leads(2)
    identity = bench.start()
    bench.clock.advance(5)
    bench.emulator.step()
    bench.clock.advance(5)
    action = bench.fetch(identity)
    assert action["date_created"].startswith("2024-01-01T00:02:00")
    assert action["date_updated"].startswith("2024-01-01T00:02:05")


def test_a_failed_action_stands_still(bench: Workbench) -> None:
    """An action with status error keeps what it has done and does no more."""
    bench.add_leads(5)
    identity = bench.start()
    bench.emulator.step(3)
    bench.emulator.fail_bulk_action(identity)
    bench.emulator.step(10)
    assert bench.progress(identity) == ("error", 2)
