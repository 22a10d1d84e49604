"""Send an e-mail template to the leads of a Smart View: a few first, then the others.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/email_segment.py "$smart_view_id" "$template_id" --limit 5

Without --confirmed it only shows what it would start. Unlike a sequence, a bulk e-mail does not remember who
has had it: after a canary, give the others a Smart View that leaves the first out.
"""

import argparse
import sys

from close_bulk import BulkAction, Close, CloseError, InvalidRequest, lead, smart_view


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("smart_view", help="to whom: save_...")
    parser.add_argument("template", help="what: tmpl_...")
    parser.add_argument("--contacts", choices=("lead", "contact", "all"), default="lead")
    parser.add_argument("--limit", type=int, help="at most so many leads, the newest")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    with Close() as close:
        outcome = close.bulk.email(
            s_query=smart_view(args.smart_view),
            template_id=args.template,
            contact_preference=args.contacts,
            results_limit=args.limit,
            sort=[lead("date_created").descending()],
            dry_run=not args.confirmed,
        )
        print(outcome)
        if isinstance(outcome, BulkAction):
            print(outcome.wait(on_progress=print))


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
