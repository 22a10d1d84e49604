"""The service's rate limits, kept by all calls of a client together.

The vendor documents that limits count per endpoint, and that answers tell `limit`, `remaining` and the
seconds to `reset`. What `reset` resets is not documented: whether one more request, as a bucket fills, or
all of them, as a window of time begins. Here an endpoint's limit is taken for a bucket, which is true of
both after `reset` seconds, until its answers show more than a bucket could have regained.

All is reckoned by when requests are begun, not by when they arrive: if they take equally long, the one
that is begun `reset` seconds after another arrives as many seconds after it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from math import inf
from threading import Lock
from typing import TYPE_CHECKING, Final

from attrs import define, field

from close_bulk._forking import at_fork

if TYPE_CHECKING:
    from close_bulk._answers import Quota

_ALMOST: Final = 1 - 1e-6
_SHORTEST_RESET: Final = 0.001
_FADING: Final = 0.999
"""With each answer: one odd reset must not slow an endpoint for good."""
_RISE: Final = 0.3
"""How far an answer that tells of more is believed: requests overtake each other, and it may mean others."""
_EASE: Final = 0.01
_REFUSAL: Final = 3
_DOUBT: Final = 20
"""What tells that no window begins: more than every third request is refused for a while."""
_STALE: Final = 0.25
"""Of a window: an answer that puts its end nearer to the last one's was on its way since then."""
_SHORTER: Final = 0.8
_FORGOTTEN: Final = 600.0


@define
class _Lane:
    """What is known about the limit of one endpoint; times are those of the monotonic clock."""

    tokens: float = inf
    """Requests that may be begun at `at`; there is no limit until an answer tells of one."""
    at: float = -inf
    limit: float = inf
    slowest: float = _SHORTEST_RESET
    """The longest reset of late: one request comes back in so many seconds, or all of them."""
    reserve: float = 0.0
    """Requests that are not counted on, because answers take now more and now less time: a refusal adds
    one, and every answer takes a little off again."""
    is_blind: bool = False
    """Whether it refuses without telling of its limit: then only one call at a time finds out."""
    paused_until: float = -inf
    newest: float = -inf
    """When that request was begun whose answer is believed."""
    remaining: float = inf
    """What that answer told."""
    flying: list[float] = field(factory=list[float])
    """When the requests were begun that are not answered yet, in order."""
    is_window: bool | None = None
    """Whether all requests come back at once; None while nothing has shown it."""
    doubt: int = 0
    """Grows with each refusal where all are thought to come back at once, and ebbs with each answer."""
    window: float = -inf
    """Since when requests count for the window at hand."""
    next_window: float = inf

    def claim(self, now: float) -> float:
        if now < self.paused_until:
            return self.paused_until - now
        self._refill(now)
        if self.tokens < _ALMOST:
            return self.next_window - now if self.is_window else (1 - self.tokens) * self.slowest
        self.tokens -= 1
        insort(self.flying, now)
        return 0.0

    def _refill(self, now: float) -> None:
        if self.is_window:
            if now >= self.next_window:
                self.tokens = self.limit
                begun = (now - self.next_window) // self.slowest * self.slowest
                self.window = min(self.next_window + begun, now)
                self.next_window = max(self.window + self.slowest, now + _SHORTEST_RESET)
        elif self.at < now and self.tokens < inf:
            self.tokens = min(self._most(), self.tokens + (now - self.at) / self.slowest)
        self.at = max(self.at, now)

    def _keep_back(self, reserve: float) -> None:
        """Count on so many requests less; half of the limit is counted on whatever happens."""
        self.reserve = min(reserve, max(0.0, (self.limit - 1) / 2))

    def _most(self) -> float:
        return self.limit - self.reserve

    def refused(self, quota: Quota | None, until: float) -> None:
        """Note a refusal; of a limit that was not used up, nothing but its end is known."""
        self.is_blind = self.is_blind or quota is None
        if self.is_window:
            self.doubt += _REFUSAL
            self.is_window = self.doubt <= _DOUBT + self.limit
        else:
            self._keep_back(self.reserve + 1)
        if quota is None or quota.remaining >= 1:
            self.paused_until = max(self.paused_until, until)

    def settled(self, quota: Quota | None, began: float, now: float) -> None:
        own = bisect_right(self.flying, began)
        if own:
            began = self.flying.pop(own - 1)
            # Of some that were claimed nothing is ever heard.
            del self.flying[: bisect_left(self.flying, began - _FORGOTTEN)]
        if quota is None or began < self.newest:
            return
        self._refill(now)
        reset = max(quota.reset, _SHORTEST_RESET)
        self.slowest = max(self.slowest * (1 if self.is_window else _FADING), reset)
        self.reserve, self.doubt = max(0.0, self.reserve - _EASE), max(0, self.doubt - 1)
        regained = (now - self.newest) / self.slowest + 1
        is_jump = quota.limit == self.limit and quota.remaining > self.remaining + regained
        if is_jump and self.is_window:
            # One begins where none was expected: an answer has told of a longer one than they are.
            self.slowest = max(reset, _SHORTER * self.slowest)
        if is_jump and self.is_window is not False:
            self.is_window, self.reserve = True, 0.0
            self.window, self.next_window = began + reset - self.slowest, began + reset
        self.limit, self.remaining, self.newest = quota.limit, quota.remaining, began
        # It may have been measured against a larger limit.
        self._keep_back(self.reserve)
        self._read(reset, now)

    def _read(self, reset: float, now: float) -> None:
        """Learn from the newest answer how many requests may be begun."""
        after = len(self.flying) - bisect_left(self.flying, self.newest)
        ends = self.newest + reset
        if not self.is_window:
            # One comes back at `reset`, and others until the next request has come as far.
            back = 1 + (now - ends) / self.slowest
            self._believe(self.remaining + back - after - self.reserve)
        elif ends >= self.window + _STALE * self.slowest:
            self.next_window = max(self.next_window, ends)
            self._believe(self.remaining - after)

    def _believe(self, tokens: float) -> None:
        known, told = min(self.tokens, self._most()), min(tokens, self._most())
        self.tokens = known + (_RISE if told > known else 1) * (told - known)


class Pace:
    """When the next request to an endpoint may be begun; threads may share it."""

    def __init__(self) -> None:
        self._lanes: defaultdict[str, _Lane] = defaultdict(_Lane)
        self._lock = Lock()
        at_fork(self)

    def is_limited(self, endpoint: str) -> bool:
        """Tell whether an answer has told of a limit."""
        with self._lock:
            return self._lanes[endpoint].limit < inf

    def is_blind(self, endpoint: str) -> bool:
        """Tell whether the endpoint refuses calls without ever telling of a limit."""
        with self._lock:
            lane = self._lanes[endpoint]
            return lane.is_blind and lane.limit == inf

    def forked(self) -> None:
        """Begin anew in a child process, which another thread's lock would stop for ever."""
        self._lock = Lock()
        self._lanes.clear()

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

    def refused(self, endpoint: str, quota: Quota | None, until: float) -> None:
        """Note that an answer was a refusal, after `settled`.

        Nobody begins a request to the endpoint until then, unless the limit itself tells when.
        """
        with self._lock:
            self._lanes[endpoint].refused(quota, until)
