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
from close_bulk.errors import ActionFailed, ActionStalled, WaitTimeout

if TYPE_CHECKING:
    from close_bulk._actions import ActionState
    from close_bulk._clock import Clock

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
            InvalidRequest: One is not a positive number.
        """
        return cls(
            check_seconds("timeout", timeout),
            check_seconds("stall", stall),
            check_seconds("poll", poll),
        )


def watch(action: ActionState, clock: Clock, limits: Limits) -> Flow[None]:
    """Emit the action's progress until it is done.

    Raises:
        ActionFailed: The action ended with status `error`.
        ActionStalled: Nothing moved for the stall limit.
        WaitTimeout: The time limit is over.
    """
    watched = _Watch(action, clock, limits)
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
        action.data = yield from _steering.read(action.id, until=watched.end)


class _Watch:
    """What has been seen of one action since the watch began."""

    def __init__(self, action: ActionState, clock: Clock, limits: Limits) -> None:
        self._action = action
        self._clock = clock
        self._limits = limits
        self._begun = self._moved = clock.monotonic()
        # Where and when the rate is counted from: the last look before the first lead.
        self._first, self._first_at = self._processed(), self._begun
        self._last: object = None
        self._interval = _FIRST_POLL
        self.end = inf if limits.timeout is None else self._begun + limits.timeout
        """The moment at which the time limit is over."""

    def look(self) -> Progress:
        data, now = self._action.data, self._clock.monotonic()
        processed = self._processed()
        current = (data.status, data.n_leads, processed, data.n_objects_processed)
        if current != self._last:
            self._last, self._moved = current, now
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
        timeout, stall = self._limits.timeout, self._limits.stall
        left = self.end - self._clock.monotonic()
        if left <= 0:
            message = f"{self._action!r} was not done after {timeout:g} s; {self._advice()}"
            raise WaitTimeout(message, action=self._action)
        if stall is not None and self._clock.monotonic() - self._moved >= stall:
            message = f"{self._action!r} has not moved for {stall:g} s; {self._advice()}"
            raise ActionStalled(message, action=self._action)
        return min(left, self._limits.poll or self._adaptive(progress))

    def _adaptive(self, progress: Progress) -> float:
        interval, self._interval = self._interval, min(self._interval * _GROWTH, _LONGEST_POLL)
        if progress.remaining is None:
            return interval
        # Near the end, look when the end is due.
        return min(interval, max(progress.remaining, _FIRST_POLL))

    def _advice(self) -> str:
        if self._action.data.status == PAUSED:
            return "it is paused: resume() takes it up again, at most seven days after the pause"
        return "it goes on without this wait; wait again, or look at it in Close"
