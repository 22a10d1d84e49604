"""How far a bulk action is."""

from __future__ import annotations

from attrs import frozen

from close_bulk._life import PAUSED


@frozen
class Progress:
    """A bulk action's state at one moment, as `watch()` yields it."""

    status: str | None
    """The wire's status: created, loading, processing, paused, resuming, done, error, or a newer one."""
    processed: int
    """Leads processed so far."""
    total: int | None
    """Leads selected; None until the service has counted them."""
    elapsed: float
    """Seconds since the watch began."""
    rate: float | None
    """Leads per second since processing was first seen to move, or to move again after a pause; else None."""

    @property
    def fraction(self) -> float | None:
        """The processed share, from 0 to 1; None while the total is not known."""
        if self.total is None:
            return None
        return min(self.processed / self.total, 1.0) if self.total else 1.0

    @property
    def remaining(self) -> float | None:
        """Estimated seconds to the end (the ETA), at the rate so far; None without a rate, and in a pause."""
        if self.total is None or not self.rate or self.status == PAUSED:
            return None
        return max(self.total - self.processed, 0) / self.rate

    def __str__(self) -> str:
        total = "?" if self.total is None else self.total
        eta = f", about {self.remaining:.0f} s left" if self.remaining else ""
        return f"{self.status or 'unknown'}: {self.processed} of {total} leads{eta}"

    def _repr_html_(self) -> str:
        from html import escape  # noqa: PLC0415 - only notebooks need it

        value = "" if self.fraction is None else f' value="{self.fraction:.3f}"'
        return f"<progress{value}></progress> {escape(str(self))}"
