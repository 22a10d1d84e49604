"""/data/search/: pages, counts, fields, order and the life of a cursor."""

from typing import Any

import pytest

from close_emulator import Address
from emulator.workbench import ALL_LEADS, BULK, SEARCH, Workbench, by, named


def search(bench: Workbench, **body: object) -> dict[str, Any]:
    """One page of a search, by default for all leads."""
    answer: dict[str, Any] = bench.ok("POST", SEARCH, {"query": ALL_LEADS} | body)
    return answer


def test_only_types_and_ids_come_back(bench: Workbench) -> None:
    """Without `_fields` a result is its type and its id, and there is no has_more."""
    lead = bench.emulator.add_lead("ACME")
    answer = search(bench)
    assert answer == {"data": [{"__object_type": "lead", "id": lead.id}], "cursor": None}


def test_fields_are_added_by_type(bench: Workbench) -> None:
    """`_fields` adds the named fields of each type; unknown names and types are ignored."""
    lead = bench.emulator.add_lead("ACME", contacts=[("Jo", "j@x.example")], custom={"cf_a": ["x"]})
    fields = {"lead": ["name", "custom.cf_a", "typo"], "contact": ["emails"], "deal": ["x"]}
    both = {"type": "or", "queries": [ALL_LEADS, {"type": "object_type", "object_type": "contact"}]}
    assert search(bench, query=both, _fields=fields)["data"] == [
        {"__object_type": "lead", "id": lead.id, "name": "ACME", "custom.cf_a": ["x"]},
        {
            "__object_type": "contact",
            "id": lead.contacts[0].id,
            "emails": [{"email": "j@x.example", "type": "office"}],
        },
    ]


def test_contacts_and_leads_show_how_to_reach_them(bench: Workbench) -> None:
    """`_fields` shows e-mail addresses, numbers, links and postal addresses with their types."""
    address = Address(city="New York", country="US", zipcode="10001")
    lead = bench.emulator.add_lead("ACME", addresses=[address])
    bench.emulator.add_contact(
        lead.id,
        "Jo",
        emails=["jo@x.example"],
        phones=["+16505551234"],
        urls=["https://x.example"],
        title="CEO",
    )
    fields = {
        "lead": ["addresses", "contacts"],
        "contact": ["emails", "phones", "urls", "title", "display_name", "lead_id"],
    }
    everything = {"type": "id", "value": "x", "negate": True}
    shown, person = search(bench, query=everything, _fields=fields)["data"]
    assert shown["addresses"] == [
        {
            "label": "business",
            "address_1": None,
            "address_2": None,
            "city": "New York",
            "state": None,
            "zipcode": "10001",
            "country": "US",
        }
    ]
    reached = {
        "emails": [{"email": "jo@x.example", "type": "office"}],
        "phones": [{"phone": "+16505551234", "type": "office"}],
        "urls": [{"url": "https://x.example", "type": "url"}],
        "title": "CEO",
    }
    more = {"display_name": "Jo", "lead_id": lead.id}
    assert person == {"__object_type": "contact", "id": person["id"], **reached, **more}
    assert shown["contacts"][0].items() >= reached.items()


def test_a_lead_shows_what_it_is(bench: Workbench) -> None:
    """Every field that can be asked for is true to the state."""
    bench.add_leads(1)
    (lead,) = bench.organization.leads.values()
    names = ["name", "display_name", "status_label", "status_id", "contacts", "date_created"]
    (shown,) = search(bench, _fields={"lead": names})["data"]
    assert (shown["name"], shown["display_name"]) == ("ACME 1", "ACME 1")
    assert (shown["status_label"], shown["status_id"]) == ("Potential", lead.status.id)
    assert [contact["id"] for contact in shown["contacts"]] == [lead.contacts[0].id]
    assert shown["date_created"] == "2024-01-01T00:00:00.000000+00:00"


@pytest.mark.parametrize(
    ("limit", "items", "limited"), [(0, 0, 0), (2, 2, 2), (5, 5, 5), (9, 5, 5), (None, 5, 5)]
)
def test_counts_know_the_limit_and_the_total(
    bench: Workbench, limit: int | None, items: int, limited: int
) -> None:
    """results_limit cuts the results; `count` tells both numbers; 0 only counts."""
    bench.add_leads(5)
    bench.add_leads(2, "Other")
    answer = search(bench, query=named("ACME"), results_limit=limit, include_counts=True)
    assert len(answer["data"]) == items
    assert answer["count"] == {"limited": limited, "total": 5}


