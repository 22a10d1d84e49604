"""Servers that are wrong in what HTTP says, at the edges of values, with time, and about whom."""

import json
from typing import Any, Final

from attrs import define, evolve, field

from close_contract.known import no_lead
from close_emulator import Request, Response
from contract.wrong.faults import Fault, Members, drop, instead, members, put
from contract.wrong.wrong import wrong

LONG_AGO: Final = "2023-01-01T12:00:00.000000+00:00"
SEQUENCES: Final = "POST /sequence/"
SUBSCRIPTION: Final = "GET /sequence_subscription/[^/]+/"
SUBSCRIPTIONS: Final = "GET /sequence_subscription/"
BULK: Final = "/bulk_action/sequence_subscription/"
EVENTS: Final = "GET /event/"


@define
class Recounting:
    """Counts more leads at every look."""

    _n: int = field(default=0, init=False)

    def change(self, shown: Members) -> Members:
        """Count one more, where leads are counted at all."""
        self._n += 1
        return {**shown, "n_leads": self._n} if shown.get("n_leads") is not None else shown


def _replaced(request: Request, name: str, value: str | None) -> Request:
    """Return a request with another value of a header, or without it."""
    kept = [pair for pair in request.headers if pair[0].lower() != name]
    return evolve(request, headers=(*kept, *([(name, value)] if value else [])))


def _strict_scheme(request: Request) -> Request:
    is_known = any(value.startswith("Basic ") for value in request.header("authorization"))
    return request if is_known else _replaced(request, "authorization", None)


def _strict_type(request: Request) -> Request:
    is_known = request.header("content-type") == ("application/json",)
    return request if is_known else _replaced(request, "content-type", "text/plain")


def _in_ascii(shown: Members) -> Members:
    return {**shown, "name": str(shown.get("name")).encode("ascii", "replace").decode()}


def _without_all(request: Request, response: Response) -> Response:
    return evolve(response, status=400) if b'"all"' in request.body else response


def _nameless(_: Request, response: Response) -> Response:
    if response.status != 400:
        return response
    body = {"errors": ["It is wrong."], "field-errors": {}}
    return evolve(response, body=json.dumps(body).encode())


def _wordless(_: Request, response: Response) -> Response:
    return evolve(response, body=b"{}") if response.status == 404 else response


def _of_another(shown: Members) -> Members:
    data = shown.get("data")
    return {**shown, "data": {**data, "id": "seq_another"}} if data else shown


def _one_less(request: Request, response: Response) -> Response:
    shown = members(response.body)
    if shown is None or "_cursor" not in dict(request.query) or response.status != 200:
        return response
    return evolve(response, body=json.dumps({**shown, "data": shown["data"][1:]}).encode())


def _no_news(request: Request, response: Response) -> Response:
    shown = members(response.body)
    if shown is None or "_cursor" not in dict(request.query) or response.status != 200:
        return response
    return evolve(response, body=json.dumps({**shown, "data": []}).encode())


def _any_template(query: Members) -> Members:
    return {**query, "template_id": f"tmpl_{'0' * 40}"} if "template_id" in query else query


def _short_page(query: Members) -> Members:
    return {"_limit": "1", **query}


def _as_of_a_test(**values: Any) -> Fault:
    """Show bulk actions as a test had left them long ago."""
    return Fault(to=f"GET {BULK}", each=put(s_query=no_lead(), **values))


