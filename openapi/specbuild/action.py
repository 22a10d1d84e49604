"""One correction of the vendor's document, applied strictly.

The Overlay specification lets an action whose target matches nothing succeed in silence, and lets
an update overwrite what it finds. Here an action matches as often as it says, and an update only
adds to mappings and lists: what is there already, the vendor has mended, and what is there instead,
the vendor has changed. Either way somebody has to look. To replace a value, make it the target.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, cast

import jsonpath_rfc9535
from attrs import frozen

from specbuild.errors import ConflictingActionError, HomelessActionError, NeedlessActionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonpath_rfc9535 import JSONPathNode

    from specbuild.documents import Document, Json

CONFIDENCE = ("documented", "example", "observed", "inferred")
"""How sure an action can be of itself, surest first."""


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
    expected_matches: int = 1

    def apply(self, document: Document) -> None:
        """Change ``document`` in place, or leave it as it was and raise.

        Raises:
            HomelessActionError: The target does not match as often as expected.
            NeedlessActionError: The document already says what the update adds.
            ConflictingActionError: The document says something else where the update adds.
        """
        nodes = self._find(document)
        if self.remove:
            for node in nodes:
                _remove(node)
            return
        self._refuse_clashes(nodes)
        for node in nodes:
            _update(node, self.update)

    def _find(self, document: Document) -> list[JSONPathNode]:
        nodes = {node.location: node for node in jsonpath_rfc9535.find(self.target, document)}
        if len(nodes) != self.expected_matches:
            raise HomelessActionError(
                f"overlay action {self.name!r}: {self.target} matches {len(nodes)} places, not "
                f"{self.expected_matches}: find where the vendor moved it, or drop the action"
            )
        # Last place first: removing one leaves the indexes of those still to come as they are.
        return [nodes[location] for location in sorted(nodes, reverse=True)]

    def _refuse_clashes(self, nodes: list[JSONPathNode]) -> None:
        clashes = [clash for node in nodes for clash in _clashes_at(node, self.update)]
        if others := [place for place, same in clashes if not same]:
            raise ConflictingActionError(
                f"overlay action {self.name!r}: the document says something else at "
                f"{', '.join(others)}: an update only adds; see what the vendor wrote there"
            )
        if clashes:
            raise NeedlessActionError(
                f"overlay action {self.name!r}: the document already says so at "
                f"{', '.join(place for place, _ in clashes)}: the vendor has mended it, drop the "
                "action or that part of it"
            )


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
    """Merge what does not clash: mappings key by key, lists by growing."""
    if isinstance(value, list) and isinstance(update, list):
        value.extend(copy.deepcopy(update))
    elif isinstance(value, dict) and isinstance(update, dict):
        for key in update:
            if key in value:
                _merge(value[key], update[key])
            else:
                value[key] = copy.deepcopy(update[key])
