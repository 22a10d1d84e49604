"""The moments of Advanced Filtering: each is where it should be, to the microsecond."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from close_emulator import ManualClock, Pace, Stepped
from close_emulator.moments import compile_moment, read_zone
from close_emulator.organization import Organization
from close_emulator.place import Place
from close_emulator.records import User
from close_emulator.scope import Scope
from emulator.queries import NOW, Query, between, field, utc
from emulator.workbench import BULK, SEARCH, Workbench

NOON = datetime(2024, 3, 31, 12, 30, 15, 250, tzinfo=UTC)
NOBODY = Organization(id="orga_1", name="", user=User("user_1", "", "", ""))
UNITS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")


def moment(node: Query, offset: str = "0", now: datetime = NOON) -> datetime:
    """What a node means to a user at so many hours from UTC."""
    return compile_moment(Place(node), Scope(("lead",), NOBODY, now, read_zone((offset,))))


def local_date(value: str, which: str) -> Query:
    """A day where the user is."""
    return {"type": "fixed_local_date", "value": value, "which": which}


def period(name: str, which: str) -> Query:
    """One of the named periods."""
    kind = "start_end_of_predefined_relative_period"
    return {"type": kind, "range": name, "which": which}


def offset(direction: str, day_end: str | None = None, **units: int) -> Query:
    """A distance from now, with all units, as the vendor's application writes it."""
    distance = dict.fromkeys(UNITS, 0) | units
    node = {"type": "offset", "direction": direction, "moment": NOW, "offset": distance}
    return node if day_end is None else node | {"which_day_end": day_end}


@pytest.mark.parametrize(
    ("node", "hours", "expected"),
    [
        (NOW, "0", "2024-03-31T12:30:15.000250"),
        (NOW, "-4", "2024-03-31T12:30:15.000250"),
        (utc("2024-01-01T00:00:00Z"), "5", "2024-01-01T00:00:00"),
        (utc("2024-01-01T00:00:00"), "5", "2024-01-01T00:00:00"),
        (utc("2024-01-01T00:00:00+02:00"), "5", "2023-12-31T22:00:00"),
        (utc("0001-01-01T00:00:00+14:00"), "0", "0001-01-01T00:00:00"),
        (utc("9999-12-31T23:59:59-14:00"), "0", "9999-12-31T23:59:59.999999"),
        (local_date("2024-03-31", "start"), "0", "2024-03-31T00:00:00"),
        (local_date("2024-03-31", "end"), "0", "2024-04-01T00:00:00"),
        (local_date("2024-02-28", "end"), "0", "2024-02-29T00:00:00"),
        (local_date("2024-03-31", "start"), "-4", "2024-03-31T04:00:00"),
        (local_date("2024-03-31", "start"), "+5.75", "2024-03-30T18:15:00"),
        (local_date("2024-03-31", "end"), "-2.5", "2024-04-01T02:30:00"),
        (local_date("9999-12-31", "end"), "0", "9999-12-31T23:59:59.999999"),
        (local_date("0001-01-01", "start"), "14", "0001-01-01T00:00:00"),
        (period("today", "start"), "0", "2024-03-31T00:00:00"),
        (period("today", "end"), "0", "2024-04-01T00:00:00"),
        (period("today", "start"), "11.5", "2024-03-31T12:30:00"),
        (period("today", "start"), "-12.75", "2024-03-30T12:45:00"),
        (period("yesterday", "start"), "0", "2024-03-30T00:00:00"),
        (period("yesterday", "end"), "0", "2024-03-31T00:00:00"),
        (period("tomorrow", "start"), "0", "2024-04-01T00:00:00"),
        (period("tomorrow", "end"), "-1", "2024-04-02T01:00:00"),
        (offset("past"), "0", "2024-03-31T12:30:15.000250"),
        (offset("past", hours=2), "0", "2024-03-31T10:30:15.000250"),
        (offset("past", hours=2), "-4", "2024-03-31T10:30:15.000250"),
        (offset("future", minutes=90, seconds=5), "0", "2024-03-31T14:00:20.000250"),
        (offset("past", days=1, hours=1), "0", "2024-03-30T11:30:15.000250"),
        (offset("past", weeks=2), "0", "2024-03-17T12:30:15.000250"),
        (offset("past", months=1), "0", "2024-02-29T12:30:15.000250"),
        (offset("future", months=1), "0", "2024-04-30T12:30:15.000250"),
        (offset("past", months=3), "0", "2023-12-31T12:30:15.000250"),
        (offset("past", years=1, months=1), "0", "2023-02-28T12:30:15.000250"),
        (offset("past", months=1), "12", "2024-02-29T12:30:15.000250"),
        (offset("past", months=1, days=1), "0", "2024-02-28T12:30:15.000250"),
        (offset("future", months=10), "0", "2025-01-31T12:30:15.000250"),
        (offset("past", "start", days=1), "0", "2024-03-30T00:00:00"),
        (offset("past", "end", days=1), "0", "2024-03-31T00:00:00"),
        (offset("past", "end", days=1), "-4", "2024-03-31T04:00:00"),
        (offset("past", "start"), "0", "2024-03-31T00:00:00"),
        (offset("past", "start", months=1), "0", "2024-02-29T00:00:00"),
        (offset("past", "start", hours=2), "0", "2024-03-31T10:30:15.000250"),
        (offset("past", "end", minutes=15), "0", "2024-03-31T12:15:15.000250"),
        (offset("past", "start", days=1, seconds=1), "0", "2024-03-30T12:30:14.000250"),
        (offset("past", years=2024), "0", "0001-01-01T00:00:00"),
        (offset("past", days=10**30), "0", "0001-01-01T00:00:00"),
        (offset("past", "start", days=10**30), "3", "0001-01-01T00:00:00"),
        (offset("future", days=3_000_000), "0", "9999-12-31T23:59:59.999999"),
        (offset("future", years=10**30), "-3", "9999-12-31T23:59:59.999999"),
        (offset("future", "end", years=10**30), "-3", "9999-12-31T23:59:59.999999"),
    ],
)
def test_every_moment_has_its_place(node: Query, hours: str, expected: str) -> None:
    """Each form of moment, at 12:30:15.000250 UTC on 31 March 2024, at this distance from UTC."""
    found = moment(node, hours)
    assert found.tzinfo is UTC
    assert found.replace(tzinfo=None) == datetime.fromisoformat(expected)


