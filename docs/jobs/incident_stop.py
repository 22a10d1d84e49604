"""Stop a sequence in an incident, and keep in a file what was stopped, for `incident_resume.py`.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/incident_stop.py "$sequence_id" incident.json --confirmed

First the bulk actions are paused that put contacts into the sequence, or they would go on behind its back;
then the active subscriptions. Without --confirmed it only counts both.
"""

import argparse
import json
import sys
from pathlib import Path

from close_bulk import ALL_LEADS, BadRequest, BulkAction, Close, CloseError

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


def main() -> int:
    """Do the job; 1 if somebody is still active."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sequence", help="seq_...")
    parser.add_argument("file", type=Path, help="a new file, to keep what was stopped")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only count")
    args = parser.parse_args()
    if args.file.exists():
        parser.error(f"{args.file} is there and may tell what was stopped before; name another")
    with Close() as close:
        running, ids = filling(close, args.sequence), active(close, args.sequence)
        print(f"{len(running)} bulk actions fill the sequence, {len(ids)} contacts are active")
        if not args.confirmed:
            return 0
        actions = [action.id for action in running]
        # Before anything is stopped, so that a crash in between leaves nothing forgotten.
        args.file.write_text(json.dumps({"bulk_actions": actions, "subscriptions": ids}))
        for action in running:
            try:
                print("paused:", action.pause())
            except BadRequest as refused:  # such as: it has ended meanwhile
                print(refused)
        ids = active(close, args.sequence)
        args.file.write_text(json.dumps({"bulk_actions": actions, "subscriptions": ids}))
        close.bulk.pause(s_query=ALL_LEADS, sequence_id=args.sequence).wait(on_progress=print)
        left = active(close, args.sequence)
    print(f"{len(left)} contacts are still active; {args.file} keeps what was stopped")
    return 1 if left else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        sys.exit(str(error))
