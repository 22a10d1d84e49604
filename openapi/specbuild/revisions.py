"""The repository's documents as they are, and as they were at a git revision."""

from __future__ import annotations

import subprocess
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from specbuild import layout, reading
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from specbuild.documents import Document


def contract_at(revision: str) -> Document:
    """Read the built contract as it was at a revision.

    Raises:
        SpecError: There is no such revision, or no contract in it.
    """
    commit = _commit(revision)
    name = layout.CONTRACT.as_posix()
    return reading.parse(_git("show", f"{commit}:{name}"), f"{revision}:{name}")


def upstream_at(revision: str) -> dict[str, Document]:
    """Read the vendor's documents as they were at a revision, in the order of their record.

    Raises:
        SpecError: There is no such revision, or a document in it cannot be read.
    """
    commit = _commit(revision)
    listing = _git("ls-tree", "-z", "--name-only", commit, f"{layout.UPSTREAM.as_posix()}/")
    found = {
        PurePosixPath(name).name: _git("show", f"{commit}:{name}")
        for name in listing.decode().split("\0")
        if name
    }
    return _read(found, f"{revision}:{layout.UPSTREAM.as_posix()}/")


def upstream() -> dict[str, Document]:
    """Read the vendor's documents as they are, in the order of their record.

    Raises:
        SpecError: One cannot be read.
    """
    folder = layout.ROOT / layout.UPSTREAM
    try:
        found = {path.name: path.read_bytes() for path in folder.iterdir() if _is_document(path)}
    except OSError as error:
        raise SpecError(f"{layout.UPSTREAM}: cannot be read: {error}") from error
    return _read(found, f"{layout.UPSTREAM.as_posix()}/")


def _is_document(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")


def _read(found: dict[str, bytes], where: str) -> dict[str, Document]:
    record = found.pop(layout.PROVENANCE.name, b"").decode("utf-8", "replace")
    if not found:
        raise SpecError(f"{where} has no document")
    return {name: reading.parse(found[name], where + name) for name in _ordered(found, record)}


def _ordered(names: Iterable[str], record: str) -> list[str]:
    """Put names in the record's order, because what was taken last holds."""
    return sorted(names, key=lambda name: (record.find(f"`{name}`"), name))


def _commit(revision: str) -> str:
    wanted = f"{revision}^{{commit}}"
    done = _run("rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if done.returncode:
        raise SpecError(f"{revision!r} is no revision of this repository")
    return done.stdout.decode().strip()


def _git(*arguments: str) -> bytes:
    done = _run(*arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()
        raise SpecError(f"git {arguments[0]} failed: {said or 'it does not say why'}")
    return done.stdout


def _run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ("git", "-C", str(layout.ROOT), *arguments)
    try:
        return subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    except OSError as error:
        raise SpecError(f"git cannot be run: {error}") from error
