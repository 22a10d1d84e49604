"""Stop a sequence in an incident, and keep in a file what was stopped, for `incident_resume.py`.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/incident_stop.py "$sequence_id" incident.json --confirmed

First the bulk actions are paused that put contacts into the sequence, or they would go on behind its back;
then the active subscriptions. Without --confirmed it only counts both. A failure does not keep it from
stopping the rest: it tells all of them at the end, and exits with 1. Then run it again with --again: the file
keeps what it tells, and gets what is stopped by then.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from close_bulk import ALL_LEADS, BadRequest, BulkAction, Close, CloseError, InvalidRequest

RUNNING = ("created", "loading", "processing", "resuming")
FILLING = ("subscribe", "resume", "resume_finished")


def filling(close: Close, sequence_id: str) -> list[BulkAction]:
    """Find the bulk actions that are putting contacts into the sequence."""
    return [
        action
        for action in close.bulk.list("sequence_subscription")
        if action.status in RUNNING
        and action.action_type in FILLING
        and action.to_row()["sequence_id"] in (sequence_id, None)
    ]


def active(close: Close, sequence_id: str) -> list[str]:
    """Find the active subscriptions."""
    listed = close.subscriptions.list(sequence_id=sequence_id)
    return [subscription.id for subscription in listed if subscription.status == "active"]


class Record:
    """The file that keeps what was stopped; what it told before stays in it."""

    def __init__(self, file: Path, sequence_id: str, *, again: bool) -> None:
        self.file = file
        self.told: dict[str, Any] = {
            "sequence": sequence_id,
            "bulk_actions": [],
            "subscriptions": [],
        }
        if again:
            self.told = json.loads(file.read_text())
            if self.told["sequence"] != sequence_id:
                raise ValueError(f"it is about {self.told['sequence']}")

    def add(self, actions: list[BulkAction], subscriptions: list[str]) -> None:
        """Add what is about to be stopped."""
        ids = [action.id for action in actions]
        for name, new in (("bulk_actions", ids), ("subscriptions", subscriptions)):
            self.told[name] = list(dict.fromkeys([*self.told[name], *new]))
        draft = self.file.with_name(f"{self.file.name}.new")
        draft.write_text(json.dumps(self.told))
        draft.replace(self.file)  # in one go, so that a crash leaves the one or the other


@contextmanager
def noted(failures: list[str]) -> Iterator[None]:
    """Note a failure and go on: it must not keep the rest from being stopped."""
    try:
        yield
    except (CloseError, OSError) as error:
        failures.append(str(error))
        print("FAILED:", error, file=sys.stderr)


def stop(close: Close, running: list[BulkAction], record: Record, failures: list[str]) -> None:
    """Stop all that can be stopped, and note the failures."""
    sequence_id = record.told["sequence"]
    for action in running:
        with noted(failures):
            try:
                print("paused:", action.pause())
            except BadRequest as refused:  # such as: it has ended meanwhile; a look follows
                print(refused)
    with noted(failures):
        record.add([], active(close, sequence_id))
    with noted(failures):
        close.bulk.pause(s_query=ALL_LEADS, sequence_id=sequence_id).wait(on_progress=print)
    with noted(failures):
        failures += [f"still running: {action}" for action in filling(close, sequence_id)]
    with noted(failures):
        left = active(close, sequence_id)
        print(f"{len(left)} contacts are still active; {record.file} keeps what was stopped")
        failures += [f"still active: {len(left)} contacts"] if left else []


def main() -> int:
    """Do the job; 1 if something failed, or somebody is still active."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sequence", help="seq_...")
    parser.add_argument("file", type=Path, help="a new file, to keep what was stopped")
    parser.add_argument("--again", action="store_true", help="add to the file of a run that failed")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only count")
    args = parser.parse_args()
    if args.file.exists() and not args.again:
        parser.error(
            f"{args.file} is there and tells what was stopped before; to go on with that, add --again, "
            "for another incident, name another file"
        )
    try:
        record = Record(args.file, args.sequence, again=args.again)
    except (OSError, ValueError, KeyError, TypeError) as error:
        parser.error(f"{args.file} does not tell what was stopped in {args.sequence}: {error}")
    with Close() as close:
        sequence = close.sequences.get(args.sequence)
        running, ids, failures = list[BulkAction](), list[str](), list[str]()
        with noted(failures):
            running = filling(close, args.sequence)
        with noted(failures):
            ids = active(close, args.sequence)
        print(f"{len(running)} bulk actions fill {sequence.name}, {len(ids)} contacts are active")
        if not args.confirmed:
            return 1 if failures else 0
        # Before anything is stopped, so that a crash in between leaves nothing forgotten.
        if not args.again:
            args.file.touch(exist_ok=False)
        record.add(running, ids)
        stop(close, running, record, failures)
    if failures:
        print("Not all is stopped; run this again with --again:", *failures, sep="\n- ")
    return 1 if failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        print(f"nothing was stopped: {error}", file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
    except OSError as error:
        sys.exit(str(error))
