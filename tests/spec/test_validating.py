"""The faster openapi-spec-validator finds what the slow one finds."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from specbuild.validating import SpecValidator

Document = dict[str, Any]


def break_type(document: Document) -> None:
    """Give a schema a type that does not exist."""
    document["components"]["schemas"]["ErrorBody"]["type"] = "canary"


def break_nested(document: Document) -> None:
    """Break a schema far down in another."""
    properties = document["components"]["schemas"]["ErrorBody"]["properties"]
    next(iter(properties.values()))["minLength"] = "one"


def break_default(document: Document) -> None:
    """Give a schema a default that it refuses."""
    document["components"]["schemas"]["Canary"] = {"type": "integer", "default": "one"}


def break_dialect(document: Document) -> None:
    """Name a dialect that nobody knows."""
    document["components"]["schemas"]["Canary"] = {"$schema": "urn:canary", "type": "canary"}


def break_identifiers(document: Document) -> None:
    """Give two operations one operationId."""
    operations = [item for path in document["paths"].values() for item in path.values()]
    operations[0]["operationId"] = operations[1]["operationId"]


def break_path(document: Document) -> None:
    """Leave a path's parameter undeclared."""
    document["paths"]["/canary/{id}/"] = {"get": {"responses": {"204": {"description": "d"}}}}


def break_response(document: Document) -> None:
    """Leave out what a response must have."""
    next(iter(document["components"]["responses"].values())).pop("description")


def break_nothing(document: Document) -> None:
    """Leave everything as it is."""


@pytest.mark.parametrize(
    "spoil",
    [
        break_nothing,
        break_type,
        break_nested,
        break_default,
        break_dialect,
        break_identifiers,
        break_path,
        break_response,
    ],
)
def test_the_same_problems_are_found(contract: Document, spoil: Callable[[Document], None]) -> None:
    """Message by message, in a sound contract and in ones that are broken in one place."""
    document = copy.deepcopy(contract)
    spoil(document)
    messages = [
        [error.message for error in validator(document).iter_errors()]
        for validator in (SpecValidator, OpenAPIV31SpecValidator)
    ]
    assert messages[0] == messages[1]
    assert bool(messages[0]) is (spoil is not break_nothing)
