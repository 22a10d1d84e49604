"""How a row is written."""

from typing import Any

import pytest

from spec.diffkit import (
    STRING,
    Document,
    api,
    members,
    ref,
    sends,
    with_schemas,
)

NONE: Document = {}
NULL = {"type": "null"}
ENUM = {"type": "string", "enum": ["a", "b"]}
MORE = {"type": "string", "enum": ["a", "b", "all"]}
BODY = "POST /x/ request: "
ANSWER = "GET /x/ response 200: "
PARAMETER = "GET /x/ parameter p (query): "


def said(text: str, callers: str, parsers: str) -> str:
    """Write a line of the diff."""
    return f"{text} (callers: {callers}, parsers: {parsers})"


def responds(*statuses: str, **answer: Any) -> Document:
    """Make a document with some answers."""
    return api({"get /x/": {"responses": dict.fromkeys(statuses, answer)}})


def signs_in(*ways: str, header: bool = False) -> Document:
    """Make a document with some ways to sign in, or one that describes a header instead."""
    raw = {"name": "Authorization", "in": "header", "required": True, "schema": STRING}
    schemes = {
        "Basic": {"type": "http", "scheme": "basic"},
        "OAuth": {"type": "oauth2", "flows": {}},
    }
    return {
        **api({"get /x/": {"parameters": [raw] if header else []}}),
        "security": [{way: ["all"] if way == "OAuth" else []} if way else {} for way in ways],
        "components": {"securitySchemes": schemes},
    }


def with_key(header: str) -> Document:
    """Make a document whose callers sign in with a key in a header."""
    scheme = {"type": "apiKey", "in": "header", "name": header}
    document = api({"get /x/": {"security": [{"Key": []}]}})
    return {**document, "components": {"securitySchemes": {"Key": scheme}}}


def choice(*branches: Any, **more: Any) -> Document:
    """Make a choice between schemas."""
    return {"oneOf": list(branches), **more}


def tagged(tag: str, **properties: Any) -> Document:
    """Make a branch with a constant that tells it from the others."""
    return members(("kind",), kind={"const": tag}, **properties)


def mapped(**mapping: str) -> Document:
    """Make a document with a choice whose branches only the discriminator's mapping tells."""
    told = {
        "propertyName": "kind",
        "mapping": {tag: ref(to)["$ref"] for tag, to in mapping.items()},
    }
    document = sends(choice(ref("A"), ref("B"), discriminator=told))
    return with_schemas(document, A=members(a=STRING), B=members(b=STRING))


def row(name: str, old: Document, new: Document, *expected: str) -> Any:
    """Name a row of the table."""
    return pytest.param(old, new, list(expected), id=name)
