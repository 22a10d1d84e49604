"""What the written reports tell of a run."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from attrs import field, frozen

from close_contract.exercised import Exercised, Part
from close_contract.laws import LAWS
from close_contract.report import Report
from close_contract.rules import Certainty
from close_contract.traffic.wire_rules import WireRule


@frozen(kw_only=True)
class Outcome:
    """A report, and what is around it.

    `target` is the base URL, `began` the moment of the start. `operations` were to be tested, by their
    labels; `left_out` were not, each with the reason. `notes` say what else one should know, such as
    that the run was ended early; `failure` says why it could not be made at all, or not to its end.
    """

    target: str
    began: datetime
    report: Report
    exercised: Exercised
    operations: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(factory=dict[str, str])
    notes: tuple[str, ...] = ()
    failure: str = ""

    @property
    def statuses(self) -> Mapping[str, Counter[int]]:
        """How often each status was answered, by the labels of the operations."""
        found = {label: Counter[int]() for label in self.operations}
        for each, n in self.report.exchanges.items():
            found.setdefault(each.operation, Counter[int]())[each.status] += n
        return found

    @property
    def checks(self) -> list[tuple[WireRule, int, int]]:
        """Every check with the number of answers that it judged, and of its findings."""
        judged, found = Counter[str](), Counter[str]()
        for (check, _), n in self.report.judged.items():
            judged[check] += n
        for finding in self.report.findings:
            found[finding.check] += 1
        laws = [LAWS[check] for check in LAWS if check in judged or check in found]
        laws += [_foreign(check) for check in sorted(judged) if check not in LAWS]
        return [(law, judged[law.name], found[law.name]) for law in laws]

    @property
    def parts(self) -> Mapping[str, list[tuple[Part, int, int]]]:
        """The parts of each operation's requests, and how often each was sent and accepted."""
        seen = self.exercised
        return {
            label: [(each, seen.sent[each], seen.accepted[each]) for each in seen.parts([label])]
            for label in self.operations
        }


def _foreign(check: str) -> WireRule:
    return WireRule(check, "What a newer schemathesis checks.", "schemathesis", Certainty.INFERRED)
