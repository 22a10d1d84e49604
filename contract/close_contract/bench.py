"""Explicit requests: written out from what is known, sent, and turned into findings."""

from collections.abc import Collection
from typing import Any, Final

from attrs import define, frozen

from close_contract.checks import answer_to
from close_contract.document import Operation
from close_contract.fuzzer import Case, Fuzzed, Response, new_case
from close_contract.report import Finding
from close_contract.rules import Answer
from close_contract.samples import Body, Samples
from close_contract.server import Server

_FILTERED: Final = "-H 'Authorization: [Filtered]'"
_SIGNED_IN: Final = '-u "$CLOSE_API_KEY:"'


def runnable(curl: str) -> str:
    """Return a curl line of schemathesis so that it runs, with the key from the environment."""
    return curl.replace(_FILTERED, _SIGNED_IN)


@frozen
class Exchanged:
    """An explicit request and its answer."""

    operation: Operation
    case: Case
    response: Response

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.response.status_code

    @property
    def answer(self) -> Answer:
        """What the rules judge."""
        return answer_to(self.operation, self.response)

    def finding(self, check: str, message: str) -> Finding:
        """Return what is wrong with the answer, with a curl line that asks again."""
        curl = self.case.as_curl_command(headers={"Authorization": ""})
        return Finding(check, self.operation.label, message, runnable(curl))


@define
class Bench:
    """What a probe sends with, and to which operations."""

    schema: Fuzzed
    server: Server
    operations: Collection[Operation]
    samples: Samples

    def send(
        self,
        operation: Operation,
        *,
        query: dict[str, Any] | None = None,
        body: Body | None = None,
        authorization: str | None = None,
    ) -> Exchanged:
        """Send the smallest valid request, with another query, body or Authorization if given.

        An empty `authorization` sends none.
        """
        known, least = self.samples.request(operation)
        case = new_case(
            self.schema,
            operation.path,
            operation.method,
            path_parameters={name: known[name] for name in ("id",) if name in known},
            query={n: v for n, v in known.items() if n != "id"} if query is None else query,
            body=least if body is None else body,
        )
        given = self.server.authorization if authorization is None else authorization
        headers = {"Authorization": given} if given else {}
        return Exchanged(operation, case, case.call(headers=headers))
