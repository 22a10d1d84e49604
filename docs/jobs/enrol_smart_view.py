r"""Enrol the contacts of a Smart View in a sequence, after a look at whom that would reach.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/enrol_smart_view.py "$smart_view_id" "$sequence_id" --limit 10 \
        --sender "$sender_account_id" "$sender_name" "$sender_email"

Without --confirmed it only shows what it would start. With a limit it takes the newest leads: a canary.
Contacts that ever had the sequence are left alone, so the same without --limit enrols the rest.
"""

import argparse
import sys
from collections import Counter

from close_bulk import BulkAction, Close, CloseError, InvalidRequest, lead, smart_view


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("smart_view", help="whom to enrol: save_...")
    parser.add_argument("sequence", help="in what: seq_...")
    parser.add_argument(
        "--sender", nargs=3, required=True, metavar=("ACCOUNT", "NAME", "EMAIL"), help="from whom"
    )
    parser.add_argument("--contacts", choices=("lead", "contact"), default="lead")
    parser.add_argument("--limit", type=int, help="at most so many leads, the newest")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    account, name, email = args.sender
    segment = smart_view(args.smart_view)
    with Close() as close:
        # A dry run does not look at it: this tells that it is there, that it is the right one, and not held.
        sequence = close.sequences.get(args.sequence)
        print(f"{sequence.id} {sequence.name}: {sequence.status}")
        outcome = close.bulk.subscribe(
            s_query=segment,
            sequence_id=args.sequence,
            sender_account_id=account,
            sender_name=name,
            sender_email=email,
            contact_preference=args.contacts,
            results_limit=args.limit,
            sort=[lead("date_created").descending()],
            dry_run=not args.confirmed,
        )
        print(outcome)
        if isinstance(outcome, BulkAction):
            outcome.wait(on_progress=print)
            subscribed = close.subscriptions.list(sequence_id=args.sequence)
            print("now in the sequence:", dict(Counter(s.status for s in subscribed)))


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
