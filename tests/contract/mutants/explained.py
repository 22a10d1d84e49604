"""What is known of mutants that survive, from explained.toml."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from attrs import frozen


@frozen
class Explained:
    """Sentences by the names of mutants.

    `equivalent` changes nothing that a client can see. `open` can be seen, but nothing that is known of
    the API tells which of the two is right. `unseen` is wrong, and the harness does not see it. `stale`
    are names of mutants that there are no longer.
    """

    equivalent: Mapping[str, str]
    open: Mapping[str, str]
    unseen: Mapping[str, str]
    stale: tuple[str, ...] = ()

    def sentence(self, name: str) -> str:
        """Return why a mutant survives, with which of the three it is; empty if that is not known."""
        for kind in ("equivalent", "open", "unseen"):
            if name in getattr(self, kind):
                return f"    {kind}: {getattr(self, kind)[name]}"
        return ""


def read(path: Path, known: Collection[str]) -> Explained:
    """Read the file; `known` are the names of all mutants that there are."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    equivalent, is_open, unseen = (
        content.get(kind, {}) for kind in ("equivalent", "open", "unseen")
    )
    stale = tuple(name for name in (*equivalent, *is_open, *unseen) if name not in known)
    return Explained(equivalent, is_open, unseen, stale)
