"""Servers that search, sort or edit otherwise than they were asked to, or show and log too little."""

import json
from typing import Any, Final

from attrs import evolve

from close_emulator import Request, Response
from contract.wrong.deeper import EDIT, EVENTS, SEARCH, everywhere, reworded
from contract.wrong.faults import Fault, Members, drop, instead, put
from contract.wrong.wrong import wrong

_EAST: Final = "+05:30"
_SEQUENCES: Final = "GET /sequence/.*"


def _in_queries(change: Any) -> Fault:
    return Fault(to=SEARCH, body=lambda body: everywhere(change, body))


def _without_offset(given: Members) -> Members:
    value = given.get("value")
    is_east = isinstance(value, str) and value.endswith(_EAST)
    return {**given, "value": str(value).removesuffix(_EAST)} if is_east else given


def _no_further(given: Members) -> Members:
    """Go no further than a thousand years."""
    offset = given.get("offset")
    is_far = isinstance(offset, dict) and offset.get("years", 0) > 1000
    return {**given, "offset": {"days": 0}} if is_far else given


def _in_days(given: Members) -> Members:
    return {**given, "offset": {"days": 0}} if "which_day_end" in given else given


def _true_is_one(body: Members) -> Members:
    is_mixed = body.get("custom_field_values") == [1, True]
    return {**body, "custom_field_values": [1]} if is_mixed else body


def _within(name: str, *left_out: str) -> Any:
    """Leave members of the objects in a list out."""
    leave = drop(*left_out)
    return lambda item: (
        {**item, name: [leave(each) for each in item[name]]} if name in item else item
    )


def _any_cursor(body: Members) -> Members:
    is_nobodys = body.get("cursor") == "nobodys-cursor"
    return drop("cursor")(body) if is_nobodys else body


def _at_most(body: Members) -> Members:
    limit = body.get("_limit")
    return {**body, "_limit": min(limit, 200)} if isinstance(limit, int) else body


def _as_letters(item: Members) -> Members:
    return {**item, "steps": [{**step, "step_type": "letter"} for step in item["steps"]]}


def _not_served(_: Request, response: Response) -> Response:
    """Say of a type that it is wrong, rather than that it is not served."""
    if response.status != 501:
        return response
    body = {"errors": [], "field-errors": {"type": "There is no such type."}}
    return evolve(response, status=400, body=json.dumps(body).encode())


ASKING: Final = (
    wrong(
        "knows no more types than prose",
        "known_types",
        "conditions",
        Fault(to=EDIT, response=_not_served),
        "create_bulk_edit",
    ),
    wrong("takes contacts for leads", "search_types", "search_types", reworded("contact", "lead")),
    wrong("sorts down alone", "search_sorting", "search_sorting", reworded("asc", "desc")),
    wrong(
        "passes over what it does not know",
        "search_grammar",
        "search_grammar",
        _in_queries(drop("strange")),
    ),
    wrong(
        "reads no offset of a moment",
        "search_meanings",
        "search_meanings",
        _in_queries(_without_offset),
    ),
    wrong("goes no further back", "far_moments", "far_moments", _in_queries(_no_further)),
    wrong("rounds hours to days", "rounded_moments", "rounded_moments", _in_queries(_in_days)),
    wrong(
        "walks past the limit",
        "search_walks",
        "search_walks",
        Fault(to=SEARCH, body=drop("results_limit")),
    ),
    wrong(
        "begins anew without a cursor",
        "search_cursors",
        "search_cursors",
        Fault(to=SEARCH, body=_any_cursor),
    ),
    wrong(
        "takes too much for the most", "body_bounds", "body_bounds", Fault(to=SEARCH, body=_at_most)
    ),
    wrong(
        "shows no threading of steps",
        "inner_members",
        "inner_members",
        Fault(to=_SEQUENCES, each=_within("steps", "threading")),
    ),
    wrong(
        "sends letters",
        "untyped_steps",
        "untyped_steps",
        Fault(to="POST /sequence/", each=_as_letters),
    ),
    wrong(
        "shows no addresses in a lead",
        "nested_contacts",
        "nested_contacts",
        Fault(to=SEARCH, each=_within("contacts", "emails")),
    ),
    wrong(
        "edits fields that there are not",
        "edit_refusals",
        "edit_refusals",
        Fault(to=EDIT, response=instead(400, 200)),
    ),
    wrong("takes true for 1", "edit_values", "edit_values", Fault(to=EDIT, body=_true_is_one)),
    wrong(
        "logs no value of before",
        "field_events",
        "field_events",
        Fault(to=EVENTS, each=put(previous_data={})),
    ),
    wrong(
        "logs no changed fields",
        "status_events",
        "status_events",
        Fault(to=EVENTS, each=put(changed_fields=[])),
    ),
)
