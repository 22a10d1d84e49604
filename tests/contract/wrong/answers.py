"""Servers that take the right requests, and answer them wrongly."""

import json
from typing import Any, Final

from attrs import evolve

from close_emulator import Request, Response
from contract.wrong.faults import Fault, Members, drop, instead, put, reply
from contract.wrong.wrong import wrong

ACTION: Final = "GET /bulk_action/sequence_subscription/[^/]+/"
ACTIONS: Final = "GET /bulk_action/sequence_subscription/"
BULK: Final = ".* /bulk_action/.*"
CREATE: Final = "POST /bulk_action/.*"
EVENTS: Final = "GET /event/"
SEARCH: Final = "POST /data/search/"
SUBSCRIPTIONS: Final = "GET /sequence_subscription/"
ACTION_ID: Final = "get_bulk_sequence_subscription"
LIST_ID: Final = "list_bulk_sequence_subscriptions"


def _lasting(offset: int) -> Fault:
    """Answer pages that are longer than asked for."""

    def change(query: Members) -> Members:
        limit = query.get("_limit", "")
        return {**query, "_limit": str(int(limit) + offset)} if limit in {"1", "3"} else query

    return Fault(to=ACTIONS, query=change)


def _skipping(offset: int) -> Fault:
    def change(query: Members) -> Members:
        skip = query.get("_skip", "0")
        return (
            {**query, "_skip": str(int(skip) + offset)}
            if skip not in {"0", ""} and skip.isdecimal()
            else query
        )

    return Fault(to=ACTIONS, query=change)


def _data(change: Any) -> Any:
    return lambda shown: {**shown, "data": change(shown["data"])} if "data" in shown else shown


def _now_and_then() -> Fault:
    turns: list[int] = []

    def change(shown: Members) -> Members:
        turns.append(1)
        return _data(lambda data: data[::-1])(shown) if len(turns) % 2 else shown

    return Fault(to=ACTIONS, answer=change)


def _without(name: str, to: str) -> Fault:
    return Fault(to=to, query=drop(name))


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


def _if(name: str, value: Any, **others: Any) -> Any:
    """Change members of what has a certain one."""
    return lambda given: put(**others)(given) if given.get(name) == value else given


def _html(response: Response) -> Response:
    return evolve(response, headers=(("content-type", "text/html"),))


def _refused_in_html(_: Request, response: Response) -> Response:
    return _html(response) if response.status == 400 else response


def _accepted_in_html(_: Request, response: Response) -> Response:
    return _html(response) if response.status == 200 else response


def _naive(given: Members) -> Members:
    return {
        name: value[:-6] if name.startswith("date_") and isinstance(value, str) else value
        for name, value in given.items()
    }


