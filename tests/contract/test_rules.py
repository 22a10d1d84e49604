"""The rules judge any answer, and say what they rest on."""

from typing import Any

import pytest

from close_contract import RULES, Answer, Rule, contract
from close_contract.object_rules import field_errors, known_types
from close_contract.rules import NOTHING, at_least_one_of, projection

OPERATIONS = {operation.id: operation for operation in contract().operations()}
GET = "get_bulk_sequence_subscription"
LIST = "list_bulk_sequence_subscriptions"
SUBSCRIPTIONS = "list_sequence_subscriptions"


def _answer(operation: str, query: dict[str, list[str]], body: Any, status: int = 200) -> Answer:
    return Answer(contract(), OPERATIONS[operation], query, status, body)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_explains_itself(rule: Rule) -> None:
    """Every rule has a name, one sentence, a source and a certainty."""
    assert rule.name.isidentifier()
    assert rule.sentence.endswith(".")
    assert rule.sentence.count(".") == 1
    assert rule.source
    assert rule.certainty


@pytest.mark.parametrize(
    ("fields", "body"),
    [
        ("id", {"id": "bulkseqsub_1"}),
        ("id,status", {"id": "bulkseqsub_1", "status": "done"}),
        ("nothing", {}),
        (",", {"id": "bulkseqsub_1", "status": "done"}),
        ("", {"id": "bulkseqsub_1", "status": "done"}),
    ],
)
def test_a_projection(fields: str, body: dict[str, Any]) -> None:
    """The members asked for are answered and no other; without names nothing is asked for."""
    assert projection(_answer(GET, {"_fields": [fields]}, body)) is None
    page = {"data": [body], "has_more": False}
    assert projection(_answer(LIST, {"_fields": [fields]}, page)) is None


@pytest.mark.parametrize(
    "body",
    [
        {"id": "bulkseqsub_1"},
        {"id": "bulkseqsub_1", "status": "done", "n_leads": 3},
        {"id": 1, "status": "done"},
        {"id": "bulkseqsub_1", "status": []},
        None,
        NOTHING,
    ],
    ids=[
        "a member too few",
        "a member too many",
        "a wrong id",
        "a wrong status",
        "null",
        "no JSON",
    ],
)
def test_no_projection(body: Any) -> None:
    """Anything else than the members asked for, each valid, is found, in pages as well."""
    assert projection(_answer(GET, {"_fields": ["id,status"]}, body)) is not None
    page = {"data": [body], "has_more": False} if body is not NOTHING else body
    assert projection(_answer(LIST, {"_fields": ["id,status"]}, page)) is not None


def test_a_page_stays_whole() -> None:
    """`_fields` leaves out members of the items, not of the page around them."""
    assert projection(_answer(LIST, {"_fields": ["id"]}, {"data": []})) is not None


def test_a_refusal_is_no_projection() -> None:
    """An answer that refuses is judged by other checks."""
    assert projection(_answer(GET, {"_fields": ["id"]}, {"error": "Not Found"}, 404)) is None


@pytest.mark.parametrize(
    ("query", "status", "is_found"),
    [({}, 200, True), ({}, 400, False), ({"lead_id": ["lead_1"]}, 200, False)],
)
def test_at_least_one_of(query: dict[str, list[str]], status: int, is_found: bool) -> None:  # noqa: FBT001
    """A list that must be narrowed was wrongly answered if it was not."""
    assert (at_least_one_of(_answer(SUBSCRIPTIONS, query, {}, status)) is not None) is is_found


@pytest.mark.parametrize(("name", "is_found"), [("a[b", False), ("a", True), ("s_query[0]", False)])
def test_a_wrong_field_was_sent(name: str, is_found: bool) -> None:  # noqa: FBT001
    """What is named as wrong was sent, a dot or a bracket in its name or behind it."""
    body = {"errors": [], "field-errors": {name: "It is wrong."}}
    sent = {"a[b": 1, "s_query": []}
    answer = Answer(contract(), OPERATIONS["create_bulk_edit"], {}, 400, body, sent)
    assert (field_errors(answer) is not None) is is_found


@pytest.mark.parametrize(
    ("kind", "is_found"), [("clear_custom_field", True), ("clear_x", False), (["x"], False)]
)
def test_a_known_type_is_not_refused(kind: Any, is_found: bool) -> None:  # noqa: FBT001
    """A type that the contract has is not named as wrong; any other may be."""
    body = {"errors": [], "field-errors": {"type": "There is no such type."}}
    query = {"type": "and", "queries": [{"type": "object_type", "object_type": "lead"}]}
    sent = {"type": kind, "custom_field_name": "Segment", "s_query": query}
    answer = Answer(contract(), OPERATIONS["create_bulk_edit"], {}, 400, body, sent)
    assert (known_types(answer) is not None) is is_found
