"""Whatever query the contract allows is answered, or refused as not known, but never as wrong."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema_rs
from hypothesis import given
from hypothesis import strategies as st

from close_emulator.conditions import CONDITIONS
from close_emulator.fields import FIELDS
from close_emulator.moments import MOMENTS
from close_emulator.query import NODES
from emulator.workbench import BULK, SEARCH, Workbench

Schema = dict[str, Any]
JsonStrategy = st.SearchStrategy[Any]

CONTRACT: Schema = json.loads((files("close_api_client") / "contract.json").read_text("utf-8"))
SCHEMAS: dict[str, Schema] = CONTRACT["components"]["schemas"]

BENCH = Workbench()
BENCH.emulator.add_lead("ACME", contacts=[("Jo", "jo@x.example")], custom={"cf_1": 5, "cf_a": "b"})

NAMES = sorted({*FIELDS, *(name for fields in FIELDS.values() for name in fields), "today", "acme"})
STRINGS = st.sampled_from(NAMES) | st.text(min_size=1)
# What a schema cannot say of a string: it is a date that exists, or an id of something that does.
MEANT = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": st.dates().map(date.isoformat),
    SCHEMAS["CustomFieldId"]["pattern"]: st.sampled_from(["cf_1", "cf_a"]),
    "ISO 8601.": st.datetimes(timezones=st.none() | st.just(UTC)).map(datetime.isoformat),
}


def values(schema: Schema) -> JsonStrategy:
    """Values that fit a schema of the contract's grammar."""
    if "$ref" in schema:
        return named(schema["$ref"].rpartition("/")[2])
    if "oneOf" in schema or "anyOf" in schema:
        return st.one_of([values(each) for each in schema.get("oneOf") or schema["anyOf"]])
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum", [schema.get("const")]))
    return TYPES[schema["type"]](schema)


def objects(schema: Schema) -> JsonStrategy:
    """Objects with all required members and some of the others."""
    assert schema["additionalProperties"] is False
    members = {name: values(each) for name, each in schema["properties"].items()}
    required = schema.get("required", [])
    drawn = st.fixed_dictionaries(
        {name: each for name, each in members.items() if name in required},
        optional={name: each for name, each in members.items() if name not in required},
    )
    if "not" in schema:
        wrong = jsonschema_rs.validator_for(schema["not"])
        drawn = drawn.filter(lambda value: not wrong.is_valid(value))
    return drawn.filter(lambda value: len(value) >= schema.get("minProperties", 0))


TYPES: dict[str, Callable[[Schema], JsonStrategy]] = {
    "object": objects,
    "array": lambda of: st.lists(values(of["items"]), min_size=of["minItems"], max_size=3),
    "string": lambda of: MEANT.get(of.get("pattern", of.get("description")), STRINGS),
    "integer": lambda of: st.integers(of["minimum"]),
    "number": lambda _: st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": lambda _: st.booleans(),
    "null": lambda _: st.none(),
}


@cache
def named(name: str) -> JsonStrategy:
    """Values of a named schema; it may hold itself."""
    return st.deferred(lambda: values(SCHEMAS[name]))


@given(query=named("SearchQuery"))
def test_a_query_of_the_contract_is_never_wrong(query: Schema) -> None:
    """The search and a bulk action say 200, or 501 with the name of what the emulator lacks."""
    search = BENCH.send("POST", SEARCH, {"query": query})
    bulk = BENCH.send("POST", BULK, {"action_type": "pause", "s_query": query})
    for response in (search, bulk):
        assert response.status in {200, 501}, response.body
        if response.status == 501:
            document: Any = response.json()
            assert document["error"].startswith("Not Implemented; the emulator does not know ")
    BENCH.emulator.step(3)


def test_the_contract_has_no_condition_that_is_not_known() -> None:
    """Every condition and every node of the contract has a compiler of its own."""
    for name, known in (
        ("SearchCondition", CONDITIONS),
        ("SearchQuery", NODES),
        ("SearchMoment", MOMENTS),
    ):
        assert {*SCHEMAS[name]["discriminator"]["mapping"]} == {*known}


@given(moment=named("SearchMoment"))
def test_a_moment_of_the_contract_is_never_wrong(moment: Schema) -> None:
    """As for queries, for each moment on the field of a lead."""
    field = {"type": "regular_field", "object_type": "lead", "field_name": "date_created"}
    condition = {"type": "moment_range", "gte": moment}
    query = {"type": "field_condition", "field": field, "condition": condition}
    response = BENCH.send("POST", SEARCH, {"query": query})
    document: Any = response.json()
    assert response.status == 200 or "does not know the period" in document["error"]
