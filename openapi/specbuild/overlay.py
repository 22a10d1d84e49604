"""Reading OpenAPI Overlay 1.1 files: every action complete, or none is taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import jsonpath_rfc9535
from jsonpath_rfc9535 import JSONPathError

from specbuild import reading
from specbuild.action import CONFIDENCE, Action
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from specbuild.documents import Document, Json

_TEXTS = ("x-name", "target", "description", "x-evidence", "x-confidence")
_KEYS = {*_TEXTS, "update", "remove", "x-expected-matches", "x-optional"}


def load(path: Path) -> tuple[Action, ...]:
    """Read the actions of one overlay file.

    Raises:
        SpecError: The file is not an Overlay 1.1 document, or an action is incomplete.
    """
    overlay = reading.read_mapping(path)
    if not re.fullmatch(r"1\.1\.\d+", str(overlay.get("overlay"))):
        raise SpecError(
            f"{path}: not an Overlay 1.1 document: its 'overlay' is {overlay.get('overlay')!r}"
        )
    if overlay.keys() != {"overlay", "info", "actions"}:
        raise SpecError(f"{path}: needs exactly the keys overlay, info and actions")
    actions: Json = overlay["actions"]
    if not isinstance(actions, list) or not actions:
        raise SpecError(f"{path}: 'actions' is not a list of one action or more")
    return tuple(_action(path, index, raw) for index, raw in enumerate(actions, 1))


def _action(path: Path, index: int, raw: Json) -> Action:
    if not isinstance(raw, dict):
        raise SpecError(f"{path}: action {index} is not a mapping")
    if problems := list(_problems(raw)):
        where = f"{path}: action {index} ({raw.get('x-name', 'no name')})"
        raise SpecError(f"{where}: {'; '.join(problems)}")
    complete: Document = raw
    return Action(
        name=f"{path.name}: {complete['x-name']}",
        target=complete["target"],
        reason=complete["description"],
        evidence=complete["x-evidence"],
        confidence=complete["x-confidence"],
        update=complete.get("update"),
        remove="remove" in complete,
        optional=complete.get("x-optional", False),
        expected_matches=complete.get("x-expected-matches", 1),
    )


def _problems(raw: dict[str, Json]) -> Iterator[str]:
    for key in _TEXTS:
        text = raw.get(key)
        if not isinstance(text, str) or not text.strip():
            yield f"lacks {key}"
    yield from (f"has the unknown key {key}" for key in raw if key not in _KEYS)
    if raw.get("x-confidence", CONFIDENCE[0]) not in CONFIDENCE:
        yield f"x-confidence is {raw['x-confidence']!r}, not one of {', '.join(CONFIDENCE)}"
    if ("update" in raw) == ("remove" in raw) or raw.get("remove", True) is not True:
        yield "needs either an update or remove: true"
    if "remove" in raw and raw.get("target") == "$":
        yield "removes the whole document"
    if "x-optional" in raw and (raw["x-optional"] is not True or "remove" not in raw):
        yield "x-optional is for a remove, and true"
    yield from _match_problems(raw.get("target"), raw.get("x-expected-matches", 1))


def _match_problems(target: Json, matches: Json) -> Iterator[str]:
    if type(matches) is not int or matches < 1:
        yield f"x-expected-matches is {matches!r}, not a number from 1 up"
    if isinstance(target, str):
        try:
            jsonpath_rfc9535.compile(target)
        except JSONPathError as error:
            yield f"target is not an RFC 9535 JSONPath: {error}"
