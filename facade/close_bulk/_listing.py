"""What every `list()` gives: something to iterate over, which reads its pages as the loop goes on."""

from __future__ import annotations

from contextlib import aclosing, closing
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from close_bulk._lazy import Later
from close_bulk._signatures import like

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator

    from close_bulk import _tables
    from close_bulk._effects import Flow
    from close_bulk._session import AsyncSession, Session
else:
    _tables = Later("close_bulk._tables")

Item_co = TypeVar("Item_co", covariant=True)

_SHOWN: Final = 10


def _itself(item: Any) -> Any:
    return item


class _Reading(Generic[Item_co]):
    """What both kinds of listing know."""

    def __init__(
        self,
        session: Any,
        read: Callable[[], Flow[None]],
        title: str,
        wrap: Callable[[Any], Item_co] = _itself,
    ) -> None:
        """Describe a list; nothing is read yet.

        Args:
            session: Drives the flows.
            read: Gives a new flow that emits the pages, as lists of items; called once per iteration.
            title: What is listed, in words, such as `sequence subscriptions`.
            wrap: Makes of an item as read what the caller gets, such as a handle.
        """
        self._session = session
        self._read = read
        self._title = title
        self._wrap = wrap

    def _wrapped(self, page: list[Any]) -> list[Item_co]:
        return page if self._wrap is _itself else [self._wrap(item) for item in page]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._title}; iterate over it to read it>"


class Listing(_Reading[Item_co]):
    """A list of the service, read as you go: iterate over it, as often as you like.

    Each iteration reads the list anew, page by page, some pages ahead of the loop. Leaving the loop early
    ends the reading. Making a listing and its `repr` send nothing; a notebook that shows it sends one
    request for the first page.

    What an iteration promises, and under which assumption, `help(close_bulk.Listing.pages)` says.
    """

    _session: Session

    def __iter__(self) -> Generator[Item_co]:
        with closing(self.pages()) as pages:
            for page in pages:
                yield from page

    def pages(self) -> Generator[list[Item_co]]:
        """Iterate over the pages, as lists of items; a page is never empty, and the last may be short.

        Every item that is there from the first read to the last is given exactly once, whatever is added
        and removed around it meanwhile; an item that comes or goes meanwhile is given once or not at all.
        Lists by `_skip` promise it under two assumptions: the service keeps the order of the items among
        themselves (inferred: the vendor documents no order), and fewer than 1,000 of them come or go in
        the time that a dozen pages take. Neighbouring pages are read so that they overlap in an item;
        where they do not, the list has moved, and what lies before is read again.

        A list that grows faster than it is read has no end: as long as each page has something new, that is
        given. Take what you need and leave the loop, for instance with `itertools.islice`.

        Raises:
            ListChanged: So much was removed meanwhile that the place in the list cannot be found again.
            SkipLimit: The service does not count that far; the text says how to go on.
            CloseError: A page could not be read; the items before it were given.
        """
        with closing(self._session.iterate(self._read())) as pages:
            for page in pages:
                yield self._wrapped(page)

    def to_rows(self) -> list[dict[str, Any]]:
        """Read all items as flat rows, for `csv.DictWriter` or a data frame.

        All rows have the same keys in the same order, and None where an item says nothing; an empty list has
        no columns. Times are text in ISO 8601 as the service sends them; lists and objects are JSON text.

        Raises:
            CloseError: A page could not be read, as for `pages()`.
        """
        with closing(iter(self)) as items:
            return _tables.rows(items)

    def first(self) -> Item_co | None:
        """Read the first item; None if the list is empty. One request.

        Raises:
            CloseError: The page could not be read.
        """
        with closing(iter(self)) as items:
            return next(items, None)

    def _repr_html_(self) -> str:
        """Show the first items in a notebook: one request."""
        with closing(iter(self)) as items:
            found = list(islice(items, _SHOWN + 1))
        more = f"the first {_SHOWN}" if len(found) > _SHOWN else f"all {len(found)}"
        return _tables.html(f"{self._title}, {more}", _tables.rows(found[:_SHOWN]))


class AsyncListing(_Reading[Item_co]):
    """A list of the service, read as you go: iterate over it with `async for`, as often as you like.

    Each iteration reads the list anew, page by page, some pages ahead of the loop. Leaving the loop early
    ends the reading, at the latest with the event loop; `contextlib.aclosing(listing.pages())` ends it at
    once. Making a listing sends nothing, nor does showing it.

    What an iteration promises, and under which assumption, `help(close_bulk.AsyncListing.pages)` says.
    """

    _session: AsyncSession

    if not TYPE_CHECKING:

        def __iter__(self) -> None:
            raise TypeError(
                f"this list of {self._title} is read asynchronously: write `async for`, or "
                "[each async for each in ...] for all of it"
            )

    async def __aiter__(self) -> AsyncGenerator[Item_co]:
        async with aclosing(self.pages()) as pages:
            async for page in pages:
                for item in page:
                    yield item

    @like(Listing[Any].pages)
    async def pages(self) -> AsyncGenerator[list[Item_co]]:
        async with aclosing(self._session.iterate(self._read())) as pages:
            async for page in pages:
                yield self._wrapped(page)

    @like(Listing[Any].to_rows)
    async def to_rows(self) -> list[dict[str, Any]]:
        async with aclosing(aiter(self)) as items:
            return _tables.rows([item async for item in items])

    @like(Listing[Any].first)
    async def first(self) -> Item_co | None:
        async with aclosing(aiter(self)) as items:
            return await anext(items, None)
