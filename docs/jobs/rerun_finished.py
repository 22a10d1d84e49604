"""Send those who have finished a sequence through it again, for instance after steps were added.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/rerun_finished.py "$sequence_id" --limit 10

Without --confirmed it only shows what it would start: how many leads have a finished subscription, which is
asked in words that Close's own application uses and its documents do not list (observed).
"""

import argparse
import sys

from close_bulk import BulkAction, Close, CloseError, InvalidRequest, lead
from close_bulk.query import sequence_subscription


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sequence", help="seq_...")
    parser.add_argument("--limit", type=int, help="at most so many leads, the newest")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    in_it = sequence_subscription("sequence_id").refers_to(args.sequence, reference_type="sequence")
    finished = sequence_subscription("status").is_in("finished")
    with Close() as close:
        outcome = close.bulk.resume_finished(
            s_query=lead.has(in_it & finished),
            sequence_id=args.sequence,
            results_limit=args.limit,
            sort=[lead("date_created").descending()],
            dry_run=not args.confirmed,
        )
        print(outcome)
        if isinstance(outcome, BulkAction):
            print(outcome.wait(on_progress=print))


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
