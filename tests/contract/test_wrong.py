"""Servers that are wrong on purpose: each is found, by the rule or check that should find it.

A sample of them is tried here, each with the part of the suite that is enough; `python -m
contract.wrong` tries all with the whole suite, and plain schemathesis beside it.
"""

from pathlib import Path

import pytest

from close_contract import PROBES, RULES, Finding
from close_emulator import Request, Response
from contract.wrong.faults import Fault, reply
from contract.wrong.outcomes import keep, kept, tables
from contract.wrong.running import look, part, right, suite
from contract.wrong.table import WRONG
from contract.wrong.trial import Kind, Outcome, Trial
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


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 429, 500, 503])
def test_a_server_that_says_always_the_same_is_not_green(status: int) -> None:
    """Whatever a server answers to everything, also to a valid key, its first answers are found wrong."""
    same = Fault(response=reply(status, {}))
    operations = ("get_bulk_sequence_subscription", "create_bulk_sequence_subscription")
    report = suite(lambda _: same, operations=operations, phases=(), probes=("known_ids",)).run()
    assert report.checks & {"known_ids", "response_schema_conformance"}


_broken = reply(500, {})


def _fuzzed(seed: int) -> tuple[list[Finding], list[bytes]]:
    """Fuzz a server that breaks on names, and return what was found and all bodies that came."""
    received: list[bytes] = []

    def answer(request: Request, response: Response) -> Response:
        received.append(request.body)
        return _broken(request, response) if b"sender_name" in request.body else response

    fault = Fault(to="POST .*", response=answer)
    operations = ("create_bulk_sequence_subscription",)
    run = suite(
        lambda _: fault,
        operations=operations,
        phases=("fuzzing",),
        probes=(),
        seed=seed,
        max_examples=5,
    )
    return run.run().findings, received


def test_a_finding_is_found_again() -> None:
    """The same seed sends the same requests and finds the same with the same request; another does not."""
    (found, sent), (found_again, sent_again), (_, sent_otherwise) = map(_fuzzed, (1, 1, 2))
    broken = [each for each in found if each.check == "not_a_server_error"]
    assert [each.operation for each in broken] == ["POST /bulk_action/sequence_subscription/"]
    assert found == found_again
    assert sent == sent_again
    assert sent != sent_otherwise


def test_outcomes_are_kept(tmp_path: Path) -> None:
    """What was found is read back from its file, and stands in the table with its totals."""
    file, names = tmp_path / "kept", [wrong.name for wrong in WRONG]
    outcomes = (
        Outcome(Trial(Kind.SUITE, names[0]), WRONG[0].check, 2.5, 1376),
        Outcome(Trial(Kind.PLAIN, names[0]), "", 49.0, 8291),
        Outcome(Trial(Kind.SUITE, names[1]), "", 120.0, 16000, complete=False),
        Outcome(Trial(Kind.RIGHT, "1"), "", 101.0, 15914),
    )
    for outcome in outcomes:
        keep(outcome, file)
    assert [*kept(file).values()] == [*outcomes]
    page = tables(kept(file)).splitlines()
    assert "- The whole suite found 1 of 2 wrong servers." in page
    assert "- Plain schemathesis found 0 of 1." in page
    assert "- In the right server the whole suite found something with 0 of 1 seeds." in page
    assert f"| {names[0]} | `{WRONG[0].check}` | 2.5 | - | 49.0 |" in page
    assert f"| {names[1]} | NOT FOUND | 120.0 |  |  |" in page
    assert "| 1 | 15914 | 101.0 | yes | nothing |" in page
