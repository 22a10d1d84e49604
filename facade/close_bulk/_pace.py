"""The service's rate limits, kept by all calls of a client together.

The vendor documents that limits count per endpoint, and that answers tell `limit`, `remaining` and the
seconds to `reset`. What `reset` resets is not documented: whether one more request or all of them. Here
each answer is believed in the one way that is true under both readings: after `reset` seconds there is at
least one request more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from math import inf
from threading import Lock
from typing import TYPE_CHECKING, Final

from attrs import define, field

if TYPE_CHECKING:
    from close_bulk._answers import Quota

_ALMOST: Final = 1 - 1e-6
_FADING: Final = 0.98
"""With each answer: one odd reset must not slow an endpoint for good."""
_SHORTEST_RESET: Final = 0.001
_FORGOTTEN: Final = 600.0
_EASE: Final = 0.01


@define
class _Lane:
    """What is known about the limit of one endpoint; times are those of the monotonic clock."""

    tokens: float = inf
    """Requests that may be begun at `at`; there is no limit until an answer tells of one."""
    at: float = -inf
    limit: float = inf
    slowest: float = _SHORTEST_RESET
    """The longest reset of late: at least one request comes back in so many seconds."""
    reset_at: float = inf
    more: float = 0.0
    """What a reset brings beyond what has come back until then."""
    reserve: float = 0.0
    """Requests that are not counted on, because answers take now more and now less time: a refusal adds
    one, and every answer takes a little off again."""
    paused_until: float = -inf
    newest: float = -inf
    """When that request was begun whose answer is believed."""
    flying: list[float] = field(factory=list[float])
    """When the requests were begun that are not answered yet, in order."""

    def claim(self, now: float) -> float:
        if now < self.paused_until:
            return self.paused_until - now
        self._refill(now)
        if self.tokens < _ALMOST:
            return self._wait(now)
        self.tokens -= 1
        insort(self.flying, now)
        return 0.0

    def _refill(self, now: float) -> None:
        if self.at < now and self.tokens < inf:
            self.tokens = min(self.limit, self.tokens + (now - self.at) / self.slowest)
        self.at = max(self.at, now)
        if now >= self.reset_at:
            self.tokens += self.more
            self.reset_at = inf

    def _wait(self, now: float) -> float:
        steady = (1 - self.tokens) * self.slowest
        return min(steady, self.reset_at - now)

    def settled(self, quota: Quota | None, began: float, now: float) -> None:
        own = bisect_right(self.flying, began)
        if own:
            began = self.flying.pop(own - 1)
            # Of some that were claimed nothing is ever heard.
            del self.flying[: bisect_left(self.flying, began - _FORGOTTEN)]
        if quota is None or began < self.newest:
            return
        self._refill(now)
        after = len(self.flying) - bisect_left(self.flying, began)
        reset = max(quota.reset, _SHORTEST_RESET)
        self.slowest, self.limit = max(self.slowest * _FADING, reset), quota.limit
        # It was counted between its begin and now, and the next one takes about as long to arrive.
        back = (now - began) / self.slowest - self.reserve
        self.reserve = max(0.0, self.reserve - _EASE)
        tokens = quota.remaining + max(0.0, back) - after
        self.tokens = min(tokens, self.limit, self.tokens if began == self.newest else inf)
        self.reset_at, self.more = now + reset, 1 - reset / self.slowest
        self.newest = began


class Pace:
    """When the next request to an endpoint may be begun; threads may share it."""

    def __init__(self) -> None:
        self._lanes: defaultdict[str, _Lane] = defaultdict(_Lane)
        self._lock = Lock()

    def claim(self, endpoint: str, now: float) -> float:
        """Begin a request, if the limit allows it.

        Args:
            endpoint: Whose limit it counts for.
            now: The monotonic clock's time, as everywhere here.

        Returns:
            0 if it may go at once and is counted; otherwise the seconds after which to ask again.
        """
        with self._lock:
            return self._lanes[endpoint].claim(now)

    def settled(self, endpoint: str, quota: Quota | None, *, began: float, now: float) -> None:
        """Note what an answer tells of the limit.

        Args:
            endpoint: As for `claim`.
            quota: What it tells; None if nothing.
            began: When its request was begun.
            now: When it came.
        """
        with self._lock:
            self._lanes[endpoint].settled(quota, began, now)

    def pause(self, endpoint: str, until: float) -> None:
        """Let nobody begin a request to an endpoint that has refused one, before it is over."""
        with self._lock:
            lane = self._lanes[endpoint]
            lane.paused_until = max(lane.paused_until, until)
            lane.reserve += 1
