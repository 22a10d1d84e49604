"""`close.leads`: samples and searches, as far as the service goes, and an error where it goes no farther."""

import json
from typing import Any

import httpx
import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from close_bulk import ALL_LEADS, BadRequest, BadResponse, Close, InvalidRequest, SearchLimit
from kit import ACME, Make, client

SORT = [
    {
        "direction": "asc",
        "field": {"type": "regular_field", "object_type": "lead", "field_name": "date_created"},
    }
]


@define
class Service:
    """Advanced Filtering over so many leads, whose cursors expire when they are told to."""

    leads: int
    cap: int = 10_000
    expiring: set[int] = field(factory=set)
    """Numbers of requests whose cursor is too old by then."""
    requests: list[dict[str, Any]] = field(factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer a search."""
        body = json.loads(request.content)
        self.requests.append(body)
        if body.get("cursor") and len(self.requests) in self.expiring:
            return httpx.Response(400, json={"field-errors": {"cursor": "Expired cursor"}})
        begin = int(body.get("cursor") or 0)
        limit = body.get("results_limit")
        last = min(self.leads, self.cap, self.leads if limit is None else limit)
        end = min(begin + body["_limit"], last)
        data = [
            {"__object_type": "lead", "id": f"lead_{n}", "name": "x"} for n in range(begin, end)
        ]
        count = {"limited": last, "total": self.leads}
        cursor = str(end) if end < last else None
        return httpx.Response(200, json={"data": data, "cursor": cursor, "count": count})

    def client(self, make: Make) -> Any:
        """Make a client of it."""
        return make(api_key="k", transport=httpx.MockTransport(self.handle))


def test_search_sends_what_was_asked(make: Make) -> None:
    """Query, fields, order and limit arrive; the leads are plain mappings."""
    service = Service(3)
    found = service.client(make).leads.search(ACME, fields=["name"], sort=SORT, results_limit=2)
    assert not service.requests
    assert list(found) == [{"id": "lead_0", "name": "x"}, {"id": "lead_1", "name": "x"}]
    assert service.requests == [
        {
            "query": ACME,
            "_fields": {"lead": ["name"]},
            "_limit": 200,
            "results_limit": 2,
            "include_counts": True,
            "sort": SORT,
        }
    ]


def test_listing_can_be_read_again(make: Make) -> None:
    """Each iteration is a search of its own."""
    found = Service(450).client(make).leads.search(ALL_LEADS)
    assert len(list(found)) == len(list(found)) == 450


@settings(max_examples=50)
@given(st.integers(0, 1500), st.sets(st.integers(2, 20)))
def test_expired_cursor_loses_and_doubles_nothing(leads: int, expiring: set[int]) -> None:
    """However often a cursor expires between pages, every lead is given exactly once, or an error comes."""
    service = Service(leads, expiring=expiring)
    given_ids: list[str] = []
    with service.client(Close) as close:
        try:
            for lead in close.leads.search(ALL_LEADS):
                given_ids.append(lead["id"])  # noqa: PERF401 - kept where an error comes
        except BadRequest:
            assert {n, n + 1} & expiring if (n := len(service.requests)) else False
            assert given_ids == [f"lead_{n}" for n in range(len(given_ids))]
        else:
            assert given_ids == [f"lead_{n}" for n in range(leads)]


def test_cursor_that_expires_once_begins_the_search_anew(make: Make) -> None:
    """After an expired cursor the search is made again from the start, and passes over what was given."""
    service = Service(500, expiring={2})
    assert len(list(service.client(make).leads.search(ALL_LEADS))) == 500
    assert [body.get("cursor") for body in service.requests] == [None, "200", None, "200", "400"]


def test_cursor_that_is_always_expired_is_an_error(make: Make) -> None:
    """A search that gains nothing by beginning anew is not begun for ever."""
    service = Service(500, expiring=set(range(2, 1000)))
    found = iter(service.client(make).leads.search(ALL_LEADS))
    assert len([next(found) for _ in range(200)]) == 200
    with pytest.raises(BadRequest, match="Expired cursor"):
        next(found)
    assert len(service.requests) == 4


def test_search_that_is_cut_short_says_so_and_how_to_go_on(make: Make) -> None:
    """Where more leads match than a search gives, it ends with an error, not in silence."""
    found = iter(Service(10_001).client(make).leads.search(ALL_LEADS))
    ids = [next(found)["id"] for _ in range(10_000)]
    assert len(set(ids)) == 10_000
    with pytest.raises(SearchLimit, match=r"10001 leads match.*date_created") as caught:
        next(found)
    assert (caught.value.given, caught.value.total) == (10_000, 10_001)


def test_limit_that_is_reached_is_no_error(make: Make) -> None:
    """Ten thousand of many are what was asked for; ten thousand of ten thousand are all."""
    close = Service(10_001).client(make)
    assert sum(1 for _ in close.leads.search(ALL_LEADS, results_limit=10_000)) == 10_000
    assert sum(1 for _ in Service(10_000).client(make).leads.search(ALL_LEADS)) == 10_000


@pytest.mark.parametrize("limit", [10**30, 1e300])
def test_limit_may_be_larger_than_any_list(make: Make, limit: Any) -> None:
    """A whole number of any size and type is a limit like another."""
    assert len(list(Service(3).client(make).leads.search(ALL_LEADS, results_limit=limit))) == 3


def test_search_that_does_not_end_is_an_error(make: Make) -> None:
    """A cursor that leads to the same page again ends with an error."""
    data = [{"__object_type": "lead", "id": "lead_1"}]
    close, requests, _ = client(make, httpx.Response(200, json={"data": data, "cursor": "again"}))
    with pytest.raises(BadResponse, match="does not end"):
        list(close.leads.search(ALL_LEADS))
    assert len(requests) == 2


def test_what_is_no_lead_is_refused_with_the_way_on(make: Make) -> None:
    """A query that matches contacts too would make a wrong picture of what a bulk action touches."""
    data = [{"__object_type": "contact", "id": "cont_1"}]
    answer = httpx.Response(200, json={"data": data, "cursor": None})
    for read in (lambda c: c.leads.sample(ACME), lambda c: list(c.leads.search(ACME))):
        close, _, _ = client(make, answer)
        with pytest.raises(BadResponse, match=r'contact.*"object_type": "lead"'):
            read(close)


def test_sample_is_one_small_request(make: Make) -> None:
    """A sample costs one request and holds no more than asked, names included."""
    service = Service(500)
    assert len(service.client(make).leads.sample(ACME, 3)) == 3
    (body,) = service.requests
    assert (body["_limit"], body["results_limit"]) == (3, 3)
    assert body["_fields"] == {"lead": ["id", "display_name"]}
    assert service.client(make).leads.sample(ACME, fields=["name"])[9]["name"] == "x"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"fields": []}, r"fields: is empty; give a list of names, such as \['id'"),
        ({"fields": "name"}, r"fields: 'name' is not a list; give a list of names"),
        ({"fields": {"name"}}, r"fields: .* cannot be written as JSON; give a list of names"),
        ({"fields": ["name", 3]}, "item 1: 3 is not a string"),
        ({"sort": "desc"}, r"sort: 'desc' is not a list; give a list of terms, such as \[lead\("),
        ({"results_limit": 0}, "results_limit: 0 is less than 1"),
        ({"results_limit": -1}, "results_limit: -1 is less than 1"),
        ({"results_limit": True}, "results_limit: True is not a whole number"),
    ],
)
def test_wrong_search_is_refused_at_once(make: Make, arguments: dict[str, Any], words: str) -> None:
    """Each wrong argument has its own sentence, before anything is read."""
    service = Service(3)
    with pytest.raises(InvalidRequest, match=words):
        service.client(make).leads.search(ACME, **arguments)
    assert not service.requests


def test_lead_has_what_was_asked_for(make: Make) -> None:
    """Members come in the order of `fields`, and None stands for one that the service leaves out."""
    leads = Service(3).client(make).leads
    names = ["custom.cf_1", "name", "first_seen"]
    wanted = {"custom.cf_1": None, "name": "x", "first_seen": None, "id": "lead_0"}
    for found in (leads.search(ACME, fields=names).first(), leads.sample(ACME, fields=names)[0]):
        assert [*found.items()] == [*wanted.items()]


@pytest.mark.parametrize("how", ["search", "sample"])
def test_slip_of_the_pen_in_a_field_is_told(make: Make, how: str) -> None:
    """A name that no lead has and that is nearly a member's is refused with that; no lead is given."""
    names = ["name", "nmae", "dispaly_name", "status_lable"]
    with pytest.raises(InvalidRequest) as caught:
        next(iter(getattr(Service(450).client(make).leads, how)(ACME, fields=names)))
    assert [problem.message for problem in caught.value.problems] == [
        "no lead has 'nmae'; did you mean name?",
        "no lead has 'dispaly_name'; did you mean display_name?",
        "no lead has 'status_lable'; did you mean status_label?",
    ]
    assert [*getattr(Service(0).client(make).leads, how)(ACME, fields=names)] == []


@pytest.mark.parametrize("query", [None, {}, "name:ACME", {"type": "and", "queries": []}])
def test_wrong_query_is_refused_at_once(make: Make, query: Any) -> None:
    """No query is no search."""
    close = Service(3).client(make)
    for read in (close.leads.search, close.leads.sample):
        with pytest.raises(InvalidRequest) as caught:
            read(query)
        assert caught.value.invalid == ("s_query",)


@pytest.mark.parametrize("n", [0, -1, 201, 2.5, "3", True])
def test_wrong_size_of_a_sample_is_refused(make: Make, n: Any) -> None:
    """A sample has from one lead to a page of them."""
    service = Service(3)
    with pytest.raises(InvalidRequest) as caught:
        service.client(make).leads.sample(ACME, n)
    assert caught.value.invalid == ("n",)
    assert not service.requests


def leads(begin: int, end: int, total: int, cursor: str | None = None) -> httpx.Response:
    """Answer a search with a page of leads."""
    data = [{"__object_type": "lead", "id": f"lead_{n}"} for n in range(begin, end)]
    return httpx.Response(
        200, json={"data": data, "cursor": cursor, "count": {"limited": total, "total": total}}
    )


EXPIRED = httpx.Response(400, json={"field-errors": {"cursor": "Expired cursor"}})


def test_limit_holds_also_where_the_search_begins_anew(make: Make) -> None:
    """Leads that came in meanwhile do not make more of them than were asked for."""
    close, requests, _ = client(
        make, leads(0, 200, 1000, "a"), EXPIRED, leads(900, 1100, 1100, "b")
    )
    assert len(list(close.leads.search(ALL_LEADS, results_limit=300))) == 300
    assert len(requests) == 3


def test_search_that_ends_too_early_is_read_again(make: Make) -> None:
    """Fewer leads than the search itself counts: what is missing is looked for, and nothing comes twice."""
    close, requests, _ = client(
        make, leads(0, 50, 120), leads(0, 100, 120, "a"), leads(100, 120, 120)
    )
    found = [lead["id"] for lead in close.leads.search(ALL_LEADS)]
    assert found == [f"lead_{n}" for n in range(120)]
    assert len(requests) == 3


def test_search_that_ends_too_early_again_is_an_error(make: Make) -> None:
    """What was found is given, and then comes an error, not an end that looks like all."""
    close, requests, _ = client(make, leads(0, 50, 500))
    found = iter(close.leads.search(ALL_LEADS))
    assert len([next(found) for _ in range(50)]) == 50
    with pytest.raises(BadResponse, match="ends after 50 leads and counts 500"):
        next(found)
    assert len(requests) == 2


@pytest.mark.parametrize("totals", [(120, 119), (119, 120)])
def test_search_over_leads_that_come_and_go_is_complete(
    make: Make, totals: tuple[int, int]
) -> None:
    """A lead more or less by the end is the world's doing: the smallest count is what has to come."""
    first, last = totals
    close, requests, _ = client(make, leads(0, 100, first, "a"), leads(100, min(totals), last))
    assert len(list(close.leads.search(ALL_LEADS))) == min(totals)
    assert len(requests) == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"data": [{"id": None, "__object_type": "lead"}]},
        {"data": [{"id": ["lead_1"], "__object_type": "lead"}]},
        {"data": [{"id": "lead_1", "__object_type": ["lead"]}]},
        {"data": [{"id": "lead_1", "__object_type": {}}]},
        {"data": [{"id": "lead_1", "__object_type": "lead"}], "cursor": float("inf")},
        {"data": [{"id": "lead_1", "__object_type": "lead"}], "cursor": "\ud800"},
        {"data": [{"id": "lead_1", "__object_type": "lead"}], "cursor": ["x"]},
    ],
    ids=str,
)
def test_odd_page_is_a_bad_response(make: Make, answer: Any) -> None:
    """Whatever stands where an id, a type or a cursor belongs, no exception of Python's own comes out."""
    close, requests, _ = client(make, httpx.Response(200, content=json.dumps(answer)))
    with pytest.raises(BadResponse):
        list(close.leads.search(ALL_LEADS))
    assert len(requests) == 1
