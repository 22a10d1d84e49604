"""Wait for a bulk action to end, in CI or cron; the exit status tells how it ended.

In a shell with the lines that `python -m close_emulator` prints, and an id that another job has printed:

    python docs/jobs/wait_for.py bulkseqsub_... --timeout 3600

Exit status: 0 done, 1 it could not be read, 2 wrong arguments, 3 it ended with status error, 4 it has not
moved for --stall seconds, 5 --timeout seconds are over. After 4 and 5 it may go on: wait again, or look.
"""

import argparse
import sys

from close_bulk import ActionFailed, ActionStalled, Close, CloseError, InvalidRequest, WaitTimeout

EXIT_STATUS: dict[type[CloseError], int] = {
    InvalidRequest: 2,
    ActionFailed: 3,
    ActionStalled: 4,
    WaitTimeout: 5,
}


def main() -> None:
    """Do the job."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("id", help="bulkseqsub_..., bulkemail_..., bulkedit_... or bulkdelete_...")
    parser.add_argument(
        "--timeout", type=float, help="seconds to wait at most; without it, no limit"
    )
    parser.add_argument("--stall", type=float, default=900, help="seconds without movement (900)")
    args = parser.parse_args()
    with Close() as close:
        action = close.bulk.get(args.id)
        print(action.wait(timeout=args.timeout, stall=args.stall, on_progress=print))


if __name__ == "__main__":
    try:
        main()
    except CloseError as error:
        print(error, file=sys.stderr)
        sys.exit(EXIT_STATUS.get(type(error), 1))
