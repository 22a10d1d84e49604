"""Documents from someone who wants the generator to run his code, or to write where it should not.

Every place of a document that holds a text, times every payload: each pair is a document of its own.
The payloads that are code all call `canary`, or something that nothing generated has reason to call.
"""

from __future__ import annotations

import copy
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Document = dict[str, Any]

PAYLOADS: dict[str, Any] = {
    "call": "__import__('os').system('touch canary')",
    "call-in-double-quotes": '"+__import__("os").system("touch canary")+"',
    "call-in-single-quotes": "'+__import__('os').system('touch canary')+'",
    "triple-quotes": '"""\n__import__("os").system("touch canary")\n"""',
    "triple-single-quotes": "'''\n__import__('os').system('touch canary')\n'''",
    "newline": "x\n__import__('os').system('touch canary')\n",
    "carriage-return": "x\r__import__('os').system('touch canary')\r",
    "newline-indented": "x\n    __import__('os').system('touch canary')\n    y",
    "other-newlines": "x\x85canary()\u2028canary()\u2029canary()",
    "form-feed": "x\x0ccanary()\x0bcanary()",
    "backslash": "canary\\",
    "backslash-quote": '\\"\ncanary()\n\\"',
    "backslash-triple-quotes": '\\"""\ncanary()\n\\"""',
    "many-backslashes": "\\" * 75 + '"""\ncanary()',
    "escapes": "\\x22\\u0022\\N{QUOTATION MARK}\\U0001F600\\U",
    "continuation": "x \\\ncanary()",
    "braces": "{__import__('os').system('touch canary')}",
    "braces-attribute": "{0.__class__.__mro__}{client.token}",
    "percent": "%(canary)s %s %n %",
    "jinja": "{{ cycler.__init__.__globals__.os.system('touch canary') }}{% for x in y %}{# #}",
    "comment": "# canary\ncanary()",
    "coding": "# -*- coding: utf-7 -*-\n+AAoAYwBhAG4AYQByAHkAKAAp-",
    "default-argument": "x=canary(), y",
    "annotation": "int = canary()",
    "closing": "']})\ncanary()\n({['",
    "statement": "import os; os.system('touch canary')",
    "lambda": "lambda: canary()",
    "keyword": "class",
    "none": "None",
    "dunder": "__init__",
    "dunder-class": "__class__",
    "template-name": "field_dict",
    "climbing": "../../../../canary",
    "climbing-back": "..\\..\\..\\canary",
    "absolute": "/etc/canary",
    "drive": "C:\\canary",
    "dots": "..",
    "empty": "",
    "space": " ",
    "device": "con",
    "shell": "$(touch canary);`touch canary`|touch canary&",
    "file-url": "file:///etc/passwd",
    "http-url": "http://127.0.0.1:9/canary",
    "nul": "x\x00canary()",
    "escape-sequence": "\x1b]0;canary\x07",
    "surrogate": "x\ud800y",
    "right-to-left": "\u202e)(yranac\u2066",
    "look-alike": "\uff43\uff41\uff4e\uff41\uff52\uff59\uff08\uff09\ufb01",
    "emoji": "🐤\u200d",
    "long": "canary " * 5_000,
    "long-word": "canary" * 5_000,
    "huge-number": 10**400,
    "infinite": 1e400,
    "minus-zero": -0.0,
    "list": [["canary()"]],
    "mapping": {"$ref": "http://127.0.0.1:9/canary", "canary()": "canary()"},
    "yaml-tag": "!!python/object/apply:os.system ['touch canary']",
}

REFUSED = {
    *("nul", "escape-sequence", "form-feed", "surrogate", "infinite", "mapping"),
}
"""Payloads that no document may hold anywhere."""

_OPERATION = ("paths", "/thing/{id}/", "post")
_PARAMETER = (*_OPERATION, "parameters")
_ANSWER = (*_OPERATION, "responses", "200")
_MODEL = ("components", "schemas", "Thing")
_PROPERTY = (*_MODEL, "properties")

