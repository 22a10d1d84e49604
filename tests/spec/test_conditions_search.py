"""The grammar of Advanced Filtering: every node, condition and moment, accepted and refused."""

from collections.abc import Callable
from typing import Any

import pytest

Accepts = Callable[[str, object], bool]
Node = dict[str, Any]

LEADS: Node = {"type": "object_type", "object_type": "lead"}
FIELD: Node = {"type": "regular_field", "object_type": "lead", "field_name": "name"}
CUSTOM: Node = {"type": "custom_field", "custom_field_id": "cf_1"}
EXISTS: Node = {"type": "exists"}
NOW: Node = {"type": "now"}
OFFSET: Node = {"type": "offset", "direction": "past", "moment": NOW, "offset": {"days": 3}}
DATE: Node = {"type": "fixed_local_date", "value": "2026-03-31", "which": "end"}
PERIOD: Node = {
    "type": "start_end_of_predefined_relative_period",
    "range": "today",
    "which": "start",
}

QUERIES: dict[str, Node] = {
    "and": {"type": "and", "queries": [LEADS]},
    "or": {"type": "or", "queries": [LEADS, LEADS]},
    "id": {"type": "id", "value": "lead_1"},
    "object_type": LEADS,
    "text": {"type": "text", "mode": "full_words", "value": "harbour"},
    "field_condition": {"type": "field_condition", "field": FIELD, "condition": EXISTS},
    "has_related": {
        "type": "has_related",
        "this_object_type": "lead",
        "related_object_type": "contact",
        "related_query": {"type": "field_condition", "field": CUSTOM, "condition": EXISTS},
    },
}
CONDITIONS: dict[str, Node] = {
    "boolean": {"type": "boolean", "value": False},
    "current_user": {"type": "current_user"},
    "exists": EXISTS,
    "text": {"type": "text", "mode": "phrase", "value": "harbour freight"},
    "term": {"type": "term", "values": ["active"]},
    "reference": {"type": "reference", "reference_type": "sequence", "object_ids": ["seq_1"]},
    "number_range": {"type": "number_range", "gte": 1.5},
    "moment_range": {"type": "moment_range", "before": NOW},
}
MOMENTS: dict[str, Node] = {
    "now": NOW,
    "fixed_utc": {"type": "fixed_utc", "value": "2026-03-31T12:00:00"},
    "fixed_local_date": DATE,
    "offset": OFFSET,
    "start_end_of_predefined_relative_period": PERIOD,
}
FIELDS: dict[str, Node] = {"regular_field": FIELD, "custom_field": CUSTOM}
GRAMMAR: dict[str, dict[str, Node]] = {
    "SearchQuery": QUERIES,
    "SearchCondition": CONDITIONS,
    "SearchMoment": MOMENTS,
    "SearchField": FIELDS,
}
NODES = [(union, kind) for union, nodes in GRAMMAR.items() for kind in nodes]


@pytest.mark.parametrize("union", GRAMMAR)
def test_every_kind_of_node_is_tried(contract: dict[str, Any], union: str) -> None:
    """The examples below are all that the grammar has."""
    schema = contract["components"]["schemas"][union]
    assert schema["discriminator"]["mapping"].keys() == GRAMMAR[union].keys()
    targets = [*schema["discriminator"]["mapping"].values()]
    assert [each["$ref"] for each in schema["oneOf"]] == targets


@pytest.mark.parametrize(("union", "kind"), NODES)
def test_a_node_is_accepted(accepts: Accepts, union: str, kind: str) -> None:
    """The smallest node of every kind is valid."""
    assert accepts(union, GRAMMAR[union][kind])


@pytest.mark.parametrize(
    ("union", "kind", "member"),
    [(*each, member) for each in NODES for member in GRAMMAR[each[0]][each[1]]],
)
def test_a_node_needs_its_members(accepts: Accepts, union: str, kind: str, member: str) -> None:
    """Without any one of them, or with a null or a number in its place, a node is none."""
    node = GRAMMAR[union][kind]
    assert not accepts(union, {name: node[name] for name in node if name != member})
    assert not accepts(union, {**node, member: None})
    assert not accepts(union, {**node, member: [5]})


@pytest.mark.parametrize(("union", "kind"), NODES)
def test_a_node_takes_nothing_else(accepts: Accepts, union: str, kind: str) -> None:
    """A misspelt member is found; the free-form query beside the grammar takes newer ones."""
    assert not accepts(union, {**GRAMMAR[union][kind], "vlaue": "x"})
    assert not accepts(union, {**GRAMMAR[union][kind], "type": "newer_than_us"})


@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("negate", [True, False])
def test_every_query_can_be_negated(accepts: Accepts, kind: str, negate: object) -> None:
    """True and false, and nothing that only looks like it."""
    assert accepts("SearchQuery", {**QUERIES[kind], "negate": negate})
    assert not accepts("SearchQuery", {**QUERIES[kind], "negate": str(negate)})


@pytest.mark.parametrize("kind", [*CONDITIONS, *MOMENTS])
def test_only_queries_can_be_negated(accepts: Accepts, kind: str) -> None:
    """Conditions and moments have no negation of their own."""
    union = "SearchCondition" if kind in CONDITIONS else "SearchMoment"
    assert not accepts(union, {**GRAMMAR[union][kind], "negate": True})


