"""Take all contacts of some leads out of every sequence they are in.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/suppress_leads.py lead_... lead_...

Without --confirmed it only tells which subscriptions those are. A deleted subscription cannot be resumed, and
the contact could be enrolled anew; to keep that from happening, `bad_fit.py` marks leads by a status.
"""

import argparse
import sys

from close_bulk import Close, CloseError, NotFound


def main() -> int:
    """Do the job; 1 if a contact is still in a sequence."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("leads", nargs="+", help="lead_...")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    left = 0
    with Close() as close:
        for lead_id in args.leads:
            # Read to the end first: what is deleted while a list is read moves its pages.
            for subscription in list(close.subscriptions.list(lead_id=lead_id)):
                print(
                    f"{subscription.contact_email} in {subscription.sequence_id}: {subscription.status}"
                )
                if args.confirmed:
                    try:
                        close.subscriptions.delete(subscription.id)
                    except NotFound:
                        print("  is out of it already")
            left += sum(1 for _ in close.subscriptions.list(lead_id=lead_id))
    print(f"{left} subscriptions are left")
    return 1 if args.confirmed and left else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        sys.exit(str(error))
