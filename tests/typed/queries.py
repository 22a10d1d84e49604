"""What type checkers see of queries; mypy and pyright check this file, nobody runs it."""
# pyright: strict, reportUnnecessaryTypeIgnoreComment=true

from datetime import UTC, date, datetime
from typing import Any, assert_type

from close_bulk.query import (
    Field,
    Moment,
    ObjectType,
    Query,
    ago,
    all_of,
    any_of,
    any_text,
    at,
    contact,
    custom,
    end_of,
    from_now,
    lead,
    objects,
    smart_view,
    start_of,
)

TODAY, NOW = date(2026, 3, 31), datetime.now(UTC)


def fields(field: Field) -> None:
    """Whatever is asked of a field is a query."""
    assert_type(field.has_words("a"), Query)
    assert_type(field.has_phrase("a b"), Query)
    assert_type(field.is_in("a", "b"), Query)
    assert_type(field.refers_to("user_1", reference_type="user"), Query)
    assert_type(field.exists(), Query)
    assert_type(field.is_true(), Query)
    assert_type(field.is_false(), Query)
    assert_type(field.is_me(), Query)
    assert_type(field.between(1, 2.5), Query)
    assert_type(field.within(on_or_after=NOW, before=from_now(days=1)), Query)
    assert_type(field > TODAY, Query)
    assert_type(field >= ago(days=3), Query)
    assert_type(field < NOW, Query)
    assert_type(field <= 3, Query)
    assert_type(field.ascending(), dict[str, Any])
    assert_type(field.descending(), dict[str, Any])


def object_types(kind: ObjectType) -> None:
    """An object type gives fields and queries."""
    assert_type(kind("name"), Field)
    assert_type(kind.custom("cf_1"), Field)
    assert_type(kind.id("lead_1"), Query)
    assert_type(kind.every(), Query)
    assert_type(kind.has(contact("title").exists()), Query)
    assert_type(kind.has_related(contact, {"type": "and"}), Query)
    assert_type(objects("activity.email"), ObjectType)
    assert_type(custom("cf_1"), Field)
    assert_type(lead, ObjectType)


def queries(one: Query) -> None:
    """Queries join to queries, also with plain mappings."""
    assert_type(one & one | ~one, Query)
    assert_type({"type": "and"} & one, Query)
    assert_type(one | {"type": "and"}, Query)
    assert_type(all_of(one, {"type": "and"}), Query)
    assert_type(any_of(one, *map(lead.id, ["lead_1"])), Query)
    assert_type(any_text("a", mode="phrase"), Query)
    assert_type(smart_view("save_1"), Query)
    assert_type(one.to_json(), dict[str, Any])
    assert_type(Query.from_json({"type": "and"}, check=False), Query)


def moments(moment: Moment) -> None:
    """Moments are made of lengths, days and datetimes."""
    assert_type(ago(days=3, day="start"), Moment)
    assert_type(from_now(weeks=1), Moment)
    assert_type(start_of(TODAY), Moment)
    assert_type(end_of("today"), Moment)
    assert_type(at(NOW), Moment)
    assert_type(moment.to_json(), dict[str, Any])
    assert_type(Moment.from_json({"type": "now"}), Moment)
