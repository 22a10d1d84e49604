"""Servers that take what they should refuse, refuse what they should take, or let anybody in."""

from typing import Final

from attrs import evolve

from close_contract import Known
from close_contract.server import basic
from close_emulator import API_KEY, Request, Response
from contract.wrong.faults import (
    JSON,
    Fault,
    Members,
    drop,
    instead,
    members,
    reply,
    supply,
)
from contract.wrong.wrong import Wrong, wrong

CREATE: Final = "create_bulk_sequence_subscription"
LIST: Final = "list_bulk_sequence_subscriptions"
SUBSCRIBE: Final = "POST /bulk_action/sequence_subscription/"
EDIT: Final = "POST /bulk_action/edit/"
SENDER: Final = ("sender_account_id", "sender_name", "sender_email")


def _signed(request: Request, authorization: str = basic(f"{API_KEY}:")) -> Request:
    others = tuple(pair for pair in request.headers if pair[0] != "authorization")
    return evolve(request, headers=(*others, ("authorization", authorization)))


def _any_key(request: Request) -> Request:
    return _signed(request) if request.header("authorization") else request


def _any_case(request: Request) -> Request:
    given = request.header("authorization")
    same = any(basic(f"{API_KEY.swapcase()}:") == each for each in given)
    return _signed(request) if same else request


def _as_password(request: Request) -> Request:
    given = request.header("authorization")
    return _signed(request) if basic(f":{API_KEY}") in given else request


def _subscribes_without(name: str) -> Wrong:
    def make(known: Known) -> Fault:
        given = {
            "sequence_id": known.sequence_id,
            "sender_account_id": known.sender_account_id,
            "sender_name": "John Doe",
            "sender_email": "john@salesteam.example",
            "contact_preference": "lead",
        }
        supplied = supply({"action_type": "subscribe"}, **{name: given[name]})
        return Fault(to=SUBSCRIBE, body=supplied)

    return wrong(f"subscribes without {name}", "conditions", "conditions", make)


def _nameless(_: Known) -> Fault:
    return Fault(to=SUBSCRIBE, body=supply({"action_type": "subscribe"}, sender_name="John Doe"))


def _drop_from(kind: str, *names: str) -> Fault:
    def change(body: Members) -> Members:
        return drop(*names)(body) if body.get("action_type", body.get("type")) == kind else body

    return Fault(to="POST /bulk_action/.*", body=change)


def _clamp(most: int) -> Fault:
    def change(query: Members) -> Members:
        limit = query.get("_limit", "")
        return {**query, "_limit": str(most)} if limit.isdecimal() and int(limit) > most else query

    return Fault(to="GET .*", query=change)


def _first_only(query: Members) -> Members:
    return {
        name: "1" if name == "_limit" and value == "0" else value for name, value in query.items()
    }


def _absolute(query: Members) -> Members:
    return {name: value.lstrip("-") if name == "_skip" else value for name, value in query.items()}


def _narrow(known: Known) -> Fault:
    def change(query: Members) -> Members:
        narrow = {"sequence_id", "contact_id", "lead_id"} & query.keys()
        return query if narrow else {**query, "lead_id": known.lead_id}

    return Fault(to="GET /sequence_subscription/", query=change)


def _refuse_false(body: Members) -> Members:
    return {**body, "send_done_email": "no"} if body.get("send_done_email") is False else body


def _breaks_on(part: bytes) -> Fault:
    def change(request: Request, response: Response) -> Response:
        return evolve(response, status=500) if part in request.body else response

    return Fault(to="POST .*", response=change)


def _breaks_on_accents(request: Request, response: Response) -> Response:
    name = str((members(request.body) or {}).get("sender_name", ""))
    return response if name.isascii() else evolve(response, status=500)


def _breaks_on_far(request: Request, response: Response) -> Response:
    skip = dict(request.query).get("_skip", "0")
    too_far = skip.isdecimal() and len(skip) > 18
    return evolve(response, status=500) if too_far else response