VALUES: dict[str, tuple[str | int, ...]] = {
    "openapi": ("openapi",),
    "title": ("info", "title"),
    "info description": ("info", "description"),
    "version": ("info", "version"),
    "license": ("info", "license", "name"),
    "server url": ("servers", 0, "url"),
    "server description": ("servers", 0, "description"),
    "tag description": ("tags", 0, "description"),
    "summary": (*_OPERATION, "summary"),
    "description": (*_OPERATION, "description"),
    "operationId": (*_OPERATION, "operationId"),
    "tag": (*_OPERATION, "tags", 0),
    "external docs": (*_OPERATION, "externalDocs", "url"),
    "query parameter": (*_PARAMETER, 1, "name"),
    "header parameter": (*_PARAMETER, 2, "name"),
    "cookie parameter": (*_PARAMETER, 3, "name"),
    "path parameter": (*_PARAMETER, 0, "name"),
    "parameter in": (*_PARAMETER, 1, "in"),
    "parameter description": (*_PARAMETER, 1, "description"),
    "parameter default": (*_PARAMETER, 1, "schema", "default"),
    "parameter enum": (*_PARAMETER, 3, "schema", "enum", 0),
    "parameter example": (*_PARAMETER, 1, "example"),
    "parameter style": (*_PARAMETER, 1, "style"),
    "body description": (*_OPERATION, "requestBody", "description"),
    "response description": (*_ANSWER, "description"),
    "response reference": (*_ANSWER, "content", "application/json", "schema", "$ref"),
    "response example": (*_ANSWER, "content", "application/json", "example"),
    "model title": (*_MODEL, "title"),
    "model description": (*_MODEL, "description"),
    "model example": (*_MODEL, "example"),
    "required": (*_MODEL, "required", 0),
    "property title": (*_PROPERTY, "text", "title"),
    "property description": (*_PROPERTY, "text", "description"),
    "property default": (*_PROPERTY, "text", "default"),
    "property example": (*_PROPERTY, "text", "example"),
    "property pattern": (*_PROPERTY, "text", "pattern"),
    "property format": (*_PROPERTY, "text", "format"),
    "property type": (*_PROPERTY, "text", "type"),
    "number default": (*_PROPERTY, "number", "default"),
    "integer default": (*_PROPERTY, "integer", "default"),
    "boolean default": (*_PROPERTY, "boolean", "default"),
    "date default": (*_PROPERTY, "date", "default"),
    "enum value": (*_PROPERTY, "kind", "enum", 0),
    "enum default": (*_PROPERTY, "kind", "default"),
    "enum title": (*_PROPERTY, "kind", "title"),
    "enum description": (*_PROPERTY, "kind", "description"),
    "const": (*_PROPERTY, "fixed", "const"),
    "discriminator": ("components", "schemas", "Either", "discriminator", "propertyName"),
    "discriminator mapping": ("components", "schemas", "Either", "discriminator", "mapping", "a"),
    "union member": ("components", "schemas", "Either", "oneOf", 0, "$ref"),
    "security scheme type": ("components", "securitySchemes", "ApiKey", "type"),
    "extension": (*_OPERATION, "x-extension"),
}
"""Places whose value becomes the payload."""

KEYS: dict[str, tuple[str | int, ...]] = {
    "path": ("paths", "/other/"),
    "method": ("paths", "/other/", "get"),
    "status": (*_OPERATION, "responses", "200"),
    "response content type": (*_ANSWER, "content", "application/json"),
    "body content type": (*_OPERATION, "requestBody", "content", "application/json"),
    "model name": ("components", "schemas", "Unused"),
    "used model name": _MODEL,
    "property name": (*_PROPERTY, "text"),
    "model property name": (*_PROPERTY, "inner"),
    "body property name": (
        *(*_OPERATION, "requestBody", "content", "application/json", "schema", "properties"),
        "name",
    ),
    "security scheme name": ("components", "securitySchemes", "ApiKey"),
    "extension name": (*_OPERATION, "x-extension"),
}
"""Places whose key becomes the payload."""


