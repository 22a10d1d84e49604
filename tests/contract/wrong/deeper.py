"""Servers that do not do what they were asked: filters, bulk actions, steps, the trace in the log."""

import json
from collections.abc import Callable
from typing import Any, Final

from attrs import evolve

from close_contract.known import no_lead
from close_emulator import Request, Response
from contract.wrong.faults import Fault, Members, drop, instead, put, reply
from contract.wrong.wrong import wrong

SEARCH: Final = "POST /data/search/"
EVENTS: Final = "GET /event/"
EDIT: Final = "POST /bulk_action/edit/"
SUBSCRIBE: Final = "POST /bulk_action/sequence_subscription/"


def everywhere(change: Callable[[Members], Members], value: Any) -> Any:
    """Change every object within a value, the innermost first."""
    match value:
        case dict():
            return change({name: everywhere(change, each) for name, each in value.items()})
        case list():
            return [everywhere(change, each) for each in value]
        case _:
            return value


def reworded(old: str, new: str) -> Fault:
    """Take one word of a query for another."""

    def change(given: Members) -> Members:
        return {name: new if each == old else each for name, each in given.items()}

    return Fault(to=SEARCH, body=lambda body: everywhere(change, body))


def _any_related(given: Members) -> Members:
    if given.get("type") != "has_related":
        return given
    anything = {"type": "object_type", "object_type": given["related_object_type"]}
    return {**given, "related_query": anything}


def _without_zone(request: Request) -> Request:
    headers = [pair for pair in request.headers if pair[0].lower() != "x-tz-offset"]
    return evolve(request, headers=tuple(headers))


def _strange_field(_: Request, response: Response) -> Response:
    if response.status != 400:
        return response
    body = {"errors": [], "field-errors": {"weather": "It rains."}}
    return evolve(response, body=json.dumps(body).encode())


def _in_old_order(body: Members) -> Members:
    steps = body.get("steps", [])
    if not all("id" in step for step in steps):
        return body
    return {**body, "steps": sorted(steps, key=lambda step: str(step["id"]))} if steps else body


DEEPER: Final = (
    wrong(
        "leaves out the organisation",
        "example_members",
        "example_members",
        Fault(to="GET /(sequence|event)/.*", each=drop("organization_id")),
    ),
    wrong(
        "takes any time zone",
        "time_zones",
        "time_zones",
        Fault(to=SEARCH, request=_without_zone),
    ),
    wrong(
        "names fields that nobody sent",
        "field_errors",
        "broken_json",
        Fault(to="POST /sequence/", response=_strange_field),
    ),
    wrong(
        "wants words in their order",
        "search_conditions",
        "search_conditions",
        reworded("full_words", "phrase"),
    ),
    wrong(
        "takes a phrase for its words",
        "search_conditions",
        "search_conditions",
        reworded("phrase", "full_words"),
    ),
    wrong(
        "finds what is related to anything",
        "search_relations",
        "search_relations",
        Fault(to=SEARCH, body=lambda body: everywhere(_any_related, body)),
    ),
    wrong(
        "takes what it does not know for all",
        "search_unknown",
        "search_unknown",
        Fault(
            to=SEARCH,
            response=lambda request, response: (
                reply(200, {"data": [], "cursor": None})(request, response)
                if response.status in {400, 501}
                else response
            ),
        ),
    ),
    wrong("takes past for future", "search_moments", "search_moments", reworded("past", "future")),
    wrong("takes start for end", "search_moments", "search_moments", reworded("start", "end")),
    wrong(
        "subscribes nobody",
        "unknown_references",
        "unknown_references",
        Fault(to="POST /sequence_subscription/", response=instead(400, 201)),
    ),
    wrong(
        "adds for remove",
        "bulk_fields",
        "bulk_fields",
        Fault(to=EDIT, body=put(custom_field_operation="add")),
    ),
    wrong(
        "selects more than the limit",
        "bulk_selection",
        "bulk_selection",
        Fault(to=SUBSCRIBE, body=drop("results_limit")),
    ),
    wrong(
        "forgets who sends in bulk",
        "bulk_subscribing",
        "bulk_subscribing",
        Fault(to="GET /sequence_subscription/.*", each=put(sender_name="somebody")),
    ),
    wrong(
        "resumes what is finished",
        "bulk_subscribing",
        "bulk_subscribing",
        Fault(
            to=SUBSCRIBE,
            body=lambda body: (
                {**body, "action_type": "resume_finished"}
                if body.get("action_type") == "resume"
                else body
            ),
        ),
    ),
    wrong(
        "keeps the order of steps",
        "sequence_steps",
        "sequence_steps",
        Fault(to="PUT /sequence/[^/]+/", body=_in_old_order),
    ),
    wrong(
        "keeps the old address",
        "subscription_senders",
        "subscription_senders",
        Fault(to="PUT /sequence_subscription/[^/]+/", body=drop("sender_email")),
    ),
    wrong(
        "deletes nothing",
        "bulk_deletes",
        "bulk_deletes",
        Fault(to="POST /bulk_action/delete/", body=put(s_query=no_lead())),
    ),
    wrong(
        "logs no bulk action as the cause",
        "effect_events",
        "effect_events",
        Fault(to=EVENTS, each=put(meta={})),
    ),
    wrong(
        "logs no status of before",
        "edit_events",
        "edit_events",
        Fault(to=EVENTS, each=put(previous_data={})),
    ),
)