@given(
    now=st.datetimes(timezones=st.just(UTC)),
    minutes=st.integers(-14 * 60, 14 * 60),
    which=st.sampled_from(["start", "end"]),
)
def test_today_is_a_day_around_now(now: datetime, minutes: int, which: str) -> None:
    """Wherever the user is, today starts at a local midnight no later than now, and ends later."""
    hours = f"{minutes / 60:.6f}"
    found = moment(period("today", which), hours, now)
    assert found <= now if which == "start" else found >= now
    if datetime(2, 1, 1, tzinfo=UTC) < now < datetime(9998, 1, 1, tzinfo=UTC):
        assert (found + timedelta(minutes=minutes)).time().isoformat() == "00:00:00"
        assert abs(found - now) <= timedelta(days=1)


@given(
    now=st.datetimes(timezones=st.just(UTC)),
    units=st.dictionaries(st.sampled_from(UNITS), st.integers(0, 10**12), min_size=1),
    direction=st.sampled_from(["past", "future"]),
    day_end=st.sampled_from([None, "start", "end"]),
    hours=st.sampled_from(["-12", "-2.5", "0", "14"]),
)
def test_no_offset_is_too_far(
    now: datetime, units: dict[str, int], direction: str, day_end: str | None, hours: str
) -> None:
    """Any distance has a moment at its end, on the right side of now but for what a day rounds."""
    node = {"type": "offset", "direction": direction, "moment": NOW, "offset": units}
    found = moment(node if day_end is None else node | {"which_day_end": day_end}, hours, now)
    day = timedelta(0) if day_end is None else timedelta(days=1)
    assert found - now <= day if direction == "past" else now - found <= day