def base() -> Document:
    """Make a document with every place, and nothing wrong in any."""
    reference = {"$ref": "#/components/schemas/Thing"}
    body = {"type": "object", "properties": {"name": {"type": "string"}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1", "description": "d", "license": {"name": "MIT"}},
        "servers": [{"url": "https://example.com", "description": "d"}],
        "tags": [{"name": "things", "description": "d"}],
        "paths": {
            "/thing/{id}/": {
                "post": {
                    "operationId": "create",
                    "summary": "s",
                    "description": "d",
                    "tags": ["things"],
                    "externalDocs": {"url": "https://example.com"},
                    "x-extension": "x",
                    "parameters": _parameters(),
                    "requestBody": {
                        "description": "d",
                        "content": {"application/json": {"schema": body}},
                    },
                    "responses": {
                        "200": {
                            "description": "d",
                            "content": {"application/json": {"schema": reference, "example": {}}},
                        }
                    },
                }
            },
            "/other/": {"get": {"responses": {"204": {"description": "d"}}}},
        },
        "components": {
            "schemas": {
                "Thing": _thing(),
                "Unused": {"type": "object", "properties": {"a": {"type": "string"}}},
                "Either": {
                    "oneOf": [reference, {"$ref": "#/components/schemas/Unused"}],
                    "discriminator": {
                        "propertyName": "a",
                        "mapping": {"a": "#/components/schemas/Thing"},
                    },
                },
            },
            "securitySchemes": {"ApiKey": {"type": "http", "scheme": "basic"}},
        },
    }


def _parameters() -> list[Document]:
    text = {"type": "string"}
    return [
        {"name": "id", "in": "path", "required": True, "schema": text},
        {
            "name": "q",
            "in": "query",
            "description": "d",
            "style": "form",
            "example": "e",
            "schema": {"type": "string", "default": "d"},
        },
        {"name": "X-Header", "in": "header", "schema": text},
        {"name": "c", "in": "cookie", "schema": {"type": "string", "enum": ["a", "b"]}},
    ]


def _thing() -> Document:
    text = {"title": "t", "description": "d", "default": "d", "example": "e", "pattern": "p"}
    return {
        "type": "object",
        "title": "t",
        "description": "d",
        "example": {},
        "required": ["text"],
        "properties": {
            "text": {"type": "string", "format": "f", **text},
            "number": {"type": "number", "default": 1.5},
            "integer": {"type": "integer", "default": 1},
            "boolean": {"type": "boolean", "default": True},
            "date": {"type": "string", "format": "date", "default": "2026-01-01"},
            "kind": {
                "type": "string",
                "title": "t",
                "description": "d",
                "default": "b",
                "enum": ["a", "b"],
            },
            "fixed": {"const": "f"},
            "inner": {"type": "object", "properties": {"a": {"type": "string"}}},
        },
    }


def documents() -> Iterator[tuple[str, str, bytes]]:
    """Yield the place, the payload's name and the document, for every place and every payload."""
    for payload, value in PAYLOADS.items():
        for place, path in VALUES.items():
            yield place, payload, _written(_with_value(path, value))
        for place, path in KEYS.items():
            if isinstance(value, str):
                yield place, payload, _written(_with_key(path, value))


def _written(document: Document) -> bytes:
    """Write JSON as an attacker can: with numbers that are none, and half characters escaped."""
    return json.dumps(document).replace("Infinity", "1e400").encode()


def _with_value(path: tuple[str | int, ...], value: object) -> Document:
    document, holder = _holder(path)
    holder[path[-1]] = copy.deepcopy(value)
    return document


def _with_key(path: tuple[str | int, ...], key: str) -> Document:
    document, holder = _holder(path)
    holder[key] = holder.pop(path[-1])
    return document


def _holder(path: tuple[str | int, ...]) -> tuple[Document, Any]:
    document = base()
    holder: Any = document
    for part in path[:-1]:
        holder = holder[part]
    return document, holder
