"""Probes that filter by moments which count from now, or from midnight where the user is.

No document has these forms: they were seen in queries that the vendor's application writes.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta, timezone
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_contract.bench import Bench
from close_contract.page_rules import moment
from close_contract.probes.bulk import kinds, start
from close_contract.probes.columns import of_type, search
from close_contract.report import Finding

Moment: TypeAlias = Mapping[str, Any]

_ZONES: Final = ("", "-4", "5.5", "-11", "13")
_DAYS: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_UNITS: Final = {"weeks": 604_800, "days": 86_400, "hours": 3600, "minutes": 60, "seconds": 1}
_MARGIN: Final = 2


@frozen
class _Now:
    """The server's time, which lies between two moments."""

    early: datetime
    late: datetime


def search_moments(bench: Bench) -> Iterator[Finding]:
    """Filter leads by moments that count from now and from midnight, east and west of UTC."""
    fields = {"lead": ["date_created"]}
    shown = search(bench, of_type("lead"), _fields=fields)
    if shown.members.get("cursor") is not None:
        return
    created = {str(item.get("id")): moment(item.get("date_created")) for item in shown.items}
    known = {lead: found for lead, found in created.items() if found is not None}
    if not known:
        return
    now = _now(bench)
    for zone in _ZONES:
        offset = timezone(timedelta(hours=float(zone or 0)))
        if now is not None:
            for asked, edge in _from_midnight(now, offset):
                yield from _compared(bench, known, asked, edge, zone)
        for asked, midnight in _dates([*known.values()], offset):
            yield from _compared(bench, known, asked, _Now(midnight, midnight), zone)
    if now is not None:
        for asked, edge in _from_now(now, [*known.values()]):
            yield from _compared(bench, known, asked, edge, "")


def _compared(
    bench: Bench, known: Mapping[str, datetime], asked: Moment, edge: _Now, zone: str
) -> Iterator[Finding]:
    """Ask which leads were created from a moment on, and which before."""
    for key, is_after in (("on_or_after", True), ("before", False)):
        field = {"type": "regular_field", "object_type": "lead", "field_name": "date_created"}
        condition = {"type": "moment_range", key: dict(asked)}
        narrowed = {"type": "field_condition", "field": field, "condition": condition}
        query = {"type": "and", "queries": [of_type("lead"), narrowed]}
        sent = search(bench, query, zone)
        found = {*sent.ids}
        for lead, created in known.items() if sent.accepted else ():
            is_sure = not edge.early <= created < edge.late
            if is_sure and ((created >= edge.late) is is_after) is not (lead in found):
                message = f"{lead} was created at {created.isoformat()}, and {key} is about "
                message += f"{edge.early.isoformat()} for a user at {zone or 0} hours from UTC"
                yield sent.finding("search_moments", message)
                return
        if not sent.accepted and "search_moments" in bench.known.filters:
            yield sent.finding("search_moments", f"these moments are known: {sent.status}")


def _now(bench: Bench) -> _Now | None:
    """Learn the server's time from what it creates; None if nothing can be created."""
    for kind in kinds(bench):
        created = moment(start(bench, kind).members.get("date_created"))
        if created is not None:
            # The test itself takes some time, and may go slowly.
            return _Now(created, created + timedelta(seconds=_MARGIN))
    return None


def _from_midnight(now: _Now, zone: timezone) -> Iterator[tuple[Moment, _Now]]:
    today = now.early.astimezone(zone).date()
    if now.late.astimezone(zone).date() != today:
        return
    for word, days in _DAYS.items():
        for which, later in (("start", 0), ("end", 1)):
            edge = datetime.combine(today, time(), zone) + timedelta(days=days + later)
            period = {"type": "start_end_of_predefined_relative_period", "range": word}
            yield {**period, "which": which}, _Now(edge, edge)
    for days in (0, 1, 40):
        for which, later in (("start", 0), ("end", 1)):
            edge = datetime.combine(today, time(), zone) + timedelta(days=later - days)
            rounded = {**_offset("past", {"days": days}), "which_day_end": which}
            yield rounded, _Now(edge, edge)


def _dates(moments: list[datetime], zone: timezone) -> Iterator[tuple[Moment, datetime]]:
    dates = sorted({each.astimezone(zone).date() for each in moments})
    for date in {dates[0], dates[-1]}:
        for which, later in (("start", 0), ("end", 1)):
            edge = datetime.combine(date, time(), zone) + timedelta(days=later)
            fixed = {"type": "fixed_local_date", "value": date.isoformat(), "which": which}
            yield fixed, edge


def _from_now(now: _Now, moments: list[datetime]) -> Iterator[tuple[Moment, _Now]]:
    yield {"type": "now"}, now
    moments = sorted(each for each in moments if each < now.early)
    for created in {moments[0], moments[len(moments) // 2], moments[-1]} if moments else ():
        age = int((now.early - created).total_seconds())
        for seconds in (age + _MARGIN + 1, age - _MARGIN - 1):
            for names in _UNITS, ("hours", "seconds"), ("minutes",):
                units = _in_units(max(seconds, 0), names)
                back = timedelta(seconds=sum(n * _UNITS[name] for name, n in units.items()))
                yield _offset("past", units), _Now(now.early - back, now.late - back)
                yield _offset("future", units), _Now(now.early + back, now.late + back)
    for units, months in (
        ({"months": 1}, 1),
        ({"months": 4}, 4),
        ({"years": 1}, 12),
        ({"years": 1, "months": 1}, 13),
    ):
        yield _offset("past", units), _Now(_back(now.early, months), _back(now.late, months))
    days = timedelta(days=3)
    both = _Now(_back(now.early, 1) - days, _back(now.late, 1) - days)
    yield _offset("past", {"months": 1, "days": 3}), both


def _in_units(seconds: int, names: Mapping[str, int] | tuple[str, ...]) -> dict[str, int]:
    units: dict[str, int] = {}
    for name in names:
        units[name], seconds = divmod(seconds, _UNITS[name])
    return units


def _back(now: datetime, months: int) -> datetime:
    """Return the same day so many months before, or the last of that month (inferred)."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    day = min(now.day, monthrange(year, month + 1)[1])
    return now.replace(year=year, month=month + 1, day=day)


def _offset(direction: str, units: Mapping[str, int]) -> dict[str, Any]:
    moved = {"type": "offset", "direction": direction, "moment": {"type": "now"}}
    return {**moved, "offset": dict(units)}