def test_the_count_is_the_preview_of_a_bulk_action(bench: Workbench) -> None:
    """What a search counts is what a bulk action with the same query processes."""
    bench.add_leads(5)
    bench.add_leads(2, "Other")
    body = {"s_query": named("ACME"), "results_limit": 3}
    preview = search(bench, query=named("ACME"), results_limit=3, include_counts=True)
    assert bench.finish(action_type="pause", **body)["n_leads"] == preview["count"]["limited"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 200])
def test_a_walk_loses_and_repeats_nothing(bench: Workbench, size: int) -> None:
    """Pages of any size, followed by cursor, give every match once, and the last cursor is null."""
    bench.add_leads(7)
    seen: list[str] = []
    page = search(bench, _limit=size)
    while True:
        seen += [item["id"] for item in page["data"]]
        if page["cursor"] is None:
            break
        bench.emulator.add_lead("Late")
        page = search(bench, _limit=size, cursor=page["cursor"], include_counts=True)
        assert page["count"] == {"limited": 7, "total": 7}
    assert seen == list(bench.organization.leads)[:7]


def test_a_cursor_can_be_used_again(bench: Workbench) -> None:
    """The same cursor gives the same page, as long as it lives."""
    bench.add_leads(3)
    cursor = search(bench, _limit=1)["cursor"]
    pages = [search(bench, _limit=1, cursor=cursor)["data"] for _ in range(2)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(("seconds", "status"), [(30, 200), (30.000001, 400)])
def test_a_cursor_lives_for_thirty_seconds(bench: Workbench, seconds: float, status: int) -> None:
    """A cursor is good for 30 seconds; after that the error is the one seen on live calls."""
    bench.add_leads(3)
    cursor = search(bench, _limit=1)["cursor"]
    bench.clock.advance(seconds)
    response = bench.send("POST", SEARCH, {"query": ALL_LEADS, "cursor": cursor})
    assert response.status == status
    if status == 400:
        expired = {"errors": [], "field-errors": {"cursor": "Expired cursor"}}
        assert response.json() == expired


def test_each_page_has_thirty_seconds(bench: Workbench) -> None:
    """A walk may take long, if no single page does."""
    bench.add_leads(3)
    cursor = search(bench, _limit=1)["cursor"]
    for _ in range(2):
        bench.clock.advance(25)
        cursor = search(bench, _limit=1, cursor=cursor)["cursor"]
    assert cursor is None


def test_an_unknown_cursor_is_an_expired_one(bench: Workbench) -> None:
    """A cursor that was never given, the empty one included, is refused like an old one."""
    for cursor in ("x", ""):
        problems = bench.problems("POST", SEARCH, {"query": ALL_LEADS, "cursor": cursor})
        assert problems == {"cursor": "Expired cursor"}


@pytest.mark.parametrize(
    "other",
    [{"query": named("ACME")}, {"sort": [by("name")]}, {"results_limit": 0}, {"results_limit": 3}],
)
def test_a_cursor_belongs_to_its_search(bench: Workbench, other: dict[str, Any]) -> None:
    """A cursor that comes with another query, sort or limit is refused, not followed blindly."""
    bench.add_leads(3)
    cursor = search(bench, _limit=1)["cursor"]
    body = {"query": ALL_LEADS, "cursor": cursor} | other
    problem = bench.problems("POST", SEARCH, body)["cursor"]
    assert problem == "This cursor belongs to a search with another query, sort or results_limit."
    same = search(bench, _limit=2, cursor=cursor, sort=[], results_limit=None)
    assert len(same["data"]) == 2


def test_a_walk_passes_over_what_was_deleted(bench: Workbench) -> None:
    """A lead that is deleted while a search is read is missing from its page, and no failure."""
    bench.add_leads(3)
    first, second, third = bench.organization.leads.values()
    page = search(bench, _limit=1)
    bench.organization.drop_lead(second)
    pages = [page, search(bench, _limit=2, cursor=page["cursor"])]
    assert [[item["id"] for item in each["data"]] for each in pages] == [[first.id], [third.id]]


def test_a_walk_ends_after_ten_thousand(bench: Workbench) -> None:
    """A walk gives at most 10,000 objects, the counts tell the truth."""
    for n in range(10_001):
        bench.emulator.add_lead(f"Lead {n}")
    page = search(bench, _limit=200, include_counts=True)
    pages = 1
    while page["cursor"]:
        page = search(bench, _limit=200, cursor=page["cursor"], include_counts=True)
        pages += 1
    assert (pages, len(page["data"])) == (50, 200)
    assert page["count"] == {"limited": 10_001, "total": 10_001}


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ([], "2413"),
        ([by("name")], "1234"),
        ([by("name", "desc")], "4321"),
        ([by("url")], "3124"),
        ([by("url", "desc")], "1324"),
        ([by("status_label"), by("name", "desc")], "3142"),
        ([by("date_created", "desc")], "3142"),
    ],
)
def test_results_are_sorted(bench: Workbench, sort: list[Any], order: str) -> None:
    """Regular fields sort both ways and without case; empty values come last, ties stay."""
    potential, lost = "Potential", bench.emulator.add_lead_status("Lost")
    assert next(iter(bench.organization.lead_statuses.values())).label == potential
    for number, name, url, status in (
        ("2", "b", None, None),
        ("4", "D", None, None),
        ("1", "A", "z", lost),
        ("3", "c", "y", lost),
    ):
        bench.emulator.add_lead(name, url=url, status_id=status, fixed_id=f"lead_{number}")
        bench.clock.advance(1)
    found = search(bench, sort=sort)["data"]
    assert "".join(item["id"].removeprefix("lead_") for item in found) == order


