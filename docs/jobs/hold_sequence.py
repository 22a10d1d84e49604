"""Hold whole sequences, for instance while a sending limit is used up, or let them go on.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/hold_sequence.py "$sequence_id" --confirmed
    python docs/jobs/hold_sequence.py "$sequence_id" --go-on --confirmed

Without --confirmed it only tells what they are. A failure does not keep it from the rest: it tells all of
them at the end, and exits with 1. Subscriptions stay as they are: users of the API have done this (observed),
and what the service does meanwhile is documented nowhere.
"""

import argparse
import sys
from typing import Literal

from close_bulk import Close, CloseError, InvalidRequest


def main() -> int:
    """Do the job; 1 if a sequence is not, or may not be, as it was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sequences", nargs="+", help="seq_...")
    parser.add_argument("--go-on", action="store_true", help="let them go on instead")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    wanted: Literal["active", "paused"] = "active" if args.go_on else "paused"
    failures: list[str] = []
    with Close() as close:
        for sequence_id in args.sequences:
            try:
                sequence = close.sequences.get(sequence_id)
                if args.confirmed:
                    sequence = close.sequences.update(sequence_id, status=wanted)
                print(f"{sequence.id} {sequence.name}: {sequence.status}")
            except CloseError as error:
                failures.append(f"{sequence_id}: {error}")
    if failures:
        print("Not all was done:", *failures, sep="\n- ")
    return 1 if failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
