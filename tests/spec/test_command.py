"""The pipeline's command line, run as a maintainer runs it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from specbuild import layout
from specbuild.__main__ import COMMANDS, load, main

IGNORED = shutil.ignore_patterns("__pycache__")


def specbuild(*arguments: str, root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the pipeline of a repository in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(root / "openapi"), **variables}
    command = (sys.executable, "-m", "specbuild", *arguments)
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what is said to a misuse, which exits with 2."""
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    assert leaving.value.code == 2
    return capsys.readouterr().err


def test_help_lists_the_commands() -> None:
    """The option --help names every command and exits with 0."""
    done = specbuild("--help", root=layout.ROOT)
    assert done.returncode == 0
    assert "usage: python -m specbuild" in done.stdout
    assert all(f"    {name} " in done.stdout or f"    {name}\n" in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_where_the_list_says(name: str) -> None:
    """Its module defines it under the same name, and says in a line what it does."""
    command = load(name)
    assert command.name == name
    assert command.text
    assert "\n" not in command.text


@pytest.mark.parametrize("command", COMMANDS)
def test_help_on_a_command_does_nothing_else(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Asked for help, a command explains itself and stops."""
    with pytest.raises(SystemExit) as leaving:
        main([command, "--help"])
    assert leaving.value.code == 0
    assert f"usage: python -m specbuild {command}" in capsys.readouterr().out


def test_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """The refusal names the word and the commands that there are."""
    message = refusal(capsys, "genrate")
    assert "invalid choice: 'genrate'" in message
    assert "generate" in message


def test_no_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command nothing is done, since one of them writes."""
    assert "the following arguments are required: COMMAND" in refusal(capsys)


@pytest.mark.parametrize("command", ["generate", "check"])
def test_a_problem_is_one_line_and_exit_code_1(
    repository: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """What is wrong with an input is said without a traceback."""
    overlay = repository / layout.OVERLAYS / "30-search.yaml"
    overlay.write_text(overlay.read_text().replace("target: $.paths", "target: $.path"))
    assert main([command]) == 1
    message = capsys.readouterr().err
    assert message.startswith(
        "specbuild: overlay action '30-search.yaml: search': $.path matches 0"
    )
    assert message.count("\n") == 1


@pytest.mark.parametrize("seed", ["0", "1"])
def test_output_depends_on_nothing_but_the_input(tmp_path: Path, seed: str) -> None:
    """Hash seed, locale, temporary folder and a stranger's ruff settings change no byte."""
    shutil.copytree(layout.ROOT / "openapi", tmp_path / "openapi", ignore=IGNORED)
    (tmp_path / layout.CONTRACT).unlink()
    (tmp_path / "ruff.toml").write_text("line-length = 60\nformat.quote-style = 'single'\n")
    (tmp_path / "elsewhere").mkdir()
    variables = {"PYTHONHASHSEED": seed, "LC_ALL": "C", "TMPDIR": str(tmp_path / "elsewhere")}
    done = specbuild("generate", root=tmp_path, **variables)
    assert (done.returncode, done.stderr) == (0, "")
    for output in (layout.CONTRACT, layout.GENERATED):
        assert files(tmp_path / output) == files(layout.ROOT / output)


def files(path: Path) -> dict[Path, bytes]:
    """Read a file, or the files below a folder without its caches."""
    found = (path, *path.rglob("*"))
    return {
        each.relative_to(path): each.read_bytes()
        for each in found
        if each.is_file() and each.parent.name != "__pycache__"
    }
