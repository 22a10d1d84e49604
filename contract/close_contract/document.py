"""The contract: the JSON that the generated client ships, and what the harness reads out of it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

import jsonschema_rs
from attrs import field, frozen

from close_contract.damaged import DamagedContract

Schema: TypeAlias = Mapping[str, Any]

_ACCEPTED: Final = ("200", "201")
_ANY: Final[Schema] = {"type": "string"}
_LONGEST: Final = ("/bulk_action/sequence_subscription/", "/data/search/", "/bulk_action/edit/")
_METHODS: Final = ("get", "post", "put", "patch", "delete")
_SEARCHES: Final = frozenset({"search_data"})
"""What is POSTed and changes nothing all the same."""


def spread(document: dict[str, Any]) -> None:
    """Replace objects whose alternatives repeat all that they say by these alternatives alone.

    It says the same, but schemathesis would go through the members on both levels.
    """
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        match schema:
            case {"allOf": [{"oneOf": alternatives}], "properties": members}:
                if all(form["properties"].items() <= members.items() for form in alternatives):
                    schemas[name] = {"oneOf": alternatives}
            case _:
                pass


def longest_last(document: dict[str, Any]) -> None:
    """Put the paths for which schemathesis makes by far the most cases at the end.

    It gives every operation an equal share of the time, and what one leaves to those that follow.
    """
    paths = document["paths"]
    document["paths"] = {
        **{path: item for path, item in paths.items() if path not in _LONGEST},
        **{path: paths[path] for path in _LONGEST},
    }


def load() -> dict[str, Any]:
    """Return the contract as a fresh object that the caller may change.

    Raises:
        DamagedContract: it is not there, or no OpenAPI document.
    """
    source = files("close_api_client") / "contract.json"
    try:
        document: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
        _ = document["paths"].items(), document["components"]["schemas"].items()
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise DamagedContract(
            f"the contract {source} is damaged ({type(error).__name__}: {error}); install close-bulk "
            "anew, or in a clone restore the file with git."
        ) from None
    return document


@frozen
class Operation:
    """One operation: `GET /sequence_subscription/` and what it takes and answers.

    `parameters` maps the names of path and query parameters to their schemas, `body` is the JSON
    it takes and `answer` the JSON that it answers when it accepts, each None without one. `links` are
    the operationIds that its answers lead to.
    """

    id: str
    method: str
    path: str
    parameters: Mapping[str, Schema]
    body: Schema | None
    answer: Schema | None
    at_least_one_of: tuple[str, ...]
    links: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """The name that schemathesis gives it."""
        return f"{self.method} {self.path}"

    @property
    def changes_nothing(self) -> bool:
        """Whether it reads only, so that a run that must not change anything may ask it."""
        return self.method == "GET" or self.id in _SEARCHES

    @property
    def can_refuse(self) -> bool:
        """Whether there is anything in a request that can be invalid."""
        return self.body is not None or any(each != _ANY for each in self.parameters.values())


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
        """Return the alternatives of a `oneOf`, or the schema itself.

        Alternatives may have alternatives themselves, as a `oneOf` or within an `allOf`.
        """
        schema = self.resolved(schema)
        nested = [part["oneOf"] for part in (schema, *schema.get("allOf", ())) if "oneOf" in part]
        return [form for each in nested[:1] for n in each for form in self.forms(n)] or [schema]

    def first_alike(self, schema: Schema, selector: str) -> Mapping[str, str]:
        """Map the values of the member that tells forms apart to the first with the same forms."""
        shapes: dict[str, list[Schema]] = {}
        for form in self.forms(schema):
            members = dict(form.get("properties", {}))
            if "const" in members.get(selector, {}):
                rest = {**form, "properties": members}
                shapes.setdefault(members.pop(selector)["const"], []).append(rest)
        return {kind: next(n for n in shapes if shapes[n] == shapes[kind]) for kind in shapes}

    def validator(self, *schemas: Schema) -> jsonschema_rs.Draft202012Validator:
        """Return a validator of what fits any of these schemas."""
        one = len(schemas) == 1
        schema: dict[str, Any] = {**self.resolved(schemas[0])} if one else {"anyOf": [*schemas]}
        if _refers(schema):
            # They take most of the memory and time of a validator.
            schema["components"] = self.document.get("components", {})
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True)

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
        accepted = [raw["responses"].get(status, {}) for status in _ACCEPTED]
        return Operation(
            id=raw["operationId"],
            method=method,
            path=path,
            parameters={node["name"]: node["schema"] for node in parameters},
            body=self._json(raw.get("requestBody", {})),
            answer=next(filter(None, (self._json(a) for a in accepted)), None),
            at_least_one_of=tuple(raw.get("x-at-least-one-of", ())),
            links=frozenset(self._links(raw)),
        )

    def _links(self, raw: Schema) -> Iterator[str]:
        for answer in raw["responses"].values():
            for link in self.resolved(answer).get("links", {}).values():
                yield link["operationId"]

    def _json(self, node: Schema) -> Schema | None:
        media: Schema = self.resolved(node).get("content", {}).get("application/json", {})
        return media.get("schema")


def _refers(node: Any) -> bool:
    match node:
        case dict():
            members: dict[str, Any] = {**node}
            return "$ref" in members or any(map(_refers, members.values()))
        case list():
            items: list[Any] = [*node]
            return any(map(_refers, items))
        case _:
            return False


def id_in(operation: Operation, path: str) -> str:
    """Return the id in the path of a request, empty if the operation has none there."""
    return unquote(path.split("/")[-2]) if operation.path.endswith("{id}/") else ""


@cache
def contract() -> Contract:
    """Return the contract, which is read once."""
    return Contract(load())


@cache
def operations() -> Mapping[str, Operation]:
    """Return the contract's operations by their labels."""
    return {operation.label: operation for operation in contract().operations()}
