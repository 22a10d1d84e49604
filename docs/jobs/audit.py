"""Tell which bulk actions there were: what, by whom, when, how far; as CSV.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/audit.py --kind email --since 2026-01-01
    python docs/jobs/audit.py --mine --status processing --status error

It changes nothing. The service names users by their ids.
"""

import argparse
import csv
import sys
from datetime import UTC, datetime

from close_bulk import Close, CloseError, InvalidRequest

STATUSES = ("created", "loading", "processing", "paused", "resuming", "done", "error")
KINDS = ("sequence_subscription", "email", "edit", "delete")
COLUMNS = [
    *("date_created", "created_by", "id", "action_type", "status"),
    *("n_leads_processed", "n_leads", "sequence_id", "template_id"),
]
BEGINNING = datetime.min.replace(tzinfo=UTC)


def day(text: str) -> datetime:
    """Read a date, which begins in UTC."""
    return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kind", choices=KINDS, help="only of this kind, which is read faster")
    parser.add_argument("--since", type=day, default=BEGINNING, help="only from this day on (UTC)")
    parser.add_argument(
        "--status", action="append", choices=STATUSES, help="only with this, or several"
    )
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--user", help="only by this user, user_...")
    who.add_argument("--mine", action="store_true", help="only by the user of the key")
    args = parser.parse_args()
    with Close() as close:
        user = close.me().id if args.mine else args.user
        found = [
            action
            for action in close.bulk.list(args.kind)
            if (action.data.date_created or BEGINNING) >= args.since
            and user in (None, action.data.created_by)
            and (not args.status or action.status in args.status)
        ]
    found.sort(key=lambda action: action.data.date_created or BEGINNING, reverse=True)
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(action.to_row() for action in found)


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
