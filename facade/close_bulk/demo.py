"""The main job on the embedded emulator: ``python -m close_bulk.demo``, or ``make demo``.

Nothing leaves the machine, whatever the environment says.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from close_bulk._client import Close
from close_bulk._queries.fields import lead

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from rich.console import Console

    from close_bulk._actions import BulkAction
    from close_bulk._progress import Progress
    from close_bulk._verbs.fields import SubscribeFields
    from close_emulator.sample import Sample

LEADS: Final = 1000
LEADS_PER_SECOND: Final = 40.0
CANARY: Final = 10
PAUSE_SECONDS: Final = 2.0
POLL: Final = {"terminal": 0.2, "lines": 0.5}
"""Seconds between two looks: often for a bar that moves, seldom for a log that is read."""
_EMULATOR_URL: Final = "http://127.0.0.1/api/v1"

ACME: Final = lead("name").has_words("ACME Inc.")
"""The leads whose name has the words ACME Inc.: the query of the vendor's example."""


class Screen:
    """What the demo shows: a live bar on a terminal, plain lines elsewhere."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.poll = POLL["terminal" if console.is_terminal else "lines"]

    def say(self, text: str) -> None:
        """Print a line."""
        self._console.print(text, highlight=False, soft_wrap=True)

    def step(self, number: int, title: str, text: str) -> None:
        """Print the head of a step."""
        self.say(f"\n[bold]{number}. {title}[/bold]  {text}")

    @contextmanager
    def following(self, what: str) -> Generator[Callable[[Progress], None]]:
        """Give a function to call with every progress."""
        if not self._console.is_terminal:
            yield lambda progress: self.say(f"   {what}: {progress}")
            return
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
        from rich.progress import Progress as Bar

        columns = (
            TextColumn("   {task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with Bar(*columns, TextColumn("{task.fields[status]}"), console=self._console) as bar:
            task = bar.add_task(what, total=None, status="created")
            yield lambda p: bar.update(task, completed=p.processed, total=p.total, status=p.status)

    def table(self, rows: list[tuple[str, ...]]) -> None:
        """Print what happened."""
        from rich import box
        from rich.table import Table

        table = Table(
            "bulk action", "type", "status", "leads", "subscriptions after it", box=box.SIMPLE_HEAD
        )
        for row in rows:
            table.add_row(*row)
        self._console.print(table)


class Demo:
    """The main job, step by step."""

    def __init__(self, close: Close, sample: Sample, screen: Screen) -> None:
        self._close = close
        self._sample = sample
        self._screen = screen
        self._rows: list[tuple[str, ...]] = []

    def run(self) -> None:
        """Do all of it."""
        self._preview()
        self._canary()
        self._rest()
        self._incident()
        self._screen.say("\n[bold]What happened[/bold]")
        self._screen.table(self._rows)
        self._screen.say("Next: the first script in README.md, and the jobs in docs/README.md.")

    def _preview(self) -> None:
        matched = self._close.leads.count(ACME)
        self._screen.step(
            1,
            "Preview",
            f"'ACME Inc.' matches {matched} of {self._sample.leads} leads; nothing is changed by counting",
        )

    def _canary(self) -> None:
        self._screen.step(2, "Canary", f"subscribe {CANARY} of them first, the newest")
        fields = self._fields()
        fields["results_limit"] = CANARY
        fields["sort"] = [lead("date_created").descending()]
        action = self._close.bulk.subscribe(**fields)
        self._follow(action, "canary")
        self._note("canary", action)

    def _rest(self) -> None:
        self._screen.step(
            3, "The rest", "all of them; contacts that already had the sequence are left alone"
        )
        action = self._close.bulk.subscribe(**self._fields())
        with self._screen.following("subscribing") as show:
            for progress in action.watch(poll=self._screen.poll):
                show(progress)
                if (progress.fraction or 0) >= 0.5 and progress.status == "processing":  # noqa: PLR2004 - half
                    break
            action.pause()
        self._screen.say(f"   paused in the middle: {self._position(action)}")
        time.sleep(PAUSE_SECONDS)
        self._screen.say(
            f"   {PAUSE_SECONDS:g} seconds later: {self._position(action.refresh())}; resuming it"
        )
        action.resume()
        self._follow(action, "subscribing")
        self._note("the rest", action)

    def _incident(self) -> None:
        self._screen.step(4, "Incident", "a second bulk action pauses the subscriptions themselves")
        action = self._close.bulk.pause(s_query=ACME, sequence_id=self._sample.sequence_id)
        self._follow(action, "pausing")
        self._note("incident", action)

    def _fields(self) -> SubscribeFields:
        return {
            "s_query": ACME,
            "sequence_id": self._sample.sequence_id,
            "sender_account_id": self._sample.sender_account_id,
            "sender_name": self._sample.sender_name,
            "sender_email": self._sample.sender_email,
            "contact_preference": "lead",
            "send_done_email": False,
        }

    def _follow(self, action: BulkAction, what: str) -> None:
        with self._screen.following(what) as show:
            action.wait(poll=self._screen.poll, on_progress=show)

    def _count_subscriptions(self) -> str:
        listed = self._close.subscriptions.list(sequence_id=self._sample.sequence_id)
        counts = Counter(subscription.status for subscription in listed)
        return ", ".join(f"{count} {status}" for status, count in sorted(counts.items()))

    def _note(self, name: str, action: BulkAction) -> None:
        position = self._position(action)
        self._rows.append(
            (name, action.action_type, str(action.status), position, self._count_subscriptions())
        )

    @staticmethod
    def _position(action: BulkAction) -> str:
        return f"{action.data.n_leads_processed} of {action.data.n_leads}"


def main() -> int:
    """Run the demo and return its exit code."""
    try:
        from rich.console import Console
    except ImportError:
        print(
            'the demo needs rich: install close-bulk with its extra cli, in a clone pip install ".[cli]"',
            file=sys.stderr,
        )
        return 1
    from close_emulator import Emulator, Timed
    from close_emulator.sample import furnish
    from close_emulator.transport import EmulatorTransport

    screen = Screen(Console())
    screen.say(
        "[bold]close-bulk[/bold] on the embedded emulator: no request leaves this machine, no one gets mail."
    )
    for variable in ("CLOSE_API_KEY", "CLOSE_BASE_URL"):
        if variable in os.environ:
            screen.say(
                f"{variable} is set; the demo does not use it and talks to the emulator all the same."
            )
    emulator = Emulator(pace=Timed(start=0.2, loading=0.4, rate=LEADS_PER_SECOND))
    sample = furnish(emulator, LEADS)
    transport = EmulatorTransport(emulator)
    with Close(api_key=emulator.api_key, base_url=_EMULATOR_URL, transport=transport) as close:
        Demo(close, sample, screen).run()
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
