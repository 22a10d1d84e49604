"""Every enum of the contract: where each value comes from, and that none is missing."""

import itertools
from typing import Any

import pytest

from spec import wholes
from specbuild import layout, reading
from specbuild.walking import schemas

SOURCES = ("schema", "prose", "examples", "observed", "inferred")
FILE = layout.ROOT / layout.OVERLAYS / "70-enums.yaml"
TABLE: dict[str, dict[str, Any]] = reading.read_mapping(FILE)["info"]["x-enums"]

Contract = dict[str, Any]


def enum(contract: Contract, name: str) -> list[str]:
    """Return the values of an enum: a component, or a property of one."""
    component, _, member = name.partition(".")
    schema = contract["components"]["schemas"][component]
    values: list[str] = (schema["properties"][member] if member else schema)["enum"]
    return values


@pytest.mark.parametrize("name", TABLE)
def test_an_enum_is_the_union_of_its_sources(contract: Contract, name: str) -> None:
    """What any source has is in the contract, in the order of the sources, and nothing else is."""
    union = dict.fromkeys(itertools.chain(*(TABLE[name][each] for each in SOURCES)))
    assert enum(contract, name) == list(union)


@pytest.mark.parametrize("name", TABLE)
def test_a_row_is_complete(name: str) -> None:
    """Every source is answered for, no value is listed twice in one, and the reason is a sentence."""
    row = TABLE[name]
    assert row.keys() == {*SOURCES, "why"}
    assert row["why"].strip().endswith(".")
    for source in SOURCES:
        assert len(set(row[source])) == len(row[source])


@pytest.mark.parametrize("name", TABLE)
def test_what_is_inferred_is_nowhere_else(name: str) -> None:
    """A value that a source has is no inference."""
    known = set(itertools.chain(*(TABLE[name][each] for each in SOURCES if each != "inferred")))
    assert not known & set(TABLE[name]["inferred"])


def test_every_enum_is_in_the_table(contract: Contract) -> None:
    """No enum entered the contract without an account of its values; a condition's list is none."""
    listed = [enum(contract, name) for name in TABLE]
    condition = contract["components"]["schemas"]["StructuredQuery"]["if"]["properties"]["type"][
        "not"
    ]
    for schema in schemas(contract):
        if "enum" in schema and schema != condition:
            assert any(schema["enum"] is values for values in listed), schema


def test_the_schema_column_is_the_vendors() -> None:
    """Where the vendor's document at hand has an enum of that name, its values are in the column."""
    vendors = wholes.page_document()["components"]["schemas"]
    found = {name: vendors[name]["enum"] for name in vendors if "enum" in vendors[name]}
    assert found == {name: TABLE[name]["schema"] for name in found}
    assert len(found) == 3


def test_enums_that_only_schema_or_prose_know_are_whole(contract: Contract) -> None:
    """The four gaps between schema and prose that the seeds and exports show are closed."""
    assert "reassign" in enum(contract, "BulkSequenceSubscriptionActionType")
    assert "all" in enum(contract, "BulkEmailContactPreference")
    assert len(enum(contract, "BulkEditActionType")) == 13
    assert enum(contract, "CustomFieldOperation") == ["replace", "add", "remove"]
