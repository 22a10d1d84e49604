"""Ends a run from outside so that what was found until then is kept."""

import signal
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final

from attrs import define

from close_contract.report import Report, Seen, Watcher

_ALARM: Final = getattr(signal, "SIGALRM", None)
_AGAIN: Final = 1.0


@define
class Stopping:
    """Raises KeyboardInterrupt on Ctrl-C, on SIGTERM, and when a run is overdue.

    A run is overdue if it does not end though its budget is spent long ago: a server can send an
    answer byte by byte, and never end it. What watches the run is not torn apart in the middle.
    """

    report: Report
    overdue: bool = False
    _is_held: bool = False

    @contextmanager
    def within(self, seconds: float) -> Generator[None]:
        """Be ready to stop while the block lasts, which is overdue after so many seconds."""
        signals = [signal.SIGINT, signal.SIGTERM, *([_ALARM] if _ALARM else [])]
        before = {each: signal.signal(each, self._stop) for each in signals}
        if _ALARM:
            signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        try:
            yield
        finally:
            if _ALARM:
                signal.setitimer(signal.ITIMER_REAL, 0)
            for each, handler in before.items():
                signal.signal(each, handler)

    def whole(self, watch: Watcher) -> Watcher:
        """Return a watcher that is not interrupted."""

        def undisturbed(seen: Seen) -> None:
            self._is_held = True
            try:
                watch(seen)
            finally:
                self._is_held = False
            if self.report.stopped:
                raise KeyboardInterrupt

        return undisturbed

    def _stop(self, number: int, _frame: Any) -> None:
        self.overdue = self.overdue or number == _ALARM
        self.report.stopped = True
        if not self._is_held:
            raise KeyboardInterrupt
