"""Starting a bulk action: checked, counted or rehearsed if asked for, and sent once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from threading import Lock
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from close_bulk import _steering
from close_bulk._drafting import Draft, Wish, draft
from close_bulk._json import Plain
from close_bulk._lazy import Later
from close_bulk._making import Making, make
from close_bulk._selecting import selected
from close_bulk._selection import ALL_LEADS, needs_loading, to_query
from close_bulk.errors import (
    CloseError,
    ConfigurationError,
    CountDiffers,
    InvalidRequest,
    OutcomeUnknown,
    Problem,
)

if TYPE_CHECKING:
    from close_bulk import _previewing
    from close_bulk._effects import Flow
    from close_bulk._kinds import ActionData
    from close_bulk._previewing import Preview
else:
    _previewing = Later("close_bulk._previewing")


def start(wish: Wish) -> Flow[ActionData]:
    """Start a bulk action.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
        CountDiffers: It would touch more or fewer leads than expected; nothing was started.
        OutcomeUnknown: It may or may not have been started.
    """
    made = yield from _drafted(wish)
    if made.expect is not None:
        yield from _counted(made, made.expect)
    return (yield from _send(made))


def rehearse(wish: Wish) -> Flow[Rehearsal]:
    """Tell what a bulk action would do; the request is checked as for a start.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field.
        CountDiffers: It would touch more or fewer leads than expected.
    """
    made = yield from _drafted(wish)
    return Rehearsal(made, (yield from _counted(made, made.expect)))


@frozen(eq=False)
class Rehearsal:
    """What would be started, and what it was seen to do."""

    made: Draft
    preview: Preview[Any]
    _claim: Lock = field(factory=Lock)
    """Held by who starts it, and for good once it was started or may have been."""
    _process: int = field(factory=os.getpid)
    _started: list[str] = field(factory=list[str])
    """The id of what was started, once that is known."""

    def start(self) -> Flow[ActionData]:
        """Start what was rehearsed, once; a forked process has a copy, which must not do it again."""
        if os.getpid() != self._process:
            raise ConfigurationError(
                "nothing was started: the preview was made by another process; make one in this one"
            )
        if not self._claim.acquire(blocking=False):
            raise InvalidRequest("nothing was started", (self._again(),))
        try:
            yield from _counted(self.made, self.preview.count, was_shown=True)
        except BaseException:
            self._claim.release()
            raise
        try:
            action = yield from _send(self.made)
        except OutcomeUnknown:
            raise
        except CloseError:
            # Every other error says that nothing was started.
            self._claim.release()
            raise
        self._started.append(action.id)
        return action

    def _again(self) -> Problem:
        if self._started:
            had = f"it was started before, as {self._started[0]}"
        else:
            had = f"it may have been started, or is just being started; look: {self.made.kind.look}"
        message = f"{had}. To start it again on purpose, make a new preview"
        return Problem("preview", "invalid", message)


def _counted(made: Draft, expect: int | None, *, was_shown: bool = False) -> Flow[Preview[Any]]:
    seen = yield from _previewing.preview(made.request)
    if expect is not None and seen.count != expect:
        raise CountDiffers(expected=expect, preview=seen, was_shown=was_shown)
    return seen


def _drafted(wish: Wish) -> Flow[Draft]:
    if "s_query" not in wish.fields:
        return draft(wish)
    selection: object = wish.fields["s_query"]
    if needs_loading(selection):
        # What is wrong with the other fields is told before anything is read for the selection.
        draft(_selecting_with(wish, to_query(ALL_LEADS)))
    try:
        query = yield from selected(selection, check=wish.unchecked is not True)
    except InvalidRequest as error:
        raise _everything(error, wish) from None
    is_copy = isinstance(selection, Mapping) and query is not selection
    return draft(_selecting_with(wish, Plain(query) if is_copy else query))


def _everything(wrong: InvalidRequest, wish: Wish) -> InvalidRequest:
    """Name what is wrong with the other fields along with what is wrong with the selection."""
    try:
        draft(_selecting_with(wish, to_query(ALL_LEADS)))
    except InvalidRequest as others:
        headline = str(others).partition(":\n")[0]
        return InvalidRequest(headline, (*wrong.problems, *others.problems))
    return wrong


def _selecting_with(wish: Wish, query: object) -> Wish:
    return evolve(wish, fields={**wish.fields, "s_query": query})


def _send(made: Draft) -> Flow[ActionData]:
    kind = made.kind
    making = Making(
        endpoint=kind.start,
        is_id=kind.is_id,
        read=_steering.read,
        home="close.bulk",
        did="start",
        look=kind.look,
    )
    return make(making, made.request.body)
