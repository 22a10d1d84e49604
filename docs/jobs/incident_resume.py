"""Take up after an incident exactly what `incident_stop.py` has stopped, within seven days.

In a shell with the lines that `python -m close_emulator` prints:

    python docs/jobs/incident_resume.py incident.json --confirmed

What somebody else has paused stays paused. The seven days are for bulk actions (documented): without
--confirmed it tells until when each can be resumed. Exit status 1: something could not be resumed.
"""

import argparse
import json
import sys
from pathlib import Path

from close_bulk import Close, CloseError, InvalidRequest


def main() -> int:
    """Do the job; 1 if something was not resumed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="what was stopped")
    parser.add_argument("--confirmed", action="store_true", help="do it, do not only show it")
    args = parser.parse_args()
    try:
        stopped = json.loads(args.file.read_text())
        ids, subscriptions = stopped["bulk_actions"], stopped["subscriptions"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        parser.error(f"{args.file} does not tell what was stopped: {error}")
    failures = 0
    with Close() as close:
        actions = [close.bulk.get(action_id) for action_id in ids]
        paused = [action for action in actions if action.status == "paused"]
        for action in paused:
            print(f"{action} can be resumed until {action.resumable_until}")
        print(f"{len(subscriptions)} contacts were stopped")
        if not args.confirmed:
            return 0
        report = close.subscriptions.resume(subscriptions)
        print(report, *report.failures, sep="\n")
        for action in paused:
            try:
                print("resumed:", action.resume())
            except CloseError as error:  # such as: the seven days are over
                print(error)
                failures += 1
    return 1 if failures or report.failures else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(2 if isinstance(error, InvalidRequest) else 1)
