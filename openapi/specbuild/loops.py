"""Objects that are defined by themselves: whoever follows them never comes to an end.

A tree's node may refer to the tree in a property or an item; a schema that is itself, or one of
whose alternatives is itself, says nothing and sends most tools into endless recursion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbuild.documents import list_in, mapping_in
from specbuild.walking import objects, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbuild.documents import Document

_IN_PLACE = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else")
"""Keywords whose schemas judge the same value as the schema that they stand in."""


def endless(document: Document) -> Document | None:
    """Find an object that leads to itself without a property or an item in between."""
    done: set[int] = set()
    for _, start in objects(document):
        if id(start) not in done and (found := _loop_from(document, start, done)) is not None:
            return found
    return None


def _loop_from(document: Document, start: Document, done: set[int]) -> Document | None:
    """Go depth first; what is on the way and comes again is a loop."""
    way: list[tuple[Document, Iterator[Document]]] = [(start, _next(document, start))]
    on_way = {id(start)}
    while way:
        current, following = way[-1]
        step = next(following, None)
        if step is None:
            way.pop()
            on_way.discard(id(current))
            done.add(id(current))
        elif id(step) in on_way:
            return step
        elif id(step) not in done:
            way.append((step, _next(document, step)))
            on_way.add(id(step))
    return None


def _next(document: Document, found: Document) -> Iterator[Document]:
    steps: list[Any] = [found[key] for key in _IN_PLACE if key in found]
    if isinstance(found.get("$ref"), str):
        steps.append(target_of(document, found["$ref"]))
    for step in steps:
        for each in list_in(step) or [step]:
            if (known := mapping_in(each)) is not None:
                yield known
