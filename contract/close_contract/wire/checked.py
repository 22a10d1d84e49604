"""Puts a judge before whatever answers requests."""

from collections.abc import Callable
from http import HTTPStatus
from time import monotonic

from attrs import field, frozen

from close_contract.judge import Judge
from close_contract.traffic.ledger import Ledger
from close_contract.traffic.messages import Request, Response
from close_contract.traffic.story import Span
from close_contract.traffic.violation import Violation
from close_contract.wire.serving import Handler, refusal
from close_contract.wire.upstream import NoAnswer


def _keep_quiet(_: Violation) -> None:
    pass


@frozen
class Checked:
    """A handler that passes on requests and answers, and writes down what is wrong with them.

    `tell` gets each violation when it is seen for the first time; calls may come from any thread.
    """

    handler: Handler
    judge: Judge
    ledger: Ledger = field(factory=Ledger)
    tell: Callable[[Violation], None] = _keep_quiet

    def __call__(self, request: Request) -> Response:
        """Answer a request as the handler does; a missing answer becomes a 502."""
        sent = monotonic()
        try:
            response = self.handler(request)
        except NoAnswer as reason:
            response = refusal(HTTPStatus.BAD_GATEWAY, str(reason))
            found = self.judge.unanswered(request, str(reason))
        else:
            found = self._judged(request, response, Span(sent, monotonic()))
        for violation in self.ledger.add(found):
            self.tell(violation)
        return response

    def complain(self, reason: str) -> None:
        """Write down that something came which was no request."""
        for violation in self.ledger.add(self.judge.garbled(reason)):
            self.tell(violation)

    def _judged(self, request: Request, response: Response, span: Span) -> list[Violation]:
        try:
            return self.judge.exchange(request, response, span)
        except Exception as fault:  # noqa: BLE001 - see below
            # The answer must reach the client, which might ask for the same thing again without it.
            return self.judge.unjudged(request, fault)
