"""Lists by `_skip` and `_limit`, page by page: no item twice, none lost in silence, and an end."""

from __future__ import annotations

from collections import deque
from math import inf
from typing import TYPE_CHECKING, Any, Final

from close_bulk._bodies import Page, as_page, odd_marks
from close_bulk._effects import Begin, Call, Emit, Flow, Forget, Join, Rest, Ticket
from close_bulk._trail import Trail
from close_bulk.errors import BadRequest, ListChanged, SkipLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from close_bulk._endpoints import Endpoint
    from close_bulk._projection import Projection

_PAGE: Final = 100
"""The vendor's default; larger ones may be refused."""
_OVERLAP: Final = 1
_MOST_FRUITLESS: Final = 64
"""Pages without anything new in a row; looking for a lost place takes a few dozen at most."""
_MOST_ALIKE: Final = 3
_FIRST_WINDOW: Final = 3
"""Pages; most lists are short, and those that are not soon have as many as there are connections."""
_LARGEST_WINDOW: Final = 1024


def by_offset(
    endpoint: Endpoint, filters: Mapping[str, Any], projection: Projection | None = None
) -> Flow[None]:
    """Emit the pages of a list.

    Args:
        endpoint: Which list.
        filters: Arguments of the generated endpoint, checked.
        projection: Which fields of each item; None for all of them, as the generated model.
    """
    read = as_page(endpoint, projection)
    asked = {} if projection is None else projection.arguments
    operation = endpoint.operation

    def call(skip: int, objection: Callable[[Page], str | None] = _odd) -> Call[Page]:
        return Call(
            operation=operation,
            arguments={**filters, **asked, "limit": _PAGE, "skip": skip},
            read=read,
            repeatable=True,
            objection=objection,
        )

    return _Walk(call).pages()


def _odd(page: Page) -> str | None:
    return odd_marks(page.ids, None)


class _Walk:
    """One reading of a list from its begin to its end.

    Each page is asked for so that it overlaps its neighbour. Where it does not, items were removed before
    it, and what lies before it is read again, farther and farther back. That two pages overlap says that
    nothing lies between them, whenever they were read: so some may be read ahead.
    """

    def __init__(self, call: Callable[..., Call[Page]]) -> None:
        self._call = call
        self._trail = Trail()
        self._at = 0
        """Where the next page begins that is asked for."""
        self._ahead: deque[tuple[int, Ticket[Page] | Page]] = deque()
        """The pages that follow, under way or read, each with its begin."""
        self._window = 0
        """How many may be under way; the first page tells whether there are others at all."""
        self._end = inf
        """Where the first page begins that is known to be the last; none after it is read ahead."""
        self._stride = 1
        self._overlap = _OVERLAP
        self._back = 0
        """How many strides the search for a lost place goes back; 0 while there is none."""
        self._was_single = False
        """Whether the page before had one item only."""
        self._was_put_back = False
        """Whether the page at hand was read before the place was lost."""
        self._fruitless = 0
        self._alike = 0
        self._last: list[Any] = []

    def pages(self) -> Flow[None]:
        """Emit the pages."""
        while True:
            skip, page = yield from self._next()
            fresh = self._follow(skip, page)
            self._count(page, fresh)
            if fresh is None:
                yield from self._step_back(skip, page)
                continue
            if page.has_more:
                yield from self._step_on(skip, page)
            if fresh:
                yield Emit(fresh)
            if not page.has_more:
                return

    def _next(self) -> Flow[tuple[int, Page]]:
        skip, self._was_put_back = self._at, False
        try:
            if not self._back:
                yield from self._read_ahead()
                if self._ahead:
                    return (yield from self._next_ahead())
            return skip, (yield self._call(skip))
        except BadRequest as error:
            if _is_skip_limit(error):
                raise SkipLimit(skip=skip, given=self._trail.given, refusal=error) from error
            raise

    def _next_ahead(self) -> Flow[tuple[int, Page]]:
        """Wait for a page, and begin others meanwhile, as soon as the rate limit allows them."""
        skip, coming = self._ahead[0]
        self._was_put_back = isinstance(coming, Page)
        if isinstance(coming, Ticket):
            while not coming.has_ended:
                yield Rest((yield from self._read_ahead()))
        self._ahead.popleft()
        return skip, coming if isinstance(coming, Page) else (yield Join(coming))

    def _read_ahead(self) -> Flow[float]:
        """Begin what may be begun, and tell after how many seconds there may be more."""
        while len(self._ahead) < self._window:
            skip = self._ahead[-1][0] + self._stride if self._ahead else self._at
            if skip > self._end:
                break
            begun: Ticket[Page] | float = yield Begin(self._call(skip, self._noting(skip)))
            if not isinstance(begun, Ticket):
                return begun
            self._ahead.append((skip, begun))
        return inf

    def _noting(self, skip: int) -> Callable[[Page], str | None]:
        """Note a last page as soon as it is there, which may be long before its turn."""

        def note(page: Page) -> str | None:
            if not page.has_more:
                self._end = min(self._end, skip)
            return _odd(page)

        return note

    def _follow(self, skip: int, page: Page) -> list[Any] | None:
        """Give what is new on a page; None if it does not stand next to what was given."""
        if skip == 0 and not page.ids:
            return []
        # Pages of one item cannot overlap.
        whole = skip == 0 or (self._was_single and skip == self._at)
        first = self._trail.first_new(page.ids, whole=whole)
        if first is None:
            return None
        fresh = dict(zip(page.ids[first:], page.items[first:], strict=True))
        self._trail.add(list(fresh))
        return list(fresh.values())

    def _count(self, page: Page, fresh: list[Any] | None) -> None:
        """Keep the reading from going on for ever without anything new."""
        self._fruitless = 0 if fresh else self._fruitless + 1
        self._alike = self._alike + 1 if page.ids == self._last and not fresh else 0
        self._last = page.ids
        if self._fruitless > _MOST_FRUITLESS:
            raise ListChanged(given=self._trail.given)

    def _endless(self, page: Page) -> str | None:
        if page.has_more and page.ids == self._last:
            return "the list does not end: the page promises more and has nothing new"
        return None

    def _step_on(self, skip: int, page: Page) -> Flow[None]:
        if self._alike >= _MOST_ALIKE:
            yield self._call(skip, self._endless)
        self._stride = max(1, len(page.ids) - self._overlap)
        self._at = skip + self._stride
        self._was_single = len(page.ids) == 1
        self._back = 0
        # The window is still shut after the first page: whoever wants no more makes one request only.
        yield from self._read_ahead()
        self._window = min(4 * self._window or _FIRST_WINDOW, _LARGEST_WINDOW)

    def _step_back(self, skip: int, page: Page) -> Flow[None]:
        """Go back to where what was given is found again."""
        if skip == 0:
            raise ListChanged(given=self._trail.given)
        self._window, self._was_single, self._end = 0, False, inf
        if not self._back and not self._was_put_back:
            # Often only a few items were removed, and the page before this one closes the gap.
            self._ahead.appendleft((skip, page))
        else:
            yield Forget([coming for _, coming in self._ahead if isinstance(coming, Ticket)])
            self._ahead.clear()
        self._back = 2 * self._back or 1
        self._at = max(0, skip - self._back * self._stride)
        self._overlap = min(2 * self._overlap, max(_OVERLAP, len(page.ids) // 4))


def _is_skip_limit(error: BadRequest) -> bool:
    return "_skip" in error.field_errors or any("max_skip" in text for text in error.errors)
