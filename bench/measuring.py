"""CPU time of child processes and of calls, run in turns, compared by their medians."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Protocol

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Costs(Protocol):
    """What can be run and costs CPU."""

    def cpu(self) -> float:
        """Run it and give the seconds of CPU that it took."""
        ...


@frozen
class Work:
    """Something to call in this process, a number of times."""

    call: Callable[[], object]
    times: int

    def cpu(self) -> float:
        """Call it and give the seconds of CPU that this process took."""
        began = time.process_time()
        for _ in range(self.times):
            self.call()
        return time.process_time() - began


@frozen(kw_only=True)
class Child:
    """A command to measure, and what to do before each run."""

    command: Sequence[str]
    folder: Path
    environment: dict[str, str]
    before: Callable[[], None] = lambda: None

    def cpu(self) -> float:
        """Run it and give the seconds of CPU that it and its own children took."""
        self.before()
        environment = {**os.environ, **self.environment}
        with subprocess.Popen(  # noqa: S603 - our own commands, no shell
            self.command,
            cwd=self.folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process:
            output = process.stdout.read() if process.stdout else b""
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(self.command)} failed:\n{output.decode(errors='replace')}")
        return usage.ru_utime + usage.ru_stime


@frozen(kw_only=True)
class Comparison:
    """What shall not cost more than a number of times what something else costs."""

    name: str
    ours: Costs
    base: Costs
    goal: float
    rounds: int

    def measure(self) -> Result:
        """Run both in turns."""
        ours, base = medians(self.ours, self.base, self.rounds)
        return Result(comparison=self, ours=ours, base=base)


def medians(ours: Costs, base: Costs, rounds: int) -> tuple[float, float]:
    """Run both in turns, once unmeasured to fill the caches, and give the medians."""
    for each in (ours, base):
        each.cpu()
    pairs = [(ours.cpu(), base.cpu()) for _ in range(rounds)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


@frozen(kw_only=True)
class Allowance:
    """What may cost a number of seconds more than something else, and no more."""

    name: str
    ours: Costs
    base: Costs
    seconds: float
    rounds: int

    def measure(self) -> Excess:
        """Run both in turns."""
        ours, base = medians(self.ours, self.base, self.rounds)
        return Excess(allowance=self, ours=ours, base=base)


@frozen(kw_only=True)
class Excess:
    """The medians of an allowance, in seconds of CPU."""

    allowance: Allowance
    ours: float
    base: float

    def row(self) -> str:
        """Give the table's line: milliseconds over the base, and how many are allowed."""
        over, allowed = self.ours - self.base, self.allowance.seconds
        return (
            f"{self.allowance.name + ' (ms over the base)':<62} {self.ours * 1000:>8.1f} "
            f"{self.base * 1000:>8.1f} {over * 1000:>6.1f} {allowed * 1000:>6.1f}  "
            f"{'yes' if over <= allowed else 'NO'}"
        )


@frozen(kw_only=True)
class Result:
    """The medians of a comparison, in seconds of CPU."""

    comparison: Comparison
    ours: float
    base: float

    @property
    def ratio(self) -> float:
        """Say how many times the base it costs."""
        return self.ours / self.base

    def row(self) -> str:
        """Give the table's line."""
        verdict = "yes" if self.ratio <= self.comparison.goal else "NO"
        return (
            f"{self.comparison.name:<62} {self.ours * 1000:>8.0f} {self.base * 1000:>8.0f} "
            f"{self.ratio:>6.2f} {self.comparison.goal:>6.2f}  {verdict}"
        )


HEADER = f"{'ours / base, CPU':<62} {'ours ms':>8} {'base ms':>8} {'ratio':>6} {'goal':>6}  held"
