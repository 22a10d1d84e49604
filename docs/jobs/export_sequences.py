"""Export the sequences with the number of subscriptions in each status, as CSV.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/export_sequences.py > sequences.csv

It changes nothing. The counts come with one sequence at a time, so each costs a request.
"""

import argparse
import csv
import sys

from close_bulk import Close, CloseError, InvalidRequest

STATUSES = ("active", "paused", "finished", "goal", "error")


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.parse_args()
    columns = ["id", "name", "status", "steps", *(f"{status}_contacts" for status in STATUSES)]
    writer = csv.DictWriter(sys.stdout, columns)
    writer.writeheader()
    with Close() as close:
        for listed in close.sequences.list():
            sequence = close.sequences.get(listed.id)
            counts = sequence.subscription_counts_by_status
            by_status = counts.to_dict() if counts else {}
            writer.writerow(
                {
                    "id": sequence.id,
                    "name": sequence.name,
                    "status": sequence.status,
                    "steps": len(sequence.steps or []),
                    **{f"{status}_contacts": by_status.get(status) for status in STATUSES},
                }
            )


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
