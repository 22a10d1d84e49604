"""One run against one server, wrong or right, and what came of it."""

import time
from enum import StrEnum
from typing import Final
from unittest.mock import patch

from attrs import frozen

from close_contract import Report
from contract.wrong.plain import Findings, new_finding
from contract.wrong.running import EFFECTS, look, right, suite
from contract.wrong.table import WRONG

BUDGET: Final = 120.0
"""Seconds that a run may take, as `close-contract server` gives it."""
_BY_NAME: Final = {wrong.name: wrong for wrong in WRONG}


class Kind(StrEnum):
    """Who runs against what."""

    SUITE = "suite"
    """The whole suite, against a wrong server."""
    PLAIN = "plain"
    """Plain schemathesis, against a wrong server."""
    RIGHT = "right"
    """The whole suite, against the right server."""


@frozen
class Trial:
    """A run to be made; the name is that of a wrong server, or the seed for the right one."""

    kind: Kind
    name: str


@frozen
class Outcome:
    """What a run found (the check that was looked for, or all that it found), and what it took.

    The time is in seconds of CPU: what the run takes on a core where nothing else runs. A run that
    is not `complete` was ended by its budget.
    """

    trial: Trial
    found: str
    seconds: float
    requests: int
    complete: bool = True


def run(trial: Trial, false: Findings) -> Outcome:
    """Make a run; `false` is what plain schemathesis finds in the right server.

    While it lasts, the clock of this process is the CPU that it uses, so that neither the budget nor
    the outcome depends on what else the machine has to do.
    """
    with patch("time.monotonic", time.process_time):
        return _run(trial, false)


def _run(trial: Trial, false: Findings) -> Outcome:
    start, report = time.process_time(), Report()
    match trial.kind:
        case Kind.SUITE:
            wrong = _BY_NAME[trial.name]
            moving = wrong.part in EFFECTS
            tested = suite(wrong.make, moving=moving, budget=BUDGET)
            report = look(tested, wrong.check)
            found = wrong.check if wrong.check in report.checks else ""
        case Kind.PLAIN:
            found = new_finding(_BY_NAME[trial.name].make, false, report)
        case Kind.RIGHT:
            seed = int(trial.name)
            report = suite(right, seed=seed, budget=BUDGET).run()
            found = ", ".join(f"{each.check} in {each.operation}" for each in report.findings)
    seconds, requests = time.process_time() - start, report.exchanges.total()
    return Outcome(trial, found, round(seconds, 1), requests, not report.cut_short)
