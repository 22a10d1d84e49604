"""Delete the leads of a Smart View, after you have typed how many they are.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/delete_leads.py "$smart_view_id"
    python docs/jobs/delete_leads.py "$smart_view_id" --confirmed --keep deleted.csv

This cannot be undone. Without --confirmed it only shows what it would start; with it, it asks for the number,
and nothing is deleted if that is not the number shown, or not that of a count just before. --keep notes the
leads in a new file right before; `deleted_leads.py` tells afterwards which they were.
"""

import argparse
import csv
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from close_bulk import (
    BulkAction,
    Close,
    CloseError,
    InvalidRequest,
    OutcomeUnknown,
    Preview,
    smart_view,
)

COLUMNS = ["id", "display_name", "status_label"]


def delete_noted(preview: Preview, leads: Iterable[Mapping[str, Any]], file: Path) -> BulkAction:
    """Note the leads in a new file, and delete them; without a deletion there is no such file."""
    with file.open("x", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(leads)
    try:
        return preview.start()
    except OutcomeUnknown:
        raise
    except CloseError:
        file.unlink()  # nothing was deleted
        raise


def main() -> int:
    """Do the job; 1 if it was not confirmed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("smart_view", help="which leads: save_...")
    parser.add_argument("--keep", type=Path, help="a new file, to note the leads in, as CSV")
    parser.add_argument("--confirmed", action="store_true", help="ask for the number and do it")
    args = parser.parse_args()
    if args.keep and args.keep.exists():
        parser.error(f"{args.keep} is there and may tell what was deleted before; name another")
    segment = smart_view(args.smart_view)
    with Close() as close:
        preview = close.bulk.delete(s_query=segment, dry_run=True)
        print(preview)
        if not args.confirmed or not preview.count:
            return 0
        print("Type the number of leads to delete them for ever: ", end="", flush=True)
        if sys.stdin.readline().strip() != str(preview.count):
            print("that is not the number; nothing was deleted")
            return 1
        if args.keep:
            leads = list(close.leads.search(segment, fields=COLUMNS))
            if len(leads) != preview.count:
                print(f"by now they are {len(leads)}; nothing was deleted")
                return 1
            action = delete_noted(preview, leads, args.keep)
        else:
            action = preview.start()
        print(action.wait(on_progress=print))
        print(f"{close.leads.count(segment)} are left; deleted ones may be counted for a minute")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (CloseError, OSError) as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
