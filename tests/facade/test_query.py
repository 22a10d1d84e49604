"""Queries as people write them: what each one says on the wire, and what is refused at once."""

import datetime as dt
import functools
import subprocess
import sys
from typing import Any

import pytest

from close_bulk import InvalidRequest, Query, contact, lead, query
from close_bulk._schemas import misfit
from close_bulk.query import (
    Field,
    Moment,
    ObjectType,
    ago,
    any_of,
    any_text,
    at,
    contact_email,
    custom,
    end_of,
    from_now,
    now,
    objects,
    start_of,
)
from query_kit import JUDGE, again

NAME = lead("name")
NOON = dt.datetime(2026, 3, 31, 12, tzinfo=dt.timezone(dt.timedelta(hours=2)))
DAY = dt.date(2026, 3, 31)
TODAY: Any = {"type": "fixed_local_date", "value": "2026-03-31", "which": "start"}
TOMORROW: Any = {"type": "fixed_local_date", "value": "2026-04-01", "which": "start"}
THEN: Any = {"type": "fixed_utc", "value": "2026-03-31T10:00:00Z"}
NOW: Any = {"type": "now"}
ZEROS = dict.fromkeys(["years", "months", "weeks", "days", "hours", "minutes", "seconds"], 0)


@pytest.mark.parametrize(
    ("asked", "condition"),
    [
        (NAME.has_words("A b"), {"type": "text", "mode": "full_words", "value": "A b"}),
        (NAME.has_phrase("A b"), {"type": "text", "mode": "phrase", "value": "A b"}),
        (NAME.is_in("a", "b"), {"type": "term", "values": ["a", "b"]}),
        (
            NAME.refers_to("seq_1", reference_type="sequence"),
            {"type": "reference", "reference_type": "sequence", "object_ids": ["seq_1"]},
        ),
        (NAME.exists(), {"type": "exists"}),
        (NAME.is_true(), {"type": "boolean", "value": True}),
        (NAME.is_false(), {"type": "boolean", "value": False}),
        (NAME.is_me(), {"type": "current_user"}),
        (NAME > 3, {"type": "number_range", "gt": 3}),
        (NAME >= 3.5, {"type": "number_range", "gte": 3.5}),
        (NAME < 3, {"type": "number_range", "lt": 3}),
        (NAME <= 3, {"type": "number_range", "lte": 3}),
        (NAME.between(3, 3), {"type": "number_range", "gte": 3, "lte": 3}),
        (NAME.within(gt=3, lte=5), {"type": "number_range", "gt": 3, "lte": 5}),
        (NAME >= DAY, {"type": "moment_range", "on_or_after": TODAY}),
        (NAME > DAY, {"type": "moment_range", "on_or_after": TOMORROW}),
        (NAME < DAY, {"type": "moment_range", "before": TODAY}),
        (NAME <= DAY, {"type": "moment_range", "before": TOMORROW}),
        (NAME >= NOON, {"type": "moment_range", "on_or_after": THEN}),
        (
            NAME.between(DAY, DAY),
            {"type": "moment_range", "on_or_after": TODAY, "before": TOMORROW},
        ),
        (NAME.between(NOON, now), {"type": "moment_range", "on_or_after": THEN, "before": NOW}),
        (NAME.within(gte=DAY, lt=now), {"type": "moment_range", "gte": TODAY, "lt": NOW}),
        (NAME.within(gt=DAY), {"type": "moment_range", "on_or_after": TOMORROW}),
    ],
)
def test_conditions(asked: Query, condition: dict[str, Any]) -> None:
    """Each way to ask something of a field is the vendor's condition."""
    field = {"type": "regular_field", "object_type": "lead", "field_name": "name"}
    node = {"type": "field_condition", "field": field, "condition": condition}
    assert asked.to_json() == node
    assert JUDGE.is_valid(node)


@pytest.mark.parametrize(
    ("moment", "node"),
    [
        (now, NOW),
        (at(NOON), THEN),
        (at("2026-03-31T12:00:00+02:00"), THEN),
        (start_of(DAY), TODAY),
        (end_of(DAY), {**TODAY, "which": "end"}),
        (
            start_of("today"),
            {
                "type": "start_end_of_predefined_relative_period",
                "range": "today",
                "which": "start",
            },
        ),
        (
            ago(days=3, hours=2),
            {
                "type": "offset",
                "direction": "past",
                "moment": NOW,
                "offset": {**ZEROS, "days": 3, "hours": 2},
            },
        ),
        (
            from_now(weeks=1, day="end"),
            {
                "type": "offset",
                "direction": "future",
                "moment": NOW,
                "offset": {**ZEROS, "weeks": 1},
                "which_day_end": "end",
            },
        ),
    ],
)
def test_moments(moment: Moment, node: dict[str, Any]) -> None:
    """Each moment is the application's; a fixed one is sent in UTC."""
    assert moment.to_json() == node
    assert JUDGE.is_valid((moment <= NAME).to_json())


