"""Move contacts to another sequence whom the one they are in cannot have reached yet.

In a shell with the lines that `python -m close_emulator` prints, "$sequence_id" being that of a sequence
whose first step waits:

    python docs/jobs/reenrol_untouched.py "$sequence_id" seq_... --hours 24

Without --confirmed it only counts them. Untouched is who is active and was enrolled so recently that the
first step is not due for another --hours: the others may have had mail, and are left alone. Each is taken out
of the one sequence and then put into the other, with the same sender. The first failure ends it: the last
contact that it names may then be in neither.
"""

import argparse
import sys
from datetime import UTC, datetime, timedelta

from close_bulk import Close, CloseError, InvalidRequest

KEPT = ("contact_email", "sender_account_id", "sender_name", "sender_email", "calls_assigned_to")


def latest(close: Close, sequence_id: str, margin: timedelta) -> datetime:
    """Give the moment such that for who is enrolled after it, the first step is not due yet."""
    steps = close.sequences.get(sequence_id).steps or []
    delay = timedelta(seconds=steps[0].delay or 0) if steps else timedelta()
    # Times of subscriptions have no offset and are in UTC (inferred).
    return (datetime.now(UTC) + margin - delay).replace(tzinfo=None)


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", help="where they are: seq_...")
    parser.add_argument("target", help="where they shall be: seq_...")
    parser.add_argument("--hours", type=float, default=24, help="safety margin (24)")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only count")
    args = parser.parse_args()
    with Close() as close:
        moment = latest(close, args.source, timedelta(hours=args.hours))
        found = [
            subscription
            for subscription in close.subscriptions.list(sequence_id=args.source)
            if subscription.status == "active"
            and subscription.date_created
            and datetime.fromisoformat(subscription.date_created) > moment
        ]
        print(f"{len(found)} contacts are untouched")
        for old in found if args.confirmed else ():
            kept = {name: value for name in KEPT if (value := old.to_dict().get(name))}
            print(f"moving {old.contact_id}, which was enrolled with {kept}")
            close.subscriptions.delete(old.id)
            close.subscriptions.create(sequence_id=args.target, contact_id=old.contact_id, **kept)


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
