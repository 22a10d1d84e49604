"""The contract at run time: what the rules and the limits of the facade are read from."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

Schema = dict[str, Any]


@cache
def document() -> dict[str, Any]:
    """Read the contract that the generated client was made from."""
    text = files("close_api_client").joinpath("contract.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """Follow ``$ref`` to what it names; anything else is returned as it is."""
    while "$ref" in node:
        target: Any = document()
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        node = target
    return node


def operation(method: str, path: str) -> dict[str, Any]:
    """Find an operation by method and path."""
    found: dict[str, Any] = document()["paths"][path][method]
    return found


def parameter(name: str, operation: dict[str, Any]) -> Schema:
    """Find the schema of one parameter of an operation."""
    parameters = (resolve(node) for node in operation["parameters"])
    found: Schema = next(node["schema"] for node in parameters if node["name"] == name)
    return found