@pytest.mark.parametrize(
    ("identity", "direction", "order"),
    [
        ("cf_size", "asc", "2134"),
        ("cf_size", "desc", "1234"),
        ("cf_tags", "asc", "3124"),
        ("cf_mixed", "asc", "3214"),
        ("cf_mixed", "desc", "1234"),
    ],
)
def test_custom_fields_sort_too(
    bench: Workbench, identity: str, direction: str, order: str
) -> None:
    """Numbers sort as numbers, texts without case, flags and numbers before texts, none last."""
    values: list[dict[str, Any]] = [
        {"cf_size": 10, "cf_tags": ["b"], "cf_mixed": "Ten"},
        {"cf_size": 9.5, "cf_tags": ["B", "c"], "cf_mixed": 10},
        {"cf_tags": ["a", "z"], "cf_mixed": True},
        {"cf_tags": []},
    ]
    for number, custom in enumerate(values, 1):
        bench.emulator.add_lead("x", custom=custom, fixed_id=f"lead_{number}")
    field = {"type": "custom_field", "custom_field_id": identity}
    found = search(bench, sort=[{"direction": direction, "field": field}])["data"]
    assert "".join(item["id"].removeprefix("lead_") for item in found) == order


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"query": None}, "query"),
        ({"_limit": 0}, "_limit"),
        ({"_limit": 201}, "_limit"),
        ({"_limit": "5"}, "_limit"),
        ({"_limit": None}, "_limit"),
        ({"results_limit": -1}, "results_limit"),
        ({"results_limit": 0.5}, "results_limit"),
        ({"include_counts": None}, "include_counts"),
        ({"include_counts": "yes"}, "include_counts"),
        ({"cursor": 1}, "cursor"),
        ({"sort": None}, "sort"),
        ({"sort": [by("name") | {"direction": "up"}]}, "sort"),
        (
            {"sort": [by("name") | {"field": {"type": "custom_field", "custom_field_id": "cf_x"}}]},
            "sort",
        ),
        ({"sort": [{"direction": "asc"}]}, "sort"),
        ({"sort": [by("name") | {"typo": 1}]}, "sort"),
        ({"_fields": None}, "_fields"),
        ({"_fields": ["name"]}, "_fields"),
        ({"_fields": {"lead": "name"}}, "_fields"),
        ({"_fields": {"lead": [1]}}, "_fields"),
        ({"s_query": ALL_LEADS}, "s_query"),
    ],
)
def test_a_search_that_does_not_fit_is_refused(
    bench: Workbench, body: dict[str, Any], field: str
) -> None:
    """Each of these is 400 and names its field, and no other."""
    assert list(bench.problems("POST", SEARCH, {"query": ALL_LEADS} | body)) == [field]


def test_an_unknown_field_of_a_sort_is_named(bench: Workbench) -> None:
    """An order that the emulator does not know is 501; another one would cut off other leads."""
    response = bench.send("POST", SEARCH, {"query": ALL_LEADS, "sort": [by("value")]})
    assert response.status == 501
    assert b"the lead field 'value' (sort[0].field.field_name); it knows id" in response.body


def test_a_search_needs_a_query(bench: Workbench) -> None:
    """An absent query is refused; it never means everything."""
    assert bench.problems("POST", SEARCH, {}) == {"query": "This field is required."}


def test_a_sort_by_another_type_is_refused_in_a_bulk_action(bench: Workbench) -> None:
    """Leads are sorted by fields of leads."""
    sort = [by("name")]
    sort[0]["field"]["object_type"] = "contact"
    problems = bench.problems("POST", BULK, bench.subscribe_body(sort=sort))
    assert problems["sort"].startswith("[0].field.object_type: 'contact' is not supported")
