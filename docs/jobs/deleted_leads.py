"""Tell which leads were deleted, when and by whom, and by which bulk action; as CSV.

In a shell with the lines that `python -m close_emulator` prints, after `delete_leads.py`:

    python docs/jobs/deleted_leads.py --days 7
    python docs/jobs/deleted_leads.py --bulk-action bulkdelete_...

It changes nothing. The event log goes back 30 days at most (documented).
"""

import argparse
import csv
import sys
from datetime import UTC, datetime, timedelta

from close_bulk import Close, CloseError, InvalidRequest

COLUMNS = ["date_created", "lead_id", "user_id", "bulk_action_id"]


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--days", type=float, default=30, help="how far to look back (30)")
    parser.add_argument("--bulk-action", help="only those that this one has deleted")
    args = parser.parse_args()
    since = datetime.now(UTC) - timedelta(days=args.days)
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    writer.writeheader()
    with Close() as close:
        deletions = close.events.list(object_type="lead", action="deleted", date_updated__gte=since)
        for event in deletions:
            cause = (event.meta or {}).get("bulk_action_id")
            if args.bulk_action in (None, cause):
                writer.writerow(
                    {
                        "date_created": event.date_created,
                        "lead_id": event.object_id,
                        "user_id": event.user_id,
                        "bulk_action_id": cause,
                    }
                )


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
