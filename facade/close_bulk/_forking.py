"""What begins anew in a child process: its parent's threads and connections stay with the parent."""

from __future__ import annotations

import os
from typing import Final, Protocol
from weakref import WeakSet


class Forked(Protocol):
    """Something that belongs to the process in which it was made."""

    def forked(self) -> None:
        """Begin anew."""
        ...


_known: Final[WeakSet[Forked]] = WeakSet()


def at_fork(one: Forked) -> None:
    """Let something begin anew in every child process."""
    _known.add(one)


def _begin_anew() -> None:
    for one in _known:
        one.forked()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
