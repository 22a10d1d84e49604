"""The contract made ready for judging: each operation's schemas, compiled once, with their places."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Final
from urllib.parse import quote, unquote

import jsonschema_rs
from attrs import define, field, frozen

from close_contract.document import Contract, Operation, Schema

JSON: Final = "application/json"
_URN: Final = "urn:contract"
# The braces of a path may not stand in a reference.
_SAFE: Final = "#/~"
_DIGITS: Final = 400


@frozen
class Checker:
    """A compiled schema and where it stands in the document."""

    clause: str
    validator: jsonschema_rs.Draft202012Validator = field(repr=False)


@frozen
class Parameter:
    """A parameter: its place in the request (path, query, header) and its schema."""

    name: str
    place: str
    schema: Schema
    checker: Checker

    def fits(self, text: str) -> bool:
        """Whether a text is one of its values."""
        return self.checker.validator.is_valid(_typed(text, self.schema.get("type")))


@frozen
class Declared:
    """What the contract declares for a status: the JSON, None if the body means nothing."""

    clause: str
    json: Checker | None


@define(slots=False)
class Compiled:
    """An operation whose schemas are compiled when they are first used."""

    operation: Operation
    clause: str
    _schemas: "Schemas"

    @cached_property
    def parameters(self) -> Mapping[tuple[str, str], Parameter]:
        """All parameters by place and name, header names in lower case."""
        count = len(self._node.get("parameters", ()))
        found = [self._parameter(f"{self.clause}/parameters/{n}") for n in range(count)]
        return {(each.place, each.name): each for each in found}

    @cached_property
    def body(self) -> Checker | None:
        """The schema of the JSON that it takes, None if it takes none."""
        clause, node = self._schemas.find(f"{self.clause}/requestBody")
        return self._schemas.json(clause, node)

    def declared(self, status: int) -> Declared | None:
        """Return what is declared for a status, by itself or by its class; None if nothing is."""
        if status not in self._declared:
            self._declared[status] = self._find(status)
        return self._declared[status]

    @cached_property
    def _declared(self) -> dict[int, Declared | None]:
        return {}

    @cached_property
    def _node(self) -> Schema:
        return self._schemas.find(self.clause)[1]

    def _find(self, status: int) -> Declared | None:
        for name in (str(status), f"{status // 100}XX", "default"):
            if name in self._node["responses"]:
                clause, node = self._schemas.find(f"{self.clause}/responses/{name}")
                return Declared(clause, self._schemas.json(clause, node))
        return None

    def _parameter(self, clause: str) -> Parameter:
        clause, node = self._schemas.find(clause)
        place, name = node["in"], node["name"]
        _, schema = self._schemas.find(f"{clause}/schema")
        checker = self._schemas.checker(f"{clause}/schema")
        return Parameter(name.lower() if place == "header" else name, place, schema, checker)


class Schemas:
    """Finds and compiles the schemas of a contract by their JSON pointers, which begin with #."""

    def __init__(self, contract: Contract) -> None:
        self.document: Final = contract.document
        self._registry = jsonschema_rs.Registry([(_URN, {**contract.document})])

    def find(self, clause: str) -> tuple[str, Schema]:
        """Return where a node stands that may be a reference, and the node; {} if there is none."""
        node: Any = self.document
        for step in clause.removeprefix("#/").split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            node = _child(node, key)
        return self.find(node["$ref"]) if "$ref" in node else (clause, node)

    def checker(self, clause: str) -> Checker:
        """Return the compiled schema of a place."""
        validator = jsonschema_rs.Draft202012Validator(
            {"$ref": f"{_URN}{quote(clause, safe=_SAFE)}"},
            registry=self._registry,
            validate_formats=True,
        )
        return Checker(clause, validator)

    def json(self, clause: str, node: Schema) -> Checker | None:
        """Return the compiled schema of the JSON of a request body or a response, if it has one."""
        if "schema" not in node.get("content", {}).get(JSON, {}):
            return None
        return self.checker(f"{clause}/content/{escaped(JSON)}/schema")

    def compiled(self, operation: Operation) -> Compiled:
        """Return an operation, nothing of which is compiled yet."""
        clause = f"#/paths/{escaped(operation.path)}/{operation.method.lower()}"
        return Compiled(operation, clause, self)


def escaped(step: str) -> str:
    """Return a step of a JSON pointer."""
    return step.replace("~", "~0").replace("/", "~1")


def _child(node: Any, key: str) -> Any:
    # In the lists of an OpenAPI document, steps are indices.
    return node.get(key, {}) if hasattr(node, "get") else node[int(key)]


def place_of(keyword: str | None) -> str:
    """Return the place in the document of a keyword that a validator names."""
    return unquote((keyword or "").removeprefix(_URN))


def _typed(text: str, kind: object) -> Any:
    digits = text.removeprefix("-")
    if kind == "integer" and digits.isascii() and digits.isdecimal() and len(digits) < _DIGITS:
        return int(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text
