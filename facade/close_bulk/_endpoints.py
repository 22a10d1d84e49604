"""The operations of the contract, and what the generated client has for each."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from attrs import frozen

from close_bulk import _contract

if TYPE_CHECKING:
    from close_bulk._contract import Schema
    from close_bulk._effects import Operation


@frozen(eq=False, slots=False)
class Endpoint:
    """One operation.

    The generated code is imported when it is asked for: all of it takes more time than a call, and a
    program pays only for what it uses.
    """

    method: str
    path: str

    @property
    def _contract(self) -> dict[str, Any]:
        return _contract.operation(self.method, self.path)

    @cached_property
    def operation(self) -> Operation:
        """The module of the generated client."""
        said = self._contract
        name = f"close_api_client.api.{said['tags'][0]}.{said['operationId']}"
        return cast("Operation", import_module(name))

    @cached_property
    def answer(self) -> type[Any]:
        """The generated model of a success."""
        return model_of(self.answer_schema)

    @property
    def item(self) -> type[Any]:
        """The generated model of one object of the answer, where it comes in pages."""
        return model_of(self.item_schema)

    @property
    def item_schema(self) -> Schema:
        """The schema of one object of the answer, also where it comes in pages."""
        data: Schema = _contract.resolve(self.answer_schema)["properties"].get("data", {})
        found: Schema = data.get("items", self.answer_schema)
        return found

    @cached_property
    def answer_schema(self) -> Schema:
        """The schema of the body of a success."""
        answers: dict[str, Any] = self._contract["responses"]
        success = next(answer for status, answer in answers.items() if status.startswith("2"))
        schema: Schema = success["content"]["application/json"]["schema"]
        return schema

    @property
    def body(self) -> Schema:
        """The schema of the request's body."""
        schema: Schema = self._contract["requestBody"]["content"]["application/json"]["schema"]
        return schema

    def takes(self, name: str) -> bool:
        """Tell whether there is a parameter of that name."""
        parameters = map(_contract.resolve, self._contract.get("parameters", ()))
        return any(node["name"] == name for node in parameters)

    def parameter(self, name: str) -> Schema:
        """Give the schema of a parameter."""
        return _contract.parameter(name, self._contract)


def model_of(schema: Schema) -> type[Any]:
    """Give the generated model of a reference to a component."""
    name: str = schema["$ref"].rpartition("/")[2]
    model: type[Any] = getattr(import_module("close_api_client.models"), name)
    return model
