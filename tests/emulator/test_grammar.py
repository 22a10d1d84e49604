"""The whole grammar at random: the emulator agrees with a naive reader of the same queries."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from close_emulator import Address
from close_emulator.moments import compile_moment, read_zone
from close_emulator.place import Place
from close_emulator.scope import Scope
from emulator.naive import Naive, Thing
from emulator.queries import (
    EXISTS,
    NOW,
    Query,
    asked,
    between,
    own,
    refers,
    regular,
    related,
    text,
    utc,
)
from emulator.workbench import SEARCH, Workbench

OWNERS = {
    "lead": {
        "text": ["name", "description", "url", "status_label"],
        "reference": ["id", "status_id", "created_by"],
        "moment": ["date_created", "date_updated"],
    },
    "contact": {
        "text": ["name", "title"],
        "reference": ["id", "lead_id"],
        "moment": ["date_created"],
    },
    "contact_email": {"text": ["email", "type"]},
    "contact_phone": {"text": ["phone"]},
    "contact_url": {"text": ["url"]},
    "address": {"text": ["city", "country", "address_1"]},
    "sequence_subscription": {
        "text": ["status", "sender_email"],
        "reference": ["sequence_id", "contact_id"],
        "moment": ["date_created"],
    },
}
RELATED = {
    "lead": [*OWNERS][1:],
    "contact": ["lead", "contact_email", "contact_phone", "contact_url", "sequence_subscription"],
}
KINDS = {
    "exists": ("text", "reference", "moment"),
    "current_user": ("reference",),
    "text": ("text",),
    "term": ("text", "reference"),
    "reference": ("reference",),
    "moment_range": ("moment",),
}
CUSTOM = ["cf_size", "cf_vip", "cf_tags", "cf_day", "cf_owner"]
TEXTS = {
    "lead": [*OWNERS["lead"]["text"]],
    "contact": ["name", "title"],
    "contact_email": ["email", "type"],
    "contact_phone": ["phone", "type"],
    "contact_url": ["url", "type"],
    "address": ["label", "address_1", "address_2", "city", "state", "zipcode", "country"],
    "sequence_subscription": ["contact_email", "sender_email", "sender_name", "status"],
}


def furnished() -> Workbench:
    """Five leads of every sort, some days apart."""
    bench = Workbench()
    emulator, owner = bench.emulator, bench.organization.user.id
    lost = emulator.add_lead_status("Lost Deal")
    second = emulator.add_sequence("Second")
    leads: list[tuple[str, dict[str, Any]]] = [
        ("ACME, Inc.", {"cf_size": 10, "cf_vip": True, "cf_tags": ["red", "Blue"]}),
        ("The Acme Company", {"cf_size": 10.5, "cf_vip": False, "cf_day": "2024-01-09"}),
        ("inc-acme éclair", {"cf_tags": ["blue"], "cf_day": "2024-01-07T23:00:00+00:00"}),
        ("Pacme", {"cf_size": 1, "cf_owner": owner}),
        ("Globex", {}),
    ]
    for n, (name, custom) in enumerate(leads):
        lead = emulator.add_lead(
            name,
            contacts=[("Ann Roe", f"ann@acme{n}.example")] if n % 2 else [],
            status_id=lost if n > 2 else None,
            description="red company" if n == 1 else None,
            url="https://acme.example" if n == 2 else None,
            addresses=[Address(city="New York", country="US"), Address(address_1="Acme 1")][:n],
            custom=custom,
        )
        bench.clock.advance(40 * 3600 + n)
        for k in range(n % 3):
            emails = [f"jo{k}@acme.example", "jo@red.example"][: 2 - n % 2]
            phones, urls = ["+1 650 555"][:k], ["https://blue.example"][k:]
            title = ["CEO", None][k]
            contact = emulator.add_contact(
                lead.id, f"Jo {k}", emails=emails, phones=phones, urls=urls, title=title
            )
            sequence = second if k else bench.sequence_id
            emulator.add_subscription(
                contact.id,
                sequence,
                sender_account_id=bench.account_id,
                status=["active", "goal"][k],
            )
    return bench


def drawn(record: Any) -> Thing:
    """A record as a plain dictionary."""
    of: str = record.object_type
    names = {name for names in OWNERS[of].values() for name in names} | {*TEXTS[of]}
    thing: Thing = {"of": of, "texts": TEXTS[of]}
    for name in names:
        value = getattr(record, name)
        thing[name] = value.isoformat() if isinstance(value, datetime) else value
    return thing


def pictured(bench: Workbench) -> Iterator[Thing]:
    """All leads with all that is theirs, as plain dictionaries."""
    subscriptions = [*bench.organization.subscriptions.values()]
    for lead in bench.organization.leads.values():
        thing = drawn(lead) | {"custom": dict(lead.custom), "contacts": []}
        thing["addresses"] = [drawn(address) for address in lead.addresses]
        for person in lead.contacts:
            thing["contacts"].append(
                drawn(person)
                | {
                    "emails": [drawn(each) for each in person.emails],
                    "phones": [drawn(each) for each in person.phones],
                    "urls": [drawn(each) for each in person.urls],
                    "subscriptions": [drawn(s) for s in subscriptions if s.contact_id == person.id],
                }
            )
        yield thing


BENCH = furnished()
LEADS = [*pictured(BENCH)]
IDS = [
    *BENCH.organization.leads,
    *BENCH.organization.contacts,
    *BENCH.organization.sequences,
    *BENCH.organization.lead_statuses,
    BENCH.organization.user.id,
]

WORDS = st.lists(
    st.sampled_from(
        ["acme", "ACME", "inc", "Inc.", "red", "Roe", "650", "éclair", "jo", "example"]
    ),
    min_size=1,
    max_size=2,
).map(" ".join)
MODES = st.sampled_from(["full_words", "phrase"])
EDGES = st.sampled_from(["start", "end"])
DAYS = st.integers(-3, 12).map(lambda n: datetime(2024, 1, 1) + timedelta(days=n, hours=9 * n))  # noqa: DTZ001
UNITS = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")


def node(kind: str, **members: st.SearchStrategy[Any]) -> st.SearchStrategy[Query]:
    """Nodes of one type."""
    return st.fixed_dictionaries({"type": st.just(kind), **members})


MOMENTS = st.one_of(
    st.just(NOW),
    node("fixed_utc", value=DAYS.map(datetime.isoformat)),
    node("fixed_local_date", value=DAYS.map(lambda d: d.date().isoformat()), which=EDGES),
    node(
        "start_end_of_predefined_relative_period",
        range=st.sampled_from(["today", "yesterday", "tomorrow"]),
        which=EDGES,
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("offset"),
            "direction": st.sampled_from(["past", "future"]),
            "moment": st.just(NOW),
            "offset": st.dictionaries(st.sampled_from(UNITS), st.integers(0, 40), min_size=1),
        },
        optional={"which_day_end": EDGES},
    ),
)
NUMBERS = st.sampled_from([0, 1, 10, 10.0, 10.5, 11])


def ranges(
    kind: str, bounds: list[str], limits: st.SearchStrategy[Any]
) -> st.SearchStrategy[Query]:
    """Conditions with one bound or more, of which others may be null."""
    return st.builds(
        lambda given, absent: {"type": kind} | dict.fromkeys(absent) | given,
        st.dictionaries(st.sampled_from(bounds), limits, min_size=1, max_size=2),
        st.lists(st.sampled_from(bounds), max_size=2),
    )


TEXT = node("text", mode=MODES, value=WORDS)
LITERALS = st.sampled_from(
    ["ACME, Inc.", "Lost Deal", "red", "Blue", "active", "goal", "CEO", "office", *IDS]
)
REFERENCES = st.lists(st.sampled_from(IDS), min_size=1, max_size=4).map(
    lambda ids: refers("anything", *ids)
)
MOMENT_RANGES = ranges("moment_range", ["on_or_after", "before", "gte", "lt"], MOMENTS)
TERMS = node("term", values=st.lists(LITERALS, min_size=1, max_size=3))
USER = st.just({"type": "current_user"})
ANY = st.just(EXISTS)
CONDITIONS = {
    "text": TEXT | TERMS | ANY,
    "reference": TERMS | REFERENCES | USER | ANY,
    "moment": MOMENT_RANGES | ANY,
}
ALL_CONDITIONS = st.one_of(
    TEXT,
    TERMS,
    REFERENCES,
    USER,
    ANY,
    MOMENT_RANGES,
    node("boolean", value=st.booleans()),
    ranges("number_range", ["gt", "gte", "lt", "lte"], NUMBERS),
)


def conditions_on(of: str) -> st.SearchStrategy[Query]:
    """Conditions on the regular fields of one type of object."""
    return st.one_of(
        [
            st.builds(
                asked, st.sampled_from(names).map(lambda name: regular(name, of)), CONDITIONS[kind]
            )
            for kind, names in OWNERS[of].items()
        ]
    )


def leaves(*types: str) -> st.SearchStrategy[Query]:
    """Queries without others in them, for objects of these types."""
    on_custom = st.builds(
        asked,
        st.sampled_from(CUSTOM).map(own),
        ALL_CONDITIONS,
    )
    selected = node("object_type", object_type=st.sampled_from(types))
    on_regular = st.one_of(*map(conditions_on, types))
    return st.one_of(on_regular, TEXT, selected, node("id", value=st.sampled_from(IDS)), on_custom)


def negated(queries: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    """The same, sometimes the other way round."""
    return st.builds(
        lambda query, negate: query if negate is None else query | {"negate": negate},
        queries,
        st.sampled_from([None, False, True]),
    )


def queries_for(*types: str, depth: int = 2) -> st.SearchStrategy[Query]:
    """Queries of the whole grammar for objects of these types."""
    simple = negated(leaves(*types))
    if depth == 0:
        return simple
    relations = [
        node(
            "has_related",
            this_object_type=st.just(this),
            related_object_type=st.just(other),
            related_query=queries_for(other, depth=depth - 1),
        )
        for this in types
        for other in RELATED.get(this, [])
    ]
    basic = simple | negated(st.one_of(relations)) if relations else simple
    groups = st.builds(
        lambda kind, parts: {"type": kind, "queries": parts},
        st.sampled_from(["and", "or"]),
        st.lists(basic, min_size=1, max_size=3),
    )
    return basic | negated(groups)


def agree(query: Query, hours: float = 0.0) -> None:
    """The emulator and the naive reader find the same leads and contacts."""
    reader = Naive(LEADS, BENCH.organization.user.id, BENCH.emulator.now, hours)
    response = BENCH.send("POST", SEARCH, {"query": query, "_limit": 200}, x_tz_offset=str(hours))
    assert response.status == 200, response.body
    document: Any = response.json()
    assert {item["id"] for item in document["data"]} == reader.finds(query)


@pytest.mark.parametrize(
    "condition",
    [
        EXISTS,
        {"type": "current_user"},
        {"type": "boolean", "value": True},
        {"type": "boolean", "value": False},
        text("acme"),
        text("inc acme"),
        text("acme inc", "phrase"),
        text("inc acme", "phrase"),
        text("red"),
        text("blue"),
        text("650"),
        {"type": "term", "values": ["red", "ACME, Inc.", "goal", "office", "US"]},
        {"type": "term", "values": ["Red", "acme, inc.", "GOAL", "OFFICE", "us"]},
        {"type": "term", "values": IDS[::2]},
        refers("user", IDS[-1]),
        refers("anything", *IDS[1::2]),
        {"type": "number_range", "gt": 1},
        {"type": "number_range", "gte": 1, "lt": 10.5},
        {"type": "number_range", "lte": 10, "gt": None},
        between(gte=utc("2024-01-02T16:00:00")),
        between(on_or_after=utc("2024-01-02T16:00:00"), before=utc("2024-01-07T23:00:00")),
        between(lt=utc("2024-01-02T16:00:00"), gte=None),
        between(lt=utc("2024-01-08T20:00:00")),
        between(before={"type": "fixed_local_date", "value": "2024-01-09", "which": "start"}),
        between(lt={"type": "fixed_local_date", "value": "2024-01-09", "which": "end"}),
    ],
    ids=json.dumps,
)
def test_every_condition_holds_for_the_right_fields(condition: Query) -> None:
    """Each condition, negated too, on each field that takes it, in two time zones."""
    kinds = KINDS.get(condition["type"], ())
    fields = [
        (of, regular(name, of))
        for of, names_by_kind in OWNERS.items()
        for kind in kinds
        for name in names_by_kind.get(kind, [])
    ]
    for of, field in [*fields, *(("lead", own(identity)) for identity in CUSTOM)]:
        for query in (asked(field, condition), asked(field, condition) | {"negate": True}):
            inside = query if of in {"lead", "contact"} else related(query, other=of)
            agree(inside)
            agree(inside, 7.5)


@given(node=MOMENTS, hours=st.sampled_from([0.0, -4.0, 5.75, 13.0]))
def test_any_moment_is_where_a_naive_reader_has_it(node: Query, hours: float) -> None:
    """Every form of moment, reckoned in naive local time instead, comes to the same."""
    now = datetime(2024, 3, 31, 22, 30, tzinfo=UTC)
    naive = Naive([], "", now, hours)
    zone = read_zone((str(hours),))
    found = compile_moment(Place(node), Scope((), BENCH.organization, now, zone))
    assert found.astimezone(zone).replace(tzinfo=None) == naive.moment(node)


@given(query=queries_for("lead", "contact"), hours=st.sampled_from([0.0, -4.0, 5.75, 13.0]))
def test_any_query_finds_what_a_naive_reader_finds(query: Query, hours: float) -> None:
    """Random queries of the whole grammar, wherever the user is, match exactly the right objects."""
    agree(query, hours)


@given(query=queries_for("lead"), hours=st.sampled_from(["0", "-4"]))
def test_a_negated_query_finds_the_others(query: Query, hours: str) -> None:
    """A query and its negation share nothing and together find everything."""
    answers = [
        BENCH.send("POST", SEARCH, {"query": each, "_limit": 200}, x_tz_offset=hours)
        for each in (query, {"type": "or", "queries": [query], "negate": True})
    ]
    documents: list[Any] = [answer.json() for answer in answers]
    found = [item["id"] for document in documents for item in document["data"]]
    assert sorted(found) == sorted([*BENCH.organization.leads, *BENCH.organization.contacts])
