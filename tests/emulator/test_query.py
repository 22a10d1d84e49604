"""Advanced Filtering: what each kind of query matches, and how loudly the rest is refused."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulator.queries import EXISTS, between, both, custom, field, related, text, utc
from emulator.workbench import ALL_LEADS, BULK, SEARCH, Workbench, named


def since(bound: str, moment: str) -> dict[str, Any]:
    """A range with one bound in time."""
    return between(**{bound: utc(moment)})


TRUE = {"type": "boolean", "value": True}
FALSE = {"type": "boolean", "value": False}
EMAIL = field("email", text("jane"), "contact_email")


@pytest.fixture(scope="module")
def crm() -> Workbench:
    """Four leads called 1 to 4, each different from the others in every respect."""
    bench = Workbench()
    add = bench.emulator.add_lead
    lost = bench.emulator.add_lead_status("Lost", fixed_id="stat_lost")
    add(
        "ACME, Inc.",
        fixed_id="lead_1",
        contacts=[("Jane Roe", "jane@acme.example")],
        custom={"cf_size": 10, "cf_vip": True, "cf_tags": ["red", "blue"]},
        date_created=datetime(2024, 1, 1, tzinfo=UTC),
    )
    add(
        "The Acme Company",
        fixed_id="lead_2",
        contacts=[("Joe Roe", None), ("Ann", "ann@acme.example")],
        description="An inc.",
        status_id=lost,
        custom={"cf_size": 10.5, "cf_vip": False, "cf_note": "red tag"},
        date_created=datetime(2024, 2, 1, tzinfo=UTC),
    )
    add(
        "Inc ACME",
        fixed_id="lead_3",
        url="https://acme.example",
        custom={"cf_tags": ["blue"], "cf_size": 11},
        date_created=datetime(2024, 3, 1, 12, tzinfo=UTC),
    )
    add(
        "Pacmeinc 23/4",
        fixed_id="lead_4",
        contacts=[("Ann-Jane Doe", "d@x.example")],
        date_created=datetime(2024, 4, 1, tzinfo=UTC),
    )
    return bench


def matches(bench: Workbench, query: dict[str, Any]) -> str:
    """The numbers of the leads that a search for leads finds."""
    found = bench.ok("POST", SEARCH, {"query": both(ALL_LEADS, query)})
    return "".join(item["id"].removeprefix("lead_") for item in found["data"])


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (ALL_LEADS, "1234"),
        (named("ACME Inc."), "13"),
        (named("inc acme"), "13"),
        (named("ACME Inc.", "phrase"), "1"),
        (named("acme", "phrase"), "123"),
        (named("acm"), ""),
        (named("4 23"), "4"),
        (named("4 23", "phrase"), ""),
        (named("23 4", "phrase"), "4"),
        (field("description", EXISTS), "2"),
        (field("url", text("acme.example")), "3"),
        (field("status_id", {"type": "term", "values": ["stat_lost", "stat_x"]}), "2"),
        (field("status_label", {"type": "term", "values": ["Lost"]}), "2"),
        (field("status_label", {"type": "term", "values": ["lost"]}), ""),
        (
            field(
                "status_id",
                {
                    "type": "reference",
                    "reference_type": "status.lead",
                    "object_ids": ["stat_lost"],
                },
            ),
            "2",
        ),
        (field("id", {"type": "term", "values": ["lead_3", "lead_1"]}), "13"),
        ({"type": "id", "value": "lead_2"}, "2"),
        ({"type": "id", "value": "lead_none"}, ""),
        ({"type": "id", "value": "lead_2", "negate": True}, "134"),
        (custom("cf_size", {"type": "number_range", "gt": 10}), "23"),
        (custom("cf_size", {"type": "number_range", "gte": 10, "lt": 11}), "12"),
        (custom("cf_size", {"type": "number_range", "lte": 10.5, "gt": None}), "12"),
        (custom("cf_size", EXISTS), "123"),
        (custom("cf_size", EXISTS) | {"negate": True}, "4"),
        (custom("cf_size", TRUE), ""),
        (custom("cf_vip", TRUE), "1"),
        (custom("cf_vip", FALSE), "2"),
        (custom("cf_vip", {"type": "number_range", "gte": 0}), ""),
        (custom("cf_tags", {"type": "term", "values": ["red"]}), "1"),
        (custom("cf_tags", {"type": "term", "values": ["red", "blue"]}), "13"),
        (custom("cf_tags", text("red blue")), ""),
        (custom("cf_note", text("tag red")), "2"),
        (field("date_created", since("gte", "2024-03-01T12:00:00Z")), "34"),
        (field("date_created", since("on_or_after", "2024-03-01T12:00:00.000001")), "4"),
        (field("date_created", since("before", "2024-02-01T01:00:00+01:00")), "1"),
        (field("date_created", since("lt", "2024-02-01T00:00:01+00:00")), "12"),
        (related(field("name", text("roe"), "contact")), "12"),
        (related(field("name", text("jane"), "contact")), "14"),
        (related(field("name", text("jane"), "contact")) | {"negate": True}, "23"),
        (related(field("name", text("roe"), "contact") | {"negate": True}), "24"),
        (related(EMAIL, other="contact_email"), "1"),
        (related(related(EMAIL, "contact", "contact_email")), "1"),
        (related({"type": "object_type", "object_type": "contact"}), "124"),
        (field("name", text("jane"), "contact"), ""),
        (both(named("acme"), named("inc")), "13"),
        (both(named("company"), named("inc"), kind="or"), "123"),
        (both(named("company"), named("inc"), kind="or") | {"negate": True}, "4"),
        (both(named("acme"), named("inc") | {"negate": True}), "2"),
        ({"queries": [named("acme"), named("inc")]}, "13"),
        (named("acme") | {"negate": False}, "123"),
    ],
)
def test_queries_match(crm: Workbench, query: dict[str, Any], numbers: str) -> None:
    """Each query finds these leads, in the search and in a bulk action alike."""
    assert matches(crm, query) == numbers
    before = len(crm.organization.bulk_actions)
    identity = crm.start(action_type="pause", s_query=query)
    crm.emulator.step(10)
    assert crm.fetch(identity)["n_leads"] == len(numbers)
    assert len(crm.organization.bulk_actions) == before + 1


@pytest.mark.parametrize(
    ("query", "place", "hint"),
    [
        ({}, "", "'type' is required"),
        ({"type": None}, "type", "valid string"),
        ({"type": "and"}, "", "'queries' is required"),
        ({"type": "and", "queries": []}, "queries", "may not be empty"),
        ({"queries": []}, "queries", "may not be empty"),
        ({"type": "and", "queries": {}}, "queries", "valid list"),
        ({"type": "or", "queries": [1]}, "queries[0]", "valid object"),
        (both(ALL_LEADS, {"type": ""}), "queries[1].type", "blank"),
        (ALL_LEADS | {"object_type": 1}, "object_type", "valid string"),
        (ALL_LEADS | {"negate": 1}, "negate", "valid boolean"),
        (ALL_LEADS | {"typo": 1}, "", "Unexpected key 'typo'"),
        ({"type": "id"}, "", "'value' is required"),
        ({"type": "id", "value": ""}, "value", "blank"),
        ({"type": "text", "value": "x"}, "", "'mode' is required"),
        ({"type": "text", "value": 5, "mode": "phrase"}, "value", "valid string"),
        (named(""), "condition.value", "blank"),
        (field("id", {"type": "term", "values": []}), "condition.values", "empty"),
        (field("id", {"type": "term", "values": [1]}), "condition.values[0]", "valid string"),
        (
            field("id", {"type": "reference", "object_ids": ["x"]}),
            "condition",
            "'reference_type' is required",
        ),
        (field("id", {"type": "current_user", "value": 1}), "condition", "Unexpected key 'value'"),
        (custom("cf_none", EXISTS), "field.custom_field_id", "There is no custom field 'cf_none'"),
        (custom("cf_size", {"type": "number_range"}), "condition", "at least one bound"),
        (
            custom("cf_size", {"type": "number_range", "gt": None}),
            "condition",
            "at least one bound",
        ),
        (custom("cf_size", {"type": "number_range", "gt": True}), "condition.gt", "number"),
        (custom("cf_vip", {"type": "boolean", "value": "yes"}), "condition.value", "boolean"),
        (custom("cf_vip", TRUE | {"negate": True}), "condition", "Unexpected key 'negate'"),
        (related(ALL_LEADS) | {"related_query": []}, "related_query", "valid object"),
    ],
)
def test_what_is_malformed_is_refused(
    crm: Workbench, query: dict[str, Any], place: str, hint: str
) -> None:
    """The error names the field, the place inside it and what would be understood."""
    bulk = crm.problems("POST", BULK, crm.subscribe_body(s_query=query))
    search = crm.problems("POST", SEARCH, {"query": query})
    for problems, name in ((bulk, "s_query"), (search, "query")):
        assert list(problems) == [name]
        assert problems[name].startswith(f"{place}: " if place else "")
        assert hint in problems[name]


@pytest.mark.parametrize(
    ("query", "what"),
    [
        ({"type": "match_all"}, "the query type 'match_all' (query.type); it knows and, or, id"),
        (
            both(ALL_LEADS, {"type": "saved_search"}),
            "the query type 'saved_search' (query.queries[1].type)",
        ),
        (ALL_LEADS | {"object_type": "task"}, "the selection of the object type 'task'"),
        (named("..."), "a text without any word to look for (query.condition.value)"),
        (named("acme", "exact_value"), "the text mode 'exact_value' (query.condition.mode)"),
        (
            {"type": "text", "value": "x", "mode": "fuzzy"},
            "the text mode 'fuzzy' (query.mode); it knows full_words, phrase",
        ),
        (field("names", EXISTS), "the lead field 'names' (query.field.field_name); it knows id"),
        (field("name", EXISTS, "deal"), "the fields of the object type 'deal' (query.field"),
        (custom("cf_size", EXISTS) | {"field": {"type": "magic"}}, "the field type 'magic'"),
        (field("name", {"type": "wildcard"}), "the condition 'wildcard' (query.condition.type)"),
        (field("name", TRUE), "the condition 'boolean' on lead.name (query.condition); the field"),
        (field("name", {"type": "number_range", "gt": 1}), "'number_range' on lead.name"),
        (field("name", {"type": "current_user"}), "'current_user' on lead.name"),
        (field("date_created", text("2024")), "the condition 'text' on lead.date_created"),
        (related(ALL_LEADS), "the selection of the object type 'lead' (query.related_query.object"),
        (related(ALL_LEADS, other="opportunity"), "the relation from lead to 'opportunity'"),
        (related(ALL_LEADS, other="activity.email"), "the relation from lead to 'activity.email'"),
        (related(ALL_LEADS, other="custom_object"), "the relation from lead to 'custom_object'"),
        (related(ALL_LEADS, other="lead"), "the relation from lead to 'lead'"),
        (related(ALL_LEADS, this="contact", other="address"), "from contact to 'address'"),
        (related(ALL_LEADS, this="task"), "the related objects of the object type 'task'"),
    ],
)
def test_what_is_not_known_is_named(crm: Workbench, query: dict[str, Any], what: str) -> None:
    """What Close may know and the emulator does not is 501, with its name and its place."""
    search = crm.send("POST", SEARCH, {"query": query})
    bulk = crm.send("POST", BULK, crm.subscribe_body(s_query=query))
    answers = (search, what), (bulk, what.replace("(query", "(s_query"))
    for response, expected in answers:
        assert response.status == 501
        document: Any = response.json()
        assert list(document) == ["error"]
        assert document["error"].startswith("Not Implemented; the emulator does not know ")
        assert expected in document["error"]


def test_a_mistake_is_told_before_what_is_not_known(crm: Workbench) -> None:
    """A body with both is 400: what is malformed will be refused by Close as well."""
    query = {"type": "match_all"}
    assert list(crm.problems("POST", SEARCH, {"query": query, "_limit": 0})) == ["_limit"]


def test_a_bulk_action_selects_leads(crm: Workbench) -> None:
    """A query for contacts is fine in a search and 501 in a bulk action."""
    contacts = {"type": "object_type", "object_type": "contact"}
    assert len(crm.ok("POST", SEARCH, {"query": contacts})["data"]) == 4
    response = crm.send("POST", BULK, crm.subscribe_body(s_query=contacts))
    assert response.status == 501
    assert b"the object type 'contact' (s_query.object_type); it knows lead" in response.body


def test_relations_nest_four_deep(crm: Workbench) -> None:
    """A lead's contact's lead and back would take exponential time, so there is an end to it."""
    query: dict[str, Any] = {"type": "object_type", "object_type": "lead"}
    for level in range(5):
        if level == 4:
            assert matches(crm, query) == "124"
        pair = ("lead", "contact") if level % 2 else ("contact", "lead")
        query = related(query, *pair)
    response = crm.send("POST", SEARCH, {"query": query})
    assert response.status == 501
    assert b"a has_related within 4 others" in response.body


@pytest.mark.parametrize(("levels", "status"), [(45, 200), (60, 400), (300, 400)])
def test_depth_is_limited(crm: Workbench, levels: int, status: int) -> None:
    """Some dozens of levels are understood, more are refused, and none ends in a stack overflow."""
    query: dict[str, Any] = copy.deepcopy(ALL_LEADS)
    for _ in range(levels):
        query = both(query)
    assert crm.send("POST", BULK, crm.subscribe_body(s_query=query)).status == status


def test_long_strings_are_not_repeated_in_errors(crm: Workbench) -> None:
    """An error shows the beginning of a long value only."""
    response = crm.send("POST", SEARCH, {"query": {"type": "x" * 100_000}})
    assert len(response.body) < 250
    problems = crm.problems("POST", SEARCH, {"query": ALL_LEADS | {"x" * 100_000: 1}})
    assert len(problems["query"]) < 200


WORDS = st.sampled_from(["acme", "ACME", "inc", "Inc.", "acme-inc", "co", "éclair", "7"])
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
MODES = st.sampled_from(["full_words", "phrase"])
LEAVES = st.builds(named, NAMES, MODES) | st.builds(
    lambda number: {"type": "id", "value": f"lead_{number}"}, st.integers(1, 5)
)


def nested(queries: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Queries of queries."""
    lists = st.lists(queries, min_size=1, max_size=3)
    return st.builds(
        lambda kind, parts, negate: {"type": kind, "queries": parts, "negate": negate},
        st.sampled_from(["and", "or"]),
        lists,
        st.booleans(),
    )


