"""Requests that must be sent in every run and are not left to luck."""

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Final, TypeAlias

from close_contract.bench import Bench
from close_contract.document import Contract, Operation
from close_contract.report import Finding
from close_contract.rules import at_least_one_of, projection
from close_contract.server import basic
from close_contract.variations import variations

Probe: TypeAlias = Callable[[Bench], Iterator[Finding]]


def absent_filters(bench: Bench) -> Iterator[Finding]:
    """Ask for a list that must be narrowed without narrowing it."""
    for operation in bench.operations:
        for query in ({}, {"_limit": 1}) if operation.at_least_one_of else ():
            sent = bench.send(operation, query=query)
            problem = at_least_one_of(sent.answer)
            if problem is not None:
                yield sent.finding("at_least_one_of", problem)


def single_members(bench: Bench) -> Iterator[Finding]:
    """Ask for each member of an answer alone."""
    for operation in bench.operations:
        for name in _members(bench.samples.contract, operation):
            sent = bench.send(operation, query={"_fields": name})
            problem = projection(sent.answer)
            if problem is not None:
                yield sent.finding("projection", problem)


def conditions(bench: Bench) -> Iterator[Finding]:
    """Change one member of each form of a body; the contract says which of them are valid."""
    contract = bench.samples.contract
    for operation in bench.operations:
        schema = operation.body or {}
        is_valid = contract.validator(schema).is_valid
        conditional = len(contract.forms(schema)) > 1
        for body in bench.samples.single_changes(schema) if conditional else ():
            sent = bench.send(operation, body=body)
            expected, accepted = is_valid(body), sent.answer.accepted
            if expected != accepted:
                is_what = "is valid" if expected else "is not valid"
                message = f"this body {is_what}, but was answered with {sent.status}"
                yield sent.finding("conditions", message)


def strange_values(bench: Bench) -> Iterator[Finding]:
    """Put something strange at every place of every body; none of it may break the server.

    What the contract forbids is refused. What it allows may be refused as well: no schema says
    which queries are understood (501 says that they are not) and which ids exist.
    """
    contract = bench.samples.contract
    for operation in bench.operations:
        schema = operation.body or {}
        is_valid = contract.validator(schema).is_valid
        widest = max(contract.forms(schema), key=lambda form: len(form.get("properties", {})))
        for body in variations(bench.samples.full(widest)):
            sent = bench.send(operation, body=body)
            refused = sent.status == HTTPStatus.BAD_REQUEST
            understood = sent.answer.accepted or sent.status == HTTPStatus.NOT_IMPLEMENTED
            if not refused and not (understood and is_valid(body)):
                message = f"a strange body was answered with {sent.status}"
                yield sent.finding("strange_values", message)


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
        valid = bench.send(operation)
        if valid.status == HTTPStatus.UNAUTHORIZED:
            yield valid.finding("sign_in", "the valid key was answered with 401")
        for what, authorization in wrong.items():
            status = bench.send(operation, authorization=authorization).status
            if status != HTTPStatus.UNAUTHORIZED:
                message = f"{what} was answered with {status}, not 401"
                yield Finding("sign_in", operation.label, message)


PROBES: Final[Mapping[str, Probe]] = {
    "absent_filters": absent_filters,
    "single_members": single_members,
    "conditions": conditions,
    "strange_values": strange_values,
    "sign_in": sign_in,
}


def _members(contract: Contract, operation: Operation) -> list[str]:
    """Return the members that can be asked for in `_fields`."""
    if "_fields" not in operation.parameters or operation.answer is None:
        return []
    answer = contract.resolved(operation.answer)
    page = answer["properties"].get("data")
    item = answer if page is None else contract.resolved(page["items"])
    return sorted(item["properties"])
