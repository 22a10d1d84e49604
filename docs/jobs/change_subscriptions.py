"""Pause, resume or delete the subscriptions that a CSV file names, with a report of each.

In a shell with the lines that `python -m close_emulator` prints, after `enrol_smart_view.py`:

    python docs/jobs/export_subscriptions.py "$sequence_id" > subscriptions.csv
    python docs/jobs/change_subscriptions.py pause subscriptions.csv report.csv --confirmed

The file has a column `id`. Without --confirmed it only tells how many it names. Each subscription is read
again at the end, and the report says what it is then.
"""

import argparse
import csv
import sys
from pathlib import Path

from close_bulk import Close, CloseError, NotFound

COLUMNS = ["subscription_id", "outcome", "status_before", "status_after", "read_again", "error"]
WANTED = {"pause": "paused", "resume": "active", "delete": "gone"}


def status(close: Close, subscription_id: str) -> str:
    """Read a subscription's status."""
    try:
        return close.subscriptions.get(subscription_id).status
    except NotFound:
        return "gone"
    except CloseError as error:
        return f"could not be read: {error}"


def main() -> int:
    """Do the job; 1 if a subscription is not as it was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=WANTED)
    parser.add_argument("subscriptions", type=Path, help="which, as CSV")
    parser.add_argument("report", type=Path, help="where to write what became of each, as CSV")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only count")
    args = parser.parse_args()
    with args.subscriptions.open(newline="") as file:
        given = csv.DictReader(file)
        if "id" not in (given.fieldnames or ()):
            parser.error(f"{args.subscriptions} has no column id")
        ids = list(dict.fromkeys(row["id"] for row in given))
    print(f"{args.verb} {len(ids)} subscriptions")
    if not args.confirmed:
        return 0
    with Close() as close:
        if args.verb == "pause":
            report = close.subscriptions.pause(ids, on_progress=print)
        elif args.verb == "resume":
            report = close.subscriptions.resume(ids, on_progress=print)
        else:
            report = close.subscriptions.delete(ids, on_progress=print)
        rows = report.to_rows()
        for row in rows:
            row["read_again"] = status(close, row["subscription_id"])
    with args.report.open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    wrong = sum(row["read_again"] != WANTED[args.verb] for row in rows)
    print(f"{wrong} are not {WANTED[args.verb]}; each of them is in {args.report}")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        sys.exit(str(error))
