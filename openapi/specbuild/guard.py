"""What an OpenAPI document must be before anything is built from it, whoever wrote it.

Not whether it is correct: the vendor's documents are not, and overlays mend them. Its parts must be
of the kind that the pipeline takes them for, and no name may lead out of the document or the folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jsonschema_rs

from specbuild import loops
from specbuild.documents import list_in, mapping_in
from specbuild.walking import place_of

if TYPE_CHECKING:
    from specbuild.documents import Document

_METHODS = "get|put|post|delete|patch|head|options|trace"
_SEGMENT = r"([A-Za-z0-9_\-]|[A-Za-z0-9_\-][.]|\{[A-Za-z_][A-Za-z0-9_]{0,60}\}){1,80}"
_PATH = rf"^/({_SEGMENT}/)*({_SEGMENT})?$"
_NAME = r"^[A-Za-z0-9_][A-Za-z0-9._\-]{0,200}$"
_MEDIA_TYPE = r"^[A-Za-z0-9.+*\-]+/[A-Za-z0-9.+*\-]+(; ?[A-Za-z0-9\-]+=[A-Za-z0-9.\-]+)?$"


def problem(document: Document) -> str | None:
    """Say what is wrong with a document and where, or None if nothing is."""
    if error := next(_SHAPE.iter_errors(document), None):
        place = "".join(f"[{part!r}]" for part in error.instance_path)
        return f"not an OpenAPI 3.1 document that can be used: at ${place[:300]}: {_words(error)}"
    if found := _strange_reference(document):
        return found
    if (endless := loops.endless(document)) is not None:
        return f"{place_of(document, endless)[:300]} leads to itself without end"
    return None


def _words(error: Any) -> str:
    return str(error.message)[-200:]


def _strange_reference(document: Document) -> str | None:
    """Find a reference out of the document, wherever it stands: tools follow them in data too."""
    stack: list[Any] = [document]
    while stack:
        value = stack.pop()
        if (items := list_in(value)) is not None:
            stack.extend(items)
        elif (found := mapping_in(value)) is not None:
            for key in _REFERRING.intersection(found):
                target = found[key]
                if not isinstance(target, str) or not target.startswith("#/"):
                    return (
                        f"{key} {str(target)[:200]!r} leads out of the document: nothing is fetched"
                    )
            stack.extend(found.values())
    return None


_REFERRING = frozenset({"$ref", "$id", "$dynamicRef", "$recursiveRef", "externalValue"})


def _mapping_of(value: object, names: str = _NAME) -> dict[str, Any]:
    return {
        "type": "object",
        "propertyNames": {"pattern": names},
        "additionalProperties": value,
    }


def _one(name: str) -> dict[str, str]:
    return {"$ref": f"#/$defs/{name}"}


def _many(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _one(name)}


_TEXT = {"type": "string"}
_OBJECT = {"type": "object"}
_DEFS: dict[str, Any] = {
    "item": {
        "type": "object",
        "properties": {"parameters": _many("parameter"), "servers": _many("object")},
        "patternProperties": {f"^({_METHODS})$": _one("operation")},
    },
    "operation": {
        "type": "object",
        "properties": {
            "operationId": _TEXT,
            "summary": _TEXT,
            "description": _TEXT,
            "tags": {"type": "array", "items": _TEXT},
            "parameters": _many("parameter"),
            "requestBody": _one("body"),
            "responses": _mapping_of(_one("response"), r"^([1-5](XX|[0-9][0-9])|default)$"),
            "callbacks": _OBJECT,
            "security": _many("object"),
            "servers": _many("object"),
        },
    },
    "object": _OBJECT,
    "parameter": {
        "type": "object",
        "properties": {
            "name": _TEXT,
            "in": _TEXT,
            "schema": _one("schema"),
            "content": _one("content"),
        },
    },
    "body": {"type": "object", "properties": {"content": _one("content")}},
    "response": {
        "type": "object",
        "properties": {
            "content": _one("content"),
            "headers": {"type": "object", "additionalProperties": _one("parameter")},
            "links": {"type": "object", "additionalProperties": _OBJECT},
        },
    },
    "content": _mapping_of(
        {"type": "object", "properties": {"schema": _one("schema")}}, _MEDIA_TYPE
    ),
    "schemas": {"type": "object", "additionalProperties": _one("schema")},
    "schema": {
        "type": ["object", "boolean"],
        "properties": {
            "type": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]},
            "enum": {"type": "array"},
            "required": {"type": "array", "items": _TEXT},
            "title": _TEXT,
            "description": _TEXT,
            "format": _TEXT,
            "discriminator": {
                "type": "object",
                "properties": {
                    "propertyName": _TEXT,
                    "mapping": {
                        "type": "object",
                        "additionalProperties": {"pattern": "^#/", **_TEXT},
                    },
                },
            },
            **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), _many("schema")),
            **dict.fromkeys(
                ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"),
                _one("schemas"),
            ),
            **dict.fromkeys(
                (
                    "items",
                    "additionalProperties",
                    "not",
                    "contains",
                    "propertyNames",
                    "if",
                    "then",
                    "else",
                    "unevaluatedItems",
                    "unevaluatedProperties",
                ),
                _one("schema"),
            ),
        },
    },
}
_SHAPE = jsonschema_rs.Draft202012Validator(
    {
        "type": "object",
        "required": ["openapi", "paths"],
        "properties": {
            "openapi": {"type": "string", "pattern": r"^3\.1\.[0-9]+$"},
            "info": _OBJECT,
            "servers": _many("object"),
            "security": _many("object"),
            "tags": _many("object"),
            "paths": _mapping_of(_one("item"), _PATH),
            "components": {
                "type": "object",
                "properties": {
                    "schemas": _mapping_of(_one("schema")),
                    "parameters": _mapping_of(_one("parameter")),
                    "responses": _mapping_of(_one("response")),
                    "requestBodies": _mapping_of(_one("body")),
                    "headers": _mapping_of(_one("parameter")),
                },
                "additionalProperties": _mapping_of(_OBJECT),
            },
        },
        "$defs": _DEFS,
    }
)
