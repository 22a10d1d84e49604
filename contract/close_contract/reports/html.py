"""The report as one HTML page, for people."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from close_contract.laws import LAWS
from close_contract.report import Finding
from close_contract.reports.elements import Content, element, page, table
from close_contract.reports.outcome import Outcome

_STATES: Final = ("absent", "null", "given")


def html(outcome: Outcome) -> str:
    """Return the page: findings, operations, rules, fields, and the schema parts that were sent."""
    words = outcome.verdict if outcome.report.exchanges else "not tested"
    content = [
        element(
            "h1",
            f"{outcome.target}: ",
            element("span", words, class_="good" if outcome.is_good else "bad"),
        ),
        *_summary(outcome),
        *_findings(outcome),
        *_operations(outcome),
        *_checks(outcome),
        *_fields(outcome),
        *_parts(outcome),
    ]
    return page(f"{words}: {outcome.target}", content)


def _summary(outcome: Outcome) -> Iterator[Element]:
    report = outcome.report
    began = outcome.began.isoformat(sep=" ", timespec="seconds")
    yield element(
        "p", f"{report.exchanges.total()} requests in {report.seconds:.0f} s from {began}."
    )
    for note in filter(None, (outcome.failure, *outcome.notes)):
        yield element("p", element("strong", note))
    untested = [element("li", f"{name}: {reason}") for name, reason in outcome.untested.items()]
    if untested:
        yield element("p", "Not tested:")
        yield element("ul", *untested)


def _findings(outcome: Outcome) -> Iterator[Element]:
    yield element("h2", "Findings")
    if not outcome.report.findings:
        yield element("p", "Nothing was found.")
        return
    yield element(
        "p",
        "Each with the smallest request that shows it. The lines take the key from the variable "
        "CLOSE_API_KEY.",
    )
    for finding in outcome.report.findings:
        yield element("section", *_finding(finding))


def _finding(finding: Finding) -> Iterator[Element]:
    where = f" {finding.operation}" if finding.operation else ""
    yield element("h3", element("span", finding.check, class_="bad"), where)
    yield element("pre", finding.message)
    law = LAWS.get(finding.check)
    if law is not None:
        sure = element("span", f" ({law.certainty}: {law.source})", class_="faint")
        yield element("p", element("strong", "Rule: "), law.sentence, sure)
    if finding.clause:
        yield element("p", element("strong", "Clause: "), element("code", finding.clause))
    if finding.request:
        yield element("pre", element("code", finding.request))


def _operations(outcome: Outcome) -> Iterator[Element]:
    statuses = outcome.statuses
    seen = sorted({status for counts in statuses.values() for status in counts})
    yield element("h2", "Operations")
    yield element("p", "How often each status was answered.")
    rows = [
        [_name(outcome, label), *(counts[status] or "" for status in seen), counts.total()]
        for label, counts in statuses.items()
    ]
    yield table(["operation", *map(str, seen), "requests"], rows)


def _name(outcome: Outcome, label: str) -> Content:
    wrong = any(each.operation == label for each in outcome.report.findings)
    return element("span", label, class_="bad") if wrong else label


def _checks(outcome: Outcome) -> Iterator[Element]:
    yield element("h2", "Rules and checks")
    yield element("p", "What is inferred, no document of the vendor's says in so many words.")
    rows: list[list[Content]] = [
        [law.name, law.sentence, law.source, law.certainty, judged, _count(found)]
        for law, judged, found in outcome.checks
    ]
    heads = ["check", "what it demands", "source", "how sure", "answers judged", "findings"]
    yield table(heads, rows)


def _fields(outcome: Outcome) -> Iterator[Element]:
    report = outcome.report
    forms = sorted({key[:3] for key in report.tried})
    if not forms:
        return
    yield element("h2", "Fields")
    yield element(
        "p",
        "Each field of each form of a body, left out, null and given: how many such bodies were accepted "
        "and refused.",
    )
    rows = [[*key, *(report.decided(*key, state) for state in _STATES)] for key in forms]
    yield table(["operation", "form", "field", *_STATES], rows)


def _parts(outcome: Outcome) -> Iterator[Element]:
    yield element("h2", "Parts of the request schemas")
    yield element(
        "p", "Parameters, members, forms and listed values, counted in requests that were valid."
    )
    for label, parts in outcome.parts.items():
        sent, accepted = (sum(bool(row[n]) for row in parts) for n in (1, 2))
        summary = f"{label}: {sent} of {len(parts)} sent, {accepted} accepted"
        rows: list[list[Content]] = [
            [each.what, element("code", each.clause), n, _zero(m)] for each, n, m in parts
        ]
        filled = table(["part", "clause", "sent", "accepted"], rows)
        yield element("details", element("summary", summary), filled)


def _count(found: int) -> Content:
    return element("span", found, class_="bad") if found else found


def _zero(accepted: int) -> Content:
    return accepted or element("span", 0, class_="faint")
