"""What the written reports tell of a run."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from attrs import field, frozen

from close_contract.document import operations
from close_contract.exercised import Exercised, Part
from close_contract.laws import LAWS, RUN
from close_contract.report import Finding, Report
from close_contract.reports.text import counted
from close_contract.rules import Certainty
from close_contract.traffic.wire_rules import WireRule

_UNREACHED: Final = "the run ended before"


@frozen(kw_only=True)
class Outcome:
    """A report, and what is around it.

    `target` is the base URL, `began` the moment of the start. `operations` were to be tested, by their
    labels; `left_out` could not be, each with the reason. `notes` say what else one should know, such as
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
    def findings(self) -> list[Finding]:
        """What the server does wrong."""
        return [each for each in self.report.findings if each.check != RUN]

    @property
    def unmade(self) -> list[Finding]:
        """The parts of the test that could not be made, which says nothing of the server."""
        return [each for each in self.report.findings if each.check == RUN]

    @property
    def untested(self) -> Mapping[str, str]:
        """The operations that were not tested, by their operationIds, each with the reason."""
        known, statuses = operations(), self.statuses
        unreached = [known[each].id for each in self.operations if not statuses[each].total()]
        return {**self.left_out, **dict.fromkeys(unreached, _UNREACHED)}

    @property
    def verdict(self) -> str:
        """What came of the run, in words: `no findings; 5 operations not tested`."""
        words = [counted(len(self.findings), "finding")]
        if self.unmade:
            words.append(f"{counted(len(self.unmade), 'part')} of the test could not be made")
        if self.untested:
            words.append(f"{counted(len(self.untested), 'operation')} not tested")
        return "; ".join(words)

    @property
    def is_good(self) -> bool:
        """Whether nothing was found, and all that was to be tested could be."""
        return not (self.report.findings or self.failure)

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
