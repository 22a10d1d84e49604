"""The README's scripts do what they say, when pasted as it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from close_emulator import Emulator

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def emulator_says(process: subprocess.Popen[str]) -> list[str]:
    """Read what the emulator prints until it is ready."""
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or not lines[-1].startswith("sender_email"):
        line = process.stdout.readline()
        assert line, lines
        lines.append(line.rstrip("\n"))
    return lines


def test_first_script_runs_against_the_emulator_as_printed() -> None:
    """The first script with the emulator's lines pasted in counts 50 leads and ends a canary of 10."""
    command = [sys.executable, "-m", "close_emulator", "--pace", "immediate"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            lines = emulator_says(server)
            environment = dict(
                line.removeprefix("export ").split("=", 1)
                for line in lines
                if line.startswith("export ")
            )
            script = SCRIPTS[0]
            for line in lines:
                name = line.split("=")[0].strip()
                script = re.sub(rf"^{re.escape(name)} = .*$", line, script, flags=re.MULTILINE)
            done = subprocess.run(
                [sys.executable, "-c", script],
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            server.terminate()
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == "50 leads match"
    assert re.fullmatch(
        r"<BulkAction bulkseqsub_\w+ subscribe: done, 10 of 10 leads>", done.stdout.splitlines()[-1]
    )


def test_emulator_script_runs() -> None:
    """The script with the embedded emulator gives a client of it."""
    names: dict[str, object] = {}
    exec(SCRIPTS[1], names)  # noqa: S102 - our own README
    emulator, close = names["emulator"], names["close"]
    assert isinstance(emulator, Emulator)
    assert len(emulator.organization.leads) == 1
    close.close()  # type: ignore[attr-defined]


def test_every_relative_path_of_the_documents_exists() -> None:
    """Files that README and CONTRIBUTING name in code style are there."""
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(
            r"`((?:openapi|generated|docs|facade|emulator|contract|requirements)/[\w./-]*)`", text
        ):
            assert (ROOT / path).exists(), f"{name}: {path}"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", README))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    """The README names no target that the Makefile does not have."""
    assert re.search(
        rf"^{target}:.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
