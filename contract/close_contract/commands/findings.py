"""What a terminal shows of a run on a server."""

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
    for operation, reason in outcome.left_out.items():
        console.print(Text(f"not tested: {operation}, as {reason} (see --known)"))
    if table:
        console.print(_tried(report))
    for note in outcome.notes:
        console.print(Text(plain(note)))
    found = len(report.findings)
    words = f"{counted(report.exchanges.total(), 'request')}, {counted(found, 'finding')}"
    console.print(Text(words, style="bold red" if found or outcome.failure else "bold green"))


def _tried(report: Report) -> Table:
    """Show for every form and member how often it was accepted and refused."""
    shown = Table("operation", "form", "member", *_STATES)
    for key in sorted({key[:3] for key in report.tried}):
        shown.add_row(*key, *(report.decided(*key, state) for state in _STATES))
    shown.caption = "accepted/refused"
    return shown
