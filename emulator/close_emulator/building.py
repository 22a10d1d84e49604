"""What every builder stands on: the world behind its lock, and ids that a test may choose.

Ids come from the emulator's id source unless `fixed_id` gives one; it is refused (ValueError) if
it is taken or has not the form of an id of its kind.
"""

from collections.abc import Collection, Generator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock

from close_emulator.forms import id_of
from close_emulator.organization import Organization
from close_emulator.place import Misfit, Place
from close_emulator.world import World


class Builder:
    """The state, for reading; the methods below add to it or change it, each atomically."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = Lock()

    @property
    def organization(self) -> Organization:
        """The state, for reading: leads, contacts, sequences, subscriptions, bulk actions."""
        return self._world.organization

    @property
    def now(self) -> datetime:
        """What time it is here, in UTC."""
        with self._present() as world:
            return world.now

    @contextmanager
    def _present(self) -> Generator[World]:
        """Hold the world and bring it up to the present moment."""
        with self._lock:
            self._world.settle()
            yield self._world

    def _id(self, prefix: str, fixed_id: str | None, taken: Collection[str]) -> str:
        if fixed_id is None:
            return self._world.ids.new(prefix)
        try:
            id_of(prefix)(Place(fixed_id))
        except Misfit as misfit:
            raise ValueError(f"{fixed_id!r} is no id: {misfit}") from None
        if fixed_id in taken:
            raise ValueError(f"The id {fixed_id} is taken.")
        return fixed_id
