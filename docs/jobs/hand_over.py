r"""Give every subscription that a leaving colleague's account sends to another sender, with a report of each.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/hand_over.py "$sender_account_id" report.csv \
        --sender "$other_account_id" "Eve Moe" eve@salesteam.example

Without --confirmed it only counts them. The report is a new file, and gets each row as soon as that is known.
Run it again, with another report, to finish what was not done: a subscription that has the new sender is left
alone. For a whole segment, whoever sends to it now, there is `reassign_segment.py`.
"""

import argparse
import csv
import sys
from pathlib import Path

from close_bulk import Close, CloseError, InvalidRequest, ReportRow

COLUMNS = [
    *("number", "subscription_id", "outcome", "status_before", "status_after"),
    *("sequence_id", "contact_id", "error"),
]


def main() -> int:
    """Do the job; 1 if a subscription was not handed over."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("account", help="the account of the colleague who leaves: emailacct_...")
    parser.add_argument("report", type=Path, help="a new file, for what became of each, as CSV")
    parser.add_argument(
        "--sender", nargs=3, required=True, metavar=("ACCOUNT", "NAME", "EMAIL"), help="the new one"
    )
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only count")
    args = parser.parse_args()
    if args.report.exists():
        parser.error(f"{args.report} is there already; name another")
    account, name, email = args.sender
    with Close() as close:
        sent = [
            subscription.id
            for sequence in close.sequences.list()
            for subscription in close.subscriptions.list(sequence_id=sequence.id)
            if subscription.sender_account_id == args.account
        ]
        print(f"{args.account} sends {len(sent)} subscriptions")
        if not args.confirmed:
            return 0
        # Before anything is changed; and line by line, so that a crash loses nothing.
        with args.report.open("x", buffering=1, newline="") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()

            def note(row: ReportRow) -> None:
                print(row)
                writer.writerow(row.to_row())

            report = close.subscriptions.change_sender(
                sent,
                sender_account_id=account,
                sender_name=name,
                sender_email=email,
                on_progress=note,
            )
    print(f"{report}; each of them is in {args.report}")
    return 1 if report.failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CloseError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
