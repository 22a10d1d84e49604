"""Queries that cannot be meant: refused where they are written, with the field and what to do."""

import datetime as dt
import decimal
import enum
from collections.abc import Callable
from typing import Any

import pytest

from close_bulk import CloseError, InvalidRequest, Query, contact, lead, query, smart_view
from close_bulk.query import (
    Moment,
    ObjectType,
    ago,
    all_of,
    any_of,
    any_text,
    at,
    from_now,
    now,
    objects,
    sequence_subscription,
    start_of,
)

name: Any = lead("name")
untyped: Any = query
NOON = dt.datetime(2026, 3, 31, 12, tzinfo=dt.UTC)
NAN = float("nan")
DAY = dt.date(2026, 3, 31)

REFUSED: dict[str, tuple[Callable[[], Any], str, str]] = {
    "text": (lambda: name.has_words(3), "condition.value", "not a string"),
    "no text": (lambda: name.has_phrase(""), "condition.value", "empty"),
    "no values": (name.is_in, "condition.values", "empty"),
    "list": (lambda: name.is_in(["a"]), "values", r"is_in\(\*values\)"),
    "term": (lambda: name.is_in("a", 3), "condition.values[1]", "not a string"),
    "field": (lambda: lead(""), "field_name", "empty"),
    "type": (lambda: untyped.objects(3), "object_type", "not a string"),
    "custom": (lambda: lead.custom("lead_1"), "custom_field_id", "'cf_'"),
    "lead id": (lambda: lead.id("cont_1"), "value", "'lead_'"),
    "contact id": (lambda: contact.id("lead_1"), "value", "'cont_'"),
    "placeholder": (lambda: lead.id("lead_..."), "value", "placeholder"),
    "reference": (
        lambda: name.refers_to("cont_1", reference_type="lead"),
        "object_ids[0]",
        "another kind",
    ),
    "every": (lambda: objects("opportunity").every(), "object_type", "not one of"),
    "mode": (lambda: untyped.any_text("x", mode="prefix"), "mode", "full_words, phrase"),
    "naive": (lambda: name > dt.datetime(2026, 1, 1), "gt", "no time zone"),  # noqa: DTZ001
    "equal": (lambda: name == "ACME", "value", r"write lead\('name'\)\.is_in\('ACME'\)"),
    "unequal": (lambda: name != "ACME", "value", r"write ~lead\('name'\)\.is_in\('ACME'\)"),
    "negated equality": (lambda: ~(name == 3), "value", r"\.between\(3, 3\)"),
    "equal to nothing": (lambda: name == None, "value", r"write ~lead\('name'\)\.exists\(\)"),  # noqa: E711
    "unequal to nothing": (lambda: name != None, "value", r"write lead\('name'\)\.exists\(\)"),  # noqa: E711
    "equal to true": (lambda: True == name, "value", r"\.is_true\(\)"),  # noqa: E712, SIM300
    "naive text": (lambda: at("2026-01-01T00:00:00"), "value", "no time zone"),
    "text as bound": (lambda: name > "3", "gt", "neither a number nor a moment"),
    "true as bound": (lambda: name < True, "lt", "neither a number nor a moment"),
    "after": (lambda: name > now, "gt", "on or after"),
    "after all": (lambda: name > dt.date.max, "gt", "no day after"),
    "nan": (lambda: name > NAN, "query", r"(?s)^lead\('name'\) > nan is not a query.*finite"),
    "mixed": (lambda: name.within(gt=3, lt=now), "lt", "no number"),
    "twice": (lambda: name.within(lte=DAY, before=now), "before", "same side"),
    "no bound": (name.within, "bounds", "give one, such as gte=3"),
    "turned": (lambda: name.between(5, 3), "low", "nothing is between"),
    "turned days": (lambda: name.between(DAY, dt.date(2026, 3, 30)), "low", "nothing"),
    "no time": (lambda: name.between(NOON, NOON), "low", "nothing is between"),
    "wrong word": (lambda: name.within(on_or_after=3), "condition.on_or_after", "unknown member"),
    "ago nothing": (ago, "offset", "years"),
    "ago less": (lambda: ago(days=-1), "offset.days", "less than 0"),
    "ago a bit": (lambda: untyped.ago(days=0.5), "offset.days", "whole number"),
    "edge": (lambda: untyped.ago(days=1, day="noon"), "which_day_end", "start, end"),
    "start of time": (lambda: start_of(NOON), "value", "date()"),
    "two types": (lambda: name.exists() & contact("a").exists(), "object_type", r"lead\.has\("),
    "related type": (
        lambda: lead.has_related(contact, name.exists()),
        "object_type",
        "of type contact",
    ),
    "has what": (lambda: lead.has(any_text("x")), "related_object_type", "has_related"),
    "and nothing": (all_of, "queries", "everybody"),
    "or nothing": (any_of, "queries", "everybody"),
    "bool": (lambda: name.exists() & False, "query", "== makes no query"),
    "list to join": (
        lambda: untyped.any_of([name.exists()]),
        "query",
        r"write any_of\(\*queries\)",
    ),
    "bare field": (lambda: name.exists() | name, "query", "is not a query"),
    "empty and": (lambda: name.exists() & {"type": "and", "queries": []}, "queries", "empty"),
    "no type": (lambda: Query.from_json({"queries": []}), "type", "has no type"),
    "misspelt": (
        lambda: Query.from_json({"type": "id", "value": "x", "negated": True}),
        "negated",
        "negate?",
    ),
    "newer": (lambda: Query.from_json({"type": "x", "negate": "no"}), "negate", "True or False"),
    "deep inside": (
        lambda: Query.from_json({"type": "and", "queries": [{"type": "or", "queries": [3]}]}),
        "queries[0].queries[0]",
        "not a mapping",
    ),
    "smart view": (lambda: smart_view("lead_1"), "id", "'save_'"),
}


