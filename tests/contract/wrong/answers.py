"""Servers that take the right requests, and answer them wrongly."""

from typing import Any, Final

from attrs import evolve

from close_emulator import Request, Response
from contract.wrong.faults import Fault, Members, drop, instead, put, reply
from contract.wrong.wrong import wrong

ACTION: Final = "GET /bulk_action/sequence_subscription/[^/]+/"
ACTIONS: Final = "GET /bulk_action/sequence_subscription/"
BULK: Final = ".* /bulk_action/.*"
CREATE: Final = "POST /bulk_action/.*"
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


def data_of(change: Any) -> Any:
    """Change the objects of a page as a whole."""
    return lambda shown: {**shown, "data": change(shown["data"])} if "data" in shown else shown


def _now_and_then() -> Fault:
    turns: list[int] = []

    def change(shown: Members) -> Members:
        turns.append(1)
        return data_of(lambda data: data[::-1])(shown) if len(turns) % 2 else shown

    return Fault(to=ACTIONS, answer=change)


def _without(name: str, to: str) -> Fault:
    return Fault(to=to, query=drop(name))


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
        Fault(to=ACTIONS, answer=data_of(lambda data: data[:1] * 2 + data[2:])),
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
        Fault(to=SUBSCRIPTIONS, answer=data_of(lambda _data: [])),
    ),
    wrong(
        "ignores _fields, in fuzzing",
        "projection",
        "fuzzing",
        _without("_fields", ACTIONS),
        LIST_ID,
    ),
)
