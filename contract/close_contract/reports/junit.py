"""JUnit XML, as CI systems read it: a suite for each operation, a case for each check made on it."""

from itertools import groupby
from typing import Final
from xml.etree import ElementTree as ET

from close_contract.laws import RUN, explained
from close_contract.report import Finding
from close_contract.reports.outcome import Outcome
from close_contract.reports.text import first_line, plain

_NAME: Final = "close-contract"
_WHOLE: Final = "the whole run"
_COUNTS: Final = {
    "tests": "testcase",
    "failures": "failure",
    "errors": "error",
    "skipped": "skipped",
}


def junit(outcome: Outcome) -> str:
    """Return a report as JUnit XML. What was checked and is no finding has passed.

    A run that could not be made is an error, and so is a part of it; an operation that was not tested
    is skipped. Requests belong to several cases, so the time that all
    took is that of the whole.
    """
    report = outcome.report
    failed = {(each.operation, each.check): each for each in report.findings}
    cases = {(operation, check) for check, operation in report.judged} | failed.keys()
    suites: list[ET.Element] = [_broken(outcome.failure)] if outcome.failure else []
    for operation, own in groupby(sorted(cases), key=lambda case: case[0]):
        name = operation or _WHOLE
        suites.append(_suite(name, [_case(name, key[1], failed.get(key)) for key in own]))
    suites += [_skipped(name, reason) for name, reason in outcome.untested.items()]
    root = _counted("testsuites", _NAME, suites, report.seconds)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(name: str, cases: list[ET.Element]) -> ET.Element:
    return _counted("testsuite", name, cases, 0)


def _counted(tag: str, name: str, content: list[ET.Element], seconds: float) -> ET.Element:
    """Return an element that says how many cases, failures and errors are in it."""
    element = _element(tag, name=name)
    element.extend(content)
    for what, inner in _COUNTS.items():
        element.set(what, str(sum(1 for _ in element.iter(inner))))
    element.set("time", f"{seconds:.3f}")
    return element


def _broken(failure: str) -> ET.Element:
    case = _case(_WHOLE, RUN, None)
    case.append(_element("error", message=failure, type=RUN))
    return _suite(_WHOLE, [case])


def _skipped(operation_id: str, reason: str) -> ET.Element:
    case = _case(operation_id, "tested", None)
    case.append(_element("skipped", message=f"not tested: {reason}"))
    return _suite(operation_id, [case])


def _case(name: str, check: str, finding: Finding | None) -> ET.Element:
    # Readers take what is before the last dot for a package.
    case = _element("testcase", classname=f"{_NAME}.{name}", name=check, time="0")
    if finding is not None:
        kind = "error" if check == RUN else "failure"
        failure = _element(kind, message=first_line(finding.message), type=check)
        failure.text = plain("\n".join([finding.message, *explained(finding), finding.request]))
        case.append(failure)
    return case


def _element(tag: str, **attributes: str) -> ET.Element:
    return ET.Element(tag, {name: plain(text) for name, text in attributes.items()})
