"""Servers that are wrong on purpose: the suite fails on each of them, by the check it should."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

import pytest
from attrs import evolve, frozen

from close_contract import PHASES, PROBES, Known, Report, Server, Suite
from close_contract.server import basic
from close_emulator import API_KEY, Emulator, ManualClock, Request, Response, Stepped
from close_emulator.asgi import application

Body: TypeAlias = dict[str, Any]
Query: TypeAlias = dict[str, str]
Prepare: TypeAlias = Callable[[Emulator], Known]

CREATE: Final = "create_bulk_sequence_subscription"
LIST: Final = "list_bulk_sequence_subscriptions"
GET: Final = "get_bulk_sequence_subscription"
SUBSCRIPTIONS: Final = "list_sequence_subscriptions"


class Fault:
    """What is done to requests before, and to answers after, a right emulator sees them."""

    def request(self, known: Known, request: Request) -> Request:  # noqa: ARG002
        """Change a request."""
        return request

    def answer(self, known: Known, request: Request, response: Response) -> Response:  # noqa: ARG002
        """Change an answer."""
        return response


@frozen
class Sends(Fault):
    """Changes the members of request bodies."""

    change: Callable[[Known, Body], Body]

    def request(self, known: Known, request: Request) -> Request:
        """Send other members."""
        members = _members(request.body)
        if members is None:
            return request
        return evolve(request, body=json.dumps(self.change(known, members)).encode())


@frozen
class Asks(Fault):
    """Changes the query."""

    change: Callable[[Known, Query], Query]

    def request(self, known: Known, request: Request) -> Request:
        """Ask something else."""
        return evolve(request, query=tuple(self.change(known, dict(request.query)).items()))


@frozen
class SignsIn(Fault):
    """Signs in who has not done so; with `only_others`, only those who show another key."""

    only_others: bool = False

    def request(self, known: Known, request: Request) -> Request:  # noqa: ARG002
        """Replace the key."""
        if self.only_others and not request.header("authorization"):
            return request
        others = tuple(pair for pair in request.headers if pair[0] != "authorization")
        return evolve(request, headers=(*others, ("authorization", basic(f"{API_KEY}:"))))


@frozen
class Answers(Fault):
    """Changes the members of accepting answers."""

    change: Callable[[Body], Body]

    def answer(self, known: Known, request: Request, response: Response) -> Response:  # noqa: ARG002
        """Answer other members."""
        members = _members(response.body)
        if members is None or response.status != 200:
            return response
        return evolve(response, body=json.dumps(self.change(members)).encode())


@frozen
class Changes(Fault):
    """Changes those answers that it picks."""

    picks: Callable[[Known, Request, Response], bool]
    changes: Mapping[str, Any]

    def answer(self, known: Known, request: Request, response: Response) -> Response:
        """Answer something else."""
        picked = self.picks(known, request, response)
        return evolve(response, **self.changes) if picked else response


@frozen
class Control:
    """A fault, the check that must find it, and the phase or probe that is enough for it."""

    name: str
    check: str
    fault: Fault
    operation: str = CREATE
    part: str = "coverage"

    def __str__(self) -> str:
        return f"{self.name} ({self.check}, {self.part})"


class Faulty(Emulator):
    """An emulator behind a fault, as soon as it is `known` to the suite."""

    fault = Fault()
    known: Known | None = None

    def handle(self, request: Request) -> Response:
        """Answer one request, wrongly."""
        if self.known is None:
            return super().handle(request)
        response = super().handle(self.fault.request(self.known, request))
        return self.fault.answer(self.known, request, response)


def _members(content: bytes) -> Body | None:
    try:
        value = json.loads(content)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _subscribes_without(name: str) -> Control:
    def supply(known: Known, body: Body) -> Body:
        given = {
            "sequence_id": known.sequence_id,
            "sender_account_id": known.sender_account_id,
            "sender_name": "John Doe",
            "sender_email": "john@salesteam.example",
            "contact_preference": "lead",
        }
        return {name: given[name], **body} if body.get("action_type") == "subscribe" else body

    return Control(f"subscribes without {name}", "negative_data_rejection", Sends(supply))


def _drop_senders(_: Known, body: Body) -> Body:
    if body.get("action_type") != "pause":
        return body
    return {name: value for name, value in body.items() if not name.startswith("sender_")}


def _drop_nulls(_: Known, body: Body) -> Body:
    return {name: value for name, value in body.items() if value is not None}


def _refuse_false(_: Known, body: Body) -> Body:
    return {**body, "send_done_email": "no"} if body.get("send_done_email") is False else body


def _without(name: str) -> Callable[[Body], Body]:
    return lambda members: {key: value for key, value in members.items() if key != name}


def _ignore_fields(_: Known, query: Query) -> Query:
    return {name: value for name, value in query.items() if name != "_fields"}


def _narrow(known: Known, query: Query) -> Query:
    narrow = {"sequence_id", "contact_id", "lead_id"} & query.keys()
    return query if narrow else {**query, "lead_id": known.lead_id}


def _cap(_: Known, query: Query) -> Query:
    limit = query.get("_limit", "")
    return {**query, "_limit": "200"} if limit.isdecimal() and int(limit) > 200 else query


def _status(status: int) -> Callable[[Known, Request, Response], bool]:
    return lambda _known, _request, response: response.status == status


def _always(*_: object) -> bool:
    return True


def _is_new(known: Known, request: Request, _: Response) -> bool:
    return request.method == "GET" and not request.path.endswith(f"/{known.bulk_action_id}/")


def _has_accents(_: Known, request: Request, __: Response) -> bool:
    return not str((_members(request.body) or {}).get("sender_name", "")).isascii()


def _has_null(_: Known, request: Request, __: Response) -> bool:
    return b'"value": null' in request.body


HTML: Final = {"headers": (("content-type", "text/html"),)}
NOT_SIGNED_IN: Final = Changes(_always, {"status": 401, "body": b'{"error": "Unauthorized"}'})

CONTROLS: Final = (
    _subscribes_without("sequence_id"),
    _subscribes_without("sender_account_id"),
    _subscribes_without("sender_name"),
    _subscribes_without("sender_email"),
    _subscribes_without("contact_preference"),
    Control("ignores a sender", "conditions", Sends(_drop_senders), part="conditions"),
    Control("takes null for absent", "negative_data_rejection", Sends(_drop_nulls)),
    Control("caps _limit", "negative_data_rejection", Asks(_cap), LIST),
    Control("refuses false", "positive_data_acceptance", Sends(_refuse_false)),
    Control("leaves out a member", "response_schema_conformance", Answers(_without("n_objects"))),
    Control(
        "answers a text for a number",
        "response_schema_conformance",
        Answers(lambda members: {**members, "n_leads": "5"}),
    ),
    Control("refuses in HTML", "content_type_conformance", Changes(_status(400), HTML)),
    Control("is gone", "status_code_conformance", Changes(_status(404), {"status": 410}), GET),
    Control(
        "breaks", "not_a_server_error", Changes(_has_accents, {"status": 500}), CREATE, "fuzzing"
    ),
    Control(
        "breaks on null",
        "strange_values",
        Changes(_has_null, {"status": 500}),
        part="strange_values",
    ),
    Control(
        "forgets", "positive_data_acceptance", Changes(_is_new, {"status": 404}), part="stateful"
    ),
    Control("signs everybody in", "ignored_auth", SignsIn()),
    Control("signs everybody in", "sign_in", SignsIn(), part="sign_in"),
    Control("takes any key", "sign_in", SignsIn(only_others=True), part="sign_in"),
    Control("takes no key", "sign_in", NOT_SIGNED_IN, part="sign_in"),
    Control("takes no key", "positive_data_acceptance", NOT_SIGNED_IN),
    Control("takes no key", "exercised", NOT_SIGNED_IN),
    Control("ignores _fields", "projection", Asks(_ignore_fields), LIST, "fuzzing"),
    Control("ignores _fields", "projection", Asks(_ignore_fields), GET, "single_members"),
    Control(
        "leaves out the status", "projection", Answers(_without("status")), GET, "single_members"
    ),
    Control("lists everything", "at_least_one_of", Asks(_narrow), SUBSCRIPTIONS, "absent_filters"),
)


def _run(control: Control, fault: Fault, prepare: Prepare) -> Report:
    emulator = Faulty(pace=Stepped(), clock=ManualClock())
    emulator.known, emulator.fault = prepare(emulator), fault
    return Suite(
        server=Server(api_key=emulator.api_key, app=application(emulator)),
        known=emulator.known,
        operations=(CREATE, GET) if control.part == "stateful" else (control.operation,),
        phases={control.part} & {*PHASES},
        probes={control.part} & {*PROBES},
        thorough=False,
    ).run()


@pytest.mark.parametrize("control", CONTROLS, ids=str)
def test_a_wrong_server_is_found(control: Control, prepare: Prepare) -> None:
    """A server that is wrong in one way makes the named check fail."""
    assert control.check in _run(control, control.fault, prepare).checks


@pytest.mark.parametrize("control", {(c.operation, c.part): c for c in CONTROLS}.values(), ids=str)
def test_the_right_server_is_not(control: Control, prepare: Prepare) -> None:
    """The same part of the suite finds nothing in the right server."""
    report = _run(control, Fault(), prepare)
    assert report.checks <= {"exercised"}, str(report)
