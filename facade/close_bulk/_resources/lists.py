"""The lists: their filters, checked before anything is read, and their pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from close_bulk import _contract, _rules
from close_bulk._bodies import Page, as_page, odd_marks
from close_bulk._effects import Call, Emit, Flow
from close_bulk._endpoints import Endpoint
from close_bulk._json import show, text
from close_bulk._pages import by_offset
from close_bulk._resources.fields import EventFilters
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_EVENTS: Final = Endpoint("get", "/event/")
_SEQUENCES: Final = Endpoint("get", "/sequence/")
_SUBSCRIPTIONS: Final = Endpoint("get", "/sequence_subscription/")


def sequences() -> Flow[None]:
    """Emit the pages of all sequences."""
    return by_offset(_SEQUENCES, {})


def subscriptions(filters: Mapping[str, Any]) -> Callable[[], Flow[None]]:
    """Check the filters, and give what makes the flow that emits the pages.

    Raises:
        InvalidRequest: A filter is wrong, or there is none.
    """
    operation = _contract.operation(_SUBSCRIPTIONS.method, _SUBSCRIPTIONS.path)
    needed: list[str] = operation["x-at-least-one-of"]
    if not filters:
        problem = Problem(" / ".join(needed), "missing", "at least one of them is required")
        raise InvalidRequest("the list was not read", (problem,))
    properties = {name: _SUBSCRIPTIONS.parameter(name) for name in needed}
    checked = _rules.check_object("the list", {"properties": properties}, filters)
    return lambda: by_offset(_SUBSCRIPTIONS, checked)


def events(filters: Mapping[str, Any]) -> Callable[[], Flow[None]]:
    """Check the filters of events, and give what makes the flow that emits the pages.

    Raises:
        InvalidRequest: A filter is unknown or wrong.
    """
    texts = {name: _moment(name, value) for name, value in filters.items()}
    known = {name: _EVENTS.parameter(name) for name in EventFilters.__annotations__}
    checked = _rules.check_object("the list of events", {"properties": known}, texts)
    # The generated client writes `date_updated__gt` with one underscore.
    arguments = {name.replace("__", "_"): value for name, value in checked.items()}
    return lambda: _newest_first(arguments)


def _moment(name: str, value: object) -> object:
    """Give a moment as text; what is neither is left to the contract's rules."""
    if not name.startswith("date_updated__"):
        return value
    try:
        if written := text(value):
            return _checked(written)
        return _written(value) if isinstance(value, datetime) else value
    except ValueError as error:
        problem = Problem(name, "invalid", str(error))
        raise InvalidRequest("the list was not read", (problem,)) from None


def _checked(written: str) -> str:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        example = "2026-03-02T09:15:00+00:00"
        raise ValueError(f"{show(written)} is no moment in ISO 8601, such as {example}") from None
    if moment.tzinfo is None:
        raise ValueError(f"{show(written)} has no offset; add it, such as +00:00 for UTC")
    return written


def _written(moment: datetime) -> str:
    try:
        if moment.utcoffset() is not None:
            return datetime.isoformat(moment.astimezone(UTC))
        fault = "has no time zone; say which moment is meant: .astimezone() for local time"
    except Exception:  # noqa: BLE001 - time zones of others may fail in any way
        fault = "is outside the years that can be written, or its time zone fails"
    raise ValueError(f"{show(moment)} {fault}")


def _newest_first(filters: Mapping[str, Any]) -> Flow[None]:
    """Emit the pages of events by their cursors, each event once."""
    given: set[str] = set()
    cursor: dict[str, str] = {}
    while True:
        call = Call(
            operation=_EVENTS.operation,
            read=as_page(_EVENTS, None),
            arguments={**filters, **cursor, "limit": _EVENTS.parameter("_limit")["maximum"]},
            repeatable=True,
            objection=lambda page: odd_marks(page.ids, page.cursor) or _endless(page, given),
        )
        page = yield call
        events = dict(zip(page.ids, page.items, strict=True))
        fresh = [event for one, event in events.items() if one not in given]
        given.update(events)
        if fresh:
            yield Emit(fresh)
        if not page.cursor:
            return
        cursor = {"cursor": page.cursor}


def _endless(page: Page, given: set[str]) -> str | None:
    if page.cursor and given.issuperset(page.ids):
        return "the list does not end: the page has a cursor and nothing new"
    return None
