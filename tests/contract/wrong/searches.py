"""Servers whose searches and event logs are wrong."""

import json
from typing import Any, Final

from attrs import evolve

from close_emulator import Request, Response
from contract.wrong.answers import data_of
from contract.wrong.faults import Fault, Members, drop, put
from contract.wrong.wrong import wrong

EVENTS: Final = "GET /event/"
SEARCH: Final = "POST /data/search/"


def _cursor_of(change: Any) -> Fault:
    return Fault(to=EVENTS, answer=change)


def _sent(name: str, value: Any) -> Fault:
    """Do something else than was sent."""
    return Fault(to=SEARCH, body=lambda body: {**body, name: value} if name in body else body)


def _without_negate(value: Any) -> Any:
    match value:
        case dict():
            return {name: _without_negate(each) for name, each in value.items() if name != "negate"}
        case list():
            return [_without_negate(each) for each in value]
        case _:
            return value


def _all_for_any(value: Any) -> Any:
    match value:
        case dict():
            changed = {name: _all_for_any(each) for name, each in value.items()}
            return {**changed, "type": "and"} if value.get("type") == "or" else changed
        case list():
            return [_all_for_any(each) for each in value]
        case _:
            return value


def _miscount(n: int) -> Any:
    def change(shown: Members) -> Members:
        count = shown.get("count")
        return {**shown, "count": {**count, "total": count["total"] + n}} if count else shown

    return change


def _forgetful_search() -> Fault:
    """Leave out the first object of every page but the first."""

    def change(request: Request, response: Response) -> Response:
        if b'"cursor": "' not in request.body or response.status != 200:
            return response
        shown: Any = response.json()
        return evolve(response, body=_dumps({**shown, "data": shown["data"][1:]}))

    return Fault(to=SEARCH, response=change)


def _dumps(value: Any) -> bytes:
    return json.dumps(value).encode()


SEARCHES: Final = (
    wrong(
        "ignores the object of events",
        "filters",
        "event_filters",
        Fault(to=EVENTS, query=drop("object_id", "object_type")),
    ),
    wrong(
        "ignores the user of events",
        "filters",
        "empty_lists",
        Fault(to=EVENTS, query=drop("user_id")),
    ),
    wrong(
        "ignores the times of events",
        "event_filters",
        "event_filters",
        Fault(to=EVENTS, query=drop("date_updated__gt", "date_updated__lt")),
    ),
    wrong(
        "takes gt for gte",
        "event_filters",
        "event_filters",
        Fault(
            to=EVENTS,
            query=lambda query: {
                ("date_updated__gt" if name == "date_updated__gte" else name): value
                for name, value in query.items()
            },
        ),
    ),
    wrong(
        "lists the oldest events first",
        "newest_first",
        "event_filters",
        Fault(to=EVENTS, answer=data_of(lambda data: data[::-1])),
    ),
    wrong(
        "repeats events",
        "event_pages",
        "event_pages",
        Fault(to=EVENTS, query=drop("_cursor")),
    ),
    wrong(
        "ends the log too early", "event_pages", "event_pages", _cursor_of(put(cursor_next=None))
    ),
    wrong(
        "leads back to nowhere",
        "event_pages",
        "event_pages",
        _cursor_of(lambda shown: put(cursor_previous=shown.get("cursor_next"))(shown)),
    ),
    wrong("loses objects of a search", "search_pages", "search_pages", _forgetful_search()),
    wrong(
        "begins a search anew",
        "search_pages",
        "search_pages",
        Fault(to=SEARCH, body=drop("cursor")),
    ),
    wrong(
        "ends a search too early",
        "search_pages",
        "search_pages",
        Fault(to=SEARCH, answer=put(cursor=None)),
    ),
    wrong(
        "miscounts a search", "search_count", "search_pages", Fault(to=SEARCH, answer=_miscount(1))
    ),
    wrong(
        "does not count", "search_count", "search_counts", Fault(to=SEARCH, answer=drop("count"))
    ),
    wrong("ignores negate", "search_logic", "search_logic", Fault(to=SEARCH, body=_without_negate)),
    wrong("takes or for and", "search_logic", "search_logic", Fault(to=SEARCH, body=_all_for_any)),
    wrong(
        "finds by no query",
        "search_logic",
        "search_logic",
        Fault(
            to=SEARCH,
            body=lambda body: {**body, "query": {"type": "object_type", "object_type": "lead"}},
        ),
    ),
    wrong(
        "answers all fields",
        "search_members",
        "search_logic",
        Fault(to=SEARCH, each=lambda given: {**given, "name": "x"}),
    ),
    wrong(
        "answers no fields",
        "search_fields",
        "search_fields",
        Fault(to=SEARCH, body=drop("_fields")),
    ),
    wrong(
        "sorts upwards only", "search_order", "search_order", Fault(to=SEARCH, body=drop("sort"))
    ),
    wrong("ignores results_limit", "search_count", "search_counts", _sent("results_limit", None)),
    wrong(
        "takes a limit of 0 for none",
        "search_count",
        "search_counts",
        Fault(
            to=SEARCH,
            body=lambda body: (
                drop("results_limit")(body) if body.get("results_limit") == 0 else body
            ),
        ),
    ),
)
