"""Points in time for the ranges of dates: fixed ones, and ones that move with the clock."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, final

from attrs import frozen

from close_bulk._json import number, show
from close_bulk._queries import grammar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from close_bulk.errors import InvalidRequest

Edge = Literal["start", "end"]
_UNITS: Final = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
_PERIOD: Final = "start_end_of_predefined_relative_period"
_ZONE: Final = (
    "has no time zone; give one, for example datetime(2026, 3, 31, 12, tzinfo=UTC), or give a date to "
    "mean a day where the user is"
)


@final
@frozen(repr=False)
class Moment:
    """A point in time, as `now`, `ago`, `from_now`, `start_of`, `end_of` and `at` make it.

    The vendor documents none of them; Close's own application sends them all (observed). Its text is
    Python that makes it again.
    """

    _text: str

    @classmethod
    def from_json(cls, moment: Mapping[str, Any]) -> Moment:
        """Make a moment from its JSON; one of a type newer than this release is kept as it is.

        Args:
            moment: The JSON, with its `type`.

        Raises:
            InvalidRequest: It is none; names every member that is wrong.
        """
        return _made("the JSON of a moment", moment)

    def to_json(self) -> dict[str, Any]:
        """Give the moment as JSON in the vendor's words."""
        members: dict[str, Any] = json.loads(self._text)
        return members

    def __repr__(self) -> str:
        node = self.to_json()
        writer = _WRITERS.get(node["type"])
        return (writer and writer(node)) or f"Moment.from_json({node!r})"


def _made(what: str, node: object) -> Moment:
    return Moment(json.dumps(grammar.checked(what, "SearchMoment", node), sort_keys=True))


def _invalid(what: str, field: str, message: str) -> InvalidRequest:
    return grammar.invalid(what, field, message, "moment")


now: Final = Moment('{"type": "now"}')
"""The time at which the service reads the query (observed)."""


def ago(
    *,
    years: int | None = None,
    months: int | None = None,
    weeks: int | None = None,
    days: int | None = None,
    hours: int | None = None,
    minutes: int | None = None,
    seconds: int | None = None,
    day: Edge | None = None,
) -> Moment:
    """Give the moment that is so long before now (observed).

    Args:
        years: How many years; at least one of the seven has to be given.
        months: How many months.
        weeks: How many weeks.
        days: How many days.
        hours: How many hours.
        minutes: How many minutes.
        seconds: How many seconds.
        day: Take the start or the end of that day instead (the vendor's `which_day_end`).

    Raises:
        InvalidRequest: No length is given, or one is no whole number from 0.
    """
    return _offset("past", (years, months, weeks, days, hours, minutes, seconds), day)


def from_now(
    *,
    years: int | None = None,
    months: int | None = None,
    weeks: int | None = None,
    days: int | None = None,
    hours: int | None = None,
    minutes: int | None = None,
    seconds: int | None = None,
    day: Edge | None = None,
) -> Moment:
    """Give the moment that is so long after now (observed); the arguments are those of `ago`.

    Raises:
        InvalidRequest: No length is given, or one is no whole number from 0.
    """
    return _offset("future", (years, months, weeks, days, hours, minutes, seconds), day)


def _offset(direction: str, lengths: tuple[int | None, ...], day: Edge | None) -> Moment:
    what = _OFFSETS[direction]
    if all(length is None for length in lengths):
        raise _invalid(what, "offset", f"is empty; give {', '.join(_UNITS)}")
    for unit, length in zip(_UNITS, lengths, strict=True):
        given = number(length)
        if isinstance(given, int) and given < 0:
            other = _OFFSETS["future" if direction == "past" else "past"]
            message = f"{show(given)} is less than 0; write {other}({unit}={show(-given)})"
            raise _invalid(what, f"offset.{unit}", message)
    node = {
        "type": "offset",
        "direction": direction,
        "moment": {"type": "now"},
        # The application always writes all seven (observed).
        "offset": {
            unit: 0 if length is None else length
            for unit, length in zip(_UNITS, lengths, strict=True)
        },
    }
    return _made(what, node if day is None else {**node, "which_day_end": day})


