"""A strict applier of OpenAPI Overlay 1.1 files.

The Overlay specification lets an action whose target matches nothing succeed in silence. Here that is
an error, and so is an action that changes nothing: the first means that the vendor moved what we
patch, the second that the vendor mended it and the patch should go.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import jsonpath_rfc9535
from attrs import frozen
from jsonpath_rfc9535 import JSONPathError

from specbuild import documents
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from specbuild.documents import Document

CONFIDENCE = ("documented", "example", "observed", "inferred")
"""How sure an action can be of itself, surest first."""

_KEYS = {
    *("target", "description", "update", "remove"),
    *("x-name", "x-evidence", "x-confidence", "x-expected-matches"),
}


class HomelessActionError(SpecError):
    """An action's target is not in the document, or not as often as it expects."""


class NeedlessActionError(SpecError):
    """An action changes nothing: the document already says what it patches in."""


@frozen
class Action:
    """One correction of the vendor's document."""

    name: str
    target: str
    reason: str
    evidence: str
    confidence: str
    update: Any = None
    remove: bool = False
    expected_matches: int = 1

    def apply(self, document: Document) -> None:
        """Change ``document`` in place.

        Raises:
            HomelessActionError: The target does not match as often as expected.
            NeedlessActionError: Nothing changed.
        """
        nodes = list(jsonpath_rfc9535.find(self.target, document))
        if len(nodes) != self.expected_matches:
            message = (
                f"overlay action {self.name!r}: target {self.target} matches {len(nodes)} places, "
                f"expected {self.expected_matches}; find where the vendor moved it, or drop the action"
            )
            raise HomelessActionError(message)
        changes = [self._apply_at(document, node.location) for node in reversed(nodes)]
        if not all(changes):
            message = (
                f"overlay action {self.name!r}: the document already says so "
                f"({changes.count(False)} of {len(changes)} places); the vendor has mended it: drop the action"
            )
            raise NeedlessActionError(message)

    def _apply_at(self, document: Document, location: tuple[int | str, ...]) -> bool:
        if self.remove:
            *parents, last = location
            del _at(document, parents)[last]
            return True
        return _merge(_at(document, location), self.update)


def _at(document: Any, location: Iterable[int | str]) -> Any:
    for key in location:
        document = document[key]
    return document


def _merge(node: Any, update: Any) -> bool:
    """Merge as the Overlay specification says: mappings merge, lists grow; true if anything changed."""
    if isinstance(node, list):
        additions = update if isinstance(update, list) else [update]
        node.extend(copy.deepcopy(additions))
        return bool(additions)
    changed = False
    for key, value in update.items():
        if isinstance(node.get(key), dict) and isinstance(value, dict):
            changed |= _merge(node[key], value)
        elif isinstance(node.get(key), list) and isinstance(value, list):
            changed |= _merge(node[key], value)
        elif key not in node or node[key] != value:
            node[key] = copy.deepcopy(value)
            changed = True
    return changed


def load(path: Path) -> tuple[Action, ...]:
    """Read the actions of one overlay file.

    Raises:
        SpecError: The file is not an Overlay 1.1 document, or an action is incomplete.
    """
    overlay = documents.read(path)
    if str(overlay.get("overlay", "")).rpartition(".")[0] != "1.1":
        message = f"{path}: not an Overlay 1.1 document (its 'overlay' key says {overlay.get('overlay')!r})"
        raise SpecError(message)
    return tuple(_action(path, index, raw) for index, raw in enumerate(overlay["actions"], 1))


def _action(path: Path, index: int, raw: dict[str, Any]) -> Action:
    where = f"{path}: action {index} ({raw.get('x-name', 'no name')})"
    _refuse_incomplete(where, raw)
    try:
        jsonpath_rfc9535.compile(raw["target"])
    except JSONPathError as error:
        message = f"{where}: target is not an RFC 9535 JSONPath: {error}"
        raise SpecError(message) from error
    return Action(
        name=f"{path.name}: {raw['x-name']}",
        target=raw["target"],
        reason=raw["description"],
        evidence=raw["x-evidence"],
        confidence=raw["x-confidence"],
        update=raw.get("update"),
        remove=raw.get("remove", False),
        expected_matches=raw.get("x-expected-matches", 1),
    )


def _refuse_incomplete(where: str, raw: dict[str, Any]) -> None:
    required = ("target", "description", "x-name", "x-evidence", "x-confidence")
    problems = [f"lacks {key}" for key in required if not raw.get(key)]
    problems += [f"has the unknown key {key}" for key in sorted(raw.keys() - _KEYS)]
    if raw.get("x-confidence") not in (None, *CONFIDENCE):
        problems.append(f"x-confidence is {raw['x-confidence']!r}, not one of {', '.join(CONFIDENCE)}")
    if ("update" in raw) == (raw.get("remove") is True):
        problems.append("needs either an update or remove: true")
    if problems:
        raise SpecError(f"{where}: {'; '.join(problems)}")
