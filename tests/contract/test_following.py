"""How a run is followed: a live line on a terminal, a few plain lines elsewhere."""

import pytest
from attrs import define

from close_contract import Exchange, Finding, Report
from close_contract.commands.following import SELDOM, following
from close_contract.limits import Limits


@define
class Moved:
    """A clock that is moved by hand."""

    time: float = 0.0

    def now(self) -> float:
        """Return the time."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let it pass."""
        self.time += seconds


def test_few_lines_on_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    """There is a line for each new phase and then one now and then, with what is left of the time."""
    clock, report = Moved(), Report()
    with following(report, Limits(clock, 120.0)) as tell:
        tell("probes: bounds")
        report.count(Exchange("probes", "GET /me/", 200))
        tell("probes: sign_in")
        tell("coverage: GET /me/")
        report.add(Finding("words", "GET /me/", "odd"))
        clock.sleep(SELDOM)
        tell("coverage: GET /event/")
        tell("coverage: GET /sequence/")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == [
        "probes: no requests, no findings, 120 s left",
        "coverage: 1 request, no findings, 120 s left",
        "coverage: 1 request, 1 finding, 105 s left",
    ]


def test_a_live_line_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A terminal shows what is done now, and no markup of an operation's name is obeyed."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with following(Report(), Limits(Moved(), 60.0)) as tell:
        tell("coverage: GET /[bold]/")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "coverage: GET /[bold]/, no requests, no findings" in captured.err
    assert "60 s left" in captured.err
