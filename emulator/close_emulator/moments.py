"""The moments of Advanced Filtering: fixed, local, and relative to the time of the search.

No document has them; their forms were observed in queries that the vendor's application writes.
Inferred: the end of a day is where the next one begins; a month less is the same day of the month
before, or its last one; `which_day_end` rounds an offset of whole days, and says nothing about one
with hours, minutes or seconds (the application writes it with "2 hours ago" too).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from close_emulator.place import Place, shown
from close_emulator.refusals import invalid
from close_emulator.scope import Scope

BEGINNING: Final = datetime.min.replace(tzinfo=UTC)
END: Final = datetime.max.replace(tzinfo=UTC)

_MOST: Final = 24 * 3600 - 1
"""What a zone may be away from UTC, in seconds: less than a day."""
_HOURS: Final = re.compile(r"[+-]?[0-9]{1,2}(\.[0-9]+)?")
_DATE: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY: Final = timedelta(days=1)
_EDGES: Final = {"start": 0, "end": 1}
_DIRECTIONS: Final = {"past": -1, "future": 1}
_DAYS_FROM_TODAY: Final = {"yesterday": -1, "today": 0, "tomorrow": 1}
_MONTHS: Final = {"years": 12, "months": 1}
_SECONDS: Final = {"weeks": 604_800, "days": 86_400, "hours": 3600, "minutes": 60, "seconds": 1}
_WITHIN_DAY: Final = ("hours", "minutes", "seconds")


def read_zone(values: tuple[str, ...]) -> tzinfo:
    """Return the time zone of the header `x-tz-offset`: decimal hours east of UTC, by default 0.

    Raises:
        Refusal: 400, it is repeated or no number of hours less than a day.
    """
    if not values:
        return UTC
    hours = float(values[0]) if len(values) == 1 and _HOURS.fullmatch(values[0]) else 24.0
    if abs(hours) >= 24:  # noqa: PLR2004 - hours of a day
        problem = "Input should be one number of hours between -24 and 24, for example -2.5."
        raise invalid({"x-tz-offset": problem})
    seconds = min(max(round(hours * 3600), -_MOST), _MOST)
    return timezone(timedelta(seconds=seconds))


def compile_moment(place: Place, scope: Scope) -> datetime:
    """Return the moment, in UTC, that a node describes.

    What lies before the year 1 or after the year 9999 is the first or the last moment there is.

    Raises:
        Misfit: the node has another form.
        Unknown: another type of moment or of period.
    """
    keys, compile_it = place.member("type").known(MOMENTS, "moment")
    place.only("type", *keys)
    return compile_it(place, scope)


def compile_value(value: object, zone: tzinfo) -> datetime | None:
    """Return the moment that a value of a custom field is: ISO 8601, a bare date where the user is.

    None if it is none.
    """
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    local = zone if _DATE.fullmatch(value) else UTC
    return _utc(moment if moment.tzinfo else moment.replace(tzinfo=local))


def _now(_: Place, scope: Scope) -> datetime:
    return scope.now


def _fixed_utc(place: Place, _: Scope) -> datetime:
    value = place.member("value")
    try:
        moment = datetime.fromisoformat(value.text())
    except ValueError:
        value.refuse(f"{shown(value.text())} is not an ISO 8601 moment.")
    return _utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _fixed_local_date(place: Place, scope: Scope) -> datetime:
    value = place.member("value")
    try:
        date = datetime.fromisoformat(value.text() if _DATE.fullmatch(value.text()) else "")
    except ValueError:
        value.refuse(f"{shown(value.text())} is not a date such as 2026-03-31.")
    return _edge(date.replace(tzinfo=scope.zone), place.member("which"))


def _period(place: Place, scope: Scope) -> datetime:
    days = place.member("range").known(_DAYS_FROM_TODAY, "period")
    return _edge(_later(_local(scope), timedelta(days=days)), place.member("which"))


def _offset(place: Place, scope: Scope) -> datetime:
    base = place.member("moment")
    base.member("type").known({"now": None}, "moment to count an offset from")
    base.only("type")
    sign = place.member("direction").choose(_DIRECTIONS)
    given = place.member("offset").only(*_MONTHS, *_SECONDS)
    if not given:
        place.member("offset").refuse("An offset needs at least one unit.")
    units = {name: unit.whole(0) for name, unit in given.items()}
    months = sum(factor * units.get(name, 0) for name, factor in _MONTHS.items())
    seconds = sum(factor * units.get(name, 0) for name, factor in _SECONDS.items())
    moment = _shifted(_local(scope), sign * months, sign * seconds)
    members = place.members()
    if "which_day_end" not in members:
        return _utc(moment)
    day_end = members["which_day_end"]
    day_end.choose(_EDGES)
    return _utc(moment) if any(map(units.get, _WITHIN_DAY)) else _edge(moment, day_end)


def _shifted(local: datetime, months: int, seconds: int) -> datetime:
    """Go so many months on, then so many seconds; below zero, back."""
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    if not BEGINNING.year <= year <= END.year:
        return BEGINNING if months < 0 else END
    day = min(local.day, monthrange(year, month + 1)[1])
    try:
        distance = timedelta(seconds=seconds)
    except OverflowError:
        distance = timedelta.min if seconds < 0 else timedelta.max
    return _later(local.replace(year=year, month=month + 1, day=day), distance)


def _later(moment: datetime, distance: timedelta) -> datetime:
    try:
        return moment + distance
    except OverflowError:
        return BEGINNING if distance < timedelta() else END


def _edge(local: datetime, which: Place) -> datetime:
    midnight = datetime.combine(local.date(), time(), local.tzinfo)
    return _utc(_later(midnight, which.choose(_EDGES) * _DAY))


def _local(scope: Scope) -> datetime:
    try:
        return scope.now.astimezone(scope.zone)
    except OverflowError:
        return scope.now


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return BEGINNING if moment.year == BEGINNING.year else END


MOMENTS: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Place, Scope], datetime]]]] = {
    "now": ((), _now),
    "fixed_utc": (("value",), _fixed_utc),
    "fixed_local_date": (("value", "which"), _fixed_local_date),
    "offset": (("direction", "moment", "offset", "which_day_end"), _offset),
    "start_end_of_predefined_relative_period": (("range", "which"), _period),
}
