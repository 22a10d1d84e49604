"""`close.events`: what was done, by whom, when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from close_bulk._listing import AsyncListing, Listing
from close_bulk._resources import lists
from close_bulk._resources.fields import EventFilters
from close_bulk._signatures import like, takes

if TYPE_CHECKING:
    from typing import Unpack

    from close_api_client.models import Event
    from close_bulk._session import AsyncSession, Session


class Events:
    """Reads the event log."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @takes(EventFilters)
    def list(self, **filters: Unpack[EventFilters]) -> Listing[Event]:
        """List the events of the last 30 days, the newest first (documented); read as you iterate.

        Not all filters go together. Documented are `object_type` with `object_id` or with `action`,
        `object_id` with `action`, `lead_id` with `object_type`, the same with `action` or with `user_id`,
        and `user_id` with `object_type` and `action`; bounds of `date_updated` go with each.

        Events that follow each other closely may appear out of order, and become one event if they are
        alike: whoever follows the log reads its last five minutes again each time (documented).

        Args:
            object_type: Only about objects of this type, such as `bulk_action.sequence_subscription`.
            object_id: Only about this object.
            action: Only of this kind, such as created, updated, completed or paused.
            lead_id: Only about this lead, `lead_...`.
            user_id: Only by this user, `user_...`.
            request_id: Only those of one request.
            date_updated__gt: Only later ones: a `datetime` with a time zone, or its text in ISO 8601.
            date_updated__gte: Only those from this moment on.
            date_updated__lt: Only earlier ones.
            date_updated__lte: Only those up to this moment.

        Raises:
            InvalidRequest: A filter is unknown or wrong, such as a `datetime` without a time zone.
            BadRequest: While iterating: the service does not take these filters together.
            CloseError: While iterating: a page could not be read; the events before it were given.
        """
        return Listing(self._session, lists.events(filters), "events")


class AsyncEvents:
    """Reads the event log."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @like(Events.list)
    def list(self, **filters: Unpack[EventFilters]) -> AsyncListing[Event]:
        return AsyncListing(self._session, lists.events(filters), "events")
