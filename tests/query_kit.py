"""Random queries, as people write them and as JSON, and the contract's verdict on them."""

import datetime as dt
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import jsonschema_rs
from hypothesis import strategies as st

from close_bulk import query as vocabulary
from close_bulk.query import Field, Moment, ObjectType, Query, contact, lead

if TYPE_CHECKING:
    from collections.abc import Callable

Node = dict[str, Any]

_CONTRACT = json.loads((files("close_api_client") / "contract.json").read_text())
JUDGE = jsonschema_rs.Draft202012Validator(
    {"$ref": "#/components/schemas/SearchQuery", "components": _CONTRACT["components"]}
)
NAMES = {**{name: getattr(vocabulary, name) for name in vocabulary.__all__}, "datetime": dt}


def again(text: str) -> Any:
    """Run the Python that a query's text is."""
    return eval(text, dict(NAMES))  # noqa: S307 - made by the test itself


def _instants() -> st.SearchStrategy[dt.datetime]:
    zones = st.timezones() | st.just(dt.UTC)
    least, most = dt.datetime(1971, 1, 1), dt.datetime(2100, 1, 1)  # noqa: DTZ001
    return st.datetimes(least, most, timezones=zones)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
NUMBERS = st.integers(-(2**60), 2**60) | st.floats(allow_nan=False, allow_infinity=False)
DAYS = st.dates(dt.date(1, 1, 2), dt.date(9999, 12, 30))
COUNTS = st.integers(0, 400)
EDGES = st.sampled_from(["start", "end"])
IDS = st.sampled_from(["7", "aB3", "Z" * 64])
MOMENTS: st.SearchStrategy[Moment] = st.one_of(
    st.just(vocabulary.now),
    st.builds(vocabulary.ago, days=COUNTS, hours=st.none() | COUNTS, day=st.none() | EDGES),
    st.builds(vocabulary.from_now, weeks=COUNTS),
    st.builds(vocabulary.start_of, DAYS | st.sampled_from(["today", "this_month"])),
    st.builds(vocabulary.end_of, DAYS | st.just("today")),
    st.builds(vocabulary.at, _instants()),
)


@st.composite
def conditions(draw: st.DrawFn, field: Field) -> Query:
    """Ask anything of a field."""
    number, moment = draw(NUMBERS), draw(MOMENTS | DAYS)
    values = draw(st.lists(TEXTS, min_size=1, max_size=3))
    asked: list[Callable[[], Query]] = [
        lambda: field.has_words(values[0]),
        lambda: field.has_phrase(values[0]),
        lambda: field.is_in(*values),
        lambda: field.refers_to("user_1", "user_2", reference_type="user"),
        lambda: field.refers_to(*values, reference_type="custom"),
        field.exists,
        field.is_true,
        field.is_false,
        field.is_me,
        lambda: field > number,
        lambda: number <= field,
        lambda: field < number,
        lambda: field.between(number, number),
        lambda: field.within(gt=number, lt=number),
        lambda: field >= moment,
        lambda: field < moment,
        lambda: field.within(gte=moment, before=vocabulary.now),
        lambda: field > dt.date(2026, 3, 31),
    ]
    return draw(st.sampled_from(asked))()


@st.composite
def _leaves(draw: st.DrawFn, of: ObjectType) -> Query:
    kind = draw(st.sampled_from(["field", "field", "custom", "id", "every", "text"]))
    if kind == "field":
        return draw(conditions(of(draw(TEXTS))))
    if kind == "custom":
        return draw(conditions(of.custom(f"cf_{draw(IDS)}")))
    if kind == "id":
        return of.id(("lead_" if of == lead else "cont_") + draw(IDS))
    if kind == "every":
        return of.every()
    return vocabulary.any_text(draw(TEXTS), mode=draw(st.sampled_from(["full_words", "phrase"])))


