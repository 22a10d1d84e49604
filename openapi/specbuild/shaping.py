"""From schemas to their shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from attrs import evolve

from specbuild.references import ASIDE, References, Schema, is_null, says
from specbuild.shapes import Shape, Union, canonical, shared_types, type_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbuild.documents import Document, Json

_SINGLE: Final = ("items", "additionalProperties", "propertyNames", "then", "else", "if", "not")
_SINGLE_OTHER: Final = ("contains", "unevaluatedItems", "unevaluatedProperties")
_KEYED: Final = ("patternProperties", "dependentSchemas")
_SHAPED: Final = frozenset(
    {"type", "nullable", "enum", "const", "properties", "required", "oneOf", "anyOf", "allOf"}
    | {"discriminator", "prefixItems", "dependentRequired", "$ref", *_KEYED}
    | {*_SINGLE, *_SINGLE_OTHER}
)
_SILENT: Final[dict[str, Json]] = {
    "minLength": 0,
    "minItems": 0,
    "minProperties": 0,
    "uniqueItems": False,
    "readOnly": False,
    "writeOnly": False,
}
"""Keywords with the values that say nothing."""


class Shapes:
    """The shapes of one document's schemas."""

    def __init__(self, references: References) -> None:
        self.references = references
        self._null: dict[str, bool] = {}
        self._types: dict[str, frozenset[str] | None] = {}

    def of(self, schema: Schema) -> Shape:
        """Return a schema's shape.

        Raises:
            SpecError: A reference points at nothing.
        """
        layers = list(self._layers(schema, set()))
        if any(layer is False for layer in layers):
            return Shape(types=frozenset(), nullable=False)
        dicts = [layer for layer in layers if isinstance(layer, dict)]
        return _combined(dicts, nullable=self.admits_null(schema))

    def types(self, shape: Shape) -> frozenset[str] | None:
        """Return the types that a shape takes, those of its branches included; None for all."""
        if shape.types is not None or not shape.unions:
            return shape.types
        found: set[str] = set()
        for branch in shape.unions[0].branches:
            inner = self._types_of_branch(branch)
            if inner is None:
                return None
            found |= inner
        return frozenset(found)

    def _types_of_branch(self, schema: Schema) -> frozenset[str] | None:
        ref = self.references.peel(schema).ref
        if ref is None:
            return self.types(self.of(schema))
        if ref not in self._types:
            self._types[ref] = None  # What leads to itself says nothing.
            self._types[ref] = self.types(self.of(schema))
        return self._types[ref]

    def choice(self, shape: Shape) -> Union | None:
        """Return the choice that a shape is, if all else that it says is the branches' type."""
        if not shape.bare or len(shape.unions) != 1:
            return None
        branches = self.types(evolve(shape, types=None))
        redundant = branches is not None and shape.types is not None and branches <= shape.types
        return shape.unions[0] if shape.types is None or redundant else None

    def admits_null(self, schema: Schema) -> bool:
        """Tell whether null is valid; ``nullable`` means it, whatever stands beside it."""
        if not isinstance(schema, dict):
            return schema
        return schema.get("nullable") is True or all(self._null_tests(schema))

    def _null_tests(self, schema: Document) -> Iterator[bool]:
        if "type" in schema:
            yield "null" in _as_list(schema["type"])
        if "enum" in schema:
            yield None in schema["enum"]
        if "const" in schema:
            yield schema["const"] is None
        for key in ("oneOf", "anyOf"):
            if key in schema:
                yield any(self.admits_null(branch) for branch in schema[key])
        for part in schema.get("allOf", ()):
            yield self.admits_null(part)
        if isinstance(ref := schema.get("$ref"), str):
            yield self._component_admits_null(ref)

    def _component_admits_null(self, ref: str) -> bool:
        if ref not in self._null:
            self._null[ref] = True  # What leads to itself says nothing.
            self._null[ref] = self.admits_null(self.references.at(ref))
        return self._null[ref]

    def _layers(self, schema: Schema, seen: set[str]) -> Iterator[Schema]:
        """Yield what must hold together: the schema itself, its references, ``allOf``, lone unions."""
        yield schema
        if not isinstance(schema, dict):
            return
        ref = schema.get("$ref")
        if isinstance(ref, str) and ref not in seen:
            seen.add(ref)
            yield from self._layers(self.references.at(ref), seen)
        for part in schema.get("allOf", ()):
            yield from self._layers(part, seen)
        for union in _unions(schema):
            if len(union.branches) == 1:
                yield from self._layers(union.branches[0], seen)


