"""The command ``diff``: what changed in the API, and whom it breaks."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from specbuild import layout, merging, normal, reading, revisions, selecting, telling
from specbuild.commands import Command
from specbuild.diffing import diff
from specbuild.documents import plain
from specbuild.errors import SpecError
from specbuild.walking import operations

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from specbuild.changes import Change
    from specbuild.documents import Document

UNCHANGED, COMPATIBLE, BREAKING = 0, 3, 4

_EPILOG: Final = """\
Without documents it compares the vendor's documents in openapi/upstream/ with those at HEAD (or at
the revision that --upstream names). These are compared after the vendor's systematic defects are
undone, so that a new spelling is no change; two documents of yours are compared as they are written.

Callers are broken if what they may send today can be refused or mean something else tomorrow,
parsers if an answer may come tomorrow that they had no reason to expect today.

exit codes:
  0  no change
  1  refused: a document cannot be read or compared
  2  misused
  3  changes, and none of them breaks callers or parsers
  4  changes, and some break callers or parsers
"""
_FORMATS: Final = {
    "table": telling.table,
    "json": telling.to_json,
    "markdown": telling.changelog,
}


def exit_code(changes: Sequence[Change]) -> int:
    """Tell the kind of changes as the command's exit code."""
    if not changes:
        return UNCHANGED
    return BREAKING if any(change.breaks for change in changes) else COMPATIBLE


def undo_defects(document: Document) -> None:
    """Give a document of the vendor's the form in which only the API counts, in place."""
    normal.normalise(document)
    for _, _, operation in operations(document):
        operation.pop("operationId", None)  # Neither unique nor stable; the selection gives ours.


def _configure(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument(
        "documents", nargs="*", type=Path, metavar="OLD NEW", help="pages, YAML or JSON"
    )
    old = parser.add_mutually_exclusive_group()
    old.add_argument(
        "--contract", metavar="REV", help="compare openapi/close.yaml at REV with the one here"
    )
    old.add_argument(
        "--upstream", metavar="REV", help="compare openapi/upstream/ at REV with the one here"
    )
    parser.add_argument(
        "--view",
        choices=("written", "normal"),
        help="compare documents as they are written, or with systematic defects undone",
    )
    parser.add_argument(
        "--selected", action="store_true", help="only the operations of openapi/selection.yaml"
    )
    parser.add_argument(
        "--format", choices=_FORMATS, default="table", help="what to print (default: table)"
    )


def _run(arguments: Namespace) -> int:
    changes = diff(*_sides(arguments))
    print(_FORMATS[arguments.format](changes))  # noqa: T201 - what a command prints is its interface
    return exit_code(changes)


def _sides(arguments: Namespace) -> list[Document]:
    """Give the old document and the new one, as they are to be compared."""
    _refuse_misuse(arguments)
    view: str | None = arguments.view
    if arguments.contract is not None:
        then = revisions.contract_at(arguments.contract)
        sides = [{"": then}, {"": reading.read(layout.ROOT / layout.CONTRACT)}]
    elif arguments.documents:
        sides = [{str(path): reading.read(path)} for path in arguments.documents]
    else:
        view = view or "normal"
        sides = [revisions.upstream_at(arguments.upstream or "HEAD"), revisions.upstream()]
    return [_one(side, normalised=view == "normal", cut=arguments.selected) for side in sides]


def _refuse_misuse(arguments: Namespace) -> None:
    number = len(arguments.documents)
    if number not in (0, 2):
        raise SpecError(f"diff takes two documents, OLD and NEW, or none; there are {number}")
    if number and (arguments.contract is not None or arguments.upstream is not None):
        raise SpecError("diff takes either two documents or a revision, not both")


def _one(documents: dict[str, Document], *, normalised: bool, cut: bool) -> Document:
    """Make one document of a side."""
    if normalised:
        for document in documents.values():
            undo_defects(document)
    whole = next(iter(documents.values())) if len(documents) == 1 else merging.merge(documents)
    if cut:
        whole = plain(whole)
        selecting.select(whole, selecting.load(layout.ROOT / layout.SELECTION))
    return whole


COMMAND: Final = Command(
    name="diff",
    text="tell what changed in the API, and whether it breaks callers or parsers",
    run=_run,
    configure=_configure,
)
