"""Take the leads of a Smart View out of all sending, and mark them by a status.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/bad_fit.py "$smart_view_id" "$lead_status_id" --confirmed

Without --confirmed it only shows what it would start. Their subscriptions are paused first, so that nobody
gets mail who is marked; the number of leads has to be the same for both.
"""

import argparse
import sys

from close_bulk import Close, CloseError, smart_view


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
        if args.confirmed:
            leads = preview.count
            close.bulk.pause(s_query=segment, expect=leads).wait(on_progress=print)
            marking = close.bulk.set_lead_status(
                s_query=segment, lead_status_id=args.status, expect=leads
            )
            print(marking.wait(on_progress=print))


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        sys.exit(str(error))
