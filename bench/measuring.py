"""CPU time of child processes, run in turns, compared by their medians."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


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
    ours: Child
    base: Child
    goal: float
    rounds: int

    def measure(self) -> Result:
        """Run both in turns, once unmeasured to fill the caches."""
        for child in (self.ours, self.base):
            child.cpu()
        pairs = [(self.ours.cpu(), self.base.cpu()) for _ in range(self.rounds)]
        ours, base = (median(times) for times in zip(*pairs, strict=True))
        return Result(comparison=self, ours=ours, base=base)


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
