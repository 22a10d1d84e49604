"""What a terminal shows of a run on a server."""

from collections.abc import Mapping
from typing import Final

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from close_contract.laws import explained
from close_contract.report import Report
from close_contract.reports.outcome import Outcome
from close_contract.reports.text import counted, plain

_STATES: Final = ("absent", "null", "given")


def show(outcome: Outcome, *, table: bool) -> None:
    """Print the findings, the table of fields if it is wanted, and how much was tested.

    Lines are never broken, so that curl lines can be copied.
    """
    console, report = Console(soft_wrap=True, highlight=False), outcome.report
    if outcome.failure:
        click.echo(f"close-contract: {plain(outcome.failure)}", err=True)
    if not report.exchanges:
        return
    for finding in report.findings:
        console.print(Text(f"{finding.check}: {finding.operation}", style="bold red"))
        lines = [*finding.message.splitlines(), *explained(finding), finding.request]
        console.print(Text("".join(f"  {plain(each)}\n" for each in filter(None, lines))))
    for reason, names in _by_reason(outcome.untested).items():
        console.print(Text(f"not tested, as {reason}: {', '.join(names)}"))
    if table:
        console.print(_tried(report))
    for note in outcome.notes:
        console.print(Text(plain(note)))
    words = f"{counted(report.exchanges.total(), 'request')}, {outcome.verdict}"
    console.print(Text(words, style=f"bold {'green' if outcome.is_good else 'red'}"))


def _by_reason(untested: Mapping[str, str]) -> Mapping[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for operation, reason in untested.items():
        grouped.setdefault(reason, []).append(operation)
    return grouped


def _tried(report: Report) -> Table:
    """Show for every form and member how often it was accepted and refused."""
    shown = Table("operation", "form", "member", *_STATES)
    for key in sorted({key[:3] for key in report.tried}):
        shown.add_row(*key, *(report.decided(*key, state) for state in _STATES))
    shown.caption = "accepted/refused"
    return shown
