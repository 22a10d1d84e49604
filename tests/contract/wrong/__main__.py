"""Tries every wrong server with the whole suite, and with plain schemathesis beside it.

`python -m contract.wrong [--plain] [WORD]` tries the rows whose names have the word; with `--plain`
also by schemathesis as it comes, which takes about half a minute for each.
"""

import sys
import time

from contract.wrong.plain import Plain
from contract.wrong.running import EFFECTS, look, right, suite
from contract.wrong.table import WRONG
from contract.wrong.wrong import Wrong


def _seconds(start: float) -> str:
    return f"{time.process_time() - start:6.1f} s"


def _row(wrong: Wrong, plain: Plain | None) -> tuple[str, bool, bool]:
    start = time.process_time()
    report = look(suite(wrong.make, moving=wrong.part in EFFECTS), wrong.check)
    found = wrong.check in report.checks
    cells = [f"{wrong.name:40}", f"{wrong.check if found else 'NOT FOUND':28}", _seconds(start)]
    by_plain = False
    if plain is not None:
        start = time.process_time()
        new = plain.new_findings(wrong.make)
        by_plain = bool(new)
        cells += [f"{min(new) if new else '-':28}", _seconds(start)]
    return " ".join(cells), found, by_plain


def main(arguments: list[str]) -> int:
    """Print the table; 0 if the suite found every wrong server and nothing in the right one."""
    word = next((each for each in arguments if not each.startswith("-")), "")
    plain = Plain() if "--plain" in arguments else None
    chosen = [wrong for wrong in WRONG if word in wrong.name]
    start, n, by_plain = time.process_time(), 0, 0
    for wrong in chosen:
        row, found, other = _row(wrong, plain)
        n, by_plain = n + found, by_plain + other
        print(row, flush=True)
    print(f"found {n} of {len(chosen)}", _seconds(start))
    if plain is not None:
        print(f"plain schemathesis found {by_plain}")
    wrongly = suite(right).run().findings
    print(f"found in the right server: {len(wrongly)}")
    return 0 if n == len(chosen) and not wrongly else 1


sys.exit(main(sys.argv[1:]))
