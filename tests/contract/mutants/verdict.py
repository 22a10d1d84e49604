"""What becomes of a mutant: the contract tests are run on it, in a process of its own."""

import importlib
import multiprocessing
import os
import resource
import signal
import traceback
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Final

from attrs import frozen

# Imported once for all mutants, rather than by the process of each.
import close_contract.suite  # noqa: F401
from contract.mutants.importing import change, forget
from contract.mutants.mutant import Mutant

_PATIENCE: Final = 1200
"""Seconds after which a process that neither works nor ends is given up."""
_SLACK: Final = 90
"""Seconds of CPU time that the probes may take; a right emulator needs a quarter of them."""


class Outcome(StrEnum):
    """What became of a mutant."""

    KILLED = "killed"
    SURVIVED = "survived"
    UNUSABLE = "unusable"
    """It cannot be imported or furnished, so no contract test is needed to see that it is wrong."""


@frozen
class Verdict:
    """What became of a mutant, by which check, in which words, and in how many seconds of CPU time."""

    outcome: Outcome
    check: str = ""
    message: str = ""
    seconds: float = 0.0


@frozen
class Runner:
    """Runs contract tests on mutants; the phases of schemathesis may take `budget` seconds."""

    budget: float = 120.0
    with_phases: bool = True

    def judge(self, mutant: Mutant | None) -> Verdict:
        """Tell whether the contract tests find something in a mutant; None is the right emulator."""
        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        child = context.Process(target=self._run, args=(mutant, sender))
        child.start()
        sender.close()
        verdict = Verdict(Outcome.UNUSABLE, message="it ends before a request is sent")
        try:
            while receiver.poll(_PATIENCE):
                verdict = receiver.recv()
        except EOFError:
            pass
        child.kill()
        child.join()
        return verdict

    def _run(self, mutant: Mutant | None, verdicts: Connection) -> None:
        """Send a verdict that holds if this process is ended, and then the real one."""
        limit = int(self.budget * self.with_phases) + _SLACK
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        try:
            forget()
            if mutant is not None:
                change(mutant.imported, mutant.code())
            trial = importlib.import_module("contract.mutants.trial")
            parts = trial.suites(self.budget, with_phases=self.with_phases)
        except BaseException as error:  # noqa: BLE001 - a mutant may fail in any way
            verdicts.send(Verdict(Outcome.UNUSABLE, message=repr(error)[:200]))
            os._exit(0)
        verdicts.send(Verdict(Outcome.KILLED, "time limit", "it hangs", limit))
        try:
            found = trial.first_finding(parts)
            if found is None:
                verdict = Verdict(Outcome.SURVIVED)
            else:
                verdict = Verdict(Outcome.KILLED, found.check, str(found))
        except BaseException:  # noqa: BLE001 - a fault of the harness, which is no finding
            verdict = Verdict(Outcome.SURVIVED, "harness", traceback.format_exc())
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = used.ru_utime + used.ru_stime
        verdicts.send(Verdict(verdict.outcome, verdict.check, verdict.message, seconds))
        os._exit(0)
