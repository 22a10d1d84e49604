"""The phases of schemathesis take turns."""

import pytest
from schemathesis.engine import Status
from schemathesis.engine.events import PhaseFinished
from schemathesis.engine.run import Phase, PhaseName

from close_contract.turns import TURN, Turns


def _finished(name: PhaseName, status: Status = Status.SUCCESS) -> PhaseFinished:
    phase = Phase(name=name, is_enabled=True, skip_reason=None)
    return PhaseFinished(phase=phase, status=status, payload=None)


@pytest.mark.parametrize(("is_limited", "turns"), [(True, 3), (False, 1)])
def test_endless_phases_have_several_turns(is_limited: bool, turns: int) -> None:  # noqa: FBT001
    """Where time is limited, what always has more has as many turns as its cases fill."""
    both = Turns(("coverage", "fuzzing"), 2 * TURN + 1, is_limited=is_limited)
    both.note(_finished(PhaseName.COVERAGE))
    for _ in range(turns):
        assert not both.are_over
        both.note(_finished(PhaseName.FUZZING))
    assert both.are_over


def test_what_has_nothing_to_do_needs_no_turn() -> None:
    """A phase that had nothing to send is not waited for."""
    turns = Turns(("stateful",), 5 * TURN, is_limited=True)
    turns.note(_finished(PhaseName.STATEFUL_TESTING, Status.SKIP))
    assert turns.are_over
