"""Command line of the pipeline: ``python -m specbuild COMMAND``."""

from __future__ import annotations

import argparse
import sys

from specbuild import build, generate
from specbuild.errors import SpecError


def _generate() -> int:
    generate.swap(build.build())
    print("openapi/close.yaml and generated/ written")
    return 0


def _check() -> int:
    if differences := generate.differences(build.build()):
        listing = "\n  ".join(("not what `make generate` writes:", *differences))
        print(f"{listing}\nRun `make generate` and commit.", file=sys.stderr)
        return 1
    print("openapi/close.yaml and generated/ are what `make generate` writes")
    return 0


_COMMANDS = {
    "generate": (_generate, "build openapi/close.yaml and write the client into generated/"),
    "check": (_check, "do the same elsewhere; exit with 1 and name the files if anything differs"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or different (2: misused)."""
    parser = argparse.ArgumentParser(
        prog="python -m specbuild", description="Build the contract and the client."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, text) in _COMMANDS.items():
        commands.add_parser(name, help=text, description=text)
    run, _ = _COMMANDS[parser.parse_args(arguments).command]
    try:
        return run()
    except SpecError as error:
        print(f"specbuild: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
