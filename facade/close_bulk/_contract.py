"""The contract at run time: what the rules and the limits of the facade are read from."""

from __future__ import annotations

import json
from functools import cache
from pkgutil import get_data
from typing import Any

Schema = dict[str, Any]


@cache
def document() -> dict[str, Any]:
    """Read the contract that the generated client was made from."""
    text = get_data("close_api_client", "contract.json")
    loaded: dict[str, Any] = json.loads(text or b"")
    return loaded


def resolve(node: dict[str, Any]) -> dict[str, Any]:
    """Follow ``$ref`` to what it names; anything else is returned as it is."""
    while (reference := node.get("$ref")) is not None:
        node = _named(reference)
    return node


@cache
def _named(reference: str) -> dict[str, Any]:
    target: Any = document()
    for part in reference.removeprefix("#/").split("/"):
        target = target[part]
    found: dict[str, Any] = target
    return found


def operation(method: str, path: str) -> dict[str, Any]:
    """Find an operation by method and path."""
    found: dict[str, Any] = document()["paths"][path][method]
    return found


def parameter(name: str, operation: dict[str, Any]) -> Schema:
    """Find the schema of one parameter of an operation."""
    parameters = (resolve(node) for node in operation["parameters"])
    found: Schema = next(node["schema"] for node in parameters if node["name"] == name)
    return found
