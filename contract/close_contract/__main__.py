"""`python -m close_contract` and `close-contract`: the command line, or what it lacks."""

import sys
from importlib import import_module
from typing import Final

from close_contract.damaged import DamagedContract

UNUSABLE: Final = 2
_EXTRAS: Final = {
    "click": "cli",
    "rich": "cli",
    "h11": "contract",
    "harfile": "contract",
    "jsonschema_rs": "contract",
    "schemathesis": "contract",
    "yaml": "contract",
}


def main() -> int:
    """Run the command line; a package that is not installed is named with the extra that has it."""
    try:
        import_module("close_contract.cli").cli(prog_name="close-contract")
    except ModuleNotFoundError as error:
        name = (error.name or "").partition(".")[0]
        if name not in _EXTRAS:
            raise
        print(
            f"close-contract needs {name}: install close-bulk with its extras cli and contract, "
            'in a clone pip install ".[cli,contract]"',
            file=sys.stderr,
        )
        return UNUSABLE
    except DamagedContract as error:
        print(f"close-contract: {error}", file=sys.stderr)
        return UNUSABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
