"""`close.leads` and `close.subscriptions`: what a bulk action will touch, and what it has done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from close_bulk import _flows, _pages
from close_bulk._fields import SubscriptionFilters, like, takes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Unpack

    from close_api_client.models import SequenceSubscription
    from close_bulk._selection import Selection
    from close_bulk._session import AsyncSession, Session


class Leads:
    """Looks at leads without changing them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, s_query: Selection, /) -> int:
        """Count the leads that a selection matches now: the preview of a bulk action.

        Not all of them get mail: a subscribe leaves out contacts that have had the sequence.

        Args:
            s_query: An Advanced Filtering query, or `ALL_LEADS`.

        Raises:
            InvalidRequest: It is no query; nothing was sent.
            CloseError: It could not be counted.
        """
        return self._session.run(_flows.count_leads(s_query, self._session.clock))


class AsyncLeads:
    """Looks at leads without changing them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @like(Leads.count)
    async def count(self, s_query: Selection, /) -> int:
        return await self._session.run(_flows.count_leads(s_query, self._session.clock))


class Subscriptions:
    """Looks at sequence subscriptions without changing them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @takes(SubscriptionFilters)
    def list(self, **filters: Unpack[SubscriptionFilters]) -> Iterator[SequenceSubscription]:
        """Iterate over sequence subscriptions; pages are read as the loop goes on.

        Args:
            sequence_id: Only those to this sequence, `seq_...`.
            contact_id: Only those of this contact, `cont_...`.
            lead_id: Only those of this lead's contacts, `lead_...`.

        Raises:
            InvalidRequest: None of the three is given (the vendor demands one), or one is no such id.
            CloseError: A page could not be read; the items before it were given.
        """
        return self._session.iterate(_pages.list_subscriptions(filters, self._session.clock))


class AsyncSubscriptions:
    """Looks at sequence subscriptions without changing them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @like(Subscriptions.list)
    def list(self, **filters: Unpack[SubscriptionFilters]) -> AsyncIterator[SequenceSubscription]:
        return self._session.iterate(_pages.list_subscriptions(filters, self._session.clock))
