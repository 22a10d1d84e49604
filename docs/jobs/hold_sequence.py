"""Hold whole sequences, for instance while a sending limit is used up, or let them go on.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/hold_sequence.py "$sequence_id" --confirmed
    python docs/jobs/hold_sequence.py "$sequence_id" --go-on --confirmed

Without --confirmed it only tells what they are. Subscriptions stay as they are: users of the API have done
this (observed), and what the service does meanwhile is documented nowhere.
"""

import argparse
import sys

from close_bulk import Close, CloseError


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sequences", nargs="+", help="seq_...")
    parser.add_argument("--go-on", action="store_true", help="let them go on instead")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    with Close() as close:
        for sequence_id in args.sequences:
            sequence = close.sequences.get(sequence_id)
            if args.confirmed:
                sequence = close.sequences.update(
                    sequence_id, status="active" if args.go_on else "paused"
                )
            print(f"{sequence.id} {sequence.name}: {sequence.status}")


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        sys.exit(str(error))
