"""The command ``report``: what became of every overlay action."""

from __future__ import annotations

import json
from argparse import RawDescriptionHelpFormatter
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from specbuild import build
from specbuild.action import Status
from specbuild.commands import Command
from specbuild.nearest import nearest
from specbuild.wording import clean

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from specbuild.action import Outcome
    from specbuild.build import Built
    from specbuild.documents import Document

FITTING, NEEDLESS, BROKEN = 0, 3, 4

_EPILOG: Final = """\
  applied      it changed the document
  idle         it makes place for something that this document does not have
  needless     the vendor has mended it: drop it, or that part of it
  homeless     its target is gone: the vendor has moved or renamed it
  conflicting  the vendor says something else there: look, then rewrite the action

exit codes:
  0  every action is applied or idle, and the contract is sound
  1  refused: a document or an overlay cannot be read
  2  misused
  3  actions are needless, and nothing is worse
  4  actions are homeless or conflicting, or the contract is not sound
"""


@frozen
class Line:
    """What the report says of one action."""

    outcome: Outcome
    advice: str
    """What to do; empty if nothing is to be done."""


@frozen
class Report:
    """What became of every action, and of the contract."""

    lines: tuple[Line, ...]
    problems: tuple[str, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many actions have each status."""
        found = Counter(line.outcome.status for line in self.lines)
        return {status.value: found[status] for status in Status}

    @property
    def exit_code(self) -> int:
        """The worst that happened."""
        counts = self.counts
        if counts[Status.HOMELESS] or counts[Status.CONFLICTING] or self.problems:
            return BROKEN
        return NEEDLESS if counts[Status.NEEDLESS] else FITTING


def report(built: Built) -> Report:
    """Report on a build that went on past what does not fit."""
    lines = (Line(outcome, _advice(outcome, built.document)) for outcome in built.outcomes)
    return Report(tuple(lines), built.problems)


def _advice(outcome: Outcome, document: Document) -> str:
    if outcome.status == Status.NEEDLESS:
        return "drop it, or the part that the vendor has mended"
    if outcome.status == Status.HOMELESS:
        return nearest(outcome.action.target, document)
    if outcome.status == Status.CONFLICTING:
        return "see what the vendor wrote there, then drop or rewrite it"
    return ""


def table(found: Report) -> str:
    """Tell a report as aligned columns, then what is to be done."""
    rows = [
        (line.outcome.status.value, line.outcome.action.confidence, line.outcome.action.name)
        for line in found.lines
    ]
    widths = [max(len(row[column]) for row in (*rows, _HEAD)) for column in range(2)]
    listed = [_row(row, widths) for row in (_HEAD, *rows)]
    return "\n".join((*listed, *_tasks(found), "", summary(found)))


_HEAD: Final = ("status", "confidence", "action")


def _row(cells: tuple[str, str, str], widths: list[int]) -> str:
    status, confidence, name = cells
    return f"{status:<{widths[0]}}  {confidence:<{widths[1]}}  {clean(name)}"


def _tasks(found: Report) -> list[str]:
    told: list[str] = []
    for line in found.lines:
        if line.advice:
            told += ["", f"{line.outcome.status.value}: {clean(line.outcome.action.name)}"]
            told += [f"  {clean(line.outcome.message)}", f"  {clean(line.advice)}"]
    if found.problems:
        told += ["", "the contract is not sound:", *(f"  {clean(each)}" for each in found.problems)]
    return told


def summary(found: Report) -> str:
    """Count the actions in one line."""
    counts = ", ".join(f"{number} {status}" for status, number in found.counts.items())
    return f"{len(found.lines)} actions: {counts}"


def to_json(found: Report) -> str:
    """Tell everything that is known of the actions."""
    told = {
        "counts": found.counts,
        "actions": [_as_json(line) for line in found.lines],
        "problems": list(found.problems),
    }
    return json.dumps(told, indent=2, ensure_ascii=True)


def _as_json(line: Line) -> dict[str, Any]:
    action = line.outcome.action
    return {
        "name": action.name,
        "status": line.outcome.status.value,
        "confidence": action.confidence,
        "target": action.target,
        "places": list(line.outcome.places),
        "message": line.outcome.message,
        "advice": line.advice,
    }


def _configure(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "documents",
        nargs="*",
        type=Path,
        metavar="DOCUMENT",
        help="report on these instead of openapi/upstream/",
    )
    parser.add_argument(
        "--format", choices=_FORMATS, default="table", help="what to print (default: table)"
    )


def _run(arguments: Namespace) -> int:
    found = report(build.build(upstream=arguments.documents or None, strict=False))
    print(_FORMATS[arguments.format](found))  # noqa: T201 - what a command prints is its interface
    return found.exit_code


_FORMATS: Final = {"table": table, "json": to_json}

COMMAND: Final = Command(
    name="report",
    text="tell what became of every overlay action: applied, idle, needless, homeless, conflicting",
    run=_run,
    configure=_configure,
)
