"""What is known of mutants that survive, from explained.toml."""

import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path

from attrs import frozen


@frozen
class Explained:
    """Sentences by the names of mutants.

    `equivalent` changes nothing that a client can see; `unseen` can be seen, but by no rule of the
    API. `stale` are names of mutants that there are no longer.
    """

    equivalent: Mapping[str, str]
    unseen: Mapping[str, str]
    stale: tuple[str, ...] = ()

    def sentence(self, name: str) -> str:
        """Return why a mutant survives, with which of the two it is; empty if that is not known."""
        if name in self.equivalent:
            return f"    equivalent: {self.equivalent[name]}"
        return f"    visible, but: {self.unseen[name]}" if name in self.unseen else ""


def read(path: Path, known: Collection[str]) -> Explained:
    """Read the file; `known` are the names of all mutants that there are."""
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    equivalent, unseen = content.get("equivalent", {}), content.get("unseen", {})
    stale = tuple(name for name in (*equivalent, *unseen) if name not in known)
    return Explained(equivalent, unseen, stale)
