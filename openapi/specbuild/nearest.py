"""Where a target that matches nothing may have gone: the place that resembles it most."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, cast

import jsonpath_rfc9535
from jsonpath_rfc9535 import JSONPathQuery

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from jsonpath_rfc9535 import JSONPathNode

    from specbuild.documents import Document

_SHORTEST = 5
"""Names shorter than this are part of too many others."""


def nearest(target: str, document: Document) -> str:
    """Say how far a target leads, and which name stands where its next one is missing."""
    query = jsonpath_rfc9535.compile(target)
    parents = list(JSONPathQuery(env=query.env, segments=()).find(document))
    for end in range(1, len(query.segments) + 1):
        nodes = list(JSONPathQuery(env=query.env, segments=query.segments[:end]).find(document))
        if not nodes:
            return _missing(query.segments[end - 1], parents)
        parents = nodes
    return f"it matches {len(parents)} places, the first at {parents[0].path()}"


def _missing(segment: Any, parents: list[JSONPathNode]) -> str:
    wanted = [str(selector.name) for selector in segment.selectors if hasattr(selector, "name")]
    for name in wanted:
        for place in _like(name, parents):
            return f"did it become {place}?"
    where = parents[0].path() if len(parents) == 1 else f"{len(parents)} places"
    return f"at {where} nothing fits {segment}"


def _like(name: str, parents: Iterable[JSONPathNode]) -> Iterator[str]:
    for parent in parents:
        value: object = parent.value
        if isinstance(value, dict):
            keys = [str(key) for key in cast("dict[object, object]", value)]
            alike = difflib.get_close_matches(name, keys, n=1) or [
                key for key in keys if _is_part(key, name) or _is_part(name, key)
            ]
            yield from (f"{parent.path()}[{key!r}]" for key in alike[:1])


def _is_part(one: str, other: str) -> bool:
    return len(one) >= _SHORTEST and one.lower() in other.lower()
