"""Running a module of the tests in a process of its own, to be guarded there or limited."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from specbuild import layout


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    """Start a module of the tests in a process of its own."""
    paths = os.pathsep.join((str(layout.ROOT / "openapi"), str(layout.ROOT / "tests")))
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    command = (sys.executable, "-m", *map(str, arguments))
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)


def finished(process: subprocess.Popen[str]) -> Any:
    """Wait for a process and return the JSON that it has printed."""
    output, errors = process.communicate()
    assert process.returncode == 0, errors[-3000:]
    return json.loads(output)
