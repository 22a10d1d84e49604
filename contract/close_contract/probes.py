"""Requests that must be sent in every run and are not left to luck."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final

from attrs import define

from close_contract.checks import answer_to
from close_contract.document import Contract, Operation
from close_contract.fuzzer import Case, Fuzzed, Response, new_case
from close_contract.report import Finding
from close_contract.rules import Answer, at_least_one_of, projection
from close_contract.samples import Samples
from close_contract.server import Server, basic

BAD_REQUEST: Final = 400
UNAUTHORIZED: Final = 401
_MESSAGES: Final = {
    True: "this body is valid, but was answered with {}",
    False: "this body is not valid, but was answered with {}",
}


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
        body: dict[str, Any] | None = None,
        authorization: str | None = None,
    ) -> tuple[Case, Response]:
        """Send the smallest valid request, with another query, body or Authorization if given.

        An empty `authorization` sends none.
        """
        known, least = self.samples.request(operation)
        case = new_case(
            self.schema,
            operation.path,
            operation.method,
            body=least if body is None else body,
            path_parameters={name: known[name] for name in ("id",) if name in known},
            query={n: v for n, v in known.items() if n != "id"} if query is None else query,
        )
        given = self.server.authorization if authorization is None else authorization
        return case, case.call(headers={"Authorization": given} if given else {})


Probe = Callable[[Bench], Iterator[Finding]]


def absent_filters(bench: Bench) -> Iterator[Finding]:
    """Ask for a list that must be narrowed without narrowing it."""
    for operation in bench.operations:
        if operation.at_least_one_of:
            for query in ({}, {"_limit": 1}):
                yield from _judged(bench, operation, query, at_least_one_of)


def single_members(bench: Bench) -> Iterator[Finding]:
    """Ask for each member of an answer alone."""
    for operation in bench.operations:
        if "_fields" in operation.parameters and operation.answer is not None:
            for name in _members(bench.samples.contract, operation):
                yield from _judged(bench, operation, {"_fields": name}, projection)


def conditions(bench: Bench) -> Iterator[Finding]:
    """Change one member of each form of a body; the contract says which of them are valid."""
    contract = bench.samples.contract
    for operation in bench.operations:
        schema = operation.body or {}
        if len(contract.forms(schema)) > 1:
            is_valid = contract.validator(schema).is_valid
            for body in bench.samples.single_changes(schema):
                case, response = bench.send(operation, body=body)
                expected, actual = is_valid(body), response.status_code < BAD_REQUEST
                if expected != actual:
                    message = _MESSAGES[expected].format(response.status_code)
                    yield Finding("conditions", operation.label, message, case.as_curl_command())


def sign_in(bench: Bench) -> Iterator[Finding]:
    """Sign in with the valid key, which is never answered with 401, and with others, which are."""
    key = bench.server.api_key
    wrong = {
        "no key": "",
        "an unknown key": basic("unknown:"),
        "a longer key": basic(f"{key}x:"),
        "half a key": basic(f"{key[: len(key) // 2]}:"),
        "an empty key": basic(":"),
        "the key as password": basic(f":{key}"),
        "the key in the clear": f"Basic {key}",
        "an unknown token": "Bearer unknown",
    }
    for operation in bench.operations:
        _, response = bench.send(operation)
        if response.status_code == UNAUTHORIZED:
            yield Finding("sign_in", operation.label, "the valid key was answered with 401")
        for what, authorization in wrong.items():
            _, response = bench.send(operation, authorization=authorization)
            if response.status_code != UNAUTHORIZED:
                message = f"{what} was answered with {response.status_code}, not 401"
                yield Finding("sign_in", operation.label, message)


PROBES: Final[tuple[Probe, ...]] = (absent_filters, single_members, conditions, sign_in)


def _judged(
    bench: Bench, operation: Operation, query: dict[str, Any], judge: Callable[[Answer], str | None]
) -> Iterator[Finding]:
    case, response = bench.send(operation, query=query)
    problem = judge(answer_to(operation, response))
    if problem is not None:
        yield Finding(judge.__name__, operation.label, problem, case.as_curl_command())


def _members(contract: Contract, operation: Operation) -> list[str]:
    answer = contract.resolved(operation.answer or {})
    page = answer["properties"].get("data")
    item = answer if page is None else contract.resolved(page["items"])
    return sorted(item["properties"])