def start_of(period: str | date) -> Moment:
    """Give the start of a day where the user is, or of a period such as `today` (observed).

    Close takes the user's time zone, or the one that the request names.

    Args:
        period: A date, or the vendor's name of a period; those are listed nowhere, `today` was seen.

    Raises:
        InvalidRequest: It is neither.
    """
    return _edge("start_of", period, "start")


def end_of(period: str | date) -> Moment:
    """Give the end of a day where the user is, or of a period such as `today` (observed).

    Args:
        period: As for `start_of`.

    Raises:
        InvalidRequest: It is neither a date nor a name.
    """
    return _edge("end_of", period, "end")


def _edge(what: str, period: object, which: Edge) -> Moment:
    if isinstance(period, datetime):
        raise _invalid(what, "value", f"{show(period)} has a time of day; give its date()")
    if isinstance(period, date):
        day = date.isoformat(period)
        return _made(what, {"type": "fixed_local_date", "value": day, "which": which})
    return _made(what, {"type": _PERIOD, "range": period, "which": which})


def at(moment: datetime | str) -> Moment:
    """Give a fixed point in time (observed).

    Args:
        moment: A datetime with a time zone, or its ISO 8601 text, for example `2026-03-31T12:00:00Z`.

    Raises:
        InvalidRequest: It is neither, or has no time zone.
    """
    return _made("at", {"type": "fixed_utc", "value": _utc(moment)})


def _utc(moment: object) -> str:
    given = moment
    try:
        parsed = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
        if not isinstance(parsed, datetime):
            message = f"{show(given)} is no datetime"
        elif parsed.utcoffset() is None:
            message = f"{show(given)} {_ZONE}"
        else:
            return datetime.isoformat(parsed.astimezone(UTC)).replace("+00:00", "Z")
    except Exception:  # noqa: BLE001 - time zones of others may fail in any way
        message = f"{show(given)} is no moment that can be written in UTC"
    raise _invalid("at", "value", message)


def as_moment(value: object) -> Moment | None:
    """Give the moment that a bound of a range is; a date is the start of that day. None if it is none.

    Raises:
        InvalidRequest: It is a datetime without a time zone.
    """
    if isinstance(value, datetime):
        return at(value)
    if isinstance(value, date):
        return start_of(value)
    return value if isinstance(value, Moment) else None


def ends_before_it_begins(first: Moment, last: Moment) -> bool:
    """Tell whether nothing is between two moments; of moments that move, that cannot be told."""
    one, other = first.to_json(), last.to_json()
    if one["type"] != other["type"] or "end" in (one.get("which"), other.get("which")):
        return False
    begin, end = _time(one.get("value")), _time(other.get("value"))
    return begin is not None and end is not None and begin >= end


def _time(value: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found and found.tzinfo is None else found


_OFFSETS: Final = {"past": "ago", "future": "from_now"}
_EDGES: Final = {"start": "start_of", "end": "end_of"}


def _write_offset(node: Mapping[str, Any]) -> str | None:
    if node["offset"].keys() != set(_UNITS):
        return None
    lengths = {unit: node["offset"][unit] for unit in _UNITS}
    said = {unit: length for unit, length in lengths.items() if length} or {"days": 0}
    if "which_day_end" in node:
        said["day"] = node["which_day_end"]
    listing = ", ".join(f"{name}={value!r}" for name, value in said.items())
    return f"{_OFFSETS[node['direction']]}({listing})"


def _write_day(node: Mapping[str, Any]) -> str | None:
    day = _time(node["value"])
    return f"{_EDGES[node['which']]}({day.date()!r})" if day else None


def _write_time(node: Mapping[str, Any]) -> str | None:
    said = _time(node["value"])
    return f"at({node['value']!r})" if said and _utc(said) == node["value"] else None


_WRITERS: Final[Mapping[str, Callable[[Mapping[str, Any]], str | None]]] = {
    "now": lambda _: "now",
    "offset": _write_offset,
    "fixed_local_date": _write_day,
    "fixed_utc": _write_time,
    _PERIOD: lambda node: f"{_EDGES[node['which']]}({node['range']!r})",
}
