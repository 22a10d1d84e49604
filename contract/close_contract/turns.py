"""The turns that the phases of schemathesis have in a run."""

from collections import Counter
from collections.abc import Collection
from math import ceil
from typing import Final

from attrs import define, field
from schemathesis.engine import Status
from schemathesis.engine.events import EngineEvent, PhaseFinished

TURN: Final = 10
"""So many cases an operation gets in one turn of a phase that always has more."""
_ENDLESS: Final = frozenset({"fuzzing", "stateful"})


@define
class Turns:
    """Counts the turns of phases, of which the endless ones have several where time is short.

    So each operation has had its turn before any has all its `cases`.
    """

    phases: Collection[str]
    cases: int
    is_limited: bool
    _had: Counter[str] = field(factory=Counter[str], init=False)

    def note(self, event: EngineEvent) -> None:
        """Count the end of a turn; what has nothing to do needs no more."""
        if isinstance(event, PhaseFinished):
            name = event.phase.name.value
            self._had[name] += self._due(name) if event.status is Status.SKIP else 1

    @property
    def are_over(self) -> bool:
        """Every phase has had all its turns."""
        return all(self._had[name] >= self._due(name) for name in self.phases)

    def _due(self, phase: str) -> int:
        return ceil(self.cases / TURN) if self.is_limited and phase in _ENDLESS else 1
