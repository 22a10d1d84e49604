"""How violations look in a terminal, and the exit codes that all subcommands share."""

from pathlib import Path
from threading import Lock
from typing import Final

import click
from rich.console import Console
from rich.text import Text

from close_contract.reports.text import plain
from close_contract.traffic.ledger import Ledger
from close_contract.traffic.violation import Violation

KEPT: Final = 0
BROKEN: Final = 1
UNUSABLE: Final = 2
STOPPED: Final = 130

EXIT_CODES: Final = """\
\b
Exit codes: 0 nothing was found, 1 the contract was broken, 2 the input or the options are unusable.
"""


class Screen:
    """Prints; lines are never broken, so that curl lines can be copied. Threads may share one."""

    def __init__(self) -> None:
        self._console = Console(soft_wrap=True, highlight=False)
        self._lock = Lock()

    def say(self, text: str, style: str = "") -> None:
        """Print a line."""
        with self._lock:
            self._console.print(Text(plain(text), style=style))

    def tell(self, violation: Violation) -> None:
        """Print a violation."""
        first, _, rest = str(violation).partition("\n")
        with self._lock:
            self._console.print(Text(plain(first), style="bold red"))
            self._console.print(Text(f"{plain(rest)}\n"))

    def summarize(self, ledger: Ledger) -> None:
        """Print how much was judged, and how often each violation was seen."""
        entries = ledger.entries
        exchanges = _counted(ledger.exchanges, "exchange")
        if not entries:
            self.say(f"{exchanges}, nothing wrong", "bold green")
            return
        self.say(f"{exchanges}, {_counted(len(entries), 'violation')}:", "bold red")
        for entry in entries:
            each = entry.violation
            self.say(
                f"  {entry.times:>5} x {each.rule}: {each.operation}, {each.side} {each.where}"
            )
        self.say("The curl lines take the key from CLOSE_API_KEY and, if they name no server, the ")
        self.say("base URL from CLOSE_BASE_URL.")


def write_report(ledger: Ledger, path: Path | None) -> None:
    """Write the report as JSON.

    Raises:
        UsageError: the file cannot be written.
    """
    if path is None:
        return
    try:
        path.write_text(f"{ledger}\n", encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"cannot write {path}: {error.strerror}") from None


def _counted(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"
