"""Following a bulk action to its end, with few requests."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from attrs import frozen

from close_bulk import _steering
from close_bulk._effects import Emit, Flow, Sleep
from close_bulk._json import whole
from close_bulk._life import FAILED, FINISHED, PAUSED
from close_bulk._progress import Progress
from close_bulk._rules import check_seconds
from close_bulk._sending import SHORTEST_ATTEMPT
from close_bulk.errors import ActionFailed, ActionStalled, CallTimeout, WaitTimeout

if TYPE_CHECKING:
    from close_bulk._actions import ActionState
    from close_bulk._clock import Clock
    from close_bulk._kinds import ActionData

SHORTEST_POLL: Final = 0.1
"""Looking more often shows nothing more and uses up the rate limit that all calls share."""
_FIRST_POLL: Final = 0.5
_LONGEST_POLL: Final = 10.0
_GROWTH: Final = 1.5


@frozen
class Limits:
    """The times of a wait, in seconds; None means none."""

    timeout: float | None
    stall: float | None
    poll: float | None

    @classmethod
    def of(cls, *, timeout: object, stall: object, poll: object) -> Limits:
        """Check the times that a caller gives.

        Raises:
            InvalidRequest: One is not a positive number, or `poll` is too short.
        """
        return cls(
            check_seconds("timeout", timeout),
            check_seconds("stall", stall),
            check_seconds("poll", poll, SHORTEST_POLL),
        )

    def end(self, begun: float) -> float:
        """Give the moment at which the time limit is over."""
        return inf if self.timeout is None else begun + self.timeout


def watch(action: ActionState, clock: Clock, limits: Limits) -> Flow[None]:
    """Emit the action's progress until it is done.

    Raises:
        ActionFailed: The action ended with status `error`.
        ActionStalled: Nothing moved for the stall limit.
        WaitTimeout: The time limit is over.
    """
    begun = clock.monotonic()
    if action.data.status == FAILED:
        # What was read long ago may be over: it is not failed over before a look.
        action.data = yield from _read(action, clock, limits, begun)
    watched = _Watch(action, clock, limits, begun)
    while True:
        progress = watched.look()
        yield Emit(progress)
        if progress.status == FINISHED:
            return
        if progress.status == FAILED:
            message = (
                f"{action!r} ended with status error; what it has processed until then is done"
            )
            raise ActionFailed(message, action=action)
        yield Sleep(watched.pause(progress))
        action.data = yield from _read(action, clock, limits, begun)


def is_news(progress: Progress, last: Progress | None) -> bool:
    """Tell whether there is anything to show since the last look: a pause is shown once."""
    return last is None or progress.status != PAUSED or str(progress) != str(last)


def _read(action: ActionState, clock: Clock, limits: Limits, begun: float) -> Flow[ActionData]:
    """Read the action; the time limit of the wait is one of that, too."""
    end = limits.end(begun)
    try:
        return (yield from _steering.read(action.id, until=end))
    except CallTimeout as late:
        if clock.monotonic() < end - SHORTEST_ATTEMPT:
            raise
        raise _over(action, limits) from late


def _over(action: ActionState, limits: Limits) -> WaitTimeout:
    message = f"{action!r} was not done after {limits.timeout:g} s; {_advice(action)}"
    return WaitTimeout(message, action=action)


def _advice(action: ActionState) -> str:
    if action.data.status == PAUSED:
        return "it is paused: resume() takes it up again, at most seven days after the pause"
    return "it goes on without this wait; wait again, or look at it in Close"


class _Watch:
    """What has been seen of one action since the watch began."""

    def __init__(self, action: ActionState, clock: Clock, limits: Limits, begun: float) -> None:
        self._action = action
        self._clock = clock
        self._limits = limits
        self._begun = begun
        self._moved = clock.monotonic()
        # Where and when the rate is counted from: the last look before the first lead.
        self._first, self._first_at = self._processed(), self._moved
        self._last: object = None
        self._interval = _FIRST_POLL
        self.end = limits.end(begun)
        """The moment at which the time limit is over."""

    def look(self) -> Progress:
        data, now = self._action.data, self._clock.monotonic()
        processed = self._processed()
        current = (data.status, data.n_leads, processed, data.n_objects_processed)
        if current != self._last:
            self._last, self._moved = current, now
        if data.status == PAUSED:
            # A pause is no part of the rate.
            self._first = processed
        gained = processed - self._first
        if gained <= 0:
            self._first_at = now
        return Progress(
            status=data.status,
            processed=processed,
            total=whole(data.n_leads),
            elapsed=now - self._begun,
            rate=gained / (now - self._first_at) if now > self._first_at else None,
        )

    def _processed(self) -> int:
        return whole(self._action.data.n_leads_processed) or 0

    def pause(self, progress: Progress) -> float:
        """Give the seconds until the next look; raises when there is to be none."""
        stall = self._limits.stall
        left = self.end - self._clock.monotonic()
        if left <= 0:
            raise _over(self._action, self._limits)
        if stall is not None and self._clock.monotonic() - self._moved >= stall:
            message = f"{self._action!r} has not moved for {stall:g} s; {_advice(self._action)}"
            raise ActionStalled(message, action=self._action)
        return min(left, self._limits.poll or self._adaptive(progress))

    def _adaptive(self, progress: Progress) -> float:
        interval, self._interval = self._interval, min(self._interval * _GROWTH, _LONGEST_POLL)
        if progress.remaining is None:
            return interval
        # Near the end, look when the end is due.
        return min(interval, max(progress.remaining, _FIRST_POLL))