ANSWERS: Final = (
    wrong(
        "leaves a member out",
        "response_schema_conformance",
        "coverage",
        Fault(to=ACTION, each=drop("n_objects")),
        ACTION_ID,
    ),
    wrong(
        "answers a text for a number",
        "response_schema_conformance",
        "coverage",
        Fault(to=ACTION, each=put(n_leads="5")),
        ACTION_ID,
    ),
    wrong(
        "answers naive times",
        "response_schema_conformance",
        "coverage",
        Fault(to=ACTION, each=_naive),
        ACTION_ID,
    ),
    wrong(
        "answers what is no time",
        "response_schema_conformance",
        "coverage",
        Fault(to=ACTION, each=put(date_created="soon")),
        ACTION_ID,
    ),
    wrong(
        "answers null for a flag",
        "response_schema_conformance",
        "coverage",
        Fault(to=ACTIONS, each=put(send_done_email=None)),
        LIST_ID,
    ),
    wrong(
        "answers a bare list",
        "response_schema_conformance",
        "coverage",
        Fault(to=ACTIONS, response=reply(200, [])),
        LIST_ID,
    ),
    wrong(
        "refuses in HTML",
        "content_type_conformance",
        "coverage",
        Fault(response=_refused_in_html),
        LIST_ID,
    ),
    wrong(
        "answers in HTML",
        "content_type_conformance",
        "coverage",
        Fault(response=_accepted_in_html),
        LIST_ID,
    ),
    wrong(
        "teapot",
        "status_code_conformance",
        "coverage",
        Fault(response=instead(404, 418)),
        ACTION_ID,
    ),
    wrong(
        "created with 200",
        "subscription_life",
        "subscription_life",
        Fault(to="POST /sequence_subscription/", response=instead(201, 200)),
    ),
    wrong("ignores _fields of lists", "projection", "single_members", _without("_fields", ACTIONS)),
    wrong("ignores _fields", "projection", "single_members", _without("_fields", ACTION)),
    wrong(
        "leaves out the status",
        "projection",
        "single_members",
        Fault(to=ACTION, each=drop("status")),
    ),
    wrong(
        "misses a member",
        "projection",
        "single_members",
        Fault(
            to="GET /me/",
            query=lambda query: (
                {**query, "_fields": "id,first_name"} if query.get("_fields") == "email" else query
            ),
        ),
    ),
    wrong("answers one too many", "page_size", "list_pages", _lasting(1)),
    wrong(
        "answers one too few",
        "list_pages",
        "list_pages",
        Fault(
            to=ACTIONS,
            query=lambda query: {**query, "_limit": "2"} if query.get("_limit") == "3" else query,
        ),
    ),
    wrong("skips one too many", "list_pages", "list_pages", _skipping(1)),
    wrong("skips one too few", "list_pages", "list_pages", _skipping(-1)),
    wrong("ignores _skip", "list_pages", "list_pages", _without("_skip", "GET .*")),
    wrong(
        "never has more", "list_pages", "list_pages", Fault(to="GET .*", answer=put(has_more=False))
    ),
    wrong(
        "always has more", "page_size", "list_pages", Fault(to="GET .*", answer=put(has_more=True))
    ),
    wrong(
        "lists an object twice",
        "repeats",
        "list_pages",
        Fault(to=ACTIONS, answer=_data(lambda data: data[:1] * 2 + data[2:])),
    ),
    wrong("lists in any order", "list_pages", "list_pages", _now_and_then()),
    wrong("ignores the lead", "filters", "empty_lists", _without("lead_id", SUBSCRIPTIONS)),
    wrong(
        "ignores the template",
        "filters",
        "empty_lists",
        _without("template_id", "GET /bulk_action/email/"),
    ),
    wrong(
        "takes the contact for all",
        "subscription_filters",
        "subscription_filters",
        Fault(
            to=SUBSCRIPTIONS,
            query=lambda query: (
                {**query, "contact_id": f"cont_{'0' * 40}"} if "contact_id" in query else query
            ),
        ),
    ),
    wrong(
        "ignores the object of events",
        "filters",
        "event_filters",
        Fault(to=EVENTS, query=drop("object_id", "object_type")),
    ),
    wrong("ignores the user of events", "filters", "empty_lists", _without("user_id", EVENTS)),
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
        Fault(to=EVENTS, answer=_data(lambda data: data[::-1])),
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
    wrong(
        "answers another object",
        "own_id",
        "known_ids",
        Fault(to="GET /sequence/[^/]+/", each=put(id="seq_another")),
    ),
    wrong(
        "gives ids of another kind",
        "own_kind",
        "known_ids",
        Fault(to="GET /bulk_action/email/", each=lambda given: {**given, "id": "bulkedit_1"}),
    ),
    wrong(
        "takes reassign for pause",
        "echo",
        "bulk_readback",
        Fault(to=CREATE, each=_if("action_type", "reassign", action_type="pause")),
    ),
    wrong(
        "changes the sender",
        "echo",
        "bulk_readback",
        Fault(to=CREATE, each=put(sender_name="Somebody")),
    ),
    wrong("rewrites queries", "echo", "bulk_readback", Fault(to=BULK, each=put(s_query={}))),
    wrong(
        "always mails when done",
        "echo",
        "bulk_readback",
        Fault(to=BULK, each=put(send_done_email=True)),
    ),
    wrong(
        "forgets the limit", "echo", "bulk_readback", Fault(to=BULK, each=put(results_limit=None))
    ),
    wrong(
        "processes more than there is",
        "counters",
        "known_ids",
        Fault(to=BULK, each=put(n_leads=3, n_leads_processed=4)),
    ),
    wrong(
        "is done too early",
        "counters",
        "known_ids",
        Fault(to=BULK, each=_if("status", "done", n_leads=3, n_leads_processed=2)),
    ),
    wrong(
        "processes a negative number",
        "counters",
        "known_ids",
        Fault(to=BULK, each=put(n_objects_processed=-1)),
    ),
    wrong("invents a status", "words", "known_ids", Fault(to=BULK, each=put(status="running"))),
    wrong(
        "writes the status large",
        "words",
        "known_ids",
        Fault(to=BULK, each=lambda given: {**given, "status": str(given.get("status")).upper()}),
    ),
    wrong(
        "changes before it creates",
        "times",
        "known_ids",
        Fault(to=BULK, each=put(date_created="2999-01-01T00:00:00+00:00")),
    ),
    wrong(
        "names another starter",
        "bulk_readback",
        "bulk_readback",
        Fault(to=BULK, each=put(created_by="user_other")),
    ),
    wrong(
        "answers an empty page for all",
        "subscription_counts",
        "subscription_counts",
        Fault(to=SUBSCRIPTIONS, answer=_data(lambda _data: [])),
    ),
    wrong(
        "ignores _fields, in fuzzing",
        "projection",
        "fuzzing",
        _without("_fields", ACTIONS),
        LIST_ID,
    ),
)
