"""From the vendor's document and our overlays to the contract."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing.exceptions import Unresolvable

from specbuild import documents, layout, overlay
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from specbuild.action import Action
    from specbuild.documents import Document

_METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")
_HEADER = """\
# The contract: built from openapi/upstream/ and openapi/overlays/ by `make generate`.
# Do not edit: correct it with an overlay action (CONTRIBUTING.md says how).
"""


def build() -> Document:
    """Build the contract.

    Raises:
        SpecError: An overlay action no longer fits, or the result is not a sound contract.
    """
    document = apply(documents.read(upstream_file()), actions())
    check(document)
    return document


def upstream_file() -> Path:
    """Find the vendor's document and prove that it is the one that PROVENANCE.md describes.

    Raises:
        SpecError: There is not exactly one, or its bytes are not the recorded ones.
    """
    files = sorted((layout.ROOT / layout.UPSTREAM).glob("*.yaml"))
    if len(files) != 1:
        raise SpecError(f"{layout.UPSTREAM}: expected one document, found {len(files)}")
    digest = hashlib.sha256(files[0].read_bytes()).hexdigest()
    provenance = (layout.ROOT / layout.PROVENANCE).read_text(encoding="utf-8")
    if not any(files[0].name in line and digest in line for line in provenance.splitlines()):
        raise SpecError(
            f"{layout.UPSTREAM / files[0].name}: {layout.PROVENANCE} does not record its sha256, "
            f"{digest}: the vendor's document is never edited, and a new one is recorded there"
        )
    return files[0]


def overlay_files() -> tuple[Path, ...]:
    """List the overlay files in the order in which they apply."""
    return tuple(sorted((layout.ROOT / layout.OVERLAYS).glob("*.yaml")))


def actions() -> tuple[Action, ...]:
    """Read the actions of all overlay files, in the order in which they apply."""
    return tuple(action for path in overlay_files() for action in overlay.load(path))


def apply(document: Document, actions: Iterable[Action]) -> Document:
    """Apply the actions in order and return the document, changed in place."""
    for action in actions:
        action.apply(document)
    return document


def render(document: Document) -> str:
    """Give the text of ``openapi/close.yaml``."""
    return _HEADER + documents.to_yaml(document)


def check(document: Document) -> None:
    """Refuse what is not valid OpenAPI 3.1 or what the generator would damage in silence.

    Raises:
        SpecError: Names every problem found.
    """
    plain = documents.plain(document)
    # Each looks only at what the one before it lets through.
    for find in (_schema_problems, _reference_problems, _operation_problems):
        if problems := list(find(plain)):
            raise SpecError("the contract is not sound:\n- " + "\n- ".join(problems))


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Yield method, path and operation object of every operation."""
    for path, item in document.get("paths", {}).items():
        for method in _METHODS:
            if method in item:
                yield method, path, item[method]


def _schema_problems(document: Document) -> Iterator[str]:
    for error in OpenAPIV31SpecValidator.schema_validator.iter_errors(document):
        yield f"{error.json_path}: {error.message.splitlines()[0]}"


def _reference_problems(document: Document) -> Iterator[str]:
    try:
        for error in OpenAPIV31SpecValidator(document).iter_errors():
            yield str(error.message)
    except Unresolvable as error:
        yield f"{error.ref} is referred to and is not there"


def _operation_problems(document: Document) -> Iterator[str]:
    for method, path, operation in operations(document):
        name = str(operation.get("operationId"))
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", name):
            yield f"operationId {name!r} is not a snake_case name of two words or more"
        if len(operation.get("tags", ())) != 1:
            yield f"{method.upper()} {path} needs exactly one tag: it names the module's folder"
