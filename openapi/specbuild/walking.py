"""The objects of an OpenAPI document, each with the keyword under which it stands.

Names are told from keywords and data from both: a property may be called `example`, and an
example may look like a schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbuild.documents import list_in, mapping_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbuild.documents import Document

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")
"""What makes a member of a path item an operation."""

DATA = frozenset({"const", "default", "enum", "example", "examples"})
"""Keywords with data below them."""

_NAMES = frozenset(
    {
        *("callbacks", "examples", "headers", "links", "parameters", "pathItems", "requestBodies"),
        *("responses", "schemas", "securitySchemes"),
        *("content", "encoding", "mapping", "paths", "scopes", "variables", "webhooks"),
        *("$defs", "definitions", "dependentSchemas", "patternProperties", "properties"),
    }
)
"""Keywords with a mapping of names below them."""
SCHEMAS = frozenset(
    {
        *("additionalProperties", "contains", "else", "if", "items", "not", "propertyNames"),
        *("schema", "then", "unevaluatedItems", "unevaluatedProperties"),
        *("$defs", "definitions", "dependentSchemas", "patternProperties", "properties", "schemas"),
        *("allOf", "anyOf", "oneOf", "prefixItems"),
    }
)
"""Keywords with one schema, schemas by name or a list of schemas below them."""


def objects(value: Any, keyword: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object at and below ``value``, the outer before the inner.

    What was yielded may be changed before the next is asked for.
    """
    stack: list[tuple[str, Any]] = [(keyword, value)]
    while stack:
        keyword, value = stack.pop()
        if (items := list_in(value)) is not None:
            stack.extend((keyword, item) for item in reversed(items))
        elif (found := mapping_in(value)) is not None:
            yield keyword, found
            stack.extend(reversed(list(_below(found))))


def _below(value: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, child in value.items():
        if key in DATA or key.startswith("x-"):
            continue
        if key in _NAMES and (named := mapping_in(child)) is not None:
            yield from ((key, each) for each in named.values())
        else:
            yield key, child


def schemas(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every schema object at and below ``value``, the outer before the inner."""
    return (found for keyword, found in objects(value) if keyword in SCHEMAS)


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Yield method, path and operation object of every operation."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                yield method, path, item[method]


def references(value: Any) -> Iterator[str]:
    """Yield what the objects at and below ``value`` refer to, in references and mappings."""
    for keyword, found in objects(value):
        if isinstance(reference := found.get("$ref"), str):
            yield reference
        if keyword == "discriminator":
            yield from found.get("mapping", {}).values()


def target_of(document: Document, reference: str) -> Any:
    """Follow a local reference one step; None is where it leads to nothing."""
    value: Any = document
    start, *parts = reference.split("/")
    for part in parts:
        key = part.replace("~1", "/").replace("~0", "~")
        items = list_in(value)
        if items is not None and key.isdecimal() and int(key) < len(items):
            value = items[int(key)]
        else:
            value = (mapping_in(value) or {}).get(key)
    return value if start == "#" else None


def place_of(document: Document, target: object) -> str:
    """Name the place of one object of a document, for a message."""
    stack: list[tuple[str, Any]] = [("", document)]
    while stack:
        place, value = stack.pop()
        if value is target:
            return place.removeprefix(".")
        if (found := mapping_in(value)) is not None:
            stack.extend((f"{place}.{key}", child) for key, child in found.items())
        stack.extend((f"{place}[{i}]", child) for i, child in enumerate(list_in(value) or ()))
    return "nowhere"
