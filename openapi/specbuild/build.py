"""From the vendor's documents and our overlays to the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, frozen

from specbuild import (
    check,
    documents,
    layout,
    merging,
    normal,
    overlay,
    provenance,
    reading,
    selecting,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from specbuild.action import Action, Outcome
    from specbuild.documents import Document
    from specbuild.selecting import Selected

_HEADER = """\
# The contract: built from upstream/, selection.yaml and overlays/ beside it by `make generate`.
# Do not edit: correct it with an overlay action (CONTRIBUTING.md says how).
"""


@frozen(kw_only=True)
class Built:
    """A contract, and what became of every overlay action on the way to it."""

    document: Document
    outcomes: tuple[Outcome, ...]
    selection: tuple[Selected, ...]
    problems: tuple[str, ...] = ()
    """What makes it unsound; a strict build has none."""

    def check(self) -> None:
        """Prove that the contract is sound.

        Raises:
            SpecError: It is not; every problem found is named.
        """
        check.check(self.document, self.selection)


def build(
    *,
    upstream: Iterable[Path] | None = None,
    overlays: Iterable[Path] | None = None,
    selection: Path | None = None,
    strict: bool = True,
) -> Built:
    """Build the contract from the repository's files, or from others, and check it.

    Unless ``strict``, the build goes on past actions that do not fit and past an unsound result.

    Raises:
        SpecError: A file cannot be used; if ``strict``, also: an overlay action no longer fits, or
            the result is not a sound contract.
    """
    built = compose(upstream=upstream, overlays=overlays, selection=selection, strict=strict)
    if strict:
        built.check()
        return built
    return evolve(built, problems=tuple(check.problems(built.document, built.selection)))


def compose(
    *,
    upstream: Iterable[Path] | None = None,
    overlays: Iterable[Path] | None = None,
    selection: Path | None = None,
    strict: bool = True,
) -> Built:
    """Build the contract and leave it to the caller to check it.

    Raises:
        SpecError: A file cannot be used, or, if ``strict``, an overlay action no longer fits.
    """
    chosen = selecting.load(selection or layout.ROOT / layout.SELECTION)
    files = provenance.files() if upstream is None else upstream
    document = prepare({str(path): reading.read(path) for path in files}, chosen)
    outcomes = apply(document, actions(overlays), strict=strict)
    selecting.prune(document)
    selecting.arrange(document, chosen)
    return Built(document=document, outcomes=outcomes, selection=chosen)


def prepare(upstream: Mapping[str, Document], selection: Iterable[Selected]) -> Document:
    """Normalise documents, by their names, in place; merge them; cut that down to the selection.

    Raises:
        SpecError: One describes another server, or none has an operation of the selection.
    """
    for document in upstream.values():
        normal.normalise(document)
    merged = merging.merge(upstream)
    selecting.select(merged, selection)
    return merged


def overlay_files() -> tuple[Path, ...]:
    """List the overlay files in the order in which they apply."""
    return tuple(sorted((layout.ROOT / layout.OVERLAYS).glob("*.yaml")))


def actions(files: Iterable[Path] | None = None) -> tuple[Action, ...]:
    """Read the actions of overlay files, the repository's or others, in the order of the files."""
    files = overlay_files() if files is None else files
    return tuple(action for path in files for action in overlay.load(path))


def apply(
    document: Document, actions: Iterable[Action], *, strict: bool = True
) -> tuple[Outcome, ...]:
    """Apply the actions to the document in place, and tell what became of each, in their order.

    Optional removals come first, whatever file they are in, and what only the removed used goes
    with it: then no later action meets the vendor's version of what we define ourselves.

    Raises:
        SpecError: If ``strict``: an action does not fit.
    """
    ordered = list(actions)
    outcomes: dict[int, Outcome] = {}
    for early in (True, False):
        for index, action in enumerate(ordered):
            if action.optional is early:
                outcomes[index] = action.apply(document) if strict else action.attempt(document)
        if early:
            selecting.prune(document)
    return tuple(outcomes[index] for index in range(len(ordered)))


def render(document: Document) -> str:
    """Give the text of ``openapi/close.yaml``."""
    return _HEADER + documents.to_yaml(document)
