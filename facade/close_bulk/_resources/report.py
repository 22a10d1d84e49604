"""What became of each subscription, when many were to be changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen

from close_bulk import _tables
from close_bulk.errors import ChangesFailed, CloseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from close_api_client.models import SequenceSubscription

Outcome = Literal["changed", "already", "left", "refused", "not_done", "unknown"]
_FAILURES: Final = ("refused", "not_done", "unknown")
_SHOWN: Final = 20


@frozen
class ReportRow:
    """What became of one subscription."""

    number: int
    """Its place among those that were given, from 1, each counted once."""
    subscription_id: str
    outcome: Outcome
    """`changed`: it is now as asked, or gone. `already`: it was, and nothing was sent. `left`: its status is
    one that this does not apply to, and nothing was sent. `refused`: the service said no, nothing changed.
    `not_done`: nothing changed, because the service could not be reached, had no time, or the run ended
    before; do it again later. `unknown`: it may or may not have changed; look before you repeat it."""
    before: SequenceSubscription | None = None
    """The subscription as it was read first, where it could be."""
    after: SequenceSubscription | None = None
    """The subscription as changed; None where it was deleted."""
    error: CloseError | None = None
    """Why it was refused, not done, or is unknown; None where the run ended before its turn."""

    @property
    def failed(self) -> bool:
        """Whether it is not, or may not be, as asked."""
        return self.outcome in _FAILURES

    def to_row(self) -> dict[str, Any]:
        """Give it flat, for CSV."""
        known: Any = self.after or self.before
        return {
            "number": self.number,
            "subscription_id": self.subscription_id,
            "outcome": self.outcome,
            "status_before": self.before and str(self.before.status),
            "status_after": self.after and str(self.after.status),
            "sequence_id": known and known.sequence_id,
            "contact_id": known and known.contact_id,
            "error": self.error and str(self.error),
        }

    def __str__(self) -> str:
        why = f" ({self.error})" if self.error else ""
        return f"{self.number}. {self.subscription_id}: {self.outcome}{why}"


@frozen(repr=False)
class Report:
    """What became of each subscription; iterate over it for the rows, in the order they were given."""

    verb: str
    """What was to be done: pause, resume, change_sender or delete."""
    rows: tuple[ReportRow, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many rows have each outcome; only those that occur."""
        return dict(Counter(row.outcome for row in self.rows))

    @property
    def failures(self) -> tuple[ReportRow, ...]:
        """The rows that are not, or may not be, as asked: refused, not done, unknown."""
        return tuple(row for row in self.rows if row.failed)

    @property
    def stopped_by(self) -> CloseError | None:
        """The error after which the rest was not tried; None if everything was."""
        if not self.rows or self.rows[-1].outcome != "not_done" or self.rows[-1].error:
            return None
        return next(row.error for row in reversed(self.rows) if row.error)

    def to_rows(self) -> list[dict[str, Any]]:
        """Give flat rows, for `csv.DictWriter` or a data frame; each has the same keys."""
        return [row.to_row() for row in self.rows]

    def raise_for_failures(self) -> None:
        """Raise if any subscription is not, or may not be, as asked.

        Raises:
            ChangesFailed: It names them, and has this report.
        """
        failures = self.failures
        if failures:
            listing = "\n".join(f"- {row}" for row in failures[:_SHOWN])
            rest = len(failures) - _SHOWN
            more = f"\n- and {rest} more, in .report.failures" if rest > 0 else ""
            raise ChangesFailed(f"{self}:\n{listing}{more}", report=self)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[ReportRow]:
        return iter(self.rows)

    def __str__(self) -> str:
        told = ", ".join(f"{count} {_WORDS[outcome]}" for outcome, count in self.counts.items())
        stop = self.stopped_by
        stopped = f"; the run was ended early, because of this: {stop}" if stop else ""
        many = "" if len(self.rows) == 1 else "s"
        return f"{self.verb} of {len(self.rows)} subscription{many}: {told or 'nothing to do'}{stopped}"

    def __repr__(self) -> str:
        return f"<Report: {self}>"

    def _repr_html_(self) -> str:
        """Show it in a notebook: what failed, or else the first rows."""
        shown = self.failures or self.rows
        return _tables.html(str(self), [row.to_row() for row in shown[:_SHOWN]])


_WORDS: Final[dict[Outcome, str]] = {
    "changed": "changed",
    "already": "already so",
    "left": "left as before",
    "refused": "refused",
    "not_done": "not done",
    "unknown": "unknown",
}
