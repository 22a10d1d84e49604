"""Tells by one request and its answer which checks must find something in it."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from attrs import evolve, frozen

from close_contract.judge import Judge
from close_contract.laws import UNANSWERED
from close_contract.minimal import minimal
from close_contract.report import Finding, Report
from close_contract.sending import Send
from close_contract.server import Server
from close_contract.status import is_accepted, is_refused
from close_contract.traffic.curl import curl_line
from close_contract.traffic.messages import Request, Response
from close_contract.traffic.violation import Side
from close_contract.wire.upstream import NoAnswer

_ACCEPTED: Final = frozenset(
    {"negative_data_rejection", "conditions", "strange_values", "bounds", "broken_json"}
)
_REFUSED: Final = frozenset({"positive_data_acceptance"})
_BROKEN: Final = frozenset({"not_a_server_error", "strange_values", "bounds", "broken_json"})
_OF_RULES: Final = {
    "answer_schema": "response_schema_conformance",
    "undeclared_status": "status_code_conformance",
    "answer_type": "content_type_conformance",
}
_SERVER: Final = 500
_UNKNOWN: Final = 501
_MOST: Final = 20
"""So many findings are made smaller."""


@frozen
class Minimizer:
    """Makes the requests of findings smaller."""

    server: Server
    send: Send
    judge: Judge

    def minimize(self, report: Report) -> None:
        """Give the findings of a report the smallest requests that show the same."""
        for finding in report.findings[:_MOST]:
            if finding.sent is None:
                continue
            signed = (("authorization", self.server.authorization), *finding.sent.headers)
            self._shrink(finding, evolve(finding.sent, headers=signed), report)

    def _shrink(self, finding: Finding, request: Request, report: Report) -> None:
        clauses: dict[Request, str] = {}

        def fails(smaller: Request) -> bool:
            found = dict(self._symptoms(smaller))
            clauses[smaller] = found.get(finding.check, "")
            return finding.check in found

        # A simpler value may be refused for itself.
        smallest = minimal(request, fails, simplify=finding.check not in _REFUSED)
        clause = clauses[smallest] or finding.clause
        if smallest is not request or clause != finding.clause:
            path = urlsplit(self.server.base_url).path
            curl = curl_line(smallest, path, self.server.address)
            report.replace(finding, finding.request if smallest is request else curl, clause)

    def _symptoms(self, request: Request) -> Iterator[tuple[str, str]]:
        """Yield the checks that find something in the answer, each with the clause if one is broken."""
        try:
            response = self.send(request)
        except NoAnswer:
            yield UNANSWERED, ""
            return
        found = self.judge.exchange(request, response)
        for violation in found:
            if violation.side is Side.ANSWER:
                yield _OF_RULES.get(violation.rule, violation.rule), violation.clause
        broken = next((each.clause for each in found if each.side is Side.REQUEST), None)
        yield from _of_status(response, broken)


def _of_status(response: Response, broken: str | None) -> Iterator[tuple[str, str]]:
    """Yield what a status shows; `broken` is the clause that the request breaks, None if it is valid."""
    if response.status >= _SERVER and response.status != _UNKNOWN:
        yield from dict.fromkeys(_BROKEN, "").items()
    if is_accepted(response.status) and broken is not None:
        yield from dict.fromkeys(_ACCEPTED, broken).items()
    if is_refused(response.status) and broken is None:
        yield from dict.fromkeys(_REFUSED, "").items()
