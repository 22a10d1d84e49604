"""Changes told: line by line, as a table, as JSON and as a changelog."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from specbuild.wording import clean, code, predicate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from specbuild.changes import Change, Place, Verdict

_WIDEST: Final = 90
_SHOWN: Final = 4
"""So many operations stand in a heading; JSON has them all."""


def line(change: Change) -> str:
    """Tell a change in one line: where, what, and whom it breaks."""
    return f"{_heading(change)}{_colon(change)}{_what(change)} ({_verdicts(change)})"


def table(changes: Sequence[Change]) -> str:
    """Tell changes by operation, a line each, with the reason of every verdict that breaks."""
    rows = [(change, _row(change)) for change in changes]
    width = min(max((len(text) for _, text in rows), default=0), _WIDEST)
    lines: list[str] = []
    for heading, group in groupby(rows, key=lambda row: _heading(row[0])):
        for index, (change, text) in enumerate(group):
            if index == 0 and not _is_operation(change):
                lines.append(heading)
            lines.append(f"{text:<{width}}  {_verdicts(change)}{_reasons(change)}")
            lines.extend(f"      at {_place(place)}" for place in _told_places(change))
        lines.append("")
    return "\n".join((*lines, summary(changes)))


def to_json(changes: Sequence[Change]) -> str:
    """Tell everything that is known of the changes."""
    told = {"counts": _counts(changes), "changes": [_as_json(change) for change in changes]}
    return json.dumps(told, indent=2, ensure_ascii=True)


def changelog(changes: Sequence[Change]) -> str:
    """Tell changes as Markdown bullets, the breaking ones first."""
    ordered = sorted(changes, key=lambda change: not change.breaks)
    return "\n".join(_bullet(change) for change in ordered)


def summary(changes: Sequence[Change]) -> str:
    """Count changes in one sentence."""
    if not changes:
        return "no change"
    counts = _counts(changes)
    number = "1 change" if len(changes) == 1 else f"{len(changes)} changes"
    return f"{number}: {counts['break_callers']} break callers, {counts['break_parsers']} break parsers"


def _counts(changes: Sequence[Change]) -> dict[str, int]:
    return {
        "changes": len(changes),
        "break_callers": sum(change.callers.breaks for change in changes),
        "break_parsers": sum(change.parsers.breaks for change in changes),
    }


def _heading(change: Change) -> str:
    names = [clean(name) for name in change.operations]
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _colon(change: Change) -> str:
    if change.schema is not None:
        return f": schema {clean(change.schema)}: "
    part = clean(change.places[0].part)
    return f" {part}: " if part else ": "


def _row(change: Change) -> str:
    """Tell a change below the heading of its operations, or an operation as a whole."""
    if _is_operation(change):
        return f"{_heading(change)} {_what(change)}"
    return f"  {_colon(change).lstrip(': ')}{_what(change)}"


def _is_operation(change: Change) -> bool:
    return change.note.kind == "operation"


def _what(change: Change) -> str:
    path = change.note.path if change.schema is not None else change.places[0].path
    return f"{clean(path)} {predicate(change.note)}".strip()


def _verdicts(change: Change) -> str:
    return f"callers: {_yes(change.callers)}, parsers: {_yes(change.parsers)}"


def _yes(verdict: Verdict) -> str:
    return "yes" if verdict.breaks else "no"


def _reasons(change: Change) -> str:
    found = [verdict.reason for verdict in _telling(change)]
    return f"  ({'; '.join(dict.fromkeys(found))})" if found else ""


def _telling(change: Change) -> list[Verdict]:
    """Pick the verdicts whose reasons a reader wants: those that break, else those concerned."""
    both = [change.callers, change.parsers]
    breaking = [verdict for verdict in both if verdict.breaks]
    return breaking or [verdict for verdict in both if not verdict.rule.startswith("not-")]


def _told_places(change: Change) -> tuple[Place, ...]:
    return change.places if change.schema is not None else ()


def _place(place: Place) -> str:
    return clean(" ".join(filter(None, (place.operation, place.part)))) + (
        f": {clean(place.path)}" if place.path else ""
    )


def _as_json(change: Change) -> dict[str, Any]:
    note = change.note
    return {
        "kind": note.kind,
        "action": note.action,
        "name": note.name,
        "old": note.old,
        "new": note.new,
        "schema": change.schema,
        "path": note.path,
        "places": [
            {"operation": place.operation, "part": place.part, "path": place.path}
            for place in change.places
        ],
        "callers": _verdict_as_json(change.callers),
        "parsers": _verdict_as_json(change.parsers),
        "text": line(change),
    }


def _verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    return {"breaks": verdict.breaks, "rule": verdict.rule, "reason": verdict.reason}


def _bullet(change: Change) -> str:
    names = [f"`{clean(name)}`" for name in change.operations]
    more = len(names) - _SHOWN
    where = ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
    inside = change.note.path if change.schema is not None else change.places[0].path
    subject = f"{code(inside)} " if inside else ""
    colon = f": schema {code(change.schema)}: " if change.schema is not None else _colon(change)
    told = f"{where}{colon}{subject}{predicate(change.note)}"
    return f"- {_warning(change)}{told}{_reasons(change) if change.breaks else ''}".replace(
        "  (", " ("
    )


def _warning(change: Change) -> str:
    broken = (("callers", change.callers), ("parsers", change.parsers))
    names = [name for name, verdict in broken if verdict.breaks]
    return f"**Breaks {' and '.join(names)}:** " if names else ""
