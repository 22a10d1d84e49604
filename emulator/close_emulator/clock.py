"""The one source of time: the wall, or a test's own hand."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whatever tells the time as an aware datetime."""

    def now(self) -> datetime:
        """Return the present moment, with a time zone."""
        ...


class WallClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is told to move; tests need no sleep with it."""

    def __init__(self, start: datetime = datetime(2024, 1, 1, tzinfo=UTC)) -> None:
        """Start at an aware moment.

        Raises:
            ValueError: `start` has no time zone.
        """
        if start.tzinfo is None:
            msg = (
                "a clock starts at an aware datetime, for example datetime(2024, 1, 1, tzinfo=UTC)"
            )
            raise ValueError(msg)
        self._now = start

    def now(self) -> datetime:
        """Return the moment the clock was last moved to."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move on by this many seconds.

        Raises:
            ValueError: `seconds` is negative; time never runs backwards.
        """
        if seconds < 0:
            msg = f"a clock only moves forwards, not by {seconds} seconds"
            raise ValueError(msg)
        self._now += timedelta(seconds=seconds)