def _mends_json(request: Request) -> Request:
    is_broken = request.method == "POST" and members(request.body) is None
    return (
        evolve(request, body=b'{"name":"x","timezone":"x","steps":[{"delay":1}]}')
        if is_broken
        else request
    )


def _any_type(request: Request) -> Request:
    others = tuple(pair for pair in request.headers if pair[0] != "content-type")
    return evolve(request, headers=(*others, JSON)) if request.body else request


def _known_members(known: frozenset[str]) -> Fault:
    def change(body: Members) -> Members:
        return {name: value for name, value in body.items() if name in known}

    return Fault(to="POST /bulk_action/delete/", body=change)


def _supplies_query(known: Known) -> Fault:
    given = supply({}, s_query=dict(known.s_query))
    return Fault(to="POST /bulk_action/delete/", body=given)


def _supplies_template(known: Known) -> Fault:
    return Fault(to="POST /bulk_action/email/", body=supply({}, template_id=known.template_id))


def _supplies_status(known: Known) -> Fault:
    given = supply({"type": "set_lead_status"}, lead_status_id=known.lead_status_id)
    return Fault(to=EDIT, body=given)


def _prefers_values(body: Members) -> Members:
    return drop("custom_field_value")(body) if "custom_field_values" in body else body


def _clears_with_a_value(body: Members) -> Members:
    is_clear = str(body.get("type")).startswith("clear_")
    return drop("custom_field_value", "custom_field_values")(body) if is_clear else body


def _prefers_id(body: Members) -> Members:
    return drop("custom_field_name")(body) if "custom_field_id" in body else body


def _nulls(body: Members) -> Members:
    return {name: value for name, value in body.items() if value is not None}


def _wrong_method(request: Request, response: Response) -> Response:
    return (
        reply(404, {"error": "Not Found"})(request, response)
        if response.status == 405
        else response
    )


def _not_signed_in(to: str) -> Fault:
    return Fault(to=to, request=_signed)


