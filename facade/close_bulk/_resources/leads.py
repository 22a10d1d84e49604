"""`close.leads`: what a bulk action would touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from close_bulk import _previewing
from close_bulk._listing import AsyncListing, Listing
from close_bulk._resources import searching
from close_bulk._signatures import like

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from close_bulk._selection import Selection
    from close_bulk._session import AsyncSession, Session

    Lead = Mapping[str, Any]


class Leads:
    """Looks at leads without changing them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, s_query: Selection, /) -> int:
        """Count the leads that a selection matches now: the preview of a bulk action.

        Not all of them get mail: a subscribe leaves out contacts that have had the sequence.

        Args:
            s_query: Any selection, such as an Advanced Filtering query, or `ALL_LEADS`.

        Raises:
            InvalidRequest: It is no query; nothing was sent.
            CloseError: It could not be counted.
        """
        return self._session.run(_previewing.count_leads(s_query))

    def sample(
        self, s_query: Selection, n: int = 10, /, *, fields: Sequence[str] | None = None
    ) -> Sequence[Lead]:
        """Read some of the leads that a selection matches, with one request.

        Args:
            s_query: Any selection, such as an Advanced Filtering query, or `ALL_LEADS`.
            n: How many at most; not more than a page holds, which is 200 (observed).
            fields: Names of the members that each is to have, `id` and `display_name` unless told
                otherwise; as for `search()`.

        Raises:
            InvalidRequest: An argument is wrong; nothing was sent. Or no lead has one of the `fields`, which
                looks like a slip of the pen.
            BadResponse: The query matches objects that are no leads.
            CloseError: They could not be read.
        """
        return self._session.run(searching.sample(s_query, n, fields))

    def search(
        self,
        s_query: Selection,
        /,
        *,
        fields: Sequence[str] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        results_limit: int | None = None,
    ) -> Listing[Lead]:
        """Search leads with Advanced Filtering; nothing is read until you iterate.

        One search gives at most 10,000 leads (documented). Where more match than it gives, the iteration
        ends with an error that says how to go on, unless `results_limit` asks for no more.

        Args:
            s_query: Any selection, such as an Advanced Filtering query, or `ALL_LEADS`.
            fields: Names of the members that each lead is to have beside its id, None where the service
                leaves one out; without it, the service gives ids only (documented). What a lead has, and what
                custom fields are named, the vendor's pages tell.
            sort: The order: terms such as `lead("date_created").ascending()`, or their JSON, of numbers,
                dates and texts of the lead itself; best of one that does not change while you read
                (documented).
            results_limit: At most so many leads; None for all.

        Raises:
            InvalidRequest: An argument is wrong; nothing was sent. While iterating: no lead of the first page
                has one of the `fields`, which is nearly the name of a member.
            SearchLimit: While iterating: more leads match than one search gives; those were given.
            BadResponse: While iterating: the query matches objects that are no leads.
            CloseError: While iterating: a page could not be read; the leads before it were given.
        """
        pages = searching.search(s_query, fields=fields, sort=sort, results_limit=results_limit)
        return Listing(self._session, pages, "leads")


class AsyncLeads:
    """Looks at leads without changing them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @like(Leads.count)
    async def count(self, s_query: Selection, /) -> int:
        return await self._session.run(_previewing.count_leads(s_query))

    @like(Leads.sample)
    async def sample(
        self, s_query: Selection, n: int = 10, /, *, fields: Sequence[str] | None = None
    ) -> Sequence[Lead]:
        return await self._session.run(searching.sample(s_query, n, fields))

    @like(Leads.search)
    def search(
        self,
        s_query: Selection,
        /,
        *,
        fields: Sequence[str] | None = None,
        sort: Sequence[Mapping[str, Any]] | None = None,
        results_limit: int | None = None,
    ) -> AsyncListing[Lead]:
        pages = searching.search(s_query, fields=fields, sort=sort, results_limit=results_limit)
        return AsyncListing(self._session, pages, "leads")