@pytest.mark.parametrize(
    ("node", "place", "hint"),
    [
        ("now", "", "valid object"),
        ({}, "", "'type' is required"),
        (NOW | {"value": 1}, ".", "Unexpected key 'value'"),
        (utc(""), ".value", "blank"),
        (utc("now"), ".value", "'now' is not an ISO 8601 moment"),
        (utc("2024-13-01"), ".value", "ISO 8601"),
        (local_date("2024-02-30", "start"), ".value", "'2024-02-30' is not a date such as"),
        (local_date("20240228", "start"), ".value", "is not a date such as"),
        (local_date("2024-02-28T00:00", "start"), ".value", "is not a date such as"),
        ({"type": "fixed_local_date", "value": "2024-01-01"}, "", "'which' is required"),
        (local_date("2024-01-01", "middle"), ".which", "supported: start, end"),
        (period("today", "middle"), ".which", "supported: start, end"),
        (offset("sideways"), ".direction", "supported: past, future"),
        (offset("past", "middle"), ".which_day_end", "supported: start, end"),
        (offset("past", days=-1), ".offset.days", "greater than or equal to 0"),
        (offset("past", fortnights=1), ".offset", "Unexpected key 'fortnights'"),
        (offset("past") | {"offset": {}}, ".offset", "at least one unit"),
        (offset("past") | {"offset": {"days": 0.5}}, ".offset.days", "valid integer"),
    ],
)
def test_a_malformed_moment_is_refused(
    bench: Workbench, node: object, place: str, hint: str
) -> None:
    """The error names the place; a moment that was misread would move a whole selection."""
    condition: Any = {"type": "moment_range", "gte": node}
    query = field("date_created", condition)
    problem = bench.problems("POST", SEARCH, {"query": query})["query"]
    assert problem.startswith(f"condition.gte{place.rstrip('.')}: ")
    assert hint in problem


@pytest.mark.parametrize(
    ("node", "what"),
    [
        ({"type": "noon"}, "the moment 'noon' (query.condition.gte.type)"),
        (period("this_week", "start"), "the period 'this_week' (query.condition.gte.range)"),
        (
            offset("past", days=1) | {"moment": utc("2024-01-01")},
            "the moment to count an offset from 'fixed_utc'",
        ),
    ],
)
def test_an_unknown_moment_is_named(bench: Workbench, node: Query, what: str) -> None:
    """Moments that the contract leaves open are 501 where the emulator does not know them."""
    query = field("date_created", between(gte=node))
    response = bench.send("POST", SEARCH, {"query": query})
    assert response.status == 501
    assert what in response.body.decode()


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (None, 1),
        ("0", 1),
        ("-0.0", 1),
        ("-4", 0),
        ("-2.5", 0),
        ("23.5", 1),
    ],
)
def test_the_header_says_where_the_user_is(
    bench: Workbench, header: str | None, found: int
) -> None:
    """A lead of 00:30 UTC was created today; four hours west of there it still was yesterday."""
    bench.clock.advance(1800)
    bench.emulator.add_lead("ACME")
    bench.clock.advance(11 * 3600)
    query = field("date_created", between(gte=period("today", "start"), before=NOW))
    if header is not None:
        bench.headers["x-tz-offset"] = header
    response = bench.send("POST", SEARCH, {"query": query})
    document: Any = response.json()
    assert len(document["data"]) == found


@pytest.mark.parametrize(
    "value", ["", "x", "24", "-24", "-240", "1,5", "nan", "1e1", "\u0661", "4:00"]
)
def test_a_strange_header_is_refused(bench: Workbench, value: str) -> None:
    """Another time zone than meant would select other leads, so nothing is guessed."""
    query = {"type": "object_type", "object_type": "lead"}
    for path, body in ((SEARCH, {"query": query}), (BULK, bench.subscribe_body())):
        response = bench.send("POST", path, body, x_tz_offset=value)
        assert response.status == 400
        document: Any = response.json()
        assert list(document["field-errors"]) == ["x-tz-offset"]


def test_a_repeated_header_is_refused() -> None:
    """Two offsets are none."""
    with pytest.raises(Exception, match="x-tz-offset"):
        read_zone(("1", "1"))


@pytest.mark.parametrize(("hours", "n_leads"), [("0", 1), ("-4", 0)])
def test_a_bulk_action_keeps_its_time_zone(hours: str, n_leads: int) -> None:
    """A bulk action asks its query where its user was, at the time when it is loaded."""
    pace: Pace = Stepped(batch=2)
    bench = Workbench(pace)
    assert isinstance(bench.clock, ManualClock)
    bench.clock.advance(1800)
    bench.emulator.add_lead("ACME")
    bench.clock.advance(3600)
    query = field("date_created", between(gte=period("today", "start")))
    body = {"action_type": "pause", "s_query": query}
    response = bench.send("POST", BULK, body, x_tz_offset=hours)
    document: Any = response.json()
    bench.emulator.step(10)
    # At 01:30 UTC it is 21:30 of the day before, four hours west of there: so was 00:30 UTC.
    assert bench.fetch(document["id"])["n_leads"] == 1
    bench.clock.advance(20 * 3600)
    response = bench.send("POST", BULK, body, x_tz_offset=hours)
    document = response.json()
    bench.emulator.step(10)
    assert bench.fetch(document["id"])["n_leads"] == n_leads
