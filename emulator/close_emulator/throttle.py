"""Rate limits: one token bucket for each group of paths, filled by the emulator's clock.

Documented: limits count by method and path, `RateLimit` says `limit=, remaining=, reset=` with the
seconds as a decimal, a 429 has it and `Retry-After`, which is rounded up. That there are buckets,
and that `reset` tells when `remaining` grows, is inferred.
"""

import math
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Final

from attrs import define

from close_emulator.refusals import plain

_ALMOST: Final = 1e-6


@define
class _Bucket:
    tokens: float
    since: datetime


class Throttle:
    """So many requests a second, for each group by itself; a refused one costs nothing."""

    def __init__(self, per_second: float, burst: int | None = None) -> None:
        """Let `burst` requests through at once, by default as many as a second allows.

        Raises:
            ValueError: a rate that is not above 0, or a burst below 1.
        """
        if not 0 < per_second < math.inf:
            raise ValueError(f"There cannot be {per_second} requests a second.")
        if burst is not None and burst < 1:
            raise ValueError(f"A burst of {burst} would refuse every request.")
        self._rate: Final = per_second
        self._limit: Final = math.ceil(per_second) if burst is None else burst
        self._buckets: Final[dict[str, _Bucket]] = {}

    def admit(self, group: str, now: datetime) -> Sequence[tuple[str, str]]:
        """Count a request and return the headers that its answer has.

        Raises:
            Refusal: 429, the group has used up its limit.
        """
        bucket = self._buckets.setdefault(group, _Bucket(self._limit, now))
        earned = (now - bucket.since).total_seconds() * self._rate
        bucket.tokens, bucket.since = min(self._limit, bucket.tokens + earned), now
        allowed = bucket.tokens >= 1 - _ALMOST
        if allowed:
            bucket.tokens -= 1
        remaining = max(0, math.floor(bucket.tokens + _ALMOST))
        reset = math.ceil((remaining + 1 - bucket.tokens) / self._rate * 1000 - _ALMOST) / 1000
        told = ("ratelimit", f"limit={self._limit}, remaining={remaining}, reset={reset:g}")
        if not allowed:
            wait = ("retry-after", str(math.ceil(reset)))
            raise plain(HTTPStatus.TOO_MANY_REQUESTS, "Too Many Requests", [told, wait])
        return [told]
