"""Small documents for the tests of the diff, and its lines about them."""

from typing import Any

from specbuild.diffing import diff
from specbuild.telling import line

Document = dict[str, Any]
STRING = {"type": "string"}


def api(operations: Document, **more: Any) -> Document:
    """Make a document from operations by ``"get /path/"``."""
    paths: Document = {}
    for name, operation in operations.items():
        method, _, path = name.partition(" ")
        paths.setdefault(path, {})[method] = {"responses": {}, **operation}
    return {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": paths, **more}


def with_schemas(document: Document, **schemas: Any) -> Document:
    """Add component schemas to a document."""
    return {**document, "components": {"schemas": schemas}}


def ref(name: str) -> Document:
    """Refer to a component schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def members(required: tuple[str, ...] = (), **properties: Any) -> Document:
    """Make the schema of an object."""
    made: Document = {"type": "object", "properties": properties}
    return {**made, "required": list(required)} if required else made


def json_of(schema: Any) -> Document:
    """Make the content of a body or an answer."""
    return {"content": {"application/json": {"schema": schema}}}


def sends(schema: Any) -> Document:
    """Make a document in which a call sends JSON."""
    return api({"post /x/": {"requestBody": json_of(schema)}})


def answers(schema: Any) -> Document:
    """Make a document in which a call is answered with JSON."""
    return api({"get /x/": {"responses": {"200": json_of(schema)}}})


def takes(**parameter: Any) -> Document:
    """Make a document in which a call takes one parameter."""
    full = {"name": "p", "in": "query", "schema": STRING, **parameter}
    return api({"get /x/": {"parameters": [full]}})


def lines(old: Document, new: Document) -> list[str]:
    """Tell what differs."""
    return [line(change) for change in diff(old, new)]
