"""Many threads on one client: errors and hangs are counted, not only time."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

from attrs import frozen

from bench.canned import ID
from close_bulk import Close

if TYPE_CHECKING:
    from collections.abc import Callable

THREADS: Final = 32
CALLS: Final = 40_000
_PATIENCE: Final = 300.0
"""Seconds; far more than the calls take, far less than for ever."""


@frozen
class Result:
    """What became of the calls."""

    answered: int
    errors: tuple[str, ...]
    hung: int
    """Threads that did not end."""
    seconds: float

    @property
    def is_held(self) -> bool:
        """Tell whether every call was answered."""
        return self.answered == CALLS and not self.errors and not self.hung

    def row(self) -> str:
        """Give the table's line."""
        said = f"; the first error: {self.errors[0]}" if self.errors else ""
        return (
            f"{THREADS} threads, {CALLS} calls on one client: {len(self.errors)} errors, {self.hung} "
            f"threads hung, {self.seconds:.0f} s  {'yes' if self.is_held else 'NO'}{said}"
        )


def measure(url: str) -> Result:
    """Let the threads make their calls at once."""
    errors: list[str] = []
    answered: list[int] = []
    began = time.perf_counter()
    with Close(api_key="key", base_url=url, max_retries=0) as close:
        threads = [
            threading.Thread(target=_call, args=(lambda: close.bulk.get(ID), answered, errors))
            for _ in range(THREADS)
        ]
        for thread in threads:
            thread.daemon = True
            thread.start()
        for thread in threads:
            thread.join(max(0.0, began + _PATIENCE - time.perf_counter()))
        hung = sum(thread.is_alive() for thread in threads)
    return Result(sum(answered), tuple(errors), hung, time.perf_counter() - began)


def _call(call: Callable[[], object], answered: list[int], errors: list[str]) -> None:
    good = 0
    for _ in range(CALLS // THREADS):
        try:
            call()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            errors.append(f"{type(error).__name__}: {error}")
        else:
            good += 1
    answered.append(good)
