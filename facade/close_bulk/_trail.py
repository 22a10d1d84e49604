"""What was given lately of a list: it tells where a page stands and what of it is new."""

from __future__ import annotations

from itertools import count, takewhile
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT: Final = 4_000
"""Ids that are kept at least; at most it is twice as many, however long the list."""


class Trail:
    """The ids of the items that were given last.

    A page that has one of them stands next to what was given: nothing that keeps its place among the
    others can lie between. What follows the last of them on the page is new. A page that has none of them
    may have lost its neighbour, and tells nothing.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._recent: dict[str, int] = {}
        """When each was met last, in that order."""
        self._older: dict[str, int] = {}
        self._pinned: set[str] = set()
        """What was given and may yet come again, if it was not removed: never forgotten."""
        self._has_forgotten = False
        self._now = 0
        self.given = 0
        """How many items were given in all."""

    def first_new(self, ids: Sequence[str], *, whole: bool) -> int | None:
        """Tell from which index on a page is new; None if it does not stand next to what was given.

        Args:
            ids: Of the items of the page.
            whole: Whether nothing of the list can lie before the page without having been given.
        """
        met = self._met(ids)
        if not met:
            if not whole or self._has_forgotten:
                return None
            self._pin_after(-1)
            return 0
        last = max(index for index, id_ in enumerate(ids) if id_ in met)
        when = self._when(ids[last])
        # What follows an item of long ago may have been given and forgotten.
        if self._now - when > self._kept // 2:
            return None
        self._pin_after(when)
        self._pinned -= met
        self._meet([id_ for id_ in ids[: last + 1] if id_ in met])
        return last + 1

    def _met(self, ids: Sequence[str]) -> set[str]:
        asked = set(ids)
        return (self._recent.keys() & asked) | (self._older.keys() & asked) | (self._pinned & asked)

    def _when(self, id_: str) -> int:
        if id_ in self._pinned:
            return self._now
        return self._recent.get(id_, self._older.get(id_, 0))

    def _meet(self, ids: Sequence[str]) -> None:
        for id_ in ids:
            self._recent.pop(id_, None)
        self._recent.update(zip(ids, count(self._now + 1)))
        self._now += len(ids)

    def _pin_after(self, met: int) -> None:
        """Remember what was given after an item, and is not there any more or comes yet."""
        for kept in (self._recent, self._older):
            self._pinned.update(takewhile(lambda id_: kept[id_] > met, reversed(kept)))  # noqa: B023

    def add(self, ids: Sequence[str]) -> None:
        """Note items that are given."""
        self._meet(ids)
        self.given += len(ids)
        if len(self._recent) >= self._kept:
            lost = self._older.keys() - self._recent.keys()
            self._has_forgotten = self._has_forgotten or not lost <= self._pinned
            self._older, self._recent = self._recent, {}
