"""The one way in for time and chance, so that tests need neither."""

from __future__ import annotations

import random
import time as wall
from typing import Protocol


class Clock(Protocol):
    """Time and chance."""

    def time(self) -> float:
        """Tell the wall clock's time in seconds since the epoch."""
        ...

    def monotonic(self) -> float:
        """Tell the time in seconds from an arbitrary start; it never goes back."""
        ...

    def uniform(self, low: float, high: float, /) -> float:
        """Draw a number between ``low`` and ``high``."""
        ...

    def sleep(self, seconds: float, /) -> None:
        """Let time pass, blocking."""
        ...

    async def sleep_async(self, seconds: float, /) -> None:
        """Let time pass, awaiting."""
        ...


class SystemClock:
    """The real thing."""

    time = staticmethod(wall.time)
    monotonic = staticmethod(wall.monotonic)
    uniform = staticmethod(random.SystemRandom().uniform)
    sleep = staticmethod(wall.sleep)

    @staticmethod
    async def sleep_async(seconds: float, /) -> None:
        """Let time pass, awaiting."""
        # Imported here: a program that does not await need not pay for it.
        import asyncio  # noqa: PLC0415

        await asyncio.sleep(seconds)