QUERIES = st.recursive(LEAVES, nested, max_leaves=8)


def oracle(query: dict[str, Any], identity: str, name: str) -> bool:
    """The same question, answered by string search instead of compiled predicates."""
    if query["type"] == "id":
        return bool(query["value"] == identity)
    if query["type"] == "field_condition":
        condition = query["condition"]
        haystack, needle = (
            f" {' '.join(s.replace('-', ' ').replace('.', '').lower().split())} "
            for s in (name, condition["value"])
        )
        if condition["mode"] == "phrase":
            return needle in haystack
        return all(f" {word} " in haystack for word in needle.split())
    answers = [oracle(part, identity, name) for part in query["queries"]]
    held = all(answers) if query["type"] == "and" else any(answers)
    return held is not query["negate"]


@given(names=st.lists(NAMES, min_size=1, max_size=5), query=QUERIES)
def test_queries_agree_with_an_oracle(names: list[str], query: dict[str, Any]) -> None:
    """For any nested query of words, phrases and ids, exactly the right leads are found."""
    bench = Workbench()
    for number, name in enumerate(names, 1):
        bench.emulator.add_lead(name, fixed_id=f"lead_{number}")
    expected = [
        str(number) for number, name in enumerate(names, 1) if oracle(query, f"lead_{number}", name)
    ]
    assert matches(bench, query) == "".join(expected)
