"""A clock for tests: waiting takes no time, and chance is always the same."""

import asyncio
import random
import time


class HurriedClock:
    """Goes like any other, except that who sleeps wakes at once and finds that the time has passed."""

    def __init__(self) -> None:
        self._slept = 0.0
        self._chance = random.Random(0)  # noqa: S311 - it spreads retries

    def time(self) -> float:
        """Tell the wall clock's time in seconds since the epoch."""
        return time.time() + self._slept

    def monotonic(self) -> float:
        """Tell the time in seconds from an arbitrary start."""
        return time.monotonic() + self._slept

    def uniform(self, low: float, high: float, /) -> float:
        """Draw a number between two."""
        return self._chance.uniform(low, high)

    def sleep(self, seconds: float, /) -> None:
        """Let time pass, at once."""
        self._slept += max(seconds, 0.0)

    async def sleep_async(self, seconds: float, /) -> None:
        """Let time pass, at once, and others have their turn."""
        self.sleep(seconds)
        await asyncio.sleep(0)