@pytest.mark.parametrize("outer", ["and", "or"])
@pytest.mark.parametrize("kind", QUERIES)
def test_queries_nest(accepts: Accepts, outer: str, kind: str) -> None:
    """Any query stands in any other, to any depth; what is wrong deep inside is found."""
    query: Node = QUERIES[kind]
    for _ in range(20):
        query = {"type": outer, "queries": [LEADS, query]}
    assert accepts("SearchQuery", query)
    query = {"type": outer, "queries": [query, {**QUERIES[kind], "type": "nor"}]}
    assert not accepts("SearchQuery", query)


@pytest.mark.parametrize("kind", CONDITIONS)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field_can_be_asked_anything(accepts: Accepts, kind: str, field: str) -> None:
    """Every condition goes with both kinds of fields."""
    node = {"type": "field_condition", "field": FIELDS[field], "condition": CONDITIONS[kind]}
    assert accepts("SearchQuery", node)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("bound", ["on_or_after", "before", "gte", "lt"])
def test_a_moment_bounds_a_range(accepts: Accepts, bound: str, moment: str) -> None:
    """Each moment in each bound, alone and with a null in another."""
    node = {"type": "moment_range", bound: MOMENTS[moment]}
    other = "lt" if bound != "lt" else "gte"
    assert accepts("SearchCondition", node)
    assert accepts("SearchCondition", {**node, other: None})


@pytest.mark.parametrize("bound", ["gt", "gte", "lt", "lte"])
def test_a_number_bounds_a_range(accepts: Accepts, bound: str) -> None:
    """Each bound takes a number, zero among them, and no text."""
    for number in (0, -1, 2.5):
        assert accepts("SearchCondition", {"type": "number_range", bound: number})
    assert not accepts("SearchCondition", {"type": "number_range", bound: "5"})


@pytest.mark.parametrize("kind", ["number_range", "moment_range"])
def test_a_range_needs_a_bound(accepts: Accepts, kind: str) -> None:
    """No bound, or none but null, bounds nothing."""
    assert not accepts("SearchCondition", {"type": kind})
    assert not accepts("SearchCondition", {"type": kind, "gte": None})
    assert not accepts("SearchCondition", {"type": kind, "gte": None, "lt": None})


@pytest.mark.parametrize(
    "node",
    [
        {"type": "and", "queries": []},
        {"type": "id", "value": ""},
        {"type": "object_type", "object_type": "task"},
        {"type": "text", "mode": "fuzzy", "value": "x"},
        {"queries": [LEADS]},
        {},
        [],
        "lead_status:Potential",
    ],
    ids=repr,
)
def test_a_wrong_query_is_refused(accepts: Accepts, node: object) -> None:
    """An empty list, an unknown mode, the old search language."""
    assert not accepts("SearchQuery", node)


@pytest.mark.parametrize(
    "node",
    [
        {**DATE, "which": "middle"},
        {**DATE, "value": "31.03.2026"},
        {**OFFSET, "offset": {}},
        {**OFFSET, "offset": {"days": -1}},
        {**OFFSET, "offset": {"fortnights": 1}},
        {**OFFSET, "direction": "up"},
        {**OFFSET, "which_day_end": "noon"},
    ],
    ids=repr,
)
def test_a_wrong_moment_is_refused(accepts: Accepts, node: object) -> None:
    """A local date says which end of the day it means; an offset is some time and a direction."""
    assert not accepts("SearchMoment", node)


def test_an_offset_may_be_written_as_the_application_does(accepts: Accepts) -> None:
    """All seven units, most of them zero, and the end of the day."""
    units = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
    offset = dict.fromkeys(units, 0)
    assert accepts("SearchMoment", {**OFFSET, "offset": offset, "which_day_end": "start"})


@pytest.mark.parametrize("kind", ["sequence_subscription", "activity.email", "newer_than_us"])
def test_related_objects_are_open(accepts: Accepts, kind: str) -> None:
    """The vendor lists six types and its application uses more."""
    assert accepts("SearchQuery", {**QUERIES["has_related"], "related_object_type": kind})
    assert accepts("SearchField", {**FIELD, "object_type": kind})


def test_an_order_is_a_field_and_a_direction(accepts: Accepts) -> None:
    """Both are needed, and there are two directions."""
    assert accepts("SearchSort", {"direction": "asc", "field": FIELD})
    assert accepts("SearchSort", {"direction": "desc", "field": CUSTOM})
    for wrong in ({}, {"direction": "asc"}, {"field": FIELD}, {"direction": "up", "field": FIELD}):
        assert not accepts("SearchSort", wrong)


@pytest.mark.parametrize("query", [*QUERIES.values(), {"type": "newer_than_us", "x": [1]}])
def test_requests_take_known_and_newer_queries(accepts: Accepts, query: Node) -> None:
    """A search and a bulk action take what the grammar has and what it does not have yet."""
    assert accepts("SearchRequest", {"query": query, "sort": [{"newer": True}]})
    assert accepts("BulkDeleteRequest", {"s_query": query})
    assert not accepts("SearchRequest", {"query": [query]})
