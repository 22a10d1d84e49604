"""Reading a document in any of its forms: a reference page, YAML or JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbuild import guard, parsing
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from pathlib import Path

    from specbuild.documents import Document

MAX_BYTES = 32 * 2**20
"""Nothing larger is read. The vendor's whole document has about 3 MB."""

_FENCE = re.compile(r"^```ya?ml[ \t]*\r?\n(.*?)^```[ \t]*\r?$", re.MULTILINE | re.DOTALL)


def read(path: Path) -> Document:
    """Read an OpenAPI document: a page that embeds one, YAML or JSON; the content tells which.

    Raises:
        SpecError: The file cannot be read, is not such a document, or nobody should build from it.
    """
    return parse(_bytes(path), str(path))


def parse(content: bytes, name: str) -> Document:
    """Read an OpenAPI document from bytes; ``name`` is what a refusal calls them.

    Raises:
        SpecError: As `read`.
    """
    document = _mapping(_embedded(_text(content, name), name), name)
    if problem := guard.problem(document):
        raise SpecError(f"{name}: {problem}")
    return document


def read_mapping(path: Path) -> Document:
    """Read a YAML or JSON file of ours: any mapping.

    Raises:
        SpecError: The file cannot be read or holds no mapping.
    """
    return _mapping(_text(_bytes(path), str(path)), str(path))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SpecError(f"{path}: cannot be read: {error}") from error


def _text(content: bytes, name: str) -> str:
    if len(content) > MAX_BYTES:
        raise SpecError(f"{name}: larger than {MAX_BYTES:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SpecError(f"{name}: cannot be read as UTF-8: {error}") from None


def _embedded(text: str, name: str) -> str:
    """Cut the document out of a page; nothing but a page has a code fence at a line's start."""
    fences = _FENCE.findall(text)
    if not fences:
        return text
    found = [fence for fence in fences if fence.startswith("openapi:")]
    if len(found) != 1:
        raise SpecError(f"{name}: a page with {len(found)} OpenAPI blocks, not one")
    block: str = found[0]
    return block


def _mapping(text: str, name: str) -> Document:
    try:
        value = parsing.parse(text)
    except SpecError as error:
        raise SpecError(f"{name}: {error}") from None
    if not isinstance(value, dict):
        raise SpecError(f"{name}: expected a mapping, found {type(value).__name__}")
    return value
