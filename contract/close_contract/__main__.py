"""`python -m close_contract` and `close-contract`: the command line, or what it lacks."""

import sys
from importlib import import_module
from typing import Final

from close_contract.damaged import DamagedContract
from close_contract.extras import missing

UNUSABLE: Final = 2


def main() -> int:
    """Run the command line; a package that is not installed is named with the extra that has it."""
    try:
        import_module("close_contract.cli").cli(prog_name="close-contract")
    except ModuleNotFoundError as error:
        advice = missing(error, "close-contract", ("cli", "contract"))
        if not advice:
            raise
        print(advice, file=sys.stderr)
        return UNUSABLE
    except DamagedContract as error:
        print(f"close-contract: {error}", file=sys.stderr)
        return UNUSABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
