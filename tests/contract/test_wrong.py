"""Servers that are wrong on purpose: each is found, by the rule or check that should find it.

A sample of them is tried here, each with the part of the suite that is enough; `python -m
contract.wrong` tries all with the whole suite, and plain schemathesis beside it.
"""

import pytest

from close_contract import PROBES, RULES
from contract.wrong.running import look, part, right, suite
from contract.wrong.table import WRONG
from contract.wrong.wrong import Wrong

SAMPLE = WRONG[4::9]


@pytest.mark.parametrize("wrong", SAMPLE, ids=str)
def test_a_wrong_server_is_found(wrong: Wrong) -> None:
    """A server that is wrong in one way makes the named rule or check find something."""
    report = look(part(wrong, wrong.make), wrong.check)
    assert wrong.check in report.checks


def test_the_right_server_is_not() -> None:
    """All probes find nothing in a right server whose bulk actions go on while it is tested."""
    report = suite(right, moving=True, phases=()).run()
    assert report.findings == [], str(report)


def test_the_table() -> None:
    """Every wrong server has a name of its own, and every rule and every probe finds one."""
    names = [wrong.name for wrong in WRONG]
    assert len(names) == len({*names}) >= 60
    checks = {wrong.check for wrong in WRONG}
    assert {rule.name for rule in RULES} <= checks
    assert {*PROBES} <= {wrong.part for wrong in WRONG} | checks
