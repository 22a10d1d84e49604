"""The command line as a whole: it teaches, and it explains what is missing."""

import sys

import pytest

from close_contract.__main__ import main
from close_contract.cli import COMMANDS, cli


def run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    """Return exit code, output and errors."""
    with pytest.raises(SystemExit) as end:
        cli(arguments)
    captured = capsys.readouterr()
    return end.value.code, captured.out, captured.err


@pytest.mark.parametrize("name", COMMANDS)
def test_help_teaches(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each subcommand is listed, and its help has examples and the exit codes."""
    code, listing, _ = run(["--help"], capsys)
    assert (code, f"{name} " in listing) == (0, True)
    code, text, _ = run([name, "--help"], capsys)
    assert (code, "Examples:" in text, "Exit codes:" in text) == (0, True, True)


def test_an_unknown_subcommand(capsys: pytest.CaptureFixture[str]) -> None:
    """What does not exist ends with 2."""
    code, _, error = run(["prove"], capsys)
    assert (code, "No such command" in error) == (2, True)


@pytest.mark.parametrize("missing", ["click", "rich", "h11", "jsonschema_rs", "yaml"])
def test_a_missing_extra_is_explained(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a package of an extra, the command says what to install and ends with 2."""
    for name in [each for each in sys.modules if each.startswith("close_contract.")]:
        if name != "close_contract.plugin":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    for name in [each for each in sys.modules if each.startswith(f"{missing}.")]:
        monkeypatch.delitem(sys.modules, name)
    command = "proxy" if missing == "h11" else "check"
    monkeypatch.setattr(sys, "argv", ["close-contract", command, "--help"])
    assert main() == 2
    error = capsys.readouterr().err
    assert f"needs {missing}" in error
    assert ".[cli,contract]" in error
