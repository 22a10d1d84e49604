"""The event log: what changed, by whom, in the course of which request.

Documented: the members of an event, and that `data` is null once the object is deleted. One bulk
action may log 100,000 events, so an event keeps no JSON: what the object looked like is a
*picture*, a function that draws it for whoever asks. It must not draw a later state: give it a
copy of the record (`partial(views.subscription, organization, copy(record))`), or few small values.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from attrs import Factory, define, frozen

from close_emulator.ids import IdSource
from close_emulator.wire import Json

Picture: TypeAlias = Callable[[], Mapping[str, Json]]


@frozen
class Origin:
    """Where changes come from: a request, its user and its API key, or none of the three."""

    request_id: str | None = None
    user_id: str | None = None
    api_key_id: str | None = None


@frozen
class Subject:
    """What an event is about, in the log's own words (`lead`, `bulk_action.email`)."""

    object_type: str
    object_id: str
    lead_id: str | None = None


@frozen(kw_only=True)
class Event:
    """One change; `number` counts all events of the log, and `previous` has what it replaced."""

    number: int
    id: str
    moment: datetime
    action: str
    subject: Subject
    origin: Origin
    bulk_action_id: str | None
    data: Picture | None
    previous: Mapping[str, Json] | None


@define
class EventLog:
    """Every event in order. `origin` is that of the request which is being answered, if any."""

    ids: IdSource
    origin: Origin = Origin()
    _events: list[Event] = Factory(list[Event])

    @property
    def events(self) -> Sequence[Event]:
        """All events, oldest first; the number of an event is its place here."""
        return self._events

    def add(
        self,
        moment: datetime,
        action: str,
        subject: Subject,
        *,
        data: Picture | None = None,
        previous: Mapping[str, Json] | None = None,
        origin: Origin | None = None,
        bulk_action_id: str | None = None,
    ) -> None:
        """Log that something was `created`, `updated`, `deleted`, `completed` or `paused`.

        `data` draws the object as it is now (none for a deletion), `previous` has the former values
        of what was updated. `origin` is told where the present request is not the cause; effects of
        a bulk action name it in `bulk_action_id`.
        """
        event = Event(
            number=len(self._events),
            id=self.ids.new("ev"),
            moment=moment,
            action=action,
            subject=subject,
            origin=self.origin if origin is None else origin,
            bulk_action_id=bulk_action_id,
            data=data,
            previous=previous,
        )
        self._events.append(event)
