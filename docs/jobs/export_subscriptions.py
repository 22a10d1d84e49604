"""Export who is in which sequence, and with what status, as CSV.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/export_subscriptions.py > subscriptions.csv
    python docs/jobs/export_subscriptions.py "$sequence_id" --status active --status paused

It changes nothing. Times are in UTC (inferred: the service gives them without an offset).
"""

import argparse
import csv
import sys

from close_bulk import Close, CloseError, InvalidRequest

STATUSES = ("active", "paused", "finished", "goal", "error")
COLUMNS = [
    *("sequence_id", "sequence", "id", "lead_id", "contact_id", "contact_email"),
    *("status", "status_reason", "sender_email", "date_created", "date_updated"),
]


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sequences", nargs="*", help="seq_...; without any, all there are")
    parser.add_argument(
        "--status", action="append", choices=STATUSES, help="only with this, or several"
    )
    args = parser.parse_args()
    writer = csv.DictWriter(sys.stdout, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    with Close() as close:
        chosen = (
            map(close.sequences.get, args.sequences) if args.sequences else close.sequences.list()
        )
        for sequence in chosen:
            for row in close.subscriptions.list(sequence_id=sequence.id).to_rows():
                if not args.status or row["status"] in args.status:
                    writer.writerow({**row, "sequence": sequence.name})


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
