"""What a command of ``python -m specbuild`` consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable


def no_arguments(_parser: ArgumentParser) -> None:
    """Configure a parser for a command that takes none."""


@frozen(kw_only=True)
class Command:
    """One command: the module that does the work defines it, ``__main__`` lists it."""

    name: str
    text: str
    """What it does, for --help: one line."""
    run: Callable[[Namespace], int]
    """Does it and returns the exit code; a SpecError is told and exits with 1."""
    configure: Callable[[ArgumentParser], None] = no_arguments
    """Adds the command's own arguments."""
