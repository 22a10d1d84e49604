"""Probes that filter by every condition, and compare what is found with the values that are shown."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from close_contract.bench import Bench, Exchanged
from close_contract.matching import Judgement, any_of, exists, has_words, is_one_of, within, words
from close_contract.page_rules import moment
from close_contract.probes.columns import (
    ANYTHING,
    MOMENT,
    REFERENCE,
    TEXT,
    Column,
    columns,
    of_type,
    related,
    search,
)
from close_contract.report import Finding

Asked: TypeAlias = tuple[Mapping[str, Any], Judgement]

_NONSENSE: Final = "qzxwvk"
_REFERRED: Final[Mapping[str, str]] = {
    "created_by": "user",
    "created_by_id": "user",
    "updated_by_id": "user",
    "calls_assigned_to": "user",
    "status_id": "status.lead",
}


def search_conditions(bench: Bench) -> Iterator[Finding]:
    """Filter by every condition in every field: what is found has the values, and all that has them."""
    me = bench.call("get_me").members.get("id")
    for column in columns(bench):
        if column.is_empty:
            if column.name in bench.known.filters:
                label = bench.operation("search_data").label
                message = f"{column.name} is known to be a filter, but no object shows any"
                yield Finding("search_conditions", label, message)
            continue
        found = [*_compared(bench, column, str(me))]
        # What is found in a column that has changed meanwhile says nothing.
        if found and column in columns(bench):
            yield from found


def _compared(bench: Bench, column: Column, me: str) -> Iterator[Finding]:
    if column.kind in {TEXT, ANYTHING} and column.related is None:
        yield from _anywhere(bench, column)
    for n, (condition, judge) in enumerate(_asked(column, me)):
        for negate in (False, True) if n < 1 else (False,):
            sent = search(bench, column.query(condition, negate=negate))
            yield from _judged(bench, column, sent, judge, negate=negate)


def search_relations(bench: Bench) -> Iterator[Finding]:
    """Find leads by their contacts and contacts by their leads: by any, and by what they have."""
    for column in columns(bench):
        if column.name == "contact.id" and column.related is None:
            yield from _through_relations(bench, column)


def _anywhere(bench: Bench, column: Column) -> Iterator[Finding]:
    """Look for a text in all fields of the objects at once."""
    texts = {
        key: text
        for key, values in column.values.items()
        for text in [each for each in values if isinstance(each, str) and each][:1]
    }
    for object_id, text in [*texts.items()][:1]:
        for mode in "phrase", "full_words":
            query = _both(column.object_type, _text(text, mode))
            sent = search(bench, query)
            if sent.accepted and words(text) and object_id not in sent.ids:
                message = f"{object_id} has {text!r}, but is not found by it"
                yield sent.finding("search_conditions", message)
            if not sent.accepted and column.name in bench.known.filters and words(text):
                message = f"a query for a text was answered with {sent.status}"
                yield sent.finding("search_conditions", message)
            for strange in (f"{text} {_NONSENSE}", _NONSENSE):
                none = search(bench, _both(column.object_type, _text(strange, mode)))
                if none.items:
                    yield none.finding("search_conditions", f"nothing has the text {strange!r}")


def _judged(
    bench: Bench, column: Column, sent: Exchanged, judge: Judgement, *, negate: bool
) -> Iterator[Finding]:
    if not sent.accepted:
        if column.name in bench.known.filters:
            message = f"{column.name} is known to be a filter, but was answered with {sent.status}"
            yield sent.finding("search_conditions", message)
        return
    if sent.members.get("cursor") is not None:
        return
    found = {*sent.ids}
    for object_id, values in column.values.items():
        fits = any_of(judge, values)
        if fits is not None and (fits is not negate) is not (object_id in found):
            state = "is missing" if fits is not negate else "does not fit"
            message = f"{object_id} {state}: {column.name} is {json.dumps(values)}"
            yield sent.finding("search_conditions", message)
            return


def _asked(column: Column, me: str) -> Iterator[Asked]:
    values = [v for each in column.values.values() for v in each if v not in (None, "")]
    yield {"type": "exists"}, exists
    yield from _ASKING[column.kind](column, values, me)


def _texts(column: Column, values: list[Any], _: str) -> Iterator[Asked]:
    texts = [*dict.fromkeys(each for each in values if isinstance(each, str) and words(each))]
    chosen = {*texts[:1], *texts[-1:], *sorted(texts, key=lambda t: len(words(t)))[-1:]}
    for text in sorted(chosen):
        yield _text(text, "phrase"), has_words(text, in_order=True)
        yield _text(text, "full_words"), has_words(text, in_order=False)
        found = words(text)
        if text.replace(" ", "").isascii() and text.replace(" ", "").isalnum():
            yield _text(text.swapcase(), "phrase"), has_words(text, in_order=True)
            turned = " ".join(reversed(found))
            yield _text(turned, "full_words"), has_words(turned, in_order=False)
            yield _text(turned, "phrase"), has_words(turned, in_order=True)
            part = found[-1][:-1] or _NONSENSE
            yield _text(part, "full_words"), has_words(part, in_order=False)
            yield _text(f"{text} {_NONSENSE}", "full_words"), lambda _: False
        if column.kind != ANYTHING:
            yield {"type": "term", "values": [text]}, is_one_of(text)
    if texts and column.kind != ANYTHING:
        ends = texts[0], texts[-1]
        yield {"type": "term", "values": [*ends]}, is_one_of(*ends)
        yield {"type": "term", "values": [_NONSENSE]}, is_one_of(_NONSENSE)


def _references(column: Column, values: list[Any], me: str) -> Iterator[Asked]:
    ids = [*dict.fromkeys(map(str, values))]
    name = str(column.field.get("field_name"))
    own = column.name.partition(".")[0] if name == "id" else name.removesuffix("_id")
    kind = _REFERRED.get(name, own)
    for wanted in (ids[:1], ids[-1:], [*ids[:1], *ids[-1:]], [f"{ids[0]}{_NONSENSE}"]):
        condition = {"type": "reference", "reference_type": kind, "object_ids": wanted}
        yield condition, is_one_of(*wanted)
        yield {"type": "term", "values": wanted}, is_one_of(*wanted)
    if kind == "user":
        yield {"type": "current_user"}, is_one_of(me)


def _moments(_: Column, values: list[Any], __: str) -> Iterator[Asked]:
    known = sorted({found for found in map(moment, values) if found is not None})
    for edge in {known[0], known[len(known) // 2], known[-1]} if known else ():
        fixed = {"type": "fixed_utc", "value": edge.isoformat()}
        for key in "on_or_after", "before", "gte", "lt":
            yield {"type": "moment_range", key: fixed}, within({key: edge})
        both = {"on_or_after": fixed, "before": fixed}
        yield {"type": "moment_range", **both}, lambda _: False


def _anything(column: Column, values: list[Any], me: str) -> Iterator[Asked]:
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    for edge in {min(numbers), max(numbers)} if numbers else ():
        for key in "gt", "gte", "lt", "lte":
            yield {"type": "number_range", key: edge}, within({key: edge})
        yield {"type": "number_range", "gte": edge, "lt": edge}, lambda _: False
    for flag in (True, False):
        if flag in values:
            yield {"type": "boolean", "value": flag}, _is_flag(wanted=flag)
    dates = [v for v in values if isinstance(v, str) and moment(v) is not None]
    yield from _moments(column, dates, me)
    yield from _texts(column, values, me)


def _is_flag(*, wanted: bool) -> Judgement:
    return lambda value: value is wanted


_ASKING: Final[Mapping[str, Callable[[Column, list[Any], str], Iterator[Asked]]]] = {
    TEXT: _texts,
    REFERENCE: _references,
    MOMENT: _moments,
    ANYTHING: _anything,
}


def _text(value: str, mode: str) -> Mapping[str, Any]:
    return {"type": "text", "mode": mode, "value": value}


def _through_relations(bench: Bench, people: Column) -> Iterator[Finding]:
    lead_of = {
        str(item.get("id")): str(item.get("lead_id"))
        for item in search(bench, of_type("contact"), _fields={"contact": ["lead_id"]}).items
    }
    expected = {
        ("lead", "contact"): {*lead_of.values()},
        ("contact", "lead"): {*people.values},
    }
    for (this, other), wanted in expected.items():
        sent = search(bench, _both(this, related(this, other, of_type(other))))
        if not sent.accepted and people.name in bench.known.filters:
            message = f"a {this} with a related {other} is known, but was {sent.status}"
            yield sent.finding("search_relations", message)
        if sent.accepted and {*sent.ids} != wanted:
            message = f"{len(sent.ids)} have a related {other}, not {len(wanted)}"
            yield sent.finding("search_relations", message)
    for person, lead in [*lead_of.items()][:3]:
        for this, other, object_id, found in (
            ("lead", "contact", person, {lead}),
            ("contact", "lead", lead, {each for each in lead_of if lead_of[each] == lead}),
        ):
            query = related(this, other, {"type": "id", "value": object_id})
            sent = search(bench, _both(this, query))
            if sent.accepted and {*sent.ids} != found:
                message = f"{sent.ids} are related to {object_id}, not {sorted(found)}"
                yield sent.finding("search_relations", message)


def _both(object_type: str, query: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "and", "queries": [of_type(object_type), dict(query)]}
