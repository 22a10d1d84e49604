"""Command line of the pipeline: ``python -m specbuild COMMAND``."""

from __future__ import annotations

import argparse
import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from specbuild.errors import SpecError

if TYPE_CHECKING:
    from specbuild.commands import Command

COMMANDS = {
    "generate": "generate:GENERATE",
    "check": "generate:CHECK",
    "pull": "pull:COMMAND",
    "diff": "diff:COMMAND",
    "report": "report:COMMAND",
    "generate-all": "whole:COMMAND",
}
"""Where each command is defined, in the order in which --help lists them."""


def load(name: str) -> Command:
    """Import the module of a command and return what it defines there."""
    module, _, attribute = COMMANDS[name].partition(":")
    command: Command = getattr(import_module(f"specbuild.{module}"), attribute)
    return command


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or different (2: misused)."""
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        prog="python -m specbuild", description="Build the contract and the client."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Whoever names a command does not wait for the others' modules.
    for name in given[:1] if given[:1] and given[0] in COMMANDS else COMMANDS:
        command = load(name)
        added = commands.add_parser(name, help=command.text, description=command.text)
        command.configure(added)
        added.set_defaults(run=command.run)
    parsed = parser.parse_args(given)
    try:
        code: int = parsed.run(parsed)
    except SpecError as error:
        print(f"specbuild: {error}", file=sys.stderr)
        return 1
    return code


if __name__ == "__main__":
    # Documents are many small objects that stay: looking through them again and again is wasted.
    gc.set_threshold(100_000)
    sys.exit(main())