FURTHER: Final = (
    wrong(
        "knows one way to write Basic",
        "sign_in_schemes",
        "sign_in_schemes",
        Fault(request=_strict_scheme),
    ),
    wrong(
        "refuses without a word",
        "refusals",
        "refusals",
        Fault(response=_wordless),
    ),
    wrong(
        "logs the data of another",
        "event_contents",
        "event_contents",
        Fault(to=EVENTS, each=_of_another),
    ),
    wrong(
        "shows no contacts of leads",
        "bulk_unreachable",
        "bulk_unreachable",
        Fault(to="POST /data/search/", each=put(contacts=[])),
    ),
    wrong(
        "limits what has no limit",
        "bulk_defaults",
        "bulk_defaults",
        Fault(to="POST /bulk_action/.*", body=lambda body: {"results_limit": 10, **body}),
    ),
    wrong(
        "takes anything for a cursor",
        "event_refusals",
        "event_refusals",
        Fault(to=EVENTS, query=drop("_cursor")),
    ),
    wrong(
        "subscribes by any address",
        "subscription_references",
        "subscription_references",
        Fault(to="POST /sequence_subscription/", body=drop("contact_email")),
    ),
    wrong(
        "takes leads in any order",
        "bulk_order",
        "bulk_order",
        Fault(to=f"POST {BULK}", body=drop("sort")),
    ),
    wrong(
        "takes no charset",
        "json_types",
        "json_types",
        Fault(to="(POST|PUT) .*", request=_strict_type),
    ),
    wrong(
        "keeps names in ASCII",
        "names_in_unicode",
        "names_in_unicode",
        Fault(to="GET /sequence/[^/]+/", answer=_in_ascii),
    ),
    wrong(
        "answers any method",
        "other_methods",
        "other_methods",
        Fault(response=instead(405, 200)),
    ),
    wrong(
        "adds the last slash",
        "other_paths",
        "other_paths",
        Fault(to="GET .*[^/]", request=lambda asked: evolve(asked, path=f"{asked.path}/")),
    ),
    wrong(
        "takes members that there are not",
        "body_edges",
        "body_edges",
        Fault(to=SEQUENCES, body=drop("no_such_member")),
    ),
    wrong(
        "does not know all addresses",
        "body_words",
        "body_words",
        Fault(to="POST /bulk_action/email/", response=_without_all),
    ),
    wrong(
        "names no wrong field",
        "missing_members",
        "missing_members",
        Fault(to=SEQUENCES, response=_nameless),
    ),
    wrong(
        "loses an event between pages",
        "event_bounds",
        "event_bounds",
        Fault(to=EVENTS, response=_one_less),
    ),
    wrong(
        "has no news",
        "event_polling",
        "event_polling",
        Fault(to=EVENTS, response=_no_news),
    ),
    wrong(
        "passes over skips",
        "event_parameters",
        "event_parameters",
        Fault(to=EVENTS, query=drop("_skip")),
    ),
    wrong(
        "resumes after more than seven days",
        "bulk_pauses",
        "bulk_pauses",
        _as_of_a_test(date_updated=LONG_AGO, date_created=LONG_AGO),
    ),
    wrong(
        "keeps events for years",
        "event_ages",
        "event_ages",
        _as_of_a_test(date_created=LONG_AGO),
    ),
    wrong(
        "forgets the sender of one",
        "subscription_members",
        "subscription_members",
        Fault(to=SUBSCRIPTION, each=put(sender_email=None)),
    ),
    wrong(
        "sends from nobody",
        "sequence_senders",
        "sequence_senders",
        Fault(to="POST /sequence_subscription/", response=instead(400, 201)),
    ),
    wrong(
        "lets contacts be twice in a sequence",
        "subscribed_again",
        "subscribed_again",
        Fault(to=SUBSCRIPTIONS, each=put(status="active")),
    ),
    wrong(
        "subscribes under other addresses",
        "bulk_preferences",
        "bulk_preferences",
        Fault(to=SUBSCRIPTIONS, each=put(contact_email="nobody@nowhere.example")),
    ),
    wrong(
        "pauses in all sequences",
        "bulk_sequences",
        "bulk_sequences",
        Fault(to=f"POST {BULK}", body=drop("sequence_id")),
    ),
    wrong(
        "has short pages by itself",
        "default_pages",
        "default_pages",
        Fault(to="GET /sequence/", query=_short_page),
    ),
    wrong(
        "says that another has changed it",
        "changed_by",
        "changed_by",
        Fault(to="PUT /sequence.*", each=put(updated_by_id="user_another")),
    ),
    wrong(
        "counts its leads again",
        "bulk_completion",
        "bulk_completion",
        lambda _: Fault(to=f"GET {BULK}[^/]+/", answer=Recounting().change),
    ),
    wrong(
        "filters by no template",
        "list_filters",
        "list_filters",
        Fault(to="GET /bulk_action/email/", query=_any_template),
    ),
)
