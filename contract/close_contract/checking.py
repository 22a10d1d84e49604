"""Judges recorded exchanges."""

from collections.abc import Callable, Iterable
from typing import Final

from attrs import define, field

from close_contract.judge import BASE_PATH, Judge
from close_contract.recordings.recorded import Recorded
from close_contract.traffic.ledger import Ledger
from close_contract.traffic.requests import OUTSIDE
from close_contract.traffic.violation import Side, Violation

EMPTY: Final = "it holds no requests"
NOTHING: Final = "none of its {n} requests went to {base}/; say where the API is with --base-path"


@define
class Checking:
    """What was found in recordings; `skipped` counts exchanges that went elsewhere.

    `base_path` is where the API begins in the URLs; whoever served them does not matter. With
    `answers_only` requests may be wrong, as those of a test of a server are on purpose.
    """

    base_path: str = BASE_PATH
    sign_in: bool = False
    answers_only: bool = False
    ledger: Ledger = field(factory=Ledger)
    skipped: int = 0
    _judge: Judge = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Make the judge."""
        self._judge = Judge(base_path=self.base_path, sign_in=self.sign_in, remembers=True)

    def check(
        self, exchanges: Iterable[Recorded], tell: Callable[[Violation], None]
    ) -> tuple[int, int]:
        """Judge the exchanges of one recording; return how many there were, and how many the API's.

        Raises:
            NotARecording: an exchange cannot be read.
        """
        self._judge.forget()
        seen = judged = 0
        for each in exchanges:
            seen += 1
            path = each.request.path
            if not path.startswith(f"{self.base_path}/") or path in OUTSIDE:
                self.skipped += 1
                continue
            judged += 1
            for violation in self.ledger.add(self._wanted(each)):
                tell(violation)
        return seen, judged

    def _wanted(self, each: Recorded) -> list[Violation]:
        found = self._violations(each)
        return [n for n in found if n.side is Side.ANSWER] if self.answers_only else found

    def _violations(self, each: Recorded) -> list[Violation]:
        if each.response is None:
            return self._judge.request(each.request)
        return self._judge.exchange(each.request, each.response, each.span)
