r"""Enrol a Smart View from cron or CI so that no retry, of whatever kind, can enrol it twice.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/start_once.py started.txt "$smart_view_id" "$sequence_id" --confirmed \
        --sender "$sender_account_id" "$sender_name" "$sender_email"

The file keeps the id of what was started: run it again and it waits for that, and starts nothing. Of several
runs at the same time, only that starts which made the file. Where the connection breaks so that nobody knows
whether the start arrived, it looks whether a new bulk action with the same fields is there. Exit status: 0
done, 1 an error, 3 nobody knows yet, and it will not start another; the file then says what to do.
"""

import argparse
import sys
from pathlib import Path

from close_bulk import (
    BulkAction,
    Close,
    CloseError,
    InvalidRequest,
    OutcomeUnknown,
    SubscribeFields,
    smart_view,
)

ID = "bulkseqsub_"
UNKNOWN = f"""A start was begun, and it is not known whether it arrived.
Perhaps it is under way right now: run the same again in a few minutes.
If that changes nothing, look at the bulk actions in Close.
If it is there, replace this text by its id, {ID}...
If it is surely not there, also not some minutes later, and no run is under way, delete this file.
"""


def start(close: Close, file: Path, fields: SubscribeFields) -> None:
    """Start it if no other run does, and keep its id as soon as that is known."""
    before = {action.id for action in close.bulk.list("sequence_subscription")}
    try:
        # Of several runs one can make it; before the start, so that a crash in between leaves a trace.
        with file.open("x") as new:
            new.write(UNKNOWN)
    except FileExistsError:
        return
    try:
        action = close.bulk.subscribe(**fields)
        print("started:", action)
        file.write_text(action.id)
    except OutcomeUnknown as unknown:
        print(unknown, file=sys.stderr)
        if found := arrived(close, unknown, before):
            file.write_text(found.id)
    except CloseError:
        file.unlink()  # nothing was started: the next run may try
        raise


def arrived(close: Close, unknown: OutcomeUnknown, before: set[str]) -> BulkAction | None:
    """Look whether a start with an open outcome has arrived."""
    if unknown.action_id:
        return close.bulk.get(unknown.action_id)
    sent = unknown.request.body
    for action in close.bulk.list("sequence_subscription"):
        has = action.data.to_dict()
        if action.id not in before and all(has.get(name) == sent[name] for name in sent):
            return action
    return None


def main() -> int:
    """Do the job and give the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="keeps the id of what was started")
    parser.add_argument("smart_view", help="whom to enrol: save_...")
    parser.add_argument("sequence", help="in what: seq_...")
    parser.add_argument("--sender", nargs=3, required=True, metavar=("ACCOUNT", "NAME", "EMAIL"))
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    account, name, email = args.sender
    fields: SubscribeFields = {
        "s_query": smart_view(args.smart_view),
        "sequence_id": args.sequence,
        "sender_account_id": account,
        "sender_name": name,
        "sender_email": email,
        "contact_preference": "lead",
    }
    with Close() as close:
        if not args.confirmed:
            print(close.bulk.subscribe(**fields, dry_run=True))
            return 0
        if not args.file.exists():
            start(close, args.file, fields)
        kept = args.file.read_text().strip()
        if not kept.startswith(ID):
            print(f"{args.file} says:\n{kept or UNKNOWN}")
            return 3
        print(close.bulk.get(kept).wait(on_progress=print))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CloseError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
