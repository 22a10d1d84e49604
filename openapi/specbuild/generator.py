"""Running the generator: a child process with a time limit, on files of our making only."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from specbuild.errors import SpecError

TOOLS = ("openapi-python-client", "ruff")
"""The tools whose versions decide on the output."""

TIME_LIMIT = 600
"""Seconds for one run. The vendor's whole document takes about ten."""

_LONGEST_COMPLAINT = 4000


def versions() -> dict[str, str]:
    """Give the versions of the tools.

    Raises:
        SpecError: One is not installed.
    """
    try:
        return {name: version(name) for name in TOOLS}
    except PackageNotFoundError as error:
        raise SpecError(f"{error.name} is not installed for {sys.executable}") from error


def arguments(document: Path, config: Path, package: Path) -> tuple[str, ...]:
    """Give the generator's command line."""
    return (
        *("generate", "--path", str(document), "--config", str(config)),
        *("--meta", "none", "--fail-on-warning", "--output-path", str(package)),
    )


def run(document: Path, config: Path, package: Path) -> None:
    """Generate a package from a document, both given by their paths.

    Raises:
        SpecError: The generator failed, warned that it left something out, or did not end.
    """
    # The generator's post hooks find ruff by PATH; it is installed beside this interpreter.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    try:
        done = subprocess.run(  # noqa: S603 - our own command, no shell
            (sys.executable, "-m", "openapi_python_client", *arguments(document, config, package)),
            env={**os.environ, "PATH": path},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=TIME_LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SpecError(f"the generator did not end within {TIME_LIMIT} seconds") from None
    if done.returncode:
        complaint = (done.stdout + done.stderr)[:_LONGEST_COMPLAINT]
        raise SpecError(f"the generator failed (exit code {done.returncode}):\n{complaint}")
