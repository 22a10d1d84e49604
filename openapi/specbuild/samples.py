"""Every example and default of a document against the schema that it illustrates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs

from specbuild.documents import list_in, mapping_in
from specbuild.walking import SCHEMAS, objects, place_of, references, target_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbuild.documents import Document

Sample = tuple[str, Any]
"""What it is called, and its value."""


def problems(document: Document) -> Iterator[str]:
    """Say of every example and default that its schema refuses where it is, and why."""
    for keyword, found in objects(document):
        if keyword in SCHEMAS:
            yield from _misfits(document, found, found, _of_schema(found))
        elif "schema" in found:
            yield from _misfits(document, found, found["schema"], _of_holder(document, found))


def _of_schema(schema: Document) -> Iterator[Sample]:
    for key in ("default", "example"):
        if key in schema:
            yield key, schema[key]
    for index, value in enumerate(list_in(schema.get("examples")) or ()):
        yield f"examples[{index}]", value


def _of_holder(document: Document, holder: Document) -> Iterator[Sample]:
    """Find the examples of a media type, a parameter or a header, beside their schema."""
    if "example" in holder:
        yield "example", holder["example"]
    for name, example in (mapping_in(holder.get("examples")) or {}).items():
        held = target_of(document, example["$ref"]) if "$ref" in example else example
        if "value" in held:
            yield f"examples.{name}", held["value"]


def _misfits(
    document: Document, owner: Document, schema: Any, samples: Iterator[Sample]
) -> Iterator[str]:
    judge = None
    for name, value in samples:
        judge = judge or _judge(document, schema)
        for error in judge.iter_errors(value):
            yield f"{place_of(document, owner)}: {name}: {error.message[:300]}"


def _judge(document: Document, schema: Any) -> jsonschema_rs.Draft202012Validator:
    # Most schemas with a default refer to nothing, and compiling all components takes its time.
    components: Document = document.get("components", {}) if any(references(schema)) else {}
    return jsonschema_rs.Draft202012Validator(
        {"$ref": "#/judged", "judged": schema, "components": components}, validate_formats=True
    )
