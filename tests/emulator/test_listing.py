"""Lists: order, pages, `_limit`, `_skip`, `_fields` and the filters of subscriptions."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from close_emulator import Request
from emulator.workbench import BULK, SUBSCRIPTIONS, Workbench, seed

PAGE_PARAMETERS = [
    ("_limit", ["0", "-1", "201", "", "1.0", "01", "\uff11", "+1", " 1", "1 ", "1e2", "x", "null"]),
    ("_limit", ["9" * 30, "-" + "9" * 30, "9" * 10_000]),
    ("_skip", ["-1", "", "1.5", "00", "\u0663", "+0", "0x1", "-" + "9" * 10_000]),
]


def subscribed(count: int) -> Workbench:
    """So many leads with one contact each, all subscribed."""
    bench = Workbench()
    bench.add_leads(count)
    bench.finish()
    return bench


@pytest.mark.parametrize(("parameter", "values"), PAGE_PARAMETERS)
def test_pages_that_do_not_fit_are_refused(
    bench: Workbench, parameter: str, values: list[str]
) -> None:
    """A limit outside 1..200, a negative skip and anything but plain digits is 400, named."""
    for value in values:
        lists = [(BULK, {}), (SUBSCRIPTIONS, {"sequence_id": bench.sequence_id})]
        for path, query in lists:
            problems = bench.problems("GET", path, query=query | {parameter: value})
            assert list(problems) == [parameter], value


def test_all_wrong_parameters_are_named_at_once(bench: Workbench) -> None:
    """Two wrong parameters are two field errors."""
    query = {"_limit": "0", "_skip": "x", "sequence_id": "lead_1"}
    assert set(bench.problems("GET", SUBSCRIPTIONS, query=query)) == set(query)


def test_a_parameter_counts_once(bench: Workbench) -> None:
    """A known parameter that is repeated is refused, an unknown one never is."""
    request = bench.send("GET", BULK, query={"_limit": "1", "typo": "x"})
    assert request.status == 200
    for repeated, status in (("_limit", 400), ("_fields", 400), ("typo", 200)):
        assert repeat(bench, repeated) == status


def repeat(bench: Workbench, name: str) -> int:
    """The status of a list request that has a parameter twice."""
    headers = tuple(bench.headers.items())
    request = Request("GET", "/api/v1" + BULK, ((name, "1"), (name, "1")), headers)
    return bench.emulator.handle(request).status


@pytest.mark.parametrize("skip", ["200", "9" * 18, "9" * 19, "9" * 10_000])
def test_a_skip_beyond_the_end_is_an_empty_page(bench: Workbench, skip: str) -> None:
    """However far the skip goes, the page is empty and the last."""
    bench.start()
    assert bench.ok("GET", BULK, query={"_skip": skip}) == {"data": [], "has_more": False}


def test_bulk_actions_are_listed_newest_first(bench: Workbench) -> None:
    """The newest action comes first, even if all began at the same moment."""
    ids = [bench.start() for _ in range(3)]
    assert [action["id"] for action in bench.ok("GET", BULK)["data"]] == ids[::-1]


def test_a_list_shows_a_hundred_by_default(bench: Workbench) -> None:
    """Without `_limit` a page has 100 items; with 200 it may have 200."""
    for _ in range(101):
        bench.start()
    pages = [bench.ok("GET", BULK, query=query) for query in ({}, {"_limit": "200"})]
    assert [(len(page["data"]), page["has_more"]) for page in pages] == [(100, True), (101, False)]


@given(count=st.integers(0, 12), size=st.integers(1, 6))
def test_pages_lose_and_repeat_nothing(count: int, size: int) -> None:
    """Walking by `_skip` meets every item once, and has_more is false on the last page only."""
    bench = subscribed(count)
    for _ in range(count):
        bench.start()
    for path, everything in (
        (BULK, list(bench.organization.bulk_actions)[::-1]),
        (SUBSCRIPTIONS, list(bench.organization.subscriptions)),
    ):
        seen: list[str] = []
        more = True
        while more:
            query = {"_skip": str(len(seen)), "_limit": str(size)}
            query |= {"sequence_id": bench.sequence_id} if path == SUBSCRIPTIONS else {}
            page = bench.ok("GET", path, query=query)
            more = page["has_more"]
            assert len(page["data"]) == size or not more
            seen += [item["id"] for item in page["data"]]
        assert seen == everything


def test_what_get_shows_the_list_shows(bench: Workbench) -> None:
    """An action looks the same in the list and by itself."""
    bench.add_leads(3)
    identity = bench.start()
    bench.emulator.step(3)
    assert bench.ok("GET", BULK)["data"] == [bench.fetch(identity)]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ("id", {"id"}),
        ("id,status", {"id", "status"}),
        ("status,id,id,typo,", {"id", "status"}),
        ("typo", set[str]()),
        ("", set(seed("seed_000_response"))),
        (",", set(seed("seed_000_response"))),
    ],
)
def test_fields_project(bench: Workbench, fields: str, names: set[str]) -> None:
    """`_fields` leaves the named keys, in lists and single objects; without names, all."""
    identity = bench.start()
    query = {"_fields": fields}
    assert set(bench.ok("GET", f"{BULK}{identity}/", query=query)) == names
    assert [set(item) for item in bench.ok("GET", BULK, query=query)["data"]] == [names]


def test_subscriptions_have_no_projection(bench: Workbench) -> None:
    """`_fields` is not a parameter of subscriptions, and is ignored there."""
    bench.add_leads(1)
    bench.finish()
    query = {"sequence_id": bench.sequence_id, "_fields": "id"}
    (found,) = bench.ok("GET", SUBSCRIPTIONS, query=query)["data"]
    assert len(found) == 17


def test_subscriptions_need_a_filter(bench: Workbench) -> None:
    """Without sequence_id, contact_id and lead_id the list is 400."""
    response = bench.send("GET", SUBSCRIPTIONS, query={"_limit": "1"})
    sentence = "At least one of sequence_id, contact_id, lead_id is required."
    assert response.status == 400
    assert response.json() == {"errors": [sentence], "field-errors": {}}


@pytest.mark.parametrize("name", ["sequence_id", "contact_id", "lead_id"])
def test_filters_take_ids_of_their_kind(bench: Workbench, name: str) -> None:
    """An id of another kind is refused; one of the kind that nobody has finds nothing."""
    prefix = {"sequence_id": "seq_", "contact_id": "cont_", "lead_id": "lead_"}[name]
    for value in ("", "x", prefix, "user_1", f"{prefix}a-b", f"{prefix}a\n", prefix + "a" * 65):
        assert list(bench.problems("GET", SUBSCRIPTIONS, query={name: value})) == [name]
    page = bench.ok("GET", SUBSCRIPTIONS, query={name: f"{prefix}none"})
    assert page == {"data": [], "has_more": False}


def test_filters_are_anded() -> None:
    """Each filter and each combination of filters gives what meets all of them."""
    bench = Workbench()
    bench.add_leads(2, contacts=2)
    bench.finish(contact_preference="contact")
    bench.finish(contact_preference="lead", sequence_id=bench.emulator.add_sequence("Second"))
    everything = list(bench.organization.subscriptions.values())
    for wanted in everything:
        for names in (
            ("sequence_id",),
            ("contact_id",),
            ("lead_id",),
            ("lead_id", "sequence_id"),
            ("contact_id", "sequence_id"),
            ("contact_id", "lead_id", "sequence_id"),
        ):
            query: dict[str, Any] = {name: getattr(wanted, name) for name in names}
            page = bench.ok("GET", SUBSCRIPTIONS, query=query)
            expected = [s.id for s in everything if all(getattr(s, n) == query[n] for n in names)]
            assert [item["id"] for item in page["data"]] == expected
