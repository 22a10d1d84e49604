"""The operations wanted, and a document cut down to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from specbuild import documents, reading
from specbuild.errors import SpecError
from specbuild.walking import METHODS, operations, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from specbuild.documents import Document

_KEYS = {"method", "path", "operation_id", "tag"}
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@frozen(kw_only=True)
class Selected:
    """One operation of the contract, with our name for it and our group."""

    method: str
    path: str
    operation_id: str
    tag: str


def load(path: Path) -> tuple[Selected, ...]:
    """Read a selection file.

    Raises:
        SpecError: It is not a list of complete and distinct operations.
    """
    content = reading.read_mapping(path)
    entries = documents.list_in(content.get("operations"))
    if not entries or content.keys() != {"operations"}:
        raise SpecError(f"{path}: needs the key operations, with a list of some, and no other")
    if problems := [
        f"operation {index}: {problem}"
        for index, entry in enumerate(entries, 1)
        for problem in _problems(entry)
    ]:
        raise SpecError(f"{path}: {'; '.join(problems)}")
    selection = tuple(Selected(**cast("dict[str, Any]", entry)) for entry in entries)
    _refuse_doubles(path, selection)
    return selection


def _problems(entry: object) -> Iterator[str]:
    texts = {key: str(value) for key, value in (documents.mapping_in(entry) or {}).items()}
    if texts.keys() != _KEYS:
        yield f"needs exactly the keys {', '.join(sorted(_KEYS))}"
        return
    if texts["method"] not in METHODS:
        yield f"method {texts['method']!r} is not one of {', '.join(METHODS)}"
    if not texts["path"].startswith("/"):
        yield f"path {texts['path']!r} does not start with a slash"
    for key in ("operation_id", "tag"):
        if not _NAME.fullmatch(texts[key]):
            yield f"{key} {texts[key]!r} is not a snake_case name"


def _refuse_doubles(path: Path, selection: tuple[Selected, ...]) -> None:
    names = [each.operation_id for each in selection]
    places = [f"{each.method} {each.path}" for each in selection]
    if twice := sorted({each for seen in (names, places) for each in seen if seen.count(each) > 1}):
        raise SpecError(f"{path}: there twice: {', '.join(twice)}")


def select(document: Document, selection: Iterable[Selected]) -> None:
    """Keep the selected operations, under our names, and drop the others, in place.

    Raises:
        SpecError: The document has none of them.
    """
    wanted = {(each.method, each.path): each for each in selection}
    kept = 0
    for method, path, operation in list(operations(document)):
        if name := wanted.get((method, path)):
            kept += 1
            operation["operationId"] = name.operation_id
            operation["tags"] = [name.tag]
        else:
            del document["paths"][path][method]
    if not kept:
        raise SpecError("none of the documents has an operation of openapi/selection.yaml")
    document.pop("tags", None)
    document.pop("webhooks", None)


def prune(document: Document) -> None:
    """Drop the paths without operations, and the components that nothing uses, in place."""
    paths: Document = document["paths"]
    for path in [path for path, item in paths.items() if not any(key in METHODS for key in item)]:
        del paths[path]
    used = used_components(document)
    components: Document = document.get("components", {})
    for kind in [kind for kind in components if kind != "securitySchemes"]:
        for name in [name for name in components[kind] if (kind, name) not in used]:
            del components[kind][name]


def arrange(document: Document, selection: Iterable[Selected]) -> None:
    """Order operations as the selection does and components by name, in place.

    The vendor's forms order them differently, and the order decides bytes.
    """
    places = {(each.method, each.path): index for index, each in enumerate(selection)}
    items: Document = document["paths"]
    paths: Document = {}
    found = sorted(operations({"paths": items}), key=lambda each: places.get(each[:2], len(places)))
    for method, path, operation in found:
        around = {key: each for key, each in items[path].items() if key not in METHODS}
        paths.setdefault(path, around)[method] = operation
    document["paths"] = paths
    components: Document = document["components"]
    document["components"] = {
        kind: dict(sorted(components[kind].items()))
        for kind in sorted(components)
        if components[kind]
    }


def used_components(document: Document) -> set[tuple[str, str]]:
    """Name kind and name of every component that the operations lead to, there or not."""
    used: set[tuple[str, str]] = set()
    todo = list(references(document["paths"]))
    while todo:
        parts = todo.pop().split("/")
        if parts[:2] == ["#", "components"] and len(parts) >= 4:  # noqa: PLR2004 - kind and name
            kind, name = parts[2], parts[3].replace("~1", "/").replace("~0", "~")
            if (kind, name) not in used:
                used.add((kind, name))
                found = document.get("components", {}).get(kind, {}).get(name)
                todo.extend(references({kind: {name: found}}))
    return used
