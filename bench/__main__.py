"""Measures and prints everything that is promised about speed."""

import platform
import tempfile
from pathlib import Path

from bench import proxy, specs
from bench.measuring import HEADER

with tempfile.TemporaryDirectory() as scratch:
    print(f"Python {platform.python_version()}, medians of runs in turns")
    print(HEADER)
    for comparison in specs.comparisons(Path(scratch)):
        print(comparison.measure().row(), flush=True)
    for row in proxy.rows():
        print(row, flush=True)
