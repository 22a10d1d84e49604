"""Measures and prints what is promised about speed.

Arguments choose: calls drain threads specs proxy contract; without any it is all of them.
"""

import platform
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import calls, contract, drain, proxy, specs, threads
from bench.canned import served
from bench.measuring import HEADER

chosen = set(sys.argv[1:]) or {"calls", "drain", "threads", "specs", "proxy", "contract"}
with ExitStack() as stack:
    scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    url = stack.enter_context(served())
    print(f"Python {platform.python_version()}, medians of runs in turns")
    if "threads" in chosen:
        print(threads.measure(url).row(), flush=True)
    print(HEADER)
    if "calls" in chosen:
        for each in calls.comparisons(url, scratch, stack):
            print(each.measure().row(), flush=True)
    if "drain" in chosen:
        for line in drain.rows(scratch, stack):
            print(line, flush=True)
    if "specs" in chosen:
        for comparison in specs.comparisons(scratch):
            print(comparison.measure().row(), flush=True)
    if "proxy" in chosen:
        for row in proxy.rows():
            print(row, flush=True)
    if "contract" in chosen:
        for comparison in contract.comparisons():
            print(comparison.measure().row(), flush=True)
