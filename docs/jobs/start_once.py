"""Enrol a Smart View from cron or CI so that no retry, of whatever kind, can enrol it twice.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/start_once.py started.txt "$smart_view_id" "$sequence_id" --confirmed \
        --sender "$sender_account_id" "$sender_name" "$sender_email"

The file keeps the id of what was started: run it again and it waits for that, and starts nothing. Where the
connection breaks so that nobody knows whether the start arrived, it looks whether a new bulk action with the
same fields is there. Exit status: 0 done, 1 an error, 3 nobody knows yet, and it will not start another.
"""

import argparse
import sys
from pathlib import Path

from close_bulk import BulkAction, Close, CloseError, OutcomeUnknown, SubscribeFields, smart_view

UNKNOWN = "unknown"


def start(close: Close, file: Path, fields: SubscribeFields) -> None:
    """Start it, and keep its id as soon as that is known."""
    before = {action.id for action in close.bulk.list("sequence_subscription")}
    file.write_text(UNKNOWN)  # before the start, so that a crash in between leaves a trace
    try:
        file.write_text(close.bulk.subscribe(**fields).id)
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
        kept = args.file.read_text()
        if kept == UNKNOWN:
            print(
                f"Look at the bulk actions in Close. If it is there, write its id into {args.file}."
            )
            print("If it is surely not there, also not a minute later, delete that file.")
            return 3
        print(close.bulk.get(kept).wait(on_progress=print))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        sys.exit(str(error))
