"""Following a bulk action to its end, with few requests."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final

from attrs import frozen

from close_bulk import _steering
from close_bulk._answers import NOT_IMPLEMENTED
from close_bulk._effects import Emit, Flow, Sleep
from close_bulk._json import whole
from close_bulk._life import FAILED, FINISHED, PAUSED, STALL
from close_bulk._progress import Progress
from close_bulk._rules import check_seconds
from close_bulk._sending import SHORTEST_ATTEMPT
from close_bulk.errors import (
    ActionError,
    ActionFailed,
    ActionStalled,
    ApiError,
    CallError,
    RateLimited,
    ServerError,
    TransportError,
    WaitTimeout,
)

if TYPE_CHECKING:
    from close_bulk._actions import ActionState
    from close_bulk._clock import Clock
    from close_bulk._kinds import ActionData

SHORTEST_POLL: Final = 0.1
"""Looking more often shows nothing more and uses up the rate limit that all calls share."""
_FIRST_POLL: Final = 0.5
_LONGEST_POLL: Final = 10.0
_OUTAGE_POLL: Final = 3.0
"""A service that does not answer is left alone for that long at least, whatever `poll` says."""
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
    """Emit the action's progress until it is done; a look that fails is made again while there is time.

    Raises:
        ActionFailed: The action ended with status `error`.
        ActionStalled: Nothing was seen to move for the stall limit.
        WaitTimeout: The time limit is over.
        CloseError: It could not be read, for a reason that does not pass.
    """
    watched = _Watch(action, clock, limits)
    if action.data.status == FAILED:
        # What was read long ago may be over: it is not failed over before a look.
        yield from watched.read()
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
        yield from watched.read()


class outlived:  # noqa: N801 - a context manager, named as those of contextlib
    """Tell whoever ends a wait, by Ctrl-C or by an error that says nothing of it, that the action goes on."""

    def __init__(self, action: ActionState) -> None:
        self._action = action

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, _: object, stop: BaseException | None, __: object) -> None:
        status = self._action.data.status
        if status == FINISHED or stop is None or isinstance(stop, (ActionError, GeneratorExit)):
            return
        does = "stays paused" if status == PAUSED else "goes on by itself"
        note = (
            f"Only the wait has ended: bulk action {self._action.id} {does}. To wait again: "
            f"{_again(self._action)}."
        )
        # A wait is a watch inside.
        if note not in getattr(stop, "__notes__", ()):
            stop.add_note(note)


def is_news(progress: Progress, last: Progress | None) -> bool:
    """Tell whether there is anything to show since the last look: a pause is shown once."""
    return last is None or progress.status != PAUSED or str(progress) != str(last)


def _may_pass(error: CallError) -> bool:
    """Tell whether a read that failed so may be answered later."""
    if isinstance(error, ServerError):
        return error.status != NOT_IMPLEMENTED
    return isinstance(error, (TransportError, RateLimited))


def _again(action: ActionState) -> str:
    return f"close.bulk.get({action.id!r}).wait()"


def _advice(action: ActionState) -> str:
    if action.data.status == PAUSED:
        return "it is paused: resume() takes it up again, at most seven days after the pause"
    return f"it goes on without this wait; wait again ({_again(action)}), or look at it in Close"


class _Watch:
    """What has been seen of one action since the watch began."""

    def __init__(self, action: ActionState, clock: Clock, limits: Limits) -> None:
        self._action = action
        self._clock = clock
        self._limits = limits
        self._begun = self._moved = self._heard = clock.monotonic()
        # Where and when the rate is counted from: the last look before the first lead.
        self._first, self._first_at = 0, self._begun
        self._last: object = None
        self._interval = _FIRST_POLL
        self._end = limits.end(self._begun)

    def read(self) -> Flow[None]:
        """Read the action; the time limit of the wait is one of that, too.

        Raises:
            ActionStalled: It could not be read, and the stall limit is over.
            WaitTimeout: It could not be read, and the time limit is over.
            CloseError: It could not be read, for a reason that does not pass.
        """
        while True:
            try:
                data: ActionData = yield from _steering.read(self._action.id, until=self._end)
            except CallError as error:
                if not _may_pass(error):
                    raise
                seconds = self._rest(error)
            else:
                self._action.data, self._heard = data, self._clock.monotonic()
                return
            yield Sleep(seconds)

    def _rest(self, error: CallError) -> float:
        """Give the seconds until a look after one that failed; raises when there is to be none."""
        now, stall = self._clock.monotonic(), self._limits.stall
        failed = f", and the last look failed ({error.what})"
        if now >= self._end - SHORTEST_ATTEMPT:
            raise self._over(failed) from error
        left = self._end - now
        if stall is not None:
            left = min(left, self._moved + stall - now)
        elif left == inf:
            # Without any limit a service that is gone for good would be asked for ever.
            stall = STALL
            left = self._heard + stall - now
        if left <= 0:
            raise self._stalled(stall, failed) from error
        asked = error.retry_after if isinstance(error, ApiError) else None
        return min(left, max(self._limits.poll or self._grown(), asked or 0, _OUTAGE_POLL))

    def _over(self, why: str = "") -> WaitTimeout:
        action = self._action
        message = (
            f"{action!r} was not done after {self._limits.timeout:g} s{why}; {_advice(action)}"
        )
        return WaitTimeout(message, action=action)

    def _stalled(self, seconds: float | None, why: str = "") -> ActionStalled:
        action = self._action
        moved = "was not seen to move" if why else "has not moved"
        message = f"{action!r} {moved} for {seconds:g} s{why}; {_advice(action)}"
        return ActionStalled(message, action=action)

    def look(self) -> Progress:
        data, now = self._action.data, self._clock.monotonic()
        processed = self._processed()
        current = (data.status, data.n_leads, processed, data.n_objects_processed)
        if data.status == PAUSED or self._last is None:
            # A pause is no part of the rate, nor is what was before the first look.
            self._first = processed
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
        now, stall = self._clock.monotonic(), self._limits.stall
        left = self._end - now
        if left <= 0:
            raise self._over()
        if stall is not None and now - self._moved >= stall:
            raise self._stalled(stall)
        return min(left, self._limits.poll or self._adaptive(progress))

    def _adaptive(self, progress: Progress) -> float:
        interval = self._grown()
        if progress.remaining is None:
            return interval
        # Near the end, look when the end is due.
        return min(interval, max(progress.remaining, _FIRST_POLL))

    def _grown(self) -> float:
        interval, self._interval = self._interval, min(self._interval * _GROWTH, _LONGEST_POLL)
        return interval
