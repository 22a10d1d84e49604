"""Schemas in the small language that the generator turns into sound code without exception.

Every class gets a name of its own as a component, so that no two places make classes of one name;
what the generator drops, breaks or cannot express becomes a schema that allows more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from specbuild.errors import SpecError
from specbuild.whole_forms import (
    PRIMITIVES,
    SCHEMAS,
    Schema,
    described,
    fixed,
    is_default,
    is_free,
    kinds_of,
    looks_like_class,
    makes_class,
    reference_to,
    union,
)
from specbuild.whole_merging import Merging, mapping, sequence
from specbuild.whole_names import Names, pascal

if TYPE_CHECKING:
    from specbuild.documents import Document
    from specbuild.whole_aliases import Aliases

MAX_MODELS = 5_000
"""More classes than this no generator run ends with; the vendor's whole document makes about 500."""

MAX_PROPERTIES = 1_000
"""Of one class; the generator compares each with every other."""

MAX_ALTERNATIVES = 200
"""Of one union, for the same reason."""

_FORMATS = ("date", "date-time", "uuid")
_NULL = {"type": "null"}


class Schemas:
    """The schemas of one document, converted; ``components`` grows with every conversion."""

    def __init__(self, document: Document, names: Names, aliases: Aliases) -> None:
        self.components: dict[str, Schema] = {}
        self.loosened: dict[str, str] = {}
        """What was given up, by the name of the class or operation where."""
        self._names = names
        self._aliases = aliases
        self._merging = Merging(document)
        self._raw = mapping(mapping(document.get("components")).get("schemas"))
        _refuse_crowd(len(self._raw), "components")
        self._given = {name: names.claim(name) for name in self._raw}
        self._plain: dict[str, Schema] = {}
        self._open: set[str] = set()
        self._files = False

    def convert_components(self) -> None:
        """Convert every component, used or not."""
        for name in self._raw:
            self._referred(SCHEMAS + name.replace("~", "~0").replace("/", "~1"))

    def convert(self, schema: object, hint: str, *, files: bool = False) -> Schema:
        """Convert the schema of one place; ``hint`` names the class if it makes one.

        With ``files``, binary texts in it are files, as a form's are.
        """
        self._files = self._files or files
        try:
            return self._convert(schema, hint)
        finally:
            self._files = self._files and not files

    def _convert(self, schema: object, hint: str) -> Schema:
        flat = self._merging.flat(schema)
        if "$ref" in flat:
            return self._with_default(self._referred(str(flat["$ref"])), flat)
        converted, nullable = self._core(flat, hint)
        if makes_class(converted) and not is_free(converted):
            converted = self._hoist(converted, hint)
        elif is_free(converted):
            converted = {}
        if nullable and converted:
            return described(union([converted, _NULL]), flat)
        return described(self._with_default(converted, flat), flat)

    def _referred(self, reference: str) -> Schema:
        """Give what a reference becomes: the class that it names, or the schema itself."""
        if reference not in self._plain:
            if reference in self._open:
                return self._within(reference)
            self._open.add(reference)
            self._plain[reference] = self._component(reference)
            self._open.discard(reference)
        return dict(self._plain[reference])

    def _within(self, reference: str) -> Schema:
        """Refer to a component from within itself, which only a class can."""
        name = self._given.get(_component_name(reference))
        if name in self.components:
            return reference_to(name)
        self.loosened[reference] = "a schema that consists of itself: allows anything"
        return {}

    def _component(self, reference: str) -> Schema:
        raw = self._merging.find(reference)
        name = self._given.get(_component_name(reference)) or pascal(reference.rsplit("/", 1)[-1])
        if raw is None:
            self.loosened[reference] = "there is no object: allows anything"
            return {}
        flat = self._merging.flat(raw)
        if "$ref" in flat:
            return self._referred(str(flat["$ref"]))
        if reference.removeprefix(SCHEMAS) not in self._given or not looks_like_class(flat):
            return self.convert(flat, name)
        # The name is taken before the members are looked at: they may refer back to it.
        self.components[name] = {}
        converted, nullable = self._core(flat, name)
        if not makes_class(converted):
            del self.components[name]
            return self.convert(flat, name)
        self.components[name] = described(converted, flat)
        return union([reference_to(name), _NULL]) if nullable else reference_to(name)

    def _hoist(self, converted: Schema, hint: str) -> Schema:
        name = self._names.claim(hint)
        _refuse_crowd(len(self.components) + 1, hint)
        self.components[name] = converted
        return reference_to(name)

    def _core(self, flat: Schema, hint: str) -> tuple[Schema, bool]:
        """Convert a schema without `allOf`, and tell whether null is allowed too."""
        kinds = kinds_of(flat)
        nullable = "null" in kinds or flat.get("nullable") is True
        kinds = [kind for kind in kinds if kind != "null"]
        if "enum" in flat or "const" in flat:
            values = sequence(flat.get("enum")) or [flat.get("const")]
            return fixed(values, kinds), nullable or None in values
        if mapping(flat.get("properties")):
            return self._object(flat, hint), nullable
        if members := sequence(flat.get("oneOf")) or sequence(flat.get("anyOf")):
            return self._either(members, hint, nullable=nullable)
        if len(kinds) != 1:
            each = [self._of_kind({**flat, "type": kind}, kind, hint) for kind in kinds]
            return union(each), nullable
        return self._of_kind(flat, kinds[0], hint), nullable

    def _of_kind(self, flat: Schema, kind: str, hint: str) -> Schema:
        if kind == "array":
            items = [*sequence(flat.get("prefixItems")), flat.get("items")]
            each = [self.convert(item, f"{hint}Item") for item in items if item is not None]
            return {"type": "array", "items": union(each)}
        if kind == "object":
            return self._object(flat, hint)
        if kind == "string" and (
            flat.get("format") in _FORMATS or (self._files and flat.get("format") == "binary")
        ):
            return {"type": "string", "format": flat["format"]}
        return {"type": kind} if kind in PRIMITIVES else {}

    def _either(self, members: list[Any], hint: str, *, nullable: bool) -> tuple[Schema, bool]:
        if len(members) > MAX_ALTERNATIVES:
            self.loosened[hint] = f"{len(members):,} alternatives: allows anything"
            return {}, nullable
        each: list[Schema] = []
        for number, member in enumerate(members):
            converted = self.convert(member, f"{hint}Type{number}")
            converted.pop("description", None)
            converted.pop("default", None)
            each += sequence(converted.get("oneOf")) or [converted]
        nullable = nullable or _NULL in each
        return union([schema for schema in each if schema != _NULL]), nullable

    def _object(self, flat: Schema, hint: str) -> Schema:
        properties = mapping(flat.get("properties"))
        if len(properties) > MAX_PROPERTIES:
            raise SpecError(f"{hint}: more than {MAX_PROPERTIES:,} properties")
        aliased = self._aliases.properties(properties, hint)
        converted: Schema = {"type": "object"}
        if properties:
            converted["properties"] = {
                aliased[name]: self.convert(schema, hint + (pascal(name) or "Property"))
                for name, schema in properties.items()
            }
        if required := [
            aliased[name] for name in sequence(flat.get("required")) if name in aliased
        ]:
            converted["required"] = list(dict.fromkeys(required))
        extra = flat.get("additionalProperties")
        if extra is False:
            converted["additionalProperties"] = False
        elif extra is not None and (value := self.convert(extra, f"{hint}Value")):
            converted["additionalProperties"] = value
        return converted

    def _with_default(self, converted: Schema, flat: Schema) -> Schema:
        default = flat.get("default")
        if "$ref" in converted:
            name = str(converted["$ref"]).removeprefix(SCHEMAS)
            if default is not None and default in sequence(self.components[name].get("enum")):
                return {"allOf": [converted], "default": default}
        elif is_default(default, converted):
            return {**converted, "default": default}
        return converted


def _component_name(reference: str) -> str:
    return reference.removeprefix(SCHEMAS).replace("~1", "/").replace("~0", "~")


def _refuse_crowd(count: int, place: str) -> None:
    if count > MAX_MODELS:
        raise SpecError(f"{place}: more than {MAX_MODELS:,} classes")