def _unions(schema: Document) -> Iterator[Union]:
    raw: Document = schema.get("discriminator") or {}
    for key in ("oneOf", "anyOf"):
        if key in schema:
            branches = tuple(branch for branch in schema[key] if not is_null(branch))
            yield Union(branches, raw.get("propertyName"), dict(raw.get("mapping", {})))


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _combined(layers: list[Document], *, nullable: bool) -> Shape:
    values = _intersection(_values(layer) for layer in layers)
    types = _intersection_of_types(layer["type"] for layer in layers if "type" in layer)
    if values is not None:
        types = _types_of(values)
    return Shape(
        types=types,
        values=values,
        nullable=nullable,
        closed=any(layer.get("additionalProperties") is False for layer in layers),
        properties=_merged([layer.get("properties", {}) for layer in layers]),
        required=frozenset(str(name) for layer in layers for name in layer.get("required", ())),
        unions=tuple(
            union for layer in layers for union in _unions(layer) if len(union.branches) > 1
        ),
        facets=_facets(layers),
        inner=_merged([dict(_inner(layer)) for layer in layers]),
    )


def _values(layer: Document) -> dict[str, Json] | None:
    if "const" in layer:
        values: list[Json] = [layer["const"]]
    elif "enum" in layer:
        values = layer["enum"]
    else:
        return None
    return {canonical(value): value for value in values if value is not None}


def _intersection(found: Iterable[dict[str, Json] | None]) -> dict[str, Json] | None:
    common: dict[str, Json] | None = None
    for values in found:
        if values is not None:
            common = {k: v for k, v in values.items() if common is None or k in common}
    return common


def _intersection_of_types(found: Iterable[Json]) -> frozenset[str] | None:
    common: frozenset[str] | None = None
    for raw in found:
        types = frozenset(str(name) for name in _as_list(raw)) - {"null"}
        if "number" in types:
            types -= {"integer"}
        common = types if common is None else shared_types(common, types)
    return common


def _types_of(values: dict[str, Json]) -> frozenset[str]:
    return frozenset(type_of(value) for value in values.values())


def _merged(parts: list[dict[str, Schema]]) -> dict[str, Schema]:
    merged: dict[str, Schema] = {}
    for part in parts:
        for name, schema in part.items():
            merged[name] = {"allOf": [merged[name], schema]} if name in merged else schema
    return merged


def _facets(layers: list[Document]) -> dict[str, Json]:
    facets: dict[str, Json] = {}
    for layer in layers:
        for key, value in _own_facets(layer):
            if key in facets and canonical(facets[key]) != canonical(value):
                both = sorted([facets[key], value], key=canonical)
                facets[key] = both
            else:
                facets[key] = value
    return facets


def _own_facets(layer: Document) -> Iterator[tuple[str, Json]]:
    for key in says(layer) - _SHAPED - {*ASIDE}:
        value = cast("Json", layer[key])
        if key in ("exclusiveMinimum", "exclusiveMaximum") and isinstance(value, bool):
            continue  # OpenAPI 3.0; said by the bound itself, below
        if key in ("minimum", "maximum") and layer.get(f"exclusive{key.capitalize()}") is True:
            yield f"exclusive{key.capitalize()}", value
        elif key not in _SILENT or _SILENT[key] != value:
            yield key, value
    for name, needed in layer.get("dependentRequired", {}).items():
        yield f"dependentRequired of {name}", sorted(needed)


def _inner(layer: Document) -> Iterator[tuple[str, Schema]]:
    for key in (*_SINGLE, *_SINGLE_OTHER):
        if key in layer and _speaks(key, layer[key]):
            yield key, layer[key]
    for key in _KEYED:
        yield from ((f"{key} {name}", schema) for name, schema in layer.get(key, {}).items())
    for index, schema in enumerate(layer.get("prefixItems", ())):
        yield f"prefixItems {index}", schema


def _speaks(key: str, schema: Schema) -> bool:
    """Tell whether a schema inside another says anything there."""
    if isinstance(schema, dict):
        return key in ("not", "if", "contains") or bool(says(schema))
    return schema is False and key != "additionalProperties"
