"""What all verbs have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

Started = TypeVar("Started")
"""What a verb gives: a handle, or for asyncio a coroutine of one."""
Previewed = TypeVar("Previewed")
"""What a verb gives for a dry run."""

Dry = Literal[True]
Real = Literal[False]


class Verbs:
    """Turns the call of a verb into what the client does with it.

    What it gives, its subclasses say, each for its kind of bulk action.
    """

    def _act(self, name: str, fields: Mapping[str, Any], *, dry_run: bool) -> Any:
        """Start the bulk action of this name, or preview it."""
        raise NotImplementedError
