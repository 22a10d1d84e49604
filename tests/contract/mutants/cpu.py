"""The clock of a run that shares its machine: it counts what the process has worked."""

import time


class CpuClock:
    """Seconds of CPU time; waiting does not count."""

    def now(self) -> float:
        """Return the seconds that this process has worked."""
        return time.process_time()

    def sleep(self, seconds: float) -> None:
        """Go on at once: nothing in this process gets further while it waits."""
