"""Explicit requests: written out from what is known, sent, and turned into findings."""

import json
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from attrs import define, evolve, field, frozen

from close_contract.conformance import broken
from close_contract.document import Contract, Operation, id_in
from close_contract.known import Known
from close_contract.limits import Limits
from close_contract.report import Exchange, Finding, Report
from close_contract.rule import NOTHING, Answer
from close_contract.rules import RULES
from close_contract.samples import Body, Samples
from close_contract.sending import Send
from close_contract.server import Server
from close_contract.traffic.curl import curl_line
from close_contract.traffic.messages import Request, Response
from close_contract.traffic.wire_rules import NO_ANSWER
from close_contract.wire.upstream import NoAnswer

PROBES: Final = "probes"
"""The phase that explicit requests are counted under."""


class Unanswered(NoAnswer):
    """The server gave no answer to an explicit request; the finding tells which."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@frozen
class Exchanged:
    """An explicit request and its answer."""

    operation: Operation
    answer: Answer
    request: str
    """A curl line that asks again, with the key from CLOSE_API_KEY."""
    sent: Request
    """The request, without the key."""

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.answer.status

    @property
    def accepted(self) -> bool:
        """The request was taken."""
        return self.answer.accepted

    @property
    def is_unserved(self) -> bool:
        """The server says that it does not know what was asked, rather than that it is wrong."""
        return self.status == HTTPStatus.NOT_IMPLEMENTED

    @property
    def members(self) -> Mapping[str, Any]:
        """The members of the JSON object that was answered."""
        return self.answer.members

    @property
    def items(self) -> list[Mapping[str, Any]]:
        """The objects on the page that was answered."""
        return self.answer.items

    @property
    def ids(self) -> list[str]:
        """The ids of the objects on the page that was answered."""
        return [str(item.get("id")) for item in self.items]

    def finding(self, check: str, message: str) -> Finding:
        """Return what is wrong with the answer."""
        return Finding(check, self.operation.label, message, self.request, self.sent)


@define
class Bench:
    """What a probe sends with, and to which operations; the rules judge every answer."""

    ask: Send
    server: Server
    operations: Collection[Operation]
    contract: Contract
    known: Known
    report: Report
    limits: Limits
    _samples: dict[str, Samples] = field(factory=dict[str, Samples], init=False)

    def operation(self, operation_id: str) -> Operation:
        """Return an operation that a probe needs, and so is among those to be tested."""
        return next(each for each in self.operations if each.id == operation_id)

    def samples(self, operation: Operation) -> Samples:
        """Return valid values for an operation."""
        known = self._samples.get(operation.id)
        if known is None:
            known = self._samples[operation.id] = Samples(self.contract, self.known, operation)
        return known

    def call(self, operation_id: str, object_id: str | None = None, **given: Any) -> Exchanged:
        """Send the smallest valid request of the operation with this operationId, as `send`."""
        return self.send(self.operation(operation_id), object_id=object_id, **given)

    def send(
        self,
        operation: Operation,
        *,
        object_id: str | None = None,
        query: Mapping[str, Any] | None = None,
        body: Body | bytes | None = None,
        authorization: str | None = None,
        media_type: str = "application/json",
        zone: str = "",
    ) -> Exchanged:
        """Send the smallest valid request, with another id, query, body or Authorization if given.

        An empty `authorization` or `media_type` sends none; a body in bytes is sent as it is. `zone`
        is where the user is, in hours east of UTC.

        Raises:
            Unanswered: there is no answer.
            OutOfTime: the budget is spent.
        """
        self.limits.wait_for_turn()
        samples = self.samples(operation)
        content = _content(samples.smallest if body is None else body)
        signed = self.server.authorization if authorization is None else authorization
        headers = (
            ("authorization", signed),
            ("content-type", media_type if content is not None else ""),
            ("x-tz-offset", zone),
        )
        request = Request(
            operation.method,
            self._target(operation, object_id, samples.query if query is None else query),
            tuple((name, value) for name, value in headers if value),
            content or b"",
        )
        curl = curl_line(request, urlsplit(self.server.base_url).path, self.server.address)
        kept = tuple(pair for pair in request.headers if pair[0] != "authorization")
        unsigned = evolve(request, headers=kept)
        try:
            response = self.ask(request)
        except NoAnswer as error:
            silence = Finding(NO_ANSWER.name, operation.label, str(error), curl, unsigned)
            raise Unanswered(silence) from error
        answer = self._answer(operation, request, response)
        sent = Exchanged(operation, answer, curl, unsigned)
        action = answer.asked.get("action_type")
        action_type = action if isinstance(action, str) else None
        self.report.count(Exchange(PROBES, operation.label, sent.status, action_type))
        for rule in (each for each in RULES if each.about(operation)):
            self.report.judged[rule.name, operation.label] += 1
            problem = rule.judge(answer)
            if problem is not None:
                self.report.add(sent.finding(rule.name, problem))
        for check, problem in broken(answer, response):
            self.report.add(sent.finding(check, problem))
        return sent

    def _target(self, operation: Operation, object_id: str | None, query: Mapping[str, Any]) -> str:
        known = self.samples(operation).path.get("id", "") if object_id is None else object_id
        path = operation.path.replace("{id}", quote(known, safe=""))
        asked = urlencode(query, doseq=True)
        return f"{urlsplit(self.server.base_url).path}{path}{'?' if asked else ''}{asked}"

    def _answer(self, operation: Operation, request: Request, response: Response) -> Answer:
        return Answer(
            contract=self.contract,
            operation=operation,
            query=parse_qs(request.query, keep_blank_values=True),
            status=response.status,
            body=read_json(response.body),
            sent=read_json(request.body),
            id=id_in(operation, request.path),
        )


def _content(body: Body | bytes | None) -> bytes | None:
    return body if body is None or isinstance(body, bytes) else json.dumps(body).encode()


def read_json(content: bytes) -> Any:
    """Return the JSON of a body, or NOTHING."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return NOTHING
