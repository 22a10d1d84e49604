r"""Give the subscriptions of a Smart View's leads to another sender, with one bulk action.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/reassign_segment.py "$smart_view_id" --sequence "$sequence_id" --limit 10 \
        --sender "$other_account_id" "Eve Moe" eve@salesteam.example

Without --confirmed it only shows what it would start. The vendor names this action and describes it nowhere,
so try it with a small --limit first. It takes the subscriptions of every sender; `hand_over.py` takes those
of one, and is built on what users of the API have done.
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
    parser.add_argument("smart_view", help="whose subscriptions: save_...")
    parser.add_argument("--sequence", required=True, help="in which sequence: seq_...")
    parser.add_argument(
        "--sender", nargs=3, required=True, metavar=("ACCOUNT", "NAME", "EMAIL"), help="the new one"
    )
    parser.add_argument("--limit", type=int, help="at most so many leads, the newest")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    account, name, email = args.sender
    with Close() as close:
        outcome = close.bulk.reassign(
            s_query=smart_view(args.smart_view),
            sequence_id=args.sequence,
            sender_account_id=account,
            sender_name=name,
            sender_email=email,
            results_limit=args.limit,
            sort=[lead("date_created").descending()],
            dry_run=not args.confirmed,
        )
        print(outcome)
        if isinstance(outcome, BulkAction):
            outcome.wait(on_progress=print)
            now = close.subscriptions.list(sequence_id=args.sequence)
            print("senders now:", dict(Counter(s.sender_account_id for s in now)))


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
