"""/event/: what changed in the last 30 days, the newest first.

Documented: the members of an event, the filters and which of them go together, at most 50 events a
page, cursors instead of `_skip`, and that a cursor keeps the bounds of `date_updated` but no other
filter. That other combinations and wrong cursors are refused, and how, is inferred.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from operator import ge, gt, le, lt
from typing import Final, NoReturn

from attrs import frozen

from close_emulator.call import Call
from close_emulator.events import Event, EventLog
from close_emulator.forms import Reader, id_of, integer_parameter, parameter
from close_emulator.listing import read_query
from close_emulator.place import Place
from close_emulator.refusals import invalid
from close_emulator.views import aware
from close_emulator.wire import Json
from close_emulator.world import World

KEPT: Final = timedelta(days=30)
MAX_PAGE: Final = 50

_COMPARE: Final[Mapping[str, Callable[[datetime, datetime], bool]]] = {
    "date_updated__gt": gt,
    "date_updated__gte": ge,
    "date_updated__lt": lt,
    "date_updated__lte": le,
}
_TOGETHER: Final = (
    {"object_type", "object_id"},
    {"object_type", "action"},
    {"object_id", "action"},
    {"lead_id"},
    {"lead_id", "object_type"},
    {"lead_id", "object_type", "action"},
    {"lead_id", "user_id"},
    {"lead_id", "user_id", "object_type"},
    {"lead_id", "user_id", "object_type", "action"},
    {"user_id"},
    {"user_id", "object_id"},
    {"user_id", "object_id", "action"},
    {"user_id", "object_type"},
    {"user_id", "object_type", "action"},
    {"request_id"},
)


def list_some(world: World, call: Call) -> Json:
    """Return the events that meet every filter, and the cursors of the pages beside this one."""
    given = read_query(call.query, _READERS)
    filters = {name: given[name] for name in _FILTERS if name in given}
    _check_combination(filters)
    start = given.get("_cursor", _Cursor(len(world.events.events), newer=False))
    bounds = {**start.bounds, **{name: given[name] for name in _COMPARE if name in given}}
    search = _Search(world.events, filters, bounds, world.now - KEPT)
    page = [*islice(search.events(start), given.get("_limit", MAX_PAGE))]
    page.sort(key=lambda event: -event.number)
    numbers = [event.number for event in page] or [start.number]
    # An empty page lies right beside the number it began at, on the side it was read towards.
    older = _Cursor(numbers[-1] + (start.newer and not page), newer=False, bounds=bounds)
    newer = _Cursor(numbers[0] - (not start.newer and not page), newer=True, bounds=bounds)
    return {
        "data": [_view(world, event) for event in page],
        "cursor_next": str(older) if any(True for _ in search.events(older)) else None,
        "cursor_previous": str(newer),
    }


@frozen
class _Cursor:
    """Where to read on in the log: which way from an event, within which bounds."""

    number: int
    newer: bool
    bounds: Mapping[str, datetime] = {}

    def __str__(self) -> str:
        bounds = {name: moment.isoformat() for name, moment in self.bounds.items()}
        return urlsafe_b64encode(json.dumps([self.number, self.newer, bounds]).encode()).decode()


@frozen
class _Search:
    log: EventLog
    filters: Mapping[str, str]
    bounds: Mapping[str, datetime]
    oldest: datetime

    def events(self, cursor: _Cursor) -> Iterator[Event]:
        """Find events from a cursor on, the nearest first."""
        events = self.log.events
        beyond = range(cursor.number + 1, len(events))
        before = range(min(cursor.number, len(events)) - 1, -1, -1)
        return filter(self._meets, (events[n] for n in (beyond if cursor.newer else before)))

    def _meets(self, event: Event) -> bool:
        return (
            event.moment >= self.oldest
            and all(_FILTERS[name](event) == value for name, value in self.filters.items())
            and all(_COMPARE[name](event.moment, edge) for name, edge in self.bounds.items())
        )


_FILTERS: Final[Mapping[str, Callable[[Event], str | None]]] = {
    "object_type": lambda event: event.subject.object_type,
    "object_id": lambda event: event.subject.object_id,
    "action": lambda event: event.action,
    "lead_id": lambda event: event.subject.lead_id,
    "user_id": lambda event: event.origin.user_id,
    "request_id": lambda event: event.origin.request_id,
}


def _check_combination(filters: Mapping[str, str]) -> None:
    if filters and set(filters) not in _TOGETHER:
        known = "; ".join(" + ".join(sorted(names)) for names in _TOGETHER)
        raise invalid({}, f"These filters do not go together. Supported are: {known}.")


def _view(world: World, event: Event) -> dict[str, Json]:
    previous = dict(event.previous or {})
    return {
        "action": event.action,
        "api_key_id": event.origin.api_key_id,
        "changed_fields": [*previous],
        "data": None if event.data is None else dict(event.data()),
        "date_created": aware(event.moment),
        "date_updated": aware(event.moment),
        "id": event.id,
        "lead_id": event.subject.lead_id,
        "meta": {"bulk_action_id": event.bulk_action_id} if event.bulk_action_id else {},
        "object_id": event.subject.object_id,
        "object_type": event.subject.object_type,
        "organization_id": world.organization.id,
        "previous_data": previous,
        "request_id": event.origin.request_id,
        "user_id": event.origin.user_id,
    }


def _word(place: Place) -> str:
    return parameter(place) or place.refuse("This field may not be blank.")


def _moment(place: Place) -> datetime:
    try:
        moment = datetime.fromisoformat(parameter(place))
    except ValueError:
        place.refuse("Input should be a moment such as 2024-01-31T12:00:00+00:00, with + as %2B.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _cursor(place: Place) -> _Cursor:
    try:
        number, newer, bounds = json.loads(urlsafe_b64decode(parameter(place).encode("ascii")))
        moments = {
            name: datetime.fromisoformat(bounds[name]) for name in _COMPARE if name in bounds
        }
        return _Cursor(int(number), bool(newer), moments)
    except (ValueError, TypeError):
        place.refuse("Input should be a cursor_next or cursor_previous of this list.")


def _no_skip(place: Place) -> NoReturn:
    place.refuse("Events have no _skip; read on with _cursor.")


_READERS: Final[Mapping[str, Reader]] = {
    "_limit": integer_parameter(1, MAX_PAGE),
    "_cursor": _cursor,
    "_skip": _no_skip,
    **dict.fromkeys(_COMPARE, _moment),
    "object_type": _word,
    "object_id": _word,
    "action": _word,
    "lead_id": id_of("lead"),
    "user_id": id_of("user"),
    "request_id": _word,
}
