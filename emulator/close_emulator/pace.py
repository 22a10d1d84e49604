"""How fast bulk actions move: at once, with the clock, or step by step.

There is one mechanism. Time and steps earn an action *work*, a number that only grows; where the
action stands is a pure function of it. A *position* is one number as well: `CREATED`, `LOADING`,
and from 0 on the count of leads that may have been processed. Because work only grows and
`position` never falls, progress is monotone by construction.
"""

import math
from typing import Final, Protocol

from attrs import field, frozen, validators

CREATED: Final = -2
LOADING: Final = -1


class Pace(Protocol):
    """A policy of progress."""

    @property
    def resuming(self) -> float:
        """The work that a resumed action owes before it moves on."""
        ...

    def earned(self, seconds: float, steps: int) -> float:
        """Return the work that these seconds and steps are worth."""
        ...

    def position(self, work: float) -> float:
        """Where an action stands that was granted this much work; never falls as work grows."""
        ...


@frozen
class Immediate:
    """Everything is done by the first request after the one that started it."""

    resuming: float = field(default=0.0, init=False)

    def earned(self, seconds: float, steps: int) -> float:  # noqa: ARG002
        """Every look at the emulator is worth endless work."""
        return math.inf

    def position(self, work: float) -> float:
        """Return the end, as soon as there is any work."""
        return work or CREATED


@frozen(kw_only=True)
class Timed:
    """Progress follows the emulator's clock; time during a pause does not count.

    `start`, `loading` and `resuming` are seconds spent in the states created, loading and
    resuming; `rate` is leads per second.
    """

    start: float = field(default=0.0, validator=[validators.ge(0), validators.lt(math.inf)])
    loading: float = field(default=1.0, validator=[validators.ge(0), validators.lt(math.inf)])
    rate: float = field(default=50.0, validator=[validators.gt(0), validators.lt(math.inf)])
    resuming: float = field(default=0.0, validator=[validators.ge(0), validators.lt(math.inf)])

    def earned(self, seconds: float, steps: int) -> float:  # noqa: ARG002
        """Return the seconds themselves."""
        return seconds

    def position(self, work: float) -> float:
        """Find the stage after so many seconds; microseconds count, rounding errors do not."""
        processing = round(work - self.start - self.loading, 6)
        if processing < 0:
            return LOADING if processing >= -self.loading else CREATED
        return math.floor(round(processing * self.rate, 6))


@frozen
class Stepped:
    """Nothing moves by itself; `Emulator.step()` moves one stage or one batch of leads on."""

    batch: int = field(default=10, validator=validators.ge(1))
    resuming: float = field(default=1.0, init=False)

    def earned(self, seconds: float, steps: int) -> float:  # noqa: ARG002
        """Return the steps themselves."""
        return steps

    def position(self, work: float) -> float:
        """Pass through created, loading and processing, then one batch for each step."""
        stage = work + CREATED
        return stage * self.batch if stage > 0 else stage
