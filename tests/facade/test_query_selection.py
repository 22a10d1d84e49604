"""What a selection sends: about leads and nothing else, with the queries of its Smart Views."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from close_bulk import ALL_LEADS, InvalidRequest, Query, contact, lead, smart_view
from close_bulk._selection import loaded, needs_loading, substitute, to_query
from close_bulk.query import all_of, any_text, contact_email, opportunity
from kit import Make, World, answer, client

if TYPE_CHECKING:
    from collections.abc import Callable

LEADS: dict[str, Any] = {"type": "object_type", "object_type": "lead"}
NAMED = lead("name").exists()
VIEW: dict[str, Any] = {
    "type": "and",
    "queries": [LEADS, any_text("harbour").to_json()],
}


def selecting(*queries: Any) -> dict[str, Any]:
    """Say what is sent."""
    return {"type": "and", "queries": list(queries)}


@pytest.mark.parametrize(
    ("selection", "sent"),
    [
        (NAMED, selecting(LEADS, NAMED.to_json())),
        (NAMED & any_text("x"), selecting(LEADS, NAMED.to_json(), any_text("x").to_json())),
        (NAMED | any_text("x"), selecting(LEADS, (NAMED | any_text("x")).to_json())),
        (~(NAMED & any_text("x")), selecting(LEADS, (~(NAMED & any_text("x"))).to_json())),
        (lead.every(), selecting(LEADS)),
        (lead.every() & NAMED, selecting(LEADS, NAMED.to_json())),
        (NAMED & lead.every(), selecting(NAMED.to_json(), LEADS)),
        (all_of(VIEW, NAMED), selecting(VIEW, NAMED.to_json())),
        (all_of(~Query.from_json(VIEW)), selecting(LEADS, (~Query.from_json(VIEW)).to_json())),
        (lead.every() | NAMED, selecting(LEADS, (lead.every() | NAMED).to_json())),
        (~lead.every(), selecting(LEADS, (~lead.every()).to_json())),
        (lead.has(contact.every()), selecting(LEADS, lead.has(contact.every()).to_json())),
        (ALL_LEADS, selecting(LEADS)),
    ],
)
def test_query_is_sent_as_one_about_leads(selection: object, sent: dict[str, Any]) -> None:
    """The clause about leads stands in front, unless the query says so itself where it counts."""
    assert to_query(selection) == sent


@pytest.mark.parametrize("selection", [{"type": "newer"}, contact("a").exists().to_json(), None, 3])
def test_anything_else_is_left_as_it_is(selection: object) -> None:
    """A plain query is sent to the letter, and what is none is left to the rules."""
    assert to_query(selection) == selection


@pytest.mark.parametrize(
    ("selection", "fix"),
    [
        (contact("title").has_words("CEO"), r"lead\.has\(contact\(\.\.\.\)\)"),
        (~contact("title").has_words("CEO"), r"lead\.has\(contact\(\.\.\.\)\)"),
        (contact.custom("cf_1").exists() & any_text("x"), r"lead\.has\(contact"),
        (contact.every(), r"lead\.has\(contact"),
        (contact.id("cont_1"), r"lead\.has\(contact"),
        (contact.has(contact_email("email").exists()), r"lead\.has\(contact"),
        (opportunity.id("oppo_1"), r"lead\.has\(opportunity"),
        (
            Query.from_json(selecting(NAMED.to_json(), contact("a").exists().to_json())),
            r"lead\.has\(contact",
        ),
    ],
)
def test_query_about_others_selects_no_leads(selection: Query, fix: str) -> None:
    """Leads are not guessed from a query about contacts: negated, it would be met by all of them."""
    with pytest.raises(InvalidRequest, match=fix) as caught:
        to_query(selection)
    assert caught.value.invalid == ("s_query",)


def test_smart_view_is_loaded_when_it_is_needed() -> None:
    """A Smart View stands for its query, alone and in others, until somebody loads it."""
    both = ~smart_view("save_1") & NAMED & lead.has(contact("a").exists()) & smart_view("save_2")
    assert needs_loading(both) == "save_1"
    half = substitute(both, {"save_1": VIEW})
    assert needs_loading(half) == "save_2"
    whole = substitute(half, {"save_1": {}, "save_2": VIEW})
    assert needs_loading(whole) is None
    sent: Any = to_query(whole)
    assert sent["queries"][0] == {**VIEW, "negate": True}
    assert sent["queries"][-1] == VIEW
    assert needs_loading(both) == "save_1"


def test_smart_view_alone_is_its_query() -> None:
    """What a Smart View of leads holds is sent to the letter, with the clause about leads if it has none."""
    for s_query, sent in ((VIEW, VIEW), (NAMED.to_json(), selecting(LEADS, NAMED.to_json()))):
        assert to_query(substitute(smart_view("save_1"), {"save_1": s_query})) == sent
    newer = {"type": "text", "mode": "prefix", "value": "x", "boost": 2}
    assert to_query(substitute(smart_view("save_1"), {"save_1": newer})) == selecting(LEADS, newer)
    related = contact.has_related("lead", smart_view("save_1"))
    assert needs_loading(lead.has(related)) == "save_1"


@pytest.mark.parametrize("selection", [ALL_LEADS, VIEW, None, NAMED])
def test_without_smart_views_there_is_nothing_to_load(selection: object) -> None:
    """Other selections need no request, and stay what they are."""
    assert needs_loading(selection) is None
    assert substitute(selection, {"save_1": VIEW}) == selection


def test_smart_view_that_is_not_loaded_is_not_sent() -> None:
    """Without its query, a Smart View is neither JSON nor sent; as a value it is as good as any."""
    view = smart_view("save_1") & NAMED
    attempts: list[Callable[[], object]] = [view.to_json, lambda: to_query(view)]
    for attempt in attempts:
        with pytest.raises(InvalidRequest, match="save_1 is not loaded"):
            attempt()
    assert view == smart_view("save_1") & lead("name").exists()
    assert hash(~~view) == hash(view)
    assert ~smart_view("save_1") != smart_view("save_1")


def test_smart_view_does_not_mix_with_contacts() -> None:
    """A Smart View is about leads."""
    with pytest.raises(InvalidRequest, match="contact and lead"):
        _ = smart_view("save_1") & contact("a").exists()


@pytest.mark.parametrize(
    "s_query", [VIEW, {"query": VIEW, "sort": [1]}, {"query": {"query": VIEW}, "limit": None}]
)
def test_query_of_a_smart_view(s_query: object) -> None:
    """The query is taken out of what the service keeps around it."""
    assert loaded("save_1", {"id": "save_1", "type": "lead", "s_query": s_query}) == VIEW


@pytest.mark.parametrize(
    ("answer", "field", "words"),
    [
        ({"type": "contact", "s_query": VIEW}, "type", "shows 'contact'"),
        ({"s_query": VIEW}, "type", "does not say"),
        (None, "type", "does not say"),
        ({"type": "lead", "s_query": None, "query": "name:x"}, "s_query", "old search language"),
        ({"type": "lead"}, "s_query", "old search language"),
        ({"type": "lead", "s_query": {}}, "s_query", "no query"),
        ({"type": "lead", "s_query": "x"}, "s_query", "no query"),
        ({"type": "lead", "s_query": {"type": {1}}}, "s_query", "JSON"),
        (
            {"type": "lead", "s_query": {"query": VIEW, "results_limit": 10}},
            "s_query.results_limit",
            "a query of your own",
        ),
    ],
)
def test_smart_view_that_selects_no_leads_is_refused(answer: Any, field: str, words: str) -> None:
    """A Smart View of something else, of the old language, or of the first few only, is no selection."""
    with pytest.raises(InvalidRequest, match=words) as caught:
        loaded("save_1", answer)
    assert caught.value.invalid == (field,)
    assert "save_1" in str(caught.value)


def test_query_selects_what_it_says(make: Make, world: World) -> None:
    """The service, here the emulator, takes what is written, and selects accordingly."""
    close = make(api_key="emulator-key", transport=world.transport)
    acme = lead("name").has_words("ACME Inc.")
    first = world.emulator.add_lead("ACME Inc. first", contacts=[("Zed", "zed@x.example")])
    assert close.leads.count(acme) == 26
    assert close.leads.count(~acme) == 10
    assert close.leads.count(acme & ~lead.id(first.id)) == 25
    assert close.leads.count(lead.has(contact("name").has_words("Zed"))) == 1
    assert close.leads.count(acme & ~lead.has(contact("name").has_words("Zed"))) == 25
    with pytest.raises(InvalidRequest, match=r"lead\.has"):
        close.leads.count(~contact("name").has_words("Zed"))


LOST = lead("status_id").is_in("stat_1").to_json()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            selecting(LEADS, {**LOST, "negated": True}),
            r"queries\[1\].negated: .*did you mean negate",
        ),
        ({**selecting(LEADS), "results_limit": 10}, "results_limit: unknown member"),
        ({"queries": [LEADS]}, "has no type"),
        (selecting(LEADS, {**selecting(LEADS), "querys": []}), r"querys.*did you mean queries"),
        (
            selecting({**LOST, "condition": {"type": "term", "value": ["x"]}}),
            "condition.values: mis",
        ),
    ],
    ids=["negated", "limit", "no type", "querys", "value"],
)
def test_json_is_checked_like_any_query(make: Make, query: dict[str, Any], words: str) -> None:
    """A misspelt part would select everybody else: JSON is refused as `Query.from_json` refuses it."""
    close, requests, _ = client(make, answer())
    with pytest.raises(InvalidRequest, match=words) as caught:
        close.bulk.pause(s_query=query, results_limit=-1)
    assert caught.value.invalid == ("s_query", "results_limit")
    for read in (close.leads.count, close.leads.sample, close.leads.search):
        with pytest.raises(InvalidRequest, match=words):
            read(query)
    for escape in ("Query.from_json(..., check=False)", "unchecked=True"):
        assert escape in str(caught.value)
    assert not requests


def test_json_that_is_newer_than_this_release_has_two_ways(make: Make) -> None:
    """What the error names works: neither way looks at the members of the query."""
    query = selecting(LEADS, {**LOST, "newer": True})
    close, requests, _ = client(make, answer())
    close.bulk.start("pause", s_query=query, unchecked=True)
    close.bulk.pause(s_query=Query.from_json(query, check=False))
    assert [json.loads(request.content)["s_query"] for request in requests] == [query, query]
