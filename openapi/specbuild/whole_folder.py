"""The folder that `generate-all` writes: all of it or none, and nothing of anyone else's replaced."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import ExitStack
from typing import TYPE_CHECKING

from specbuild.errors import SpecError

if TYPE_CHECKING:
    from pathlib import Path

_README = """\
# Generated: a client of a whole document

Written by

    python -m specbuild generate-all --from {source} --out {out} --package {package}

from `{source}`, sha256 `{digest}`, with

{versions}

{operations} operations, {models} models. Sign in with the httpx client that you give to
`{package}.Client`: no operation takes a header for it.

{loosened}Tree: `{tree}`
"""


def write_readme(folder: Path, facts: dict[str, str]) -> None:
    """Say in a folder what is in it, what has written it and from what."""
    text = _README.format(**facts, tree=tree_hash(folder))
    (folder / "README.md").write_text(text, encoding="utf-8")


def tree_hash(folder: Path) -> str:
    """Give one hash for all files below a folder, README and caches apart."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path != folder / "README.md"
    }
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return digest.hexdigest()


def refuse_strangers(out: Path) -> None:
    """Refuse to replace what is not, file by file, what an earlier run has written.

    Raises:
        SpecError: There is something else.
    """
    try:
        if not out.exists() or (out.is_dir() and not any(out.iterdir())):
            return
        readme = (out / "README.md").read_text(encoding="utf-8") if out.is_dir() else ""
        if f"Tree: `{tree_hash(out)}`" in readme:
            return
    except (OSError, ValueError):
        pass
    raise SpecError(
        f"{out}: holds what `generate-all` has not written, or what was changed since: "
        "name another folder, or remove it"
    )


def scratch_beside(out: Path) -> tempfile.TemporaryDirectory[str]:
    """Make a temporary folder in the folder that ``out`` is or shall be in.

    Raises:
        SpecError: That is not possible.
    """
    # Beside it because only a rename within one file system is all or nothing.
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(dir=out.parent, prefix=".generated-")
    except OSError as error:
        raise SpecError(f"{out}: cannot be written: {error}") from error


def move_in(fresh: Path, out: Path, old: Path) -> None:
    """Put a fresh folder in the place of ``out``, which goes to ``old``; or change nothing."""
    with ExitStack() as undo:
        if out.exists():
            out.rename(old)
            undo.callback(old.rename, out)
        fresh.rename(out)
        undo.pop_all()
