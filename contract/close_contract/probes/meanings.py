"""Probes that ask the same in two ways, and for moments as far away as there are."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Final, TypeAlias

from close_contract.bench import Bench
from close_contract.page_rules import moment
from close_contract.probes.columns import of_type, related, search
from close_contract.report import Finding

_Query: TypeAlias = Mapping[str, Any]

_EAST: Final = timezone(timedelta(hours=5, minutes=30))
_PAST: Final[tuple[_Query, ...]] = (
    {"type": "fixed_utc", "value": "0001-01-01T00:00:00+14:00"},
    {"type": "fixed_utc", "value": "0001-01-01T00:00:00Z"},
    {"type": "fixed_local_date", "value": "0001-01-01", "which": "start"},
)
_FUTURE: Final[tuple[_Query, ...]] = (
    {"type": "fixed_utc", "value": "9999-12-31T23:59:59-12:00"},
    {"type": "fixed_utc", "value": "9999-12-31T23:59:59Z"},
    {"type": "fixed_local_date", "value": "9999-12-31", "which": "end"},
)
_FAR: Final[tuple[Mapping[str, int], ...]] = (
    {"years": 1900},
    {"years": 8100},
    {"months": 120_000},
    {"weeks": 10**9},
    {"days": 5_000_000},
    {"days": 10**15},
    {"seconds": 10**12},
    {"seconds": 10**20},
    {"years": 1900, "days": 100_000},
)
_ZONES: Final = ("13", "-11", "")


def search_meanings(bench: Bench) -> Iterator[Finding]:
    """Ask the same in two ways, and for the opposite: both find the same, and each object is in one."""
    everything = {*search(bench, of_type("lead")).ids}
    for one, other in _alike(_middle(bench)):
        first, second = search(bench, one), search(bench, other)
        if first.accepted and not second.accepted and not second.is_unserved:
            message = f"this means the same as another query, but was answered with {second.status}"
            yield second.finding("search_meanings", message)
        if first.accepted and second.accepted and {*first.ids} != {*second.ids}:
            message = f"{len(second.ids)} are found, {len(first.ids)} by what means the same"
            yield second.finding("search_meanings", message)
    for query in _nothing(bench):
        sent = search(bench, query)
        if sent.items:
            yield sent.finding("search_meanings", f"{sent.ids[0]} was found, but nothing fits")
    yield from _own_fields(bench)
    for query in _halves(bench):
        first = search(bench, _both(query))
        second = search(bench, _both({**query, "negate": True}))
        whole = [*first.ids, *second.ids]
        is_cut = None not in {first.members.get("cursor"), second.members.get("cursor")}
        if (
            first.accepted
            and second.accepted
            and not is_cut
            and sorted(whole) != sorted(everything)
        ):
            message = f"{len(first.ids)} match and {len(second.ids)} do not, of {len(everything)}"
            yield second.finding("search_meanings", message)


def _own_fields(bench: Bench) -> Iterator[Finding]:
    """Ask for a field of leads without saying what is looked for: no contact has it."""
    sent = search(bench, _created({"before": {"type": "now"}}))
    others = [item for item in sent.items if item.get("__object_type") == "contact"]
    if others:
        message = f"{others[0].get('id')} is a contact, but was found by a field of leads"
        yield sent.finding("search_meanings", message)


def far_moments(bench: Bench) -> Iterator[Finding]:
    """Filter by moments before all others and after them: all lie between, unless this is refused."""
    everything = {*search(bench, of_type("lead")).ids}
    past, future = [*_PAST], [*_FUTURE]
    for units in _FAR:
        past.append(_offset("past", units))
        future.append(_offset("future", units))
    for moments, key in ((past, "on_or_after"), (future, "before")):
        for asked in moments:
            for zone in _ZONES if "local" in asked["type"] else _ZONES[:1]:
                sent = search(bench, _both(_created({key: asked})), zone)
                if sent.accepted and {*sent.ids} != everything:
                    message = f"{len(sent.ids)} of {len(everything)} lie {key} the end of all times"
                    yield sent.finding("far_moments", message)


def rounded_moments(bench: Bench) -> Iterator[Finding]:
    """Count hours, minutes or seconds from now with a `which_day_end`, which days only can have."""
    for units in {"hours": 30}, {"minutes": 1500}, {"seconds": 100_000}, {"days": 1, "hours": 5}:
        for which in "start", "end":
            plain = _offset("past", units)
            first = search(bench, _both(_created({"on_or_after": plain})))
            rounded = {**plain, "which_day_end": which}
            second = search(bench, _both(_created({"on_or_after": rounded})))
            if first.accepted and second.accepted and {*first.ids} != {*second.ids}:
                message = f"{len(first.ids)} are as young, {len(second.ids)} with a which_day_end"
                yield second.finding("rounded_moments", message)


def _middle(bench: Bench) -> datetime:
    """Return when a lead in the middle was created."""
    shown = search(bench, of_type("lead"), _fields={"lead": ["date_created"]}).items
    known = sorted(each for item in shown if (each := moment(item.get("date_created"))))
    return known[len(known) // 2] if known else datetime(2020, 1, 1, tzinfo=UTC)


def _alike(middle: datetime) -> Iterator[tuple[_Query, _Query]]:
    """Yield queries that mean the same, the sure one first."""
    leads = of_type("lead")
    fixed = {"type": "fixed_utc", "value": middle.astimezone(UTC).isoformat()}
    narrowed = _created({"on_or_after": fixed})
    both = _both(narrowed)
    yield both, {"queries": both["queries"]}
    yield both, {"type": "and", "queries": [leads, {"queries": [narrowed]}]}
    yield both, {"type": "and", "queries": [narrowed, leads]}
    yield both, {**both, "negate": False}
    yield both, _both({**narrowed, "negate": False})
    yield both, _both({"type": "or", "queries": [narrowed]})
    yield both, _both(_created({"on_or_after": fixed, "before": None}))
    yield both, _both(_created({"gte": fixed, "lt": None}))
    for text in (
        middle.astimezone(UTC).replace(tzinfo=None).isoformat(),
        middle.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        middle.astimezone(_EAST).isoformat(),
    ):
        yield both, _both(_created({"on_or_after": {"type": "fixed_utc", "value": text}}))


def _nothing(bench: Bench) -> Iterator[_Query]:
    """Yield queries for leads that are contacts, or have what only contacts can have."""
    yield _both({"type": "id", "value": bench.known.contact_id})
    yield _both(related("contact", "lead", of_type("lead")))
    yield _both({"type": "or", "queries": [{"type": "id", "value": f"lead_{'0' * 40}"}]})


def _halves(bench: Bench) -> Iterator[_Query]:
    yield {"type": "id", "value": bench.known.lead_id}
    yield related("lead", "contact", {"type": "id", "value": bench.known.contact_id})
    yield {"type": "or", "queries": [{"type": "id", "value": bench.known.lead_id}]}
    yield _created({"on_or_after": {"type": "now"}})
    yield {"type": "text", "mode": "phrase", "value": "x"}


def _created(bounds: Mapping[str, Any]) -> dict[str, Any]:
    field = {"type": "regular_field", "object_type": "lead", "field_name": "date_created"}
    condition = {"type": "moment_range", **bounds}
    return {"type": "field_condition", "field": field, "condition": condition}


def _both(query: _Query) -> dict[str, Any]:
    return {"type": "and", "queries": [of_type("lead"), dict(query)]}


def _offset(direction: str, units: Mapping[str, int]) -> dict[str, Any]:
    moved = {"type": "offset", "direction": direction, "moment": {"type": "now"}}
    return {**moved, "offset": dict(units)}
