"""What was wrong with one request or its answer."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
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

    `where` is `path`, `method`, `head`, `status`, `query/<name>`, `header/<name>`, or `body` followed by a
    JSON pointer; `clause` is a JSON pointer into openapi/close.yaml; `curl` sends the request again,
    and is empty if what was sent was none.
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

    @property
    def explained(self) -> str:
        """What is wrong, where, and what says so, in a few lines; all but the curl line."""
        lines = [
            f"{self.rule}: {self.operation}, {self.side} {self.where}",
            f"  {self.sentence}",
            f"  rule: {self.law.sentence} ({self.law.certainty}: {self.law.source})",
            f"  clause: {self.clause}" if self.clause else "",
        ]
        return "\n".join(filter(None, lines))

    def __str__(self) -> str:
        return told([self])


def told(violations: Iterable[Violation]) -> str:
    """Tell violations with one curl line for those of the same request."""
    blocks = [
        "\n".join([*(each.explained for each in group), *([f"  {curl}"] if curl else [])])
        for curl, group in groupby(violations, attrgetter("curl"))
    ]
    return "\n\n".join(blocks)
