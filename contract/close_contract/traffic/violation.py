"""What was wrong with one request or its answer."""

from enum import StrEnum
from typing import Any

from attrs import asdict, frozen

from close_contract.traffic.wire_rules import WIRE_RULES, WireRule


class Side(StrEnum):
    """Who broke a rule: the client with its request, or the server with its answer."""

    REQUEST = "request"
    ANSWER = "answer"


@frozen
class Problem:
    """A broken rule, where, and what is wrong.

    `clause` points to the part of the contract that says so; empty where it says nothing.
    """

    rule: WireRule
    where: str
    sentence: str
    clause: str = ""


@frozen
class Violation:
    """A problem of one exchange, ready to be printed: it holds no secret of the request.

    `where` is `path`, `method`, `status`, `query/<name>`, `header/<name>`, or `body` followed by a
    JSON pointer; `clause` is a JSON pointer into openapi/close.yaml; `curl` sends the request again.
    """

    rule: str
    side: Side
    operation: str
    where: str
    sentence: str
    clause: str
    curl: str

    @property
    def law(self) -> WireRule:
        """The rule itself: what it demands, where it comes from, how sure that is."""
        return WIRE_RULES[self.rule]

    def as_json(self) -> dict[str, Any]:
        """Return what a report keeps of it."""
        law = self.law
        return {
            **asdict(self),
            "demands": law.sentence,
            "source": law.source,
            "sure": law.certainty,
        }

    def __str__(self) -> str:
        lines = [
            f"{self.rule}: {self.operation}, {self.side} {self.where}",
            f"  {self.sentence}",
            f"  rule: {self.law.sentence} ({self.law.certainty}: {self.law.source})",
            f"  clause: {self.clause}" if self.clause else "",
            f"  {self.curl}",
        ]
        return "\n".join(filter(None, lines))
