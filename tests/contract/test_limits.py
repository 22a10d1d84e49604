"""A run keeps to its time and its rate, by a clock that is moved by hand."""

import pytest
from attrs import define, evolve

from close_contract import Report
from close_contract.limits import Limits, OutOfTime
from contract.wrong.running import right, suite


@define
class HandClock:
    """A clock that moves when somebody sleeps, and by `tick` whenever it is looked at."""

    tick: float = 0.0
    time: float = 0.0
    slept: float = 0.0

    def now(self) -> float:
        """Return the time."""
        self.time += self.tick
        return self.time

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.time += seconds
        self.slept += seconds


def test_a_rate_spaces_requests() -> None:
    """Ten requests at five a second take two seconds less the last one's space."""
    clock = HandClock()
    limits = Limits(clock, rate=5)
    for _ in range(10):
        limits.wait_for_turn()
    assert clock.slept == pytest.approx(1.8)


def test_a_budget_ends() -> None:
    """Once the time is over, no request may be sent."""
    clock = HandClock()
    limits = Limits(clock, budget=2, rate=1)
    limits.wait_for_turn()
    limits.wait_for_turn()
    with pytest.raises(OutOfTime):
        limits.wait_for_turn()
    assert limits.is_over


def test_a_share_ends() -> None:
    """A share of the time is all there is while it lasts, and what is left of it is not lost."""
    clock = HandClock()
    limits = Limits(clock, budget=8)
    with limits.share(0.5), limits.share(0.5):
        clock.sleep(2)
        assert limits.is_over
        with pytest.raises(OutOfTime):
            limits.check()
    assert limits.left == 6
    with Limits(clock).share(0.1):
        assert not Limits(clock).is_over


def test_every_part_has_its_turn() -> None:
    """A server that is too slow for the budget is tried by the last probe and by every phase as well."""
    report = Report()
    operations = ("create_sequence", "get_sequence")
    whole = suite(right, operations=operations, max_examples=1)
    steps = [*evolve(whole, budget=36.0, clock=HandClock(tick=0.05)).steps(report)]
    assert "probes: strange_values" not in steps
    assert {step.partition(":")[0] for step in steps} >= {"probes", "examples", "coverage"}
    assert report.cut_short


def test_patience_ends() -> None:
    """Something is looked for three times at least, then until the patience is at its end."""
    assert len([*Limits(HandClock()).attempts()]) == 3
    clock = HandClock()
    assert len([*Limits(clock, patience=1).attempts()]) == 8
    assert clock.slept == pytest.approx(1.0)


def test_a_run_is_cut_short() -> None:
    """A run whose time is over says so, and does not call the rest of the operations untested."""
    report = Report()
    whole = suite(right)
    short = evolve(whole, budget=5.0, clock=HandClock(tick=0.01))
    for _ in short.steps(report):
        pass
    assert report.cut_short
    assert 0 < report.exchanges.total() < 500
    assert report.findings == []


def test_a_run_that_only_reads() -> None:
    """A run that must not change anything sends GET and searches, and no other request."""
    report = suite(right, read_only=True, max_examples=2, phases=("examples",)).run()
    assert {e.operation for e in report.exchanges if not e.operation.startswith("GET ")} == {
        "POST /data/search/"
    }
    assert report.findings == [], str(report)


def test_what_has_no_link_has_no_stateful_phase() -> None:
    """Where no operation leads to another, the phase that follows links is left out, and nothing breaks."""
    whole = suite(right, read_only=True, phases=("stateful",), probes=())
    assert whole.useful_phases() == []
    report = whole.run()
    assert ("run" in report.checks, report.exchanges.total()) == (False, 0)
    linked = evolve(whole, read_only=False, operations=("create_sequence", "get_sequence"))
    assert linked.useful_phases() == ["stateful"]
    assert evolve(linked, operations=("get_sequence", "get_me")).useful_phases() == []
