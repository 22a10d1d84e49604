"""Probes that read the event log in pages of several events, within bounds, and with wrong parameters."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from http import HTTPStatus
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.page_rules import moment
from close_contract.probes.bulk import kinds, start
from close_contract.report import Finding

_SIZE: Final = 2
_PAGES: Final = 4
_ZONES: Final = tuple(timezone(timedelta(hours=hours)) for hours in (0, 5.5, -9))


_APART: Final = (("object_type",), ("object_id",), ("action",), ("request_id", "action"))
"""Filters that are not among those that go together."""
_WORDS: Final = ("object_type", "object_id", "action", "request_id", "_cursor")
_NO_CURSORS: Final = ("none", "%", "e30=", "bnVsbA==", "WzFd", "WyJ4IiwxLDJd", "\N{SNOWMAN}")
"""What is no base64, no JSON in it, or nothing that a page was found by."""


def event_bounds(bench: Bench) -> Iterator[Finding]:
    """Read on within bounds by the cursor alone: it keeps the bounds, and loses and repeats nothing."""
    log = bench.call("list_events", query={}).items
    if len(log) <= _SIZE:
        return
    newest, oldest = (log[n].get("date_updated") for n in (1, min(len(log), 3 * _SIZE) - 1))
    bounds = {"date_updated__lte": newest, "date_updated__gte": oldest}
    outer = {"date_updated__lt": newest, "date_updated__gt": oldest}
    for query in ({}, bounds, outer):
        whole = bench.call("list_events", query=query)
        page = bench.call("list_events", query={**query, "_limit": _SIZE})
        seen, first = page.ids, page
        for _ in range(_PAGES):
            cursor = page.members.get("cursor_next")
            if cursor is None:
                break
            page = bench.call("list_events", query={"_limit": _SIZE, "_cursor": cursor})
            seen += page.ids
            yield from _back(bench, page)
        is_whole = page.members.get("cursor_next") is None
        if seen != (whole.ids if is_whole else whole.ids[: len(seen)]):
            message = f"within {query} the pages have {seen}, at once there are {whole.ids}"
            yield first.finding("event_bounds", message)


def _back(bench: Bench, page: Exchanged) -> Iterator[Finding]:
    """Read back from a page, and forth again."""
    cursor = page.members.get("cursor_previous")
    if cursor is None or not page.ids:
        return
    before = bench.call("list_events", query={"_limit": _SIZE, "_cursor": cursor})
    forth = before.members.get("cursor_next")
    if len(before.ids) != _SIZE or forth is None:
        message = f"there is a page of {_SIZE} before this one, but {before.ids} was answered"
        yield before.finding("event_bounds", message)
        return
    again = bench.call("list_events", query={"_limit": len(page.ids), "_cursor": forth})
    if again.ids != page.ids:
        yield again.finding("event_bounds", f"back and forth is {again.ids}, not {page.ids}")


def event_polling(bench: Bench) -> Iterator[Finding]:
    """Wait for what is yet to come by cursor_previous, from a page with events and from an empty one."""
    newest = next(iter(bench.call("list_events", query={"_limit": 1}).items), None)
    kind = next(iter(kinds(bench)), None)
    if newest is None or kind is None:
        return
    since = {"date_updated__gt": newest.get("date_updated")}
    pages = [bench.call("list_events", query=query) for query in ({"_limit": 1}, since)]
    action_id = start(bench, kind).members.get("id")
    for page in pages:
        cursor = page.members.get("cursor_previous")
        for _ in bench.limits.attempts() if cursor else ():
            newer = bench.call("list_events", query={"_cursor": cursor})
            if action_id in {event.get("object_id") for event in newer.items}:
                break
        else:
            if cursor:
                message = f"{action_id} was started, but is not behind {cursor}"
                yield page.finding("event_polling", message)


def event_parameters(bench: Bench) -> Iterator[Finding]:
    """Ask the event log for what it refuses, and for moments in other zones, which are the same."""
    skipped = bench.call("list_events", query={"_skip": 1})
    if skipped.status != HTTPStatus.BAD_REQUEST:
        message = f"events have no _skip: {skipped.status}, not 400"
        yield skipped.finding("event_parameters", message)
    for name in ("gt", "gte", "lt", "lte"):
        sent = bench.call("list_events", query={f"date_updated__{name}": "yesterday"})
        if sent.status != HTTPStatus.BAD_REQUEST:
            message = f"this is no moment: {sent.status}, not 400"
            yield sent.finding("event_parameters", message)
    log = bench.call("list_events", query={}).items
    edge = moment(log[len(log) // 2].get("date_updated")) if log else None
    if edge is None:
        return
    shown = [_since(bench, edge.astimezone(zone)) for zone in _ZONES]
    for sent in shown[1:]:
        if sent.ids != shown[0].ids:
            message = "since the same moment there is something else if its zone is another"
            yield sent.finding("event_parameters", message)


def event_refusals(bench: Bench) -> Iterator[Finding]:
    """Ask the event log by filters that do not go together, by empty ones, and by no cursors."""
    newest = next(iter(bench.call("list_events", query={"_limit": 1}).items), None)
    if newest is None:
        return
    queries: list[dict[str, Any]] = [
        *({name: newest.get(name) for name in names} for names in _APART),
        *({name: ""} for name in _WORDS),
        *({"_cursor": cursor} for cursor in _NO_CURSORS),
    ]
    for query in queries:
        sent = bench.call("list_events", query=query)
        if sent.status != HTTPStatus.BAD_REQUEST and None not in query.values():
            yield sent.finding("event_refusals", f"{query}: {sent.status}, not 400")


def _since(bench: Bench, edge: datetime) -> Exchanged:
    return bench.call("list_events", query={"date_updated__gte": edge.isoformat()})
