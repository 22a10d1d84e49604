"""Shows how a run goes on, on standard error: a live line on a terminal, a few lines elsewhere."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

import click
from attrs import define
from rich.console import Console
from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

from close_contract.limits import Limits
from close_contract.report import Report
from close_contract.reports.text import counted

SELDOM: Final = 15.0
"""Seconds between two lines where there is no terminal; a new phase has a line at once."""


@contextmanager
def following(report: Report, limits: Limits) -> Generator[Callable[[str], None]]:
    """Give what is to be told of every step, such as `coverage: GET /me/`."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines(report, limits).tell
        return
    columns = SpinnerColumn(), TextColumn("{task.description}", markup=False), _Left(limits)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("looking around")
        yield lambda step: bar.update(task, description=f"{step}, {_sofar(report)}")


@define
class _Lines:
    """Tells of a step if the last line is some time ago, or another phase has begun."""

    report: Report
    limits: Limits
    _phase: str = ""
    _next: float = 0.0

    def tell(self, step: str) -> None:
        phase, now = step.partition(":")[0], self.limits.spent
        if phase == self._phase and now < self._next:
            return
        self._phase, self._next = phase, now + SELDOM
        click.echo(f"{phase}: {_sofar(self.report)}, {_left(self.limits)}", err=True)


class _Left(ProgressColumn):
    """The time that is left, which passes also where nothing else happens."""

    max_refresh = 0.5

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self._limits = limits

    def render(self, task: Task) -> Text:  # noqa: ARG002 - rich's own form
        return Text(_left(self._limits))


def _sofar(report: Report) -> str:
    sent, found = report.exchanges.total(), len(report.findings)
    return f"{counted(sent, 'request')}, {counted(found, 'finding')}"


def _left(limits: Limits) -> str:
    left = max((limits.budget or 0.0) - limits.spent, 0.0)
    return f"{left:.0f} s left"
