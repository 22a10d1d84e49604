"""The forms that schemas take on their way to the generator: unions, fixed values, defaults."""

from __future__ import annotations

import math
import unicodedata
from typing import Any

from specbuild.whole_merging import mapping, sequence

SCHEMAS = "#/components/schemas/"
PRIMITIVES = ("boolean", "integer", "number", "string")
Schema = dict[str, Any]

MAX_VALUES = 2_000
"""Of one enum."""


def is_speakable(text: object) -> bool:
    """Tell whether the generator writes a text into code as it is."""
    return isinstance(text, str) and not any(
        unicodedata.category(character)[0] == "C" or unicodedata.category(character) in {"Zl", "Zp"}
        for character in text
    )


def kinds_of(flat: Schema) -> list[str]:
    """Name the types that a schema allows; `any` if it does not say."""
    declared = sequence(flat.get("type")) or [flat.get("type")]
    kinds = [str(each) for each in declared if each]
    if kinds:
        return list(dict.fromkeys(kinds))
    if flat.keys() & {"properties", "additionalProperties"}:
        return ["object"]
    return ["array"] if flat.keys() & {"items", "prefixItems"} else ["any"]


def fixed(values: list[Any], kinds: list[str]) -> Schema:
    """Convert fixed values: a class of texts or numbers, or else the kind of value only."""
    given = [value for value in values if value is not None]
    few = 0 < len(given) <= MAX_VALUES
    if few and all(isinstance(value, str) and is_speakable(value) for value in given):
        return {"type": "string", "enum": sorted(set(given))}
    if few and all(type(value) is int and abs(value) < 2**63 for value in given):
        return {"type": "integer", "enum": sorted(set(given))}
    names = {"bool": "boolean", "int": "integer", "float": "number", "str": "string"}
    found = {names.get(type(value).__name__, "any") for value in given} or set(kinds)
    kind = found.pop() if len(found) == 1 else "any"
    return {"type": kind} if kind in PRIMITIVES else {}


def union(each: list[Schema]) -> Schema:
    """Join alternatives; if one allows anything, so does the union. Lists become one list."""
    flattened = [one for schema in each for one in sequence(schema.get("oneOf")) or [schema]]
    lists = [schema for schema in flattened if schema.get("type") == "array"]
    if len(lists) > 1:
        items = union([mapping(schema.get("items")) for schema in lists])
        rest = [schema for schema in flattened if schema.get("type") != "array"]
        flattened = [*rest, {"type": "array", "items": items}]
    distinct: list[Schema] = []
    for schema in flattened:
        if schema not in distinct:
            distinct.append(schema)
    if not distinct or {} in distinct:
        return {}
    return distinct[0] if len(distinct) == 1 else {"oneOf": distinct}


def looks_like_class(flat: Schema) -> bool:
    """Tell whether a schema becomes a class by itself."""
    if flat.keys() & {"enum", "const"} or mapping(flat.get("properties")):
        return True
    alternatives = sequence(flat.get("oneOf")) or sequence(flat.get("anyOf"))
    return not alternatives and [kind for kind in kinds_of(flat) if kind != "null"] == ["object"]


def makes_class(converted: Schema) -> bool:
    """Tell whether the generator makes a class of a converted schema."""
    return "enum" in converted or converted.get("type") == "object"


def is_free(converted: Schema) -> bool:
    """Tell an object about which nothing is known: as a class it would only be in the way."""
    return converted in ({"type": "object"}, {"type": "object", "additionalProperties": False})


def is_default(value: object, converted: Schema) -> bool:
    """Tell whether a default fits, and whether the generator writes it into code as it is."""
    kind = converted.get("type")
    if kind == "string":
        # It doubles the backslashes of these.
        return is_speakable(value) and "format" not in converted and not {*'"\\'} & {*str(value)}
    if kind == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    if kind == "integer" and not isinstance(value, int):
        return False
    return kind in {"integer", "number"} and abs(value) < 2**63 and math.isfinite(value)


def described(converted: Schema, flat: Schema) -> Schema:
    """Put a schema's description back, where a reference would not hide it."""
    description = flat.get("description")
    if "$ref" in converted or not isinstance(description, str):
        return converted
    return {**converted, "description": description[:4000]}


def reference_to(name: str) -> Schema:
    """Refer to a component."""
    return {"$ref": SCHEMAS + name}
