"""What each kind of answer to each operation came to."""

from collections import Counter
from typing import Final

from attrs import Factory, define

from close_contract.driven.scene import Scene

WRONG: Final = "wrong"
OUTCOMES: Final = ("told", "error", "open", "cannot", WRONG)


@define
class Tally:
    """Counts scenes by operation, kind of answer and outcome; `sent` the valid calls that were sent.

    What is `left_out` is what the driver has no calls for.
    """

    counts: Counter[tuple[str, str, str]] = Factory(Counter[tuple[str, str, str]])
    sent: Counter[str] = Factory(Counter[str])
    left_out: list[str] = Factory(list[str])

    def add(self, scene: Scene, *, is_found: bool) -> None:
        """Count a scene."""
        name = scene.call.operation.id
        self.counts[name, scene.part.kind, WRONG if is_found else _outcome(scene)] += 1
        self.sent[name] += scene.call.is_valid and bool(scene.own)

    def total(self) -> int:
        """Return how many scenes there were."""
        return self.counts.total()

    def rows(self) -> list[tuple[str, str]]:
        """Return operations and kinds, in the order in which they came."""
        return [*dict.fromkeys((operation, kind) for operation, kind, _ in self.counts)]

    def cell(self, operation: str, kind: str, outcome: str) -> str:
        """Return how often it came to that, empty for never."""
        return str(self.counts[operation, kind, outcome] or "")


def _outcome(scene: Scene) -> str:
    outcome = scene.outcome
    match outcome.kind:
        case "value":
            return "told"
        case "error":
            return "open" if outcome.open else "error"
        case "cannot":
            return "cannot"
        case _:
            return WRONG
