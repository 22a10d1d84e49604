"""Schemas resolved and merged: references followed, `allOf` undone.

The generator drops a model whose `allOf` it cannot merge; here everything merges, in doubt into
what allows more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbuild.documents import list_in, mapping_in

if TYPE_CHECKING:
    from specbuild.documents import Document

ANNOTATIONS = frozenset(
    (
        *(
            "$comment",
            "deprecated",
            "description",
            "example",
            "examples",
            "externalDocs",
            "nullable",
        ),
        *("readOnly", "title", "writeOnly", "xml"),
    )
)
"""Keywords that say nothing about what values are allowed (null apart)."""


def mapping(value: object) -> dict[str, Any]:
    """Give a mapping as it is, and anything else as an empty one."""
    return mapping_in(value) or {}


def sequence(value: object) -> list[Any]:
    """Give a list as it is, and anything else as an empty one."""
    return list_in(value) or []


def meaning(schema: dict[str, Any]) -> dict[str, Any]:
    """Leave a schema's annotations and extensions out."""
    return {
        key: value
        for key, value in schema.items()
        if key not in ANNOTATIONS and not key.startswith("x-")
    }


class Merging:
    """Resolves and merges the schemas of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._merged: dict[str, dict[str, Any]] = {}
        self._open: set[str] = set()

    def find(self, reference: str) -> dict[str, Any] | None:
        """Give the object that a reference within the document leads to, or None."""
        value: object = self._document
        for part in reference.removeprefix("#/").split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            if (items := list_in(value)) is not None:
                value = items[int(key)] if key.isdecimal() and int(key) < len(items) else None
            else:
                value = mapping(value).get(key)
        return mapping_in(value)

    def resolved(self, value: object) -> dict[str, Any]:
        """Follow the references of anything but a schema to their end; {} if there is none."""
        found, seen = mapping(value), set[str]()
        while isinstance(reference := found.get("$ref"), str) and reference not in seen:
            seen.add(reference)
            found = self.find(reference) or {}
        return {} if "$ref" in found else found

    def flat(self, schema: object) -> dict[str, Any]:
        """Give a schema without `allOf`; a lone reference stays one."""
        raw = mapping(schema)
        if "$ref" in raw:
            return {name: raw[name] for name in ("$ref", "default") if name in raw}
        parts = sequence(raw.get("allOf"))
        if not parts:
            return raw
        own = {key: value for key, value in raw.items() if key != "allOf"}
        members = [part for part in map(self.flat, parts) if meaning(part)]
        if len(members) == 1 and not meaning(own).keys() - {"default"}:
            return {**members[0], **own}
        merged: dict[str, Any] = {}
        for member in (*members, own):
            merged = _merge(merged, self._body(member))
        return merged

    def _body(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Replace a reference by what it leads to, each only once on the way down."""
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return schema
        if reference not in self._merged:
            if reference in self._open:
                return {}
            self._open.add(reference)
            self._merged[reference] = self._body(self.flat(self.find(reference)))
            self._open.discard(reference)
        return self._merged[reference]


def _merge(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    if not meaning(first) or not meaning(second):
        return {**first, **second}
    if _kind(first) != _kind(second) and _kind(first) and _kind(second):
        return {}
    merged = {**first, **second}
    if "properties" in first and "properties" in second:
        merged["properties"] = _merge_properties(
            mapping(first["properties"]), mapping(second["properties"])
        )
    if "required" in merged:
        required = (*sequence(first.get("required")), *sequence(second.get("required")))
        merged["required"] = list(dict.fromkeys(required))
    return merged


def _merge_properties(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    both = {
        name: {"allOf": [first[name], schema]}
        for name, schema in second.items()
        if name in first and first[name] != schema
    }
    return {**first, **second, **both}


def _kind(schema: dict[str, Any]) -> str:
    """Name what must agree for two schemas to merge; nothing if any other will do."""
    if "properties" in schema:
        return "object"
    if "oneOf" in schema or "anyOf" in schema:
        return "union"
    return str(schema.get("type", ""))