@pytest.mark.parametrize("mistake", REFUSED)
def test_mistake_is_refused_where_it_is_made(mistake: str) -> None:
    """What cannot be meant is refused by the expression itself, with the field and what to do."""
    make, field, words = REFUSED[mistake]
    with pytest.raises(InvalidRequest, match=words) as caught:
        make()
    assert [problem.field for problem in caught.value.problems] == [field]


def test_missing_members_are_named() -> None:
    """Everything that is wrong with a query is named at once."""
    with pytest.raises(InvalidRequest) as caught:
        Query.from_json({"type": "text", "mode": "prefix", "vlaue": "x"})
    assert caught.value.missing == ("value",)
    assert caught.value.forbidden == ("vlaue",)
    assert caught.value.invalid == ("mode",)


def test_words_of_python_are_not_operators() -> None:
    """`and`, `or`, `not`, `if` and chained comparisons would lose half of a query; they are refused."""
    one, other = name.exists(), name.is_me()
    attempts: list[Callable[[], Any]] = [
        lambda: one and other,
        lambda: one or other,
        lambda: not one,
        lambda: 3 < name < 5,
    ]
    for attempt in attempts:
        with pytest.raises(InvalidRequest, match=r"&, \| and ~.*between"):
            attempt()


class NoRepr:
    """An object that can be neither shown nor asked."""

    def __repr__(self) -> str:
        raise RuntimeError("boom")

    def __bool__(self) -> bool:
        raise TypeError("no truth")


class Nowhere(dt.tzinfo):
    """A time zone that fails."""

    def utcoffset(self, _: dt.datetime | None) -> dt.timedelta:
        """Fail."""
        raise RuntimeError("boom")

    dst = utcoffset

    def tzname(self, _: dt.datetime | None) -> str:
        """Fail."""
        raise RuntimeError("boom")


class Words(enum.StrEnum):
    """A kind of text."""

    ONE = "one"


LOOP: dict[str, Any] = {"type": "and"}
LOOP["queries"] = [LOOP]
HOSTILE: list[Any] = [
    *(None, True, 0, -1, 10**5000, 1.5, float("nan"), float("-inf"), decimal.Decimal(1), 1j),
    *("", "\ud800", "x" * 10_000, "lead_1\n", b"x", object(), NoRepr(), NoRepr, print, Words.ONE),
    *([], [NoRepr()], {}, {1: 2}, {"type": []}, {"type": "and", "queries": [3]}, {"x"}, LOOP),
    *(dt.date.min, dt.date.max, NOON.replace(tzinfo=None), NOON.replace(tzinfo=Nowhere())),
    dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-5))),
    dt.datetime.min.replace(tzinfo=dt.timezone(dt.timedelta(hours=5))),
    *(lead, name, now, name.exists(), contact("x").exists(), smart_view("save_1"), any_text("x")),
]
PLACES: dict[str, Callable[[Any], Any]] = {
    **{method: getattr(name, method) for method in ("has_words", "has_phrase", "is_in")},
    **{
        name: getattr(query, name) for name in ("any_text", "all_of", "any_of", "custom", "objects")
    },
    **{name: getattr(query, name) for name in ("at", "start_of", "end_of", "smart_view")},
    "field": lead,
    "object type": lambda value: ObjectType(value)("x"),
    "custom of": lead.custom,
    "id": lead.id,
    "has": lead.has,
    "related": lambda value: lead.has_related(value, any_text("x")),
    "query": lambda value: lead.has_related("contact", value),
    "mode": lambda value: any_text("x", mode=value),
    "refers_to": lambda value: name.refers_to(value, reference_type="lead"),
    "reference_type": lambda value: name.refers_to("x", reference_type=value),
    ">": lambda value: name > value,
    ">=": lambda value: name >= value,
    "<": lambda value: name < value,
    "<=": lambda value: name <= value,
    "low": lambda value: name.between(value, 3),
    "high": lambda value: name.between(DAY, value),
    "both": lambda value: name.between(value, value),
    "gt": lambda value: name.within(gt=value, before=now),
    "before": lambda value: name.within(before=value),
    "days": lambda value: ago(days=value),
    "day": lambda value: from_now(days=1, day=value),
    "&": lambda value: name.exists() & value,
    "reversed &": lambda value: value & name.exists(),
    "|": lambda value: sequence_subscription("x").exists() | value,
    "==": lambda value: (name.exists() == value, name == value, now == value),
    "Query.from_json": Query.from_json,
    "Moment.from_json": Moment.from_json,
    "unchecked": lambda value: Query.from_json(value, check=False),
}


@pytest.mark.parametrize("place", PLACES)
def test_wrong_argument_is_a_typed_error(place: str) -> None:
    """Whatever stands in whichever place, it works and can be shown, or is a `close_bulk` error."""
    refused = 0
    for value in HOSTILE:
        try:
            made = PLACES[place](value)
        except CloseError:
            refused += 1
        else:
            assert place == "==" or repr(made)
    assert refused > len(HOSTILE) / 3 or place == "=="
