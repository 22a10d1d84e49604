"""Take the leads of a Smart View out of all sending, and mark them by a status.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/bad_fit.py "$smart_view_id" "$lead_status_id" --confirmed

Without --confirmed it only shows what it would start. Their subscriptions are paused first, so that nobody
gets mail who is marked; the number of leads has to be the same for both. One lead goes before the others: a
status that the service refuses leaves only that one paused.
"""

import argparse
import sys

from close_bulk import Close, CloseError, InvalidRequest, Query, lead, smart_view


def mark(close: Close, leads: Query, count: int, status: str) -> None:
    """Pause what some leads are in, and give them the status."""
    close.bulk.pause(s_query=leads, expect=count).wait(on_progress=print)
    marking = close.bulk.set_lead_status(s_query=leads, lead_status_id=status, expect=count)
    print(marking.wait(on_progress=print))


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("smart_view", help="which leads: save_...")
    parser.add_argument("status", help="their new status: stat_...")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    segment = smart_view(args.smart_view)
    with Close() as close:
        preview = close.bulk.pause(s_query=segment, dry_run=True)
        print(preview)
        if not args.confirmed or not preview.count:
            return
        first = lead.id(preview.sample[0]["id"])
        mark(close, first, 1, args.status)
        if others := preview.count - 1:
            mark(close, segment & ~first, others, args.status)


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
