"""What a schema means, however it is spelled: the form in which two schemas are compared."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from attrs import field, frozen

if TYPE_CHECKING:
    from specbuild.documents import Json
    from specbuild.references import Schema


def canonical(value: Json) -> str:
    """Give equal JSON values equal texts: 1 is 1.0, and the order of keys is nothing."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def _plain(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@frozen
class Union:
    """A choice between schemas, null left aside."""

    branches: tuple[Schema, ...]
    property_name: str | None = None
    tags: dict[str, str] = field(factory=dict[str, str])
    """From the discriminator's values to references."""


@frozen(kw_only=True)
class Shape:
    """A schema by meaning; null is said by ``nullable`` alone."""

    types: frozenset[str] | None = None
    values: dict[str, Json] | None = None
    nullable: bool = True
    closed: bool = False
    properties: dict[str, Schema] = field(factory=dict[str, "Schema"])
    required: frozenset[str] = frozenset()
    unions: tuple[Union, ...] = ()
    facets: dict[str, Json] = field(factory=dict[str, "Json"])
    inner: dict[str, Schema] = field(factory=dict[str, "Schema"])

    @property
    def bare(self) -> bool:
        """Whether it says nothing beside its types, unions and null."""
        return not (
            self.values is not None
            or self.closed
            or self.properties
            or self.required
            or self.facets
            or self.inner
        )

    @property
    def anything(self) -> bool:
        """Whether it takes every value."""
        return self.types is None and self.nullable and self.bare and not self.unions

    @property
    def is_choice(self) -> bool:
        """Whether it is nothing but a choice between other schemas."""
        return self.types is None and self.bare and len(self.unions) == 1

    def overlaps(self, other: Shape) -> bool:
        """Tell whether the two have a type in common."""
        if self.types is None or other.types is None or self.types == other.types:
            return True
        return bool(shared_types(self.types, other.types))


def shared_types(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """Give the types of both; an integer is a number too."""
    both = one & other
    if "integer" in one | other and "number" in one | other:
        both |= {"integer"}
    return both


def type_of(value: Json) -> str:
    """Name the JSON type of a value."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "integer" if isinstance(_plain(value), int) else "number"
    kinds = {str: "string", dict: "object", list: "array"}
    return next((name for kind, name in kinds.items() if isinstance(value, kind)), "null")
