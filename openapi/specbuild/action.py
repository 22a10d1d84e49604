"""One correction of the vendor's document, applied strictly.

The Overlay specification lets an action whose target matches nothing succeed in silence, and lets
an update overwrite what it finds. Here an action matches as often as it says, and an update only
adds to mappings and lists: what is there already, the vendor has mended, and what is there instead,
the vendor has changed. Either way somebody has to look. To replace a value, make it the target.
"""

from __future__ import annotations

import copy
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import jsonpath_rfc9535
from attrs import frozen

from specbuild.errors import (
    ConflictingActionError,
    HomelessActionError,
    NeedlessActionError,
    SpecError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonpath_rfc9535 import JSONPathNode, JSONPathQuery

    from specbuild.documents import Document, Json

CONFIDENCE = ("documented", "example", "observed", "inferred")
"""How sure an action can be of itself, surest first."""


class Status(StrEnum):
    """What became of an action."""

    APPLIED = "applied"
    """It changed the document."""
    IDLE = "idle"
    """It is an optional removal, and what it removes is not there."""
    NEEDLESS = "needless"
    """The document already says it, at least in part: the vendor has mended it."""
    HOMELESS = "homeless"
    """Its target is not there, or not as often as it should be: the vendor has moved it."""
    CONFLICTING = "conflicting"
    """The document says something else in its place: the vendor has changed it."""


_ERRORS: dict[Status, type[SpecError]] = {
    Status.NEEDLESS: NeedlessActionError,
    Status.HOMELESS: HomelessActionError,
    Status.CONFLICTING: ConflictingActionError,
}


@frozen(kw_only=True)
class Outcome:
    """What became of one action on one document."""

    action: Action
    status: Status
    message: str = ""
    """What is wrong and what to do; empty if nothing is wrong."""
    places: tuple[str, ...] = ()
    """Where the target matches, as JSONPaths; for a clash, where the document clashes."""

    @property
    def error(self) -> SpecError | None:
        """The refusal that this is in a strict build, or None if it is none."""
        kind = _ERRORS.get(self.status)
        return kind(f"overlay action {self.action.name!r}: {self.message}") if kind else None


@frozen(kw_only=True)
class Action:
    """One action of an overlay file."""

    name: str
    target: str
    reason: str
    evidence: str
    confidence: str
    update: Json = None
    remove: bool = False
    optional: bool = False
    """Whether a removal may match nothing: it makes place for what we say, if it must."""
    expected_matches: int = 1

    def apply(self, document: Document) -> Outcome:
        """Change ``document`` in place, or leave it as it was and raise.

        Raises:
            HomelessActionError: The target does not match as often as expected.
            NeedlessActionError: The document already says what the update adds.
            ConflictingActionError: The document says something else where the update adds.
        """
        nodes = self._find(document)
        outcome = self._judge(nodes)
        if error := outcome.error:
            raise error
        self._change(nodes)
        return outcome

    def attempt(self, document: Document) -> Outcome:
        """Change ``document`` in place as far as the action fits, and tell what became of it.

        Of an update that is needless in part, the rest is added, so that later actions find it.
        """
        nodes = self._find(document)
        outcome = self._judge(nodes)
        if outcome.status in {Status.APPLIED, Status.NEEDLESS}:
            self._change(nodes)
        return outcome

    def _find(self, document: Document) -> list[JSONPathNode]:
        nodes = {node.location: node for node in _compiled(self.target).find(document)}
        # Last place first: removing one leaves the indexes of those still to come as they are.
        return [nodes[location] for location in sorted(nodes, key=_order, reverse=True)]

    def _judge(self, nodes: list[JSONPathNode]) -> Outcome:
        if self.optional and not nodes:
            return Outcome(action=self, status=Status.IDLE)
        places = tuple(node.path() for node in reversed(nodes))
        if len(nodes) != self.expected_matches:
            message = (
                f"{self.target} matches {len(nodes)} places, not {self.expected_matches}: "
                "find where the vendor moved it, or drop the action"
            )
            return Outcome(action=self, status=Status.HOMELESS, message=message, places=places)
        return self._clash(nodes) or Outcome(action=self, status=Status.APPLIED, places=places)

    def _clash(self, nodes: list[JSONPathNode]) -> Outcome | None:
        if self.remove:
            return None
        clashes = [clash for node in nodes for clash in _clashes_at(node, self.update)]
        if others := tuple(place for place, same in clashes if not same):
            message = (
                f"the document says something else at {', '.join(others)}: "
                "an update only adds; see what the vendor wrote there"
            )
            return Outcome(action=self, status=Status.CONFLICTING, message=message, places=others)
        if not clashes:
            return None
        places = tuple(place for place, _ in clashes)
        message = (
            f"the document already says so at {', '.join(places)}: "
            "the vendor has mended it, drop the action or that part of it"
        )
        return Outcome(action=self, status=Status.NEEDLESS, message=message, places=places)

    def _change(self, nodes: list[JSONPathNode]) -> None:
        for node in nodes:
            if self.remove:
                _remove(node)
            else:
                _update(node, self.update)


@cache
def _compiled(target: str) -> JSONPathQuery:
    return jsonpath_rfc9535.compile(target)


def _order(location: tuple[int | str, ...]) -> tuple[tuple[bool, int | str], ...]:
    """Make places comparable whose parts are names in one and indexes in the other."""
    return tuple((isinstance(part, str), part) for part in location)


def _clashes_at(node: JSONPathNode, update: Json) -> Iterator[tuple[str, bool]]:
    """Yield where the update would not add to the target, and whether the same is there already."""
    value = cast("Json", node.value)
    if isinstance(value, dict | list) or isinstance(update, dict | list):
        yield from _clashes(
            value, _as_list(update) if isinstance(value, list) else update, node.path()
        )
    elif value == update:
        yield node.path(), True


def _clashes(value: Json, update: Json, place: str) -> Iterator[tuple[str, bool]]:
    if isinstance(value, dict) and isinstance(update, dict) and _can_merge(value, update):
        for key in update:
            if key in value:
                yield from _clashes(value[key], update[key], f"{place}[{key!r}]")
        if not update:
            yield place, True
    elif isinstance(value, list) and isinstance(update, list):
        yield from ((f"{place}[{value.index(item)}]", True) for item in update if item in value)
        if not update:
            yield place, True
    else:
        yield place, value == update


def _can_merge(value: dict[str, Json], update: dict[str, Json]) -> bool:
    # Beside a $ref, other keys count for nothing.
    return not value or "$ref" not in {*value, *update}


def _as_list(update: Json) -> list[Json]:
    return update if isinstance(update, list) else [update]


def _remove(node: JSONPathNode) -> None:
    parent: Any = node.parent
    del parent.value[node.location[-1]]


def _update(node: JSONPathNode, update: Json) -> None:
    value = cast("Json", node.value)
    if isinstance(value, list):
        _merge(value, _as_list(update))
    elif isinstance(value, dict):
        _merge(value, update)
    else:
        node.value = update


def _merge(value: Json, update: Json) -> None:
    """Merge what does not clash: mappings key by key, lists by growing; what is there stays."""
    if isinstance(value, list) and isinstance(update, list):
        value.extend(copy.deepcopy([item for item in update if item not in value]))
    elif isinstance(value, dict) and isinstance(update, dict):
        for key in update:
            if key in value:
                _merge(value[key], update[key])
            else:
                value[key] = copy.deepcopy(update[key])
