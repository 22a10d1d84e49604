"""Every example and default in a document, judged by the schema that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jsonschema_rs

from specbuild.documents import list_in, mapping_in
from specbuild.walking import objects, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbuild.documents import Document

_HOLDERS = ("content", "headers", "parameters")
_ADDRESS = "urn:document"


def problems(document: Document) -> Iterator[str]:
    """Say of every example and default that is not valid where it is and why.

    Looked at are ``default``, ``example`` and ``examples`` of schemas, and ``example`` and
    ``examples`` of parameters, headers and media types, by themselves or by reference.
    """
    places = dict(_places(document))
    samples = list(_samples(document, places))
    if samples:
        registry = jsonschema_rs.Registry([(_ADDRESS, document)])
        for schema_place, place, value in samples:
            yield from _judge(registry, schema_place, place, value)


def _samples(document: Document, places: dict[int, str]) -> Iterator[tuple[str, str, Any]]:
    """Yield the place of the schema, the place of the value, and the value."""
    for schema in schemas(document):
        place = places[id(schema)]
        for name in ("default", "example"):
            if name in schema:
                yield place, f"{place}/{name}", schema[name]
        for index, value in enumerate(schema.get("examples", ())):
            yield place, f"{place}/examples/{index}", value
    for keyword, holder in objects(document):
        if keyword in _HOLDERS and "schema" in holder:
            place = places[id(holder)]
            for name, value in _held(document, holder):
                yield f"{place}/schema", f"{place}/{name}", value


def _held(document: Document, holder: Document) -> Iterator[tuple[str, Any]]:
    if "example" in holder:
        yield "example", holder["example"]
    named = document.get("components", {}).get("examples", {})
    for name, example in holder.get("examples", {}).items():
        found = named.get(example.get("$ref", "").rpartition("/")[2], example)
        if "value" in found:
            yield f"examples/{_escaped(name)}/value", found["value"]


def _judge(registry: Any, schema_place: str, place: str, value: Any) -> Iterator[str]:
    reference = f"{_ADDRESS}#{quote(schema_place, safe='/~')}"
    try:
        judge = jsonschema_rs.Draft202012Validator(
            {"$ref": reference}, registry=registry, validate_formats=True
        )
    except ValueError as error:  # the schema, or what it refers to, is none
        yield f"#{place}: cannot be judged: {str(error).splitlines()[0]}"
        return
    for found in judge.iter_errors(value):
        inside = "".join(f"[{part!r}]" for part in found.instance_path)
        yield f"#{place}{inside}: {found.message}"


def _places(value: object, place: str = "") -> Iterator[tuple[int, str]]:
    """Yield the place of every mapping, by its identity."""
    if mapping := mapping_in(value):
        yield id(value), place
        for key, child in mapping.items():
            yield from _places(child, f"{place}/{_escaped(key)}")
    for index, child in enumerate(list_in(value) or ()):
        yield from _places(child, f"{place}/{index}")


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
