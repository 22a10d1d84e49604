"""Probes about what a search makes of queries and orders that are not of the known grammar."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.json_values import items, members
from close_contract.probes.columns import of_type, related, search
from close_contract.report import Finding

_OPEN: Final = frozenset({"negate", "value", "values", "object_ids", "reference_type"})
"""Members whose words are nobody's but the caller's."""
_MOMENTS: Final[tuple[Mapping[str, Any], ...]] = (
    {"type": "now"},
    {"type": "fixed_utc", "value": "2020-01-01T00:00:00Z"},
    {"type": "fixed_local_date", "value": "2020-01-01", "which": "start"},
    {
        "type": "offset",
        "direction": "past",
        "moment": {"type": "now"},
        "offset": {"days": 1, "hours": 2},
        "which_day_end": "start",
    },
    {"type": "start_end_of_predefined_relative_period", "range": "today", "which": "start"},
)
_NAME: Final = {"type": "regular_field", "object_type": "lead", "field_name": "name"}
_NOT_OF_TEXTS: Final[tuple[Mapping[str, Any], ...]] = (
    {"type": "boolean", "value": True},
    {"type": "number_range", "gt": 1},
    {"type": "moment_range", "before": {"type": "now"}},
)
"""Conditions of fields that hold something else than a text."""
_CREATED: Final = {**_NAME, "field_name": "date_created"}
_NO_MOMENTS: Final[tuple[Mapping[str, Any], ...]] = (
    {"type": "fixed_utc", "value": "once upon a time"},
    {"type": "fixed_utc", "value": "2020-02-30T00:00:00Z"},
    {"type": "fixed_local_date", "value": "2020-02-30", "which": "start"},
)
"""What has the form of a moment, and is none."""
_NOBODYS: Final = {"type": "custom_field", "custom_field_id": f"cf_{'0' * 40}"}
_CONDITIONS: Final[tuple[tuple[str, str, Mapping[str, Any]], ...]] = (
    ("lead", "name", {"type": "exists"}),
    ("lead", "name", {"type": "text", "mode": "phrase", "value": "one"}),
    ("lead", "status_label", {"type": "term", "values": ["one"]}),
    ("lead", "created_by", {"type": "current_user"}),
    (
        "lead",
        "status_id",
        {"type": "reference", "reference_type": "status.lead", "object_ids": ["stat_0"]},
    ),
    *(
        ("lead", "date_created", {"type": "moment_range", "before": dict(moment)})
        for moment in _MOMENTS
    ),
)
_ORDER: Final[Mapping[str, Any]] = {
    "direction": "asc",
    "field": _NAME,
}
_STRANGE: Final[Mapping[type, tuple[Any, ...]]] = {
    str: (None, 0.5, "", "2020-01-01T10:00:00"),
    bool: (None, "true", 0.5),
    int: (None, -1, 0.5, "1", True),
    dict: (None, {}, []),
    list: (None, [], {}, [None]),
}
"""Values of another kind, by the kind of those in their place."""


def search_unknown(bench: Bench) -> Iterator[Finding]:
    """Send queries with a word that nobody knows: they are refused, and never taken for all."""
    operation = bench.operation("search_data")
    known = bench.samples(operation).known
    queries = known.query, *_queries(bench)
    for changed in (*_odd(), *(each for query in queries for each in _misspelt(query))):
        sent = search(bench, changed)
        if sent.accepted:
            message = "a word of this query means nothing, but it was understood"
            yield sent.finding("search_unknown", message)
    for term in (*_misspelt(_ORDER), *_foreign()):
        sent = search(bench, of_type("lead"), sort=[term])
        if sent.accepted:
            yield sent.finding("search_unknown", "nobody can sort so, but it was taken")


def search_grammar(bench: Bench) -> Iterator[Finding]:
    """Send queries and orders with a value of another kind at every place: they are refused."""
    schemas = {name: {"$ref": f"#/components/schemas/Search{name}"} for name in ("Query", "Sort")}
    fits = {name: bench.contract.validator(schema).is_valid for name, schema in schemas.items()}
    for query in _queries(bench):
        # What is around the condition is the same everywhere.
        own = query["queries"][1]
        for changed in _varied(own):
            asked = {"type": "and", "queries": [of_type("lead"), changed]}
            # The vendor's own examples leave the type of such a query out.
            is_and = "queries" in changed and "type" not in changed
            sent = None if is_and or fits["Query"](asked) else search(bench, asked)
            if sent is not None and sent.accepted:
                yield sent.finding("search_grammar", "this is no query, but it was understood")
    for changed in _varied(_ORDER):
        sent = None if fits["Sort"](changed) else search(bench, of_type("lead"), sort=[changed])
        if sent is not None and sent.accepted:
            yield sent.finding("search_grammar", "this is no order, but it was understood")


def _queries(bench: Bench) -> Iterator[Mapping[str, Any]]:
    """Return queries for leads that have every word of the grammar between them."""
    for object_type, name, condition in _CONDITIONS:
        field = {"type": "regular_field", "object_type": object_type, "field_name": name}
        yield _asked(field, condition)
    for known in bench.known.all_fields[:1]:
        own = {"type": "custom_field", "custom_field_id": known.id}
        ranges = {"type": "number_range", "gt": 1, "gte": 1, "lt": 2, "lte": 2}
        for condition in (ranges, {"type": "boolean", "value": True}):
            yield _asked(own, condition)
    yield _narrowed({"type": "text", "mode": "phrase", "value": "one"})
    yield _narrowed({"type": "or", "negate": True, "queries": [{"type": "id", "value": "lead_0"}]})
    yield _narrowed(related("lead", "contact", of_type("contact")))


def _odd() -> Iterator[Mapping[str, Any]]:
    """Yield queries whose form is right, and which mean nothing."""
    yield _asked(_NOBODYS, {"type": "exists"})
    for condition in _NOT_OF_TEXTS:
        yield _asked(_NAME, condition)
    for each in _NO_MOMENTS:
        yield _asked(_CREATED, {"type": "moment_range", "before": dict(each)})


def _asked(field: Mapping[str, Any], condition: Mapping[str, Any]) -> Mapping[str, Any]:
    asked = {"type": "field_condition", "field": dict(field), "condition": dict(condition)}
    return _narrowed(asked)


def _narrowed(query: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "and", "queries": [of_type("lead"), dict(query)]}


def _foreign() -> Iterator[Mapping[str, Any]]:
    """Yield orders by what leads have not themselves, or have not at all."""
    for object_type, name in (
        ("address", "city"),
        ("contact_email", "email"),
        ("sequence_subscription", "status"),
    ):
        field = {"type": "regular_field", "object_type": object_type, "field_name": name}
        yield {"direction": "asc", "field": field}
    yield {"direction": "asc", "field": dict(_NOBODYS)}


def _misspelt(value: Any) -> Iterator[Any]:
    """Yield a query with each of its words misspelt in turn, values and keys that mean something."""
    listed = items(value)
    for n, item in enumerate(listed):
        for changed in _misspelt(item):
            yield [*listed[:n], changed, *listed[n + 1 :]]
    given = members(value)
    for key, item in given.items():
        if key not in {"negate", "value"}:
            yield {**{name: given[name] for name in given if name != key}, f"{key}x": item}
        if isinstance(item, str) and key not in _OPEN:
            yield {**given, key: f"{item}x"}
        elif key not in _OPEN:
            for changed in _misspelt(item):
                yield {**given, key: changed}


def _varied(value: Any) -> Iterator[Any]:
    """Yield a query with something missing, something more or a value of another kind."""
    listed = items(value)
    for n, item in enumerate(listed):
        for changed in (*_STRANGE[type(item)], *_varied(item)):
            yield [*listed[:n], changed, *listed[n + 1 :]]
    given = members(value)
    if given:
        yield {**given, "strange": 1}
    for key, item in given.items():
        yield {name: given[name] for name in given if name != key}
        for changed in (*_STRANGE[type(item)], *_varied(item)):
            yield {**given, key: changed}
