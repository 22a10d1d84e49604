"""Delete the leads of a Smart View, after you have typed how many they are.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/delete_leads.py "$smart_view_id"
    python docs/jobs/delete_leads.py "$smart_view_id" --confirmed --keep deleted.csv

This cannot be undone. Without --confirmed it only shows what it would start; with it, it asks for the number,
and nothing is deleted if that is not what a count just before says. --keep notes the leads in a file first.
"""

import argparse
import csv
import sys
from pathlib import Path

from close_bulk import Close, CloseError, smart_view

COLUMNS = ["id", "display_name", "status_label"]


def main() -> int:
    """Do the job; 1 if it was not confirmed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("smart_view", help="which leads: save_...")
    parser.add_argument("--keep", type=Path, help="where to note the leads, as CSV")
    parser.add_argument("--confirmed", action="store_true", help="ask for the number and do it")
    args = parser.parse_args()
    segment = smart_view(args.smart_view)
    with Close() as close:
        print(close.bulk.delete(s_query=segment, dry_run=True))
        if not args.confirmed:
            return 0
        typed = input("Type the number of leads to delete them for ever: ").strip()
        if not typed.isdecimal():
            print("nothing was deleted")
            return 1
        if args.keep:
            with args.keep.open("w", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS)
                writer.writeheader()
                writer.writerows(close.leads.search(segment, fields=COLUMNS))
        action = close.bulk.delete(s_query=segment, expect=int(typed), results_limit=int(typed))
        print(action.wait(on_progress=print))
        print(f"{close.leads.count(segment)} are left; deleted ones may be counted for a minute")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        sys.exit(str(error))
