"""`close-contract client`: what it finds in clients that are right or wrong, and in no clients at all."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import define
from click.testing import CliRunner, Result

from close_contract.commands.client import client
from close_contract.document import contract
from close_contract.driven.driver import Asking, Driver
from close_contract.driven.effort import Effort
from close_contract.driven.play import Play
from close_contract.driven.stage import Stage
from close_contract.driven.verdicts import CLIENT_RULES
from close_contract.limits import Limits, RealClock
from close_contract.report import Report
from contract.driven_clients import TIMEOUT, WRONG, Client, Wrong

FEW = ("get_saved_search", "delete_sequence")


@define
class Until(Limits):
    """Ends a run when a rule has found something."""

    report: Report | None = None
    rule: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it has."""
        return self.report is not None and self.rule in self.report.checks


@pytest.fixture
def stage() -> Iterator[Stage]:
    """Serve what clients talk to."""
    with Stage(contract()) as opened:
        yield opened


def played(driver: Asking, stage: Stage, effort: Effort, *operations: str) -> Report:
    """Return what a run finds."""
    limits = Limits(RealClock(), 60.0)
    return Play(driver, stage, limits, TIMEOUT, effort=effort, chosen=operations).run()


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(client, arguments)


def test_a_right_client(stage: Stage) -> None:
    """Nothing is found in a small client that does everything right."""
    effort = Effort(most=2, drawn=0, silence=False)
    assert str(played(Client(stage.base_url), stage, effort)).endswith("0 findings")


@pytest.mark.parametrize("wrong", WRONG, ids=lambda each: f"{each.make.__name__}-{each.rule}")
def test_a_wrong_client(wrong: Wrong, stage: Stage) -> None:
    """Each wrong client is found by a named rule, with the call that shows it."""
    report = Report()
    limits = Until(RealClock(), report=report, rule=wrong.rule)
    is_hanging = wrong.rule == "comes_back"
    effort = Effort(most=None, drawn=0, silence=is_hanging)
    wrong_client = wrong.make(stage.base_url)
    wrong_client.timeout = 0.1 if is_hanging else TIMEOUT
    play = Play(wrong_client, stage, limits, TIMEOUT, effort=effort, chosen=[wrong.operation])
    for _ in play.steps(report):
        pass
    found = [each for each in report.findings if each.check == wrong.rule]
    assert len(found) == 1
    assert f'"operation": "{wrong.operation}"' in found[0].request or wrong.rule == "exercised"


def test_the_same_seed(stage: Stage) -> None:
    """The same seed plays the same, another one something else."""
    reports = [
        played(Client(stage.base_url), stage, Effort(seed, most=4, drawn=1, silence=False), *FEW)
        for seed in (1, 1, 2)
    ]
    first, again, other = (report.exchanges for report in reports)
    assert first == again
    assert first != other


def test_every_rule_finds_something() -> None:
    """There is a wrong client for each rule but one, which calls that nobody sends cannot show."""
    found = {each.rule for each in WRONG}
    assert {rule.name for rule in CLIENT_RULES} - found == {"refuses_wrong_calls"}


@pytest.mark.parametrize(
    ("options", "operations"),
    [((), ()), (("--asyncio",), ("update_bulk_email", "list_events", "create_bulk_delete"))],
    ids=["Close", "AsyncClose"],
)
def test_the_facade(options: tuple[str, ...], operations: tuple[str, ...], stage: Stage) -> None:
    """Nothing new is found in the project's own client, which runs behind its driver."""
    command = [sys.executable, "-m", "close_driver", *options]
    driver = Driver(command, stage.base_url, timeout=TIMEOUT, patience=60.0)
    try:
        report = played(driver, stage, Effort(most=3, drawn=0, silence=False), *operations)
    finally:
        driver.close()
    assert report.findings == [], str(report)
    assert not report.cut_short


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("", "it ended with exit code 0 before its first line and said nothing"),
        ("import sys; sys.exit('no such key')", "exit code 1 before its first line; it said:"),
        ("print('hello')", "'hello', which is no line of the protocol: standard output is for"),
        ("print('[]')", "'[]', which is no line of the protocol"),
        (
            """print('{"close-contract": 2, "operations": ["get_me"]}')""",
            "its first line is not that of the protocol",
        ),
        ("print('{}')", "its first line is not that of the protocol: '{}'"),
        ("import sys; sys.stdin.read()", "it wrote no first line within 0.5 s"),
        (
            """print('{"close-contract": 1, "operations": ["get_you"]}')""",
            "it offers 'get_you', which is no operation of the contract",
        ),
        (
            """print('{"close-contract": 1, "operations": []}')""",
            "it offers no operation at all",
        ),
        (
            """print('{"close-contract": 1, "operations": ["get_me"]}\\nDebug: ready', flush=True)
input()""",
            "'Debug: ready', which is no line of the protocol",
        ),
        (
            """print('{"close-contract": 1, "operations": ["get_me"]}', flush=True)
print('{"n": 9, "value": 1}', flush=True); input()""",
            "was answered by a line that is not its",
        ),
        (
            """print('{"close-contract": 1, "operations": ["get_me"]}', flush=True)
input(); print('{"n": 1, "result": 1}', flush=True); input()""",
            "a line is neither value, error nor cannot",
        ),
    ],
)
def test_no_driver(program: str, words: str, tmp_path: Path) -> None:
    """A command that does not speak the protocol: clear words, 2, no traceback."""
    script = tmp_path / "driver.py"
    script.write_text(program)
    patience = "0.5" if "within" in words else "20"
    result = run("--patience", patience, "--", sys.executable, str(script))
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_no_such_command() -> None:
    """A command that does not exist: what cannot be started is named, 2."""
    result = run("--", "no-such-driver")
    assert result.exit_code == 2
    assert "no-such-driver: it cannot be started: No such file or directory." in result.output


def test_no_such_operation() -> None:
    """An operation that the contract does not have: 2, and those that it has."""
    result = run("--operation", "get_you")
    assert result.exit_code == 2
    assert "the contract has no operation get_you; there are create_bulk_delete" in result.output


def test_a_report_that_cannot_be_written(tmp_path: Path) -> None:
    """A path that cannot be written is told before anything is tried: 2."""
    result = run("--junit", str(tmp_path / "none" / "junit.xml"))
    assert result.exit_code == 2
    assert "No such file or directory." in result.output


def test_an_operation_without_a_call(tmp_path: Path) -> None:
    """What is asked for and the driver has no call for: 2. What else it lacks is told as not tested."""
    script = tmp_path / "driver.py"
    script.write_text(DYING)
    result = run("--operation", "delete_sequence", "--", sys.executable, str(script))
    assert result.exit_code == 2
    assert "it has no call for delete_sequence." in result.output


DYING = """\
import sys
print('{"close-contract": 1, "operations": ["get_me"]}', flush=True)
input()
sys.exit("out of memory")
"""


def test_a_driver_that_dies(tmp_path: Path) -> None:
    """A client that dies is a finding with what it said last, and the run goes on: 1."""
    script = tmp_path / "driver.py"
    script.write_text(DYING)
    junit = tmp_path / "junit.xml"
    options = "--operation", "get_me", "--table", "--junit", str(junit)
    result = run(*options, "--", sys.executable, str(script))
    assert result.exit_code == 1, result.output
    assert '<failure message="ended with exit code 1; it said:" type="comes_back">' in (
        junit.read_text()
    )
    assert "comes_back: GET /me/" in result.output
    assert "ended with exit code 1; it said:\n  out of memory" in result.output
    assert "not tested, as the driver has no call for it: list_bulk_seq" in result.output
