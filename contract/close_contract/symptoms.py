"""Tells by one request and its answer which checks must find something in it."""

from collections.abc import Iterator
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from attrs import evolve, frozen

from close_contract.judge import Judge
from close_contract.minimal import minimal
from close_contract.report import Report
from close_contract.sending import Send
from close_contract.server import Server
from close_contract.status import is_accepted, is_refused
from close_contract.traffic.curl import curl_line
from close_contract.traffic.messages import Request, Response
from close_contract.traffic.violation import Side

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
            request = evolve(finding.sent, headers=signed)
            smallest = minimal(
                request,
                partial(self._shows, finding.check),
                # A simpler value may be refused for itself.
                simplify=finding.check not in _REFUSED,
            )
            if smallest is not request:
                path = urlsplit(self.server.base_url).path
                report.replace(finding, curl_line(smallest, path, self.server.address))

    def _shows(self, check: str, request: Request) -> bool:
        return check in {*self._symptoms(request)}

    def _symptoms(self, request: Request) -> Iterator[str]:
        response = self.send(request)
        found = self.judge.exchange(request, response)
        for violation in found:
            if violation.side is Side.ANSWER:
                yield _OF_RULES.get(violation.rule, violation.rule)
        is_valid = not any(each.side is Side.REQUEST for each in found)
        yield from _of_status(response, is_valid=is_valid)


def _of_status(response: Response, *, is_valid: bool) -> Iterator[str]:
    if response.status >= _SERVER and response.status != _UNKNOWN:
        yield from _BROKEN
    if is_accepted(response.status) and not is_valid:
        yield from _ACCEPTED
    if is_refused(response.status) and is_valid:
        yield from _REFUSED
