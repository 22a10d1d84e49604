"""Command line of the pipeline: ``python -m specbuild COMMAND``."""

from __future__ import annotations

import argparse
import sys

from specbuild import build, generate, layout
from specbuild.errors import SpecError


def _build() -> int:
    layout.CONTRACT.write_text(build.render(build.build()), encoding="utf-8")
    print("openapi/close.yaml built")
    return 0


def _generate() -> int:
    document = build.build()
    layout.CONTRACT.write_text(build.render(document), encoding="utf-8")
    generate.swap(document)
    print("openapi/close.yaml built, generated/ written")
    return 0


def _check() -> int:
    differences = generate.differences(build.build())
    if differences:
        listing = "\n  ".join(differences)
        print(f"not what `make generate` writes:\n  {listing}\nRun `make generate` and commit.", file=sys.stderr)
        return 1
    print("openapi/close.yaml and generated/ are what `make generate` writes")
    return 0


COMMANDS = {
    "build": (_build, "build openapi/close.yaml from openapi/upstream/ and openapi/overlays/"),
    "generate": (_generate, "build, then write the client into generated/"),
    "check": (_check, "build and generate elsewhere; exit with 1 and name the files if anything differs"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused or different."""
    parser = argparse.ArgumentParser(prog="python -m specbuild", description="Build the contract and the client.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, text) in COMMANDS.items():
        commands.add_parser(name, help=text, description=text)
    try:
        return COMMANDS[parser.parse_args(arguments).command][0]()
    except SpecError as error:
        print(f"specbuild: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
