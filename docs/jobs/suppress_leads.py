"""Take all contacts of some leads out of every sequence they are in.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/suppress_leads.py lead_... lead_...

Without --confirmed it only tells which subscriptions those are. A failure does not keep it from the rest: it
tells all of them at the end, and exits with 1; then run it again. A deleted subscription cannot be resumed,
and the contact could be enrolled anew; to keep that from happening, `bad_fit.py` marks leads by a status.
"""

import argparse
import sys

from close_bulk import Close, CloseError, InvalidRequest


def main() -> int:
    """Do the job; 1 if a contact is still in a sequence, or may be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("leads", nargs="+", help="lead_...")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    left, failures = 0, list[str]()
    with Close() as close:
        # All ids are checked before anything is deleted.
        for listed in [close.subscriptions.list(lead_id=lead_id) for lead_id in args.leads]:
            try:
                found = list(listed)
                for each in found:
                    print(f"{each.contact_email} in {each.sequence_id}: {each.status}")
                if args.confirmed:
                    report = close.subscriptions.delete(found)
                    failures += [str(row) for row in report.failures]
                left += sum(1 for _ in listed)
            except CloseError as error:
                failures.append(str(error))
    print(f"{left} subscriptions are left")
    if failures:
        print("Not all was done; run this again:", *failures, sep="\n- ")
    return 1 if failures or (args.confirmed and left) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
