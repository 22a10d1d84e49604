"""Pause the subscriptions of a Smart View's leads, in one sequence or in all; or resume them.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/pause_segment.py "$smart_view_id" --confirmed
    python docs/jobs/pause_segment.py "$smart_view_id" --resume --confirmed

Without --confirmed it only shows what it would start. To resume takes up every paused subscription of these
leads, whoever paused it; `incident_resume.py` takes up only what `incident_stop.py` has stopped.
"""

import argparse
import sys

from close_bulk import BulkAction, Close, CloseError, InvalidRequest, PauseFields, smart_view


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("smart_view", help="whose subscriptions: save_...")
    parser.add_argument("--sequence", help="only in this sequence, seq_...; without it, in all")
    parser.add_argument("--resume", action="store_true", help="resume instead")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    fields: PauseFields = {"s_query": smart_view(args.smart_view)}
    if args.sequence:
        fields["sequence_id"] = args.sequence
    with Close() as close:
        change = close.bulk.resume if args.resume else close.bulk.pause
        outcome = change(**fields, dry_run=not args.confirmed)
        print(outcome)
        if isinstance(outcome, BulkAction):
            print(outcome.wait(on_progress=print))


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
