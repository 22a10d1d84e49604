"""The report as JSON, for programs."""

import json

from close_contract.laws import LAWS
from close_contract.report import Finding
from close_contract.reports.outcome import Outcome

_INDENT = 2


def data(outcome: Outcome) -> str:
    """Return everything that the other forms show, as JSON."""
    report = outcome.report
    content = {
        "target": outcome.target,
        "began": outcome.began.isoformat(timespec="seconds"),
        "seconds": round(report.seconds, 3),
        "requests": report.exchanges.total(),
        "cut_short": report.cut_short,
        "stopped": report.stopped,
        "failure": outcome.failure,
        "notes": outcome.notes,
        "verdict": outcome.verdict,
        "not_tested": outcome.untested,
        "findings": [_finding(each) for each in report.findings],
        "operations": outcome.statuses,
        "checks": [
            {"check": law.name, **_law(law.name), "judged": judged, "findings": found}
            for law, judged, found in outcome.checks
        ],
        "fields": [
            {
                "operation": operation,
                "form": form,
                "field": name,
                "state": state,
                "statuses": counts,
            }
            for (operation, form, name, state), counts in sorted(report.tried.items())
        ],
        "parts": [
            {"operation": label, "clause": part.clause, "sent": sent, "accepted": accepted}
            for label, parts in outcome.parts.items()
            for part, sent, accepted in parts
        ],
    }
    return f"{json.dumps(content, indent=_INDENT)}\n"


def _finding(finding: Finding) -> dict[str, str]:
    return {
        "check": finding.check,
        "operation": finding.operation,
        "message": finding.message,
        **_law(finding.check),
        "clause": finding.clause,
        "curl": finding.request,
    }


def _law(check: str) -> dict[str, str]:
    law = LAWS.get(check)
    if law is None:
        return {}
    return {"demands": law.sentence, "source": law.source, "sure": law.certainty}
