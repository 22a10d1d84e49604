"""Give the leads of a Smart View another status or a custom field's value: ten first, then the rest.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/edit_leads.py "$smart_view_id" --status "$lead_status_id"
    python docs/jobs/edit_leads.py "$smart_view_id" --field "$custom_field_id" Enterprise --confirmed

Without --confirmed it only shows what it would start. The ten newest are looked at before the rest follows,
and at the end it reports how many leads of the Smart View are not as wanted. Close's search may be a minute
behind what it has done: then this ends with 1 too early, and is safe to run again.
"""

import argparse
import sys
from typing import Any

from close_bulk import Close, CloseError, InvalidRequest, Query, lead, smart_view
from close_bulk.query import any_of

CANARY = 10
NEWEST = [lead("date_created").descending()]


def edit(close: Close, segment: Query, wanted: Query, verb: str, fields: dict[str, Any]) -> int:
    """Edit ten leads, look at them, and then edit the rest; give how many leads are not as wanted."""
    first = [each["id"] for each in close.leads.search(segment, sort=NEWEST, results_limit=CANARY)]
    canary = close.bulk.start(verb, s_query=segment, sort=NEWEST, results_limit=CANARY, **fields)
    canary.wait(on_progress=print)
    wrong = close.leads.count(any_of(*map(lead.id, first)) & ~wanted)
    print(f"of the first {len(first)} leads, {wrong} are not as wanted")
    if not wrong:
        close.bulk.start(verb, s_query=segment, **fields).wait(on_progress=print)
        wrong = close.leads.count(segment & ~wanted)
        print(f"of the Smart View's leads, {wrong} are not as wanted")
    return wrong


def main() -> int:
    """Do the job; 1 if a lead is not as it was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("smart_view", help="which leads: save_...")
    change = parser.add_mutually_exclusive_group(required=True)
    change.add_argument("--status", help="the new status, stat_...")
    change.add_argument("--field", nargs=2, metavar=("ID", "VALUE"), help="a custom field, cf_...")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    segment = smart_view(args.smart_view)
    if args.status:
        verb, fields = "set_lead_status", {"lead_status_id": args.status}
        wanted = lead("status_id").is_in(args.status)
    else:
        field, value = args.field
        verb, fields = "set_custom_field", {"custom_field_id": field, "custom_field_value": value}
        wanted = lead.custom(field).is_in(value)
    with Close() as close:
        preview = close.bulk.start(verb, s_query=segment, dry_run=True, **fields)
        print(preview)
        if not args.confirmed or not preview.count:
            return 0
        return 1 if edit(close, segment, wanted, verb, fields) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
