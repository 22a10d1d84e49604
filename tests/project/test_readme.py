"""The README's scripts do what they say, when pasted as it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from close_emulator import Emulator
from kit import served_emulator

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_first_script_runs_against_the_emulator_as_printed() -> None:
    """The first script with the emulator's lines pasted in counts 50 leads and ends a canary of 10."""
    with served_emulator("--pace", "immediate") as lines:
        exports = [line.removeprefix("export ") for line in lines if line.startswith("export ")]
        script = SCRIPTS[0]
        for line in lines:
            name = line.split("=")[0].strip()
            script = re.sub(rf"^{re.escape(name)} = .*$", line, script, flags=re.MULTILINE)
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=dict(line.split("=", 1) for line in exports),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stderr == ""
    first, *_, last = done.stdout.splitlines()
    assert first == "50 leads match"
    assert re.fullmatch(r"<BulkAction bulkseqsub_\w+ subscribe: done, 10 of 10 leads>", last)


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