@pytest.mark.parametrize(
    ("made", "node"),
    [
        (lead.every(), {"type": "object_type", "object_type": "lead"}),
        (lead.id("lead_1"), {"type": "id", "value": "lead_1"}),
        (any_text("x", mode="phrase"), {"type": "text", "mode": "phrase", "value": "x"}),
        (
            contact.custom("cf_1").exists(),
            {
                "type": "field_condition",
                "field": {"type": "custom_field", "custom_field_id": "cf_1"},
                "condition": {"type": "exists"},
            },
        ),
        (
            lead.has(contact.has(contact_email("email").has_words("a"))),
            {
                "type": "has_related",
                "this_object_type": "lead",
                "related_object_type": "contact",
                "related_query": {
                    "type": "has_related",
                    "this_object_type": "contact",
                    "related_object_type": "contact_email",
                    "related_query": contact_email("email").has_words("a").to_json(),
                },
            },
        ),
        (
            contact.has_related("sequence_subscription", custom("cf_1").exists()),
            {
                "type": "has_related",
                "this_object_type": "contact",
                "related_object_type": "sequence_subscription",
                "related_query": custom("cf_1").exists().to_json(),
            },
        ),
        (
            ~(lead.id("lead_1") | {"type": "id", "value": "lead_2"}),
            {
                "type": "or",
                "queries": [{"type": "id", "value": "lead_1"}, {"type": "id", "value": "lead_2"}],
                "negate": True,
            },
        ),
        (
            {"type": "newer"} & lead.id("lead_1") & {"type": "newer"},
            {
                "type": "and",
                "queries": [
                    {"type": "newer"},
                    {"type": "id", "value": "lead_1"},
                    {"type": "newer"},
                ],
            },
        ),
    ],
)
def test_nodes(made: Query, node: dict[str, Any]) -> None:
    """Each kind of query is the vendor's node; mappings stand on either side of an operator."""
    assert made.to_json() == node


@pytest.mark.parametrize(
    ("term", "direction", "field"),
    [
        (
            lead("date_created").descending(),
            "desc",
            {"type": "regular_field", "object_type": "lead", "field_name": "date_created"},
        ),
        (
            lead.custom("cf_1").ascending(),
            "asc",
            {"type": "custom_field", "custom_field_id": "cf_1"},
        ),
    ],
)
def test_orders_are_terms_of_the_contract(
    term: dict[str, Any], direction: str, field: dict[str, Any]
) -> None:
    """A field gives a term of `sort` in either direction, as the contract has it."""
    assert term == {"direction": direction, "field": field}
    assert misfit({"$ref": "#/components/schemas/SearchSort"}, term) is None


@pytest.mark.parametrize(
    "text",
    [
        "lead('name').has_words('ACME Inc.') & ~lead('status_id').is_in('stat_lost')",
        "(lead('value') > 3) | (lead('value') < 1.5)",
        "lead('date_created') >= ago(days=3)",
        "lead('date_created') < start_of(datetime.date(2026, 3, 31))",
        "lead('d').within(gte=at('2026-03-31T10:00:00Z'), lt=now)",
        "~(lead.id('lead_1') | lead.id('lead_2')) & any_text('x')",
        "lead.has(contact('title').has_words('CEO') & contact.custom('cf_1').is_true())",
        "contact.has_related('contact_email', contact_email.custom('cf_1').exists())",
        "custom('cf_1').exists() | any_text('x', mode='phrase')",
        "objects('activity.email')('sender').is_me()",
        "all_of(lead('a').exists() & lead('b').exists(), lead('c').exists())",
        "lead('a').exists() & (lead('b').exists() & lead('c').exists())",
        "~smart_view('save_1') & lead('name').exists()",
        "Query.from_json({'type': 'newer', 'a': 1})",
        "Query.from_json({'type': 'id', 'value': 'lead_1', 'negate': False})",
        "Query.from_json({'type': 'text', 'value': 'x', 'mode': 'prefix'}, check=False)",
        "opportunity.id('oppo_1')",
    ],
)
def test_text_of_a_query_is_how_it_is_written(text: str) -> None:
    """A query shows itself as one would write it; what only JSON can say, as JSON."""
    assert repr(again(text)) == text


def test_queries_are_values() -> None:
    """Those that say the same are equal; so are fields; nothing can be changed."""
    first, second = NAME.has_words("a"), lead("name").has_words("a")
    assert first == second
    assert len({first, second, ~~first, first & second}) == 2
    assert first != NAME.has_phrase("a")
    assert first != first.to_json()
    assert NAME == lead("name") != contact("name")
    assert len({NAME, lead("name"), contact("name")}) == 2
    assert Query.from_json({**first.to_json(), "negate": False}) == first
    assert (NAME > 1) != (NAME >= 1)
    first.to_json().clear()
    assert first == second
    with pytest.raises(AttributeError):
        first.tree = second.tree  # type: ignore[misc]


def test_any_number_of_queries_joins() -> None:
    """A long row of operators is one flat query; a deep one is refused before Python's own limit."""
    ids = [f"lead_{n}" for n in range(500)]
    whole = lead.id(ids[0])
    for each in ids[1:]:
        whole |= lead.id(each)
    assert whole == any_of(*map(lead.id, ids))
    with pytest.raises(InvalidRequest, match="nested deeper"):
        functools.reduce(lambda inner, each: lead.id(each) & ~inner, ids, whole)


def test_query_module_has_a_name_for_each_named_type() -> None:
    """What the text of a query calls an object type, `close_bulk.query` has, and all that it has is told."""
    named = {
        each.name for name in query.__all__ if isinstance(each := getattr(query, name), ObjectType)
    }
    assert {repr(objects(name)) for name in named} == named
    assert query.__all__ == sorted(query.__all__)
    assert isinstance(NAME, Field)


def test_names_cost_nothing_until_they_are_used() -> None:
    """Importing the vocabulary reads no contract and no HTTP library; the package alone, not even it."""
    code = (
        "import sys, close_bulk; assert 'close_bulk._queries' not in sys.modules;"
        "from close_bulk import lead, contact, Query, smart_view; from close_bulk.query import now, ago;"
        "assert not {'httpx', 'close_api_client', 'asyncio'} & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
