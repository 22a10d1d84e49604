"""The vendor's documents in the repository, and the page that says where each comes from."""

from __future__ import annotations

import hashlib
import re
from contextlib import ExitStack
from typing import TYPE_CHECKING

from specbuild import layout
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from pathlib import Path

_ROW = re.compile(r"^\| `([\w.-]+)` \|.*`([0-9a-f]{64})` \|\n", re.MULTILINE)


def files() -> tuple[Path, ...]:
    """List the vendor's documents as PROVENANCE.md does, and prove that they are those.

    Raises:
        SpecError: There is none, one is missing or not recorded, or its bytes are others.
    """
    folder = layout.ROOT / layout.UPSTREAM
    rows = recorded()
    found = {path.name for path in folder.iterdir() if path.name != layout.PROVENANCE.name}
    for name in sorted(found):
        _prove(name, rows.get(name), (folder / name).read_bytes())
    if missing := [name for name in rows if name not in found]:
        raise SpecError(f"{layout.UPSTREAM}: {', '.join(missing)} is recorded and not there")
    if not found:
        raise SpecError(f"{layout.UPSTREAM}: no document: `make spec-pull` fetches the vendor's")
    return tuple(folder / name for name in rows)


def _prove(name: str, digest: str | None, content: bytes) -> None:
    if digest != sha256(content):
        raise SpecError(
            f"{layout.UPSTREAM / name}: {layout.PROVENANCE} does not record its sha256, "
            f"{sha256(content)}: the vendor's documents are never edited, and a new one is recorded "
            "there"
        )


def recorded() -> dict[str, str]:
    """Give the recorded sha256 by the document's name, the one taken last in the last place."""
    return dict(_ROW.findall(_page()))


def record(name: str, content: bytes, *, origin: str, form: str, taken: str) -> None:
    """Write a document and its row, which becomes the last: both, or on failure neither."""
    page = layout.ROOT / layout.PROVENANCE
    row = f"| `{name}` | {origin} | {form} | {taken} | `{sha256(content)}` |\n"
    with ExitStack() as undo:
        _replace(layout.ROOT / layout.UPSTREAM / name, content, undo)
        _replace(page, _with_row(_page(), name, row).encode(), undo)
        undo.pop_all()


def _replace(path: Path, content: bytes, undo: ExitStack) -> None:
    old = path.read_bytes() if path.exists() else None
    fresh = path.with_name(f".{path.name}.fresh")
    undo.callback(fresh.unlink, missing_ok=True)
    fresh.write_bytes(content)
    fresh.replace(path)
    if old is None:
        undo.callback(path.unlink)
    else:
        undo.callback(path.write_bytes, old)


def _with_row(page: str, name: str, row: str) -> str:
    rows = list(_ROW.finditer(page))
    end = rows[-1].end() if rows else len(page)
    kept = "".join("" if found[1] == name else found[0] for found in rows)
    start = rows[0].start() if rows else end
    return f"{page[:start]}{kept}{row}{page[end:]}"


def sha256(content: bytes) -> str:
    """Give the digest of a document's bytes."""
    return hashlib.sha256(content).hexdigest()


def _page() -> str:
    try:
        return (layout.ROOT / layout.PROVENANCE).read_text(encoding="utf-8")
    except OSError as error:
        raise SpecError(f"{layout.PROVENANCE}: cannot be read: {error}") from error
