"""The contract: the JSON that the generated client ships, and what the harness reads out of it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

import jsonschema_rs
from attrs import field, frozen

Schema: TypeAlias = Mapping[str, Any]

ACCEPTED: Final = "200"
_METHODS: Final = ("get", "post", "put", "patch", "delete")


def load() -> dict[str, Any]:
    """Return the contract as a fresh object that the caller may change."""
    document: dict[str, Any] = json.loads(
        (files("close_api_client") / "contract.json").read_text(encoding="utf-8")
    )
    return document


@frozen
class Operation:
    """One operation: `GET /sequence_subscription/` and what it takes and answers.

    `parameters` maps the names of path and query parameters to their schemas, `body` is the JSON
    it takes and `answer` the JSON that it answers with 200, each None without one.
    """

    id: str
    method: str
    path: str
    parameters: Mapping[str, Schema]
    body: Schema | None
    answer: Schema | None
    at_least_one_of: tuple[str, ...]

    @property
    def label(self) -> str:
        """The name that schemathesis gives it."""
        return f"{self.method} {self.path}"


@frozen
class Contract:
    """An OpenAPI 3.1 document with references into its own components only."""

    document: Mapping[str, Any] = field(repr=False)

    def operations(self) -> Iterator[Operation]:
        """Yield every operation, in the order of the document."""
        for path, item in self.document["paths"].items():
            for method in _METHODS:
                if method in item:
                    yield self._operation(method.upper(), path, item[method])

    def resolved(self, node: Schema) -> Schema:
        """Return what a node says, wherever that is written."""
        while "$ref" in node:
            target: Any = self.document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node

    def forms(self, schema: Schema) -> list[Schema]:
        """Return the alternatives of a `oneOf`, or the schema itself."""
        schema = self.resolved(schema)
        return [self.resolved(form) for form in schema.get("oneOf", [schema])]

    def validator(self, *schemas: Schema) -> jsonschema_rs.Draft202012Validator:
        """Return a validator of what fits any of these schemas."""
        schema = schemas[0] if len(schemas) == 1 else {"anyOf": [*schemas]}
        components = self.document.get("components", {})
        return jsonschema_rs.Draft202012Validator(
            {**schema, "components": components}, validate_formats=True
        )

    def members(self, schema: Schema) -> Mapping[str, list[Schema]]:
        """Return the members of an object, each with the schemas that its forms give it."""
        found: dict[str, list[Schema]] = {}
        for form in self.forms(schema):
            for name, member in form.get("properties", {}).items():
                known = found.setdefault(name, [])
                if member not in known:
                    known.append(member)
        return found

    def _operation(self, method: str, path: str, raw: Schema) -> Operation:
        parameters = [self.resolved(node) for node in raw.get("parameters", ())]
        return Operation(
            id=raw["operationId"],
            method=method,
            path=path,
            parameters={node["name"]: node["schema"] for node in parameters},
            body=self._json(raw.get("requestBody", {})),
            answer=self._json(raw["responses"].get(ACCEPTED, {})),
            at_least_one_of=tuple(raw.get("x-at-least-one-of", ())),
        )

    def _json(self, node: Schema) -> Schema | None:
        media: Schema = self.resolved(node).get("content", {}).get("application/json", {})
        return media.get("schema")


@cache
def contract() -> Contract:
    """Return the contract, which is read once."""
    return Contract(load())


@cache
def operations() -> Mapping[str, Operation]:
    """Return the contract's operations by their labels."""
    return {operation.label: operation for operation in contract().operations()}
