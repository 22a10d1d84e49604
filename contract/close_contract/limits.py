"""How long a run may take and how fast it may ask, by a clock that tests can move."""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Protocol

from attrs import define, field

_POLL = 0.2


class Clock(Protocol):
    """Tells the time in seconds, and lets it pass."""

    def now(self) -> float:
        """Return the time in seconds, from whatever moment."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        ...


class RealClock:
    """The time that passes by itself."""

    def now(self) -> float:
        """Return the seconds since some moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class OutOfTime(Exception):
    """The budget of a run is spent."""


@define
class Limits:
    """A budget in seconds from now on, None without an end, and a rate in requests a second.

    `patience` is how many seconds a server may take to do what it has accepted.
    """

    clock: Clock
    budget: float | None = None
    rate: float | None = None
    patience: float = 0.0
    _start: float = field(init=False)
    _next: float = field(init=False)
    _end: float | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Start the clock."""
        self._start = self._next = self.clock.now()
        self._end = None if self.budget is None else self._start + self.budget

    @property
    def spent(self) -> float:
        """The seconds since the start."""
        return self.clock.now() - self._start

    @property
    def left(self) -> float | None:
        """The seconds until the end, None without one."""
        return None if self._end is None else max(self._end - self.clock.now(), 0.0)

    @property
    def is_over(self) -> bool:
        """The budget is spent, or the part of it that is all there is for now."""
        return self.left == 0.0

    @contextmanager
    def share(self, part: float) -> Generator[None]:
        """Let a part of the time that is left be all there is, while the block lasts."""
        left, end = self.left, self._end
        if left is not None and end is not None:
            self._end = end - left * (1 - part)
        try:
            yield
        finally:
            self._end = end

    def check(self) -> None:
        """Go on while there is time.

        Raises:
            OutOfTime: there is none left.
        """
        if self.is_over:
            raise OutOfTime

    def wait_for_turn(self) -> None:
        """Wait until the next request may be sent.

        Raises:
            OutOfTime: it may not be sent any more.
        """
        self.check()
        if self.rate is not None:
            now = self.clock.now()
            if self._next > now:
                self.clock.sleep(self._next - now)
            self._next = max(self._next, now) + 1 / self.rate
            self.check()

    def attempts(self) -> Iterator[None]:
        """Yield at least three times, then until the patience is at its end."""
        end = self.clock.now() + self.patience
        for _ in range(3):
            yield
        while self.clock.now() < end:
            self.clock.sleep(_POLL)
            yield