REQUESTS: Final = (
    *(_subscribes_without(name) for name in ("sequence_id", *SENDER, "contact_preference")),
    wrong("ignores senders of a pause", "conditions", "conditions", _drop_from("pause", *SENDER)),
    wrong(
        "ignores a preference of a resume",
        "conditions",
        "conditions",
        _drop_from("resume", "contact_preference"),
    ),
    wrong("takes null for absent", "conditions", "conditions", Fault(to=SUBSCRIBE, body=_nulls)),
    wrong("sets no lead status", "conditions", "conditions", _supplies_status),
    wrong("takes two values", "conditions", "conditions", Fault(to=EDIT, body=_prefers_values)),
    wrong("takes id and name", "conditions", "conditions", Fault(to=EDIT, body=_prefers_id)),
    wrong(
        "clears with values", "conditions", "conditions", Fault(to=EDIT, body=_clears_with_a_value)
    ),
    wrong("refuses reassign", "conditions", "conditions", _drop_from("reassign", "s_query")),
    wrong(
        "takes null for absent in coverage",
        "negative_data_rejection",
        "coverage",
        Fault(to=SUBSCRIBE, body=_nulls),
        CREATE,
    ),
    wrong(
        "deletes all without a query",
        "negative_data_rejection",
        "coverage",
        _supplies_query,
        "create_bulk_delete",
    ),
    wrong(
        "mails without a template",
        "negative_data_rejection",
        "coverage",
        _supplies_template,
        "create_bulk_email",
    ),
    wrong(
        "ignores unknown members",
        "negative_data_rejection",
        "coverage",
        _known_members(frozenset({"s_query", "sort", "results_limit", "send_done_email"})),
        "create_bulk_delete",
    ),
    wrong(
        "refuses false",
        "positive_data_acceptance",
        "coverage",
        Fault(to=SUBSCRIBE, body=_refuse_false),
        CREATE,
    ),
    wrong("clamps _limit", "bounds", "bounds", _clamp(200)),
    wrong(
        "refuses the greatest _limit",
        "bounds",
        "bounds",
        Fault(
            to="GET .*",
            query=lambda query: {**query, "_limit": "0"} if query.get("_limit") == "200" else query,
        ),
    ),
    wrong("takes a _limit of 0", "bounds", "bounds", Fault(to="GET .*", query=_first_only)),
    wrong("takes a negative _skip", "bounds", "bounds", Fault(to="GET .*", query=_absolute)),
    wrong(
        "breaks on a large _skip", "bounds", "bounds", Fault(to="GET .*", response=_breaks_on_far)
    ),
    wrong("lists everything", "at_least_one_of", "absent_filters", _narrow),
    wrong(
        "breaks on accents",
        "not_a_server_error",
        "fuzzing",
        Fault(to=SUBSCRIBE, response=_breaks_on_accents),
        CREATE,
    ),
    wrong("breaks on null", "strange_values", "strange_values", _breaks_on(b'"value": null')),
    wrong("breaks on deep queries", "strange_values", "strange_values", _breaks_on(b"[[[[[[[[")),
    wrong("breaks on NUL", "strange_values", "strange_values", _breaks_on(b"\\u0000")),
    wrong(
        "takes what is no JSON",
        "broken_json",
        "broken_json",
        Fault(to="POST /sequence/", request=_mends_json),
    ),
    wrong(
        "takes any media type", "media_types", "media_types", Fault(to=SUBSCRIBE, request=_any_type)
    ),
    wrong(
        "hides wrong methods", "unsupported_method", "coverage", Fault(response=_wrong_method), LIST
    ),
    wrong("lets everybody in", "sign_in", "sign_in", _not_signed_in(".*")),
    wrong("lets everybody delete", "sign_in", "sign_in", _not_signed_in("DELETE .*")),
    wrong("lets everybody see who they are", "sign_in", "sign_in", _not_signed_in("GET /me/")),
    wrong("takes any key", "sign_in", "sign_in", Fault(request=_any_key)),
    wrong("takes keys in any case", "sign_in", "sign_in", Fault(request=_any_case)),
    wrong("takes the key as password", "sign_in", "sign_in", Fault(request=_as_password)),
    wrong(
        "takes no key", "sign_in", "sign_in", Fault(response=reply(401, {"error": "Unauthorized"}))
    ),
    wrong(
        "takes no key at all",
        "exercised",
        "coverage",
        Fault(response=reply(401, {"error": "Unauthorized"})),
        LIST,
    ),
    wrong("forbids instead", "sign_in", "sign_in", Fault(response=instead(401, 403))),
    wrong("says that it is gone", "unknown_ids", "unknown_ids", Fault(response=instead(404, 410))),
    wrong(
        "calls unknown ids invalid",
        "unknown_ids",
        "unknown_ids",
        Fault(to=".*_0{40}/", response=instead(404, 400)),
    ),
    wrong(
        "answers nothing for unknown ids",
        "unknown_ids",
        "unknown_ids",
        Fault(to="GET .*_0{40}/", response=reply(200, {})),
    ),
    wrong(
        "deletes what is not there",
        "unknown_ids",
        "unknown_ids",
        Fault(to="DELETE .*", response=reply(200)),
    ),
    wrong(
        "finds other kinds",
        "foreign_ids",
        "foreign_ids",
        Fault(
            to="GET /bulk_action/email/bulk(?!email).*", response=reply(200, {"id": "bulkemail_1"})
        ),
    ),
    wrong(
        "has lost a Smart View",
        "known_ids",
        "known_ids",
        Fault(to="GET /saved_search/.*", response=reply(404, {"error": "Not Found"})),
    ),
    wrong(
        "subscribes without a name, in coverage",
        "negative_data_rejection",
        "coverage",
        _nameless,
        CREATE,
    ),
    wrong("clamps _limit, in coverage", "negative_data_rejection", "coverage", _clamp(200), LIST),
    wrong(
        "lets everybody in, in coverage", "ignored_auth", "coverage", _not_signed_in(".*"), CREATE
    ),
    wrong(
        "takes no key, in coverage",
        "positive_data_acceptance",
        "coverage",
        Fault(response=reply(401, {"error": "Unauthorized"})),
        CREATE,
    ),
)
