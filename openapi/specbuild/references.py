"""Following ``$ref`` in one document, and peeling what says nothing off a schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from attrs import field, frozen

from specbuild.errors import SpecError

if TYPE_CHECKING:
    from specbuild.documents import Document

Schema: TypeAlias = "Document | bool"

PROSE: Final = frozenset(
    {"description", "title", "summary", "example", "examples", "externalDocs", "xml", "$comment"}
    | {"$anchor", "$defs", "$id", "$schema"}
)
"""Keywords that say nothing about the wire."""
ASIDE: Final = ("default", "deprecated")
"""Keywords that belong to a place, whatever is said about the values in it."""


def is_null(schema: Schema) -> bool:
    """Tell whether a schema takes null and nothing else, in any spelling."""
    if not isinstance(schema, dict):
        return False
    only: tuple[tuple[str, Any], ...] = (
        ("type", "null"),
        ("type", ["null"]),
        ("enum", [None]),
    )
    return any(schema.get(key) == value for key, value in only) or (
        "const" in schema and schema["const"] is None
    )


def says(schema: Document) -> set[str]:
    """Name the keywords of a schema that say which values are valid."""
    return {
        key for key in schema if key not in PROSE and key not in ASIDE and not key.startswith("x-")
    }


@frozen
class Peeled:
    """A schema without the wrappers that say only "null too" or nothing."""

    schema: Schema
    ref: str | None
    """Where the schema stands, if all that is left is a reference."""
    null: bool
    """Whether a wrapper lets null through."""
    aside: Document


@frozen
class References:
    """The references of one document."""

    document: Document = field(repr=False)

    def at(self, ref: str) -> Any:
        """Return what a reference points at.

        Raises:
            SpecError: It points out of the document or at nothing.
        """
        if not ref.startswith("#/"):
            raise SpecError(f"$ref {ref!r} points out of the document: only #/... can be compared")
        found: Any = self.document
        for part in ref[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            try:
                found = _member(found, key)
            except (KeyError, IndexError, ValueError, TypeError) as error:
                raise SpecError(f"$ref {ref!r} points at nothing: {key!r} is not there") from error
        return found

    def follow(self, value: Any) -> Any:
        """Return ``value``, or what it refers to at the end of the chain of references."""
        seen: set[str] = set()
        while (ref := _ref(value)) is not None:
            if ref in seen:
                raise SpecError(f"$ref {ref!r} refers to itself")
            seen.add(ref)
            value = self.at(ref)
        return value

    def peel(self, schema: Schema) -> Peeled:
        """Take off every wrapper and alias: what is left says something, or is a component."""
        null, ref, aside = False, None, dict[str, Any]()
        seen: set[str] = set()
        while isinstance(schema, dict):
            aside = {**{key: schema[key] for key in ASIDE if key in schema}, **aside}
            inner, lets_null = _unwrapped(schema)
            if inner is None:
                break
            if isinstance(inner, str):
                if not self._is_alias(inner):
                    return Peeled(self.at(inner), inner, null or lets_null, aside)
                if inner in seen:
                    raise SpecError(f"$ref {inner!r} refers to itself")
                seen.add(inner)
                inner = self.at(inner)
            null, schema = null or lets_null, inner
        return Peeled(schema, ref, null, aside)

    def _is_alias(self, ref: str) -> bool:
        target: Any = self.at(ref)
        return isinstance(target, dict) and says(cast("Document", target)) == {"$ref"}


def _member(value: Any, key: str) -> Any:
    return cast("list[object]", value)[int(key)] if isinstance(value, list) else value[key]


def _ref(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    ref = cast("Document", value).get("$ref")
    return None if ref is None else str(ref)


def _unwrapped(schema: Document) -> tuple[Schema | str | None, bool]:
    """Give what a wrapper is around (a reference as text), and whether it lets null through."""
    keys = says(schema)
    lets_null = schema.get("nullable") is True
    keys.discard("nullable")
    if keys == {"$ref"}:
        return str(schema["$ref"]), lets_null
    if keys == {"allOf"} and len(schema["allOf"]) == 1:
        return schema["allOf"][0], lets_null
    if len(keys) == 1 and (union := schema.get("oneOf") or schema.get("anyOf")):
        left = [branch for branch in union if not is_null(branch)]
        if len(left) == 1:
            return left[0], lets_null or len(left) < len(union)
    return None, False