@st.composite
def _joined(draw: st.DrawFn, parts: st.SearchStrategy[Query]) -> Query:
    first, second, third = draw(parts), draw(parts), draw(parts)
    made: list[Callable[[], Query]] = [
        lambda: first & second,
        lambda: first | second,
        lambda: first & second & third,
        lambda: first & (second & third),
        lambda: first | (second & third),
        lambda: ~first,
        lambda: vocabulary.all_of(first, second, third),
        lambda: vocabulary.any_of(first),
    ]
    return draw(st.sampled_from(made))()


def _of(kind: ObjectType, *others: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    return st.recursive(st.one_of(_leaves(kind), *others), _joined, max_leaves=6)


CONTACTS = _of(contact)
LEADS = _of(
    lead,
    st.builds(lambda query: lead.has_related(contact, query), CONTACTS),
    st.builds(lambda field: lead.has(vocabulary.objects("activity.email")(field).exists()), TEXTS),
)
"""Queries about leads, made by everything that is public."""

_NEGATE = st.sampled_from([{}, {"negate": True}, {"negate": False}])
_TYPES = st.sampled_from(["lead", "contact", "contact_email", "activity.email", "newer"])
_FIELDS = st.one_of(
    st.builds(
        lambda kind, name: {"type": "regular_field", "object_type": kind, "field_name": name},
        _TYPES,
        TEXTS,
    ),
    st.builds(lambda tail: {"type": "custom_field", "custom_field_id": f"cf_{tail}"}, IDS),
)
_BOUND = st.none() | st.sampled_from(
    [
        {"type": "now"},
        {"type": "fixed_utc", "value": "yesterday"},
        {"type": "fixed_utc", "value": "2026-03-31T12:00:00"},
        {"type": "fixed_utc", "value": "2026-03-31T12:00:00Z"},
        {"type": "fixed_local_date", "value": "2026-02-31", "which": "end"},
        {
            "type": "offset",
            "direction": "past",
            "moment": {"type": "now"},
            "offset": {"days": 3},
        },
    ]
)
_CONDITIONS = st.one_of(
    st.sampled_from([{"type": "exists"}, {"type": "current_user"}]),
    st.booleans().map(lambda value: {"type": "boolean", "value": value}),
    TEXTS.map(lambda value: {"type": "text", "mode": "phrase", "value": value}),
    st.lists(TEXTS, min_size=1).map(lambda values: {"type": "term", "values": values}),
    st.lists(TEXTS, min_size=1).map(
        lambda ids: {"type": "reference", "reference_type": "user", "object_ids": ids}
    ),
    st.builds(lambda bound: {"type": "number_range", "gte": 1, "lt": bound}, st.none() | NUMBERS),
    st.builds(
        lambda gte, lt: {"type": "moment_range", "before": {"type": "now"}, "gte": gte, "lt": lt},
        _BOUND,
        _BOUND,
    ),
)
_JSON_LEAVES = st.one_of(
    st.sampled_from(["lead_1", "cont_1", "oppo_1"]).map(
        lambda value: {"type": "id", "value": value}
    ),
    st.sampled_from(["lead", "contact"]).map(
        lambda kind: {"type": "object_type", "object_type": kind}
    ),
    TEXTS.map(lambda value: {"type": "text", "mode": "full_words", "value": value}),
    st.builds(
        lambda field, condition: {
            "type": "field_condition",
            "field": field,
            "condition": condition,
        },
        _FIELDS,
        _CONDITIONS,
    ),
)


def _with_negate(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(lambda node, negate: {**node, **negate}, nodes, _NEGATE)


def _json_nodes(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    joins = st.builds(
        lambda kind, queries: {"type": kind, "queries": queries},
        st.sampled_from(["and", "or"]),
        st.lists(parts, min_size=1, max_size=3),
    )
    related = st.builds(
        lambda this, other, query: {
            "type": "has_related",
            "this_object_type": this,
            "related_object_type": other,
            "related_query": query,
        },
        _TYPES,
        _TYPES,
        parts,
    )
    return _with_negate(joins | related)


JSON = st.recursive(_with_negate(_JSON_LEAVES), _json_nodes, max_leaves=6)
"""The JSON of queries, all of them right, many of them such as nobody would write."""
