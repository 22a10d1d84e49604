"""Pause, resume or delete the subscriptions that a CSV file names, with a report of each.

In a shell with the lines that `python -m close_emulator` prints, after `enrol_smart_view.py`:

    python docs/jobs/export_subscriptions.py "$sequence_id" > subscriptions.csv
    python docs/jobs/change_subscriptions.py pause subscriptions.csv report.csv --confirmed

The file has a column `id`. Without --confirmed it only tells how many it names. Each subscription is read
again after its change, and the report says what it is then. The report is a new file, and gets each row as
soon as that is known.
"""

import argparse
import csv
import sys
from pathlib import Path

from close_bulk import Close, CloseError, InvalidRequest, NotFound, ReportRow

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
    parser.add_argument("report", type=Path, help="a new file, for what became of each, as CSV")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only count")
    args = parser.parse_args()
    if args.report.exists():
        parser.error(f"{args.report} is there already; name another")
    with args.subscriptions.open(encoding="utf-8-sig", newline="") as file:
        given = csv.DictReader(file)
        if "id" not in (given.fieldnames or ()):
            parser.error(f"{args.subscriptions} has no column id")
        ids = list(dict.fromkeys(row["id"] for row in given))
    print(f"{args.verb} {len(ids)} subscriptions")
    if not args.confirmed:
        return 0
    wanted = WANTED[args.verb]
    # The report is made before anything is changed; and line by line, so that a crash loses nothing.
    with Close() as close, args.report.open("x", buffering=1, newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, extrasaction="ignore")
        writer.writeheader()
        right: list[str] = []

        def note(row: ReportRow) -> None:
            print(row)
            now = status(close, row.subscription_id)
            writer.writerow({**row.to_row(), "read_again": now})
            if now == wanted:
                right.append(row.subscription_id)

        if args.verb == "pause":
            close.subscriptions.pause(ids, on_progress=note)
        elif args.verb == "resume":
            close.subscriptions.resume(ids, on_progress=note)
        else:
            close.subscriptions.delete(ids, on_progress=note)
    wrong = len(ids) - len(right)
    print(f"{wrong} are not {wanted}; each of them is in {args.report}")
    return 1 if wrong else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CloseError, OSError, UnicodeError) as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
