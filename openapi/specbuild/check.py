"""What a contract must be: valid OpenAPI, complete, and nothing that the generator would spoil."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbuild import loops, samples
from specbuild.errors import SpecError
from specbuild.walking import operations, place_of, references, target_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbuild.documents import Document
    from specbuild.selecting import Selected


def check(document: Document, selection: Iterable[Selected] = ()) -> None:
    """Refuse what is not valid OpenAPI 3.1 or what the generator would damage in silence.

    Raises:
        SpecError: Names every problem found.
    """
    if found := problems(document, selection):
        raise SpecError("the contract is not sound:\n- " + "\n- ".join(found))


def problems(document: Document, selection: Iterable[Selected] = ()) -> list[str]:
    """Name everything that is wrong with a contract."""
    # Each looks only at what the one before it lets through.
    for find in (
        _schema_problems,
        _reference_problems,
        _loop_problems,
        samples.problems,
        _validator_problems,
        _operation_problems,
    ):
        if found := list(find(document)):
            return found
    return list(_selection_problems(document, selection))


def _schema_problems(document: Document) -> Iterator[str]:
    from specbuild.validating import SpecValidator  # noqa: PLC0415 - slow to import

    for error in SpecValidator.schema_validator.iter_errors(document):
        yield f"{error.json_path}: {error.message.splitlines()[0]}"


def _reference_problems(document: Document) -> Iterator[str]:
    for reference in sorted(set(references(document))):
        if target_of(document, reference) is None:
            yield f"{reference} is referred to and is not there"


def _loop_problems(document: Document) -> Iterator[str]:
    if (found := loops.endless(document)) is not None:
        yield f"{place_of(document, found)} leads to itself without end"


def _validator_problems(document: Document) -> Iterator[str]:
    from specbuild.validating import SpecValidator  # noqa: PLC0415 - slow to import

    try:
        for error in SpecValidator(document).iter_errors():
            yield str(error.message)
    except RecursionError:
        yield "its schemas refer to one another over too many steps for openapi-spec-validator"


def _operation_problems(document: Document) -> Iterator[str]:
    for method, path, operation in operations(document):
        name = str(operation.get("operationId"))
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)+", name):
            yield f"operationId {name!r} is not a snake_case name of two words or more"
        if len(operation.get("tags", ())) != 1:
            yield f"{method.upper()} {path} needs exactly one tag: it names the module's folder"


def _selection_problems(document: Document, selection: Iterable[Selected]) -> Iterator[str]:
    found = {(method, path): operation for method, path, operation in operations(document)}
    wanted = {(each.method, each.path): each for each in selection}
    for (method, path), each in wanted.items():
        operation = found.get((method, path))
        place = f"{method.upper()} {path}"
        if operation is None:
            yield f"{place} is selected, and neither a document nor an overlay has it"
        elif (operation["operationId"], operation["tags"]) != (each.operation_id, [each.tag]):
            yield f"{place} has not the operation_id and tag of openapi/selection.yaml"
    for method, path in found.keys() - wanted.keys() if wanted else ():
        yield f"{method.upper()} {path} is not in openapi/selection.yaml"
