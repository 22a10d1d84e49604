"""Probes that read a search page by page, with counts and limits, and with cursors of other searches."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.document import Schema
from close_contract.known import no_lead
from close_contract.probes.columns import of_type
from close_contract.report import Finding

_MOST: Final = 3


def search_walks(bench: Bench) -> Iterator[Finding]:
    """Read a limited search page by page: it ends at the limit, and each page counts the same."""
    leads = {"query": of_type("lead")}
    whole = bench.call("search_data", body={**leads, "include_counts": True, "_limit": 200})
    body: dict[str, Any] = {**leads, "include_counts": True, "results_limit": _MOST, "_limit": 1}
    page = first = bench.call("search_data", body=body)
    seen = page.ids
    while page.accepted and page.members.get("cursor") and len(seen) <= _MOST:
        # How much fits on a page is no part of what is asked.
        page = bench.call(
            "search_data", body={**body, "_limit": 2, "cursor": page.members["cursor"]}
        )
        seen += page.ids
        if page.members.get("count") != first.members.get("count"):
            message = f"the count was {first.members.get('count')}, on the next page it is "
            yield page.finding("search_walks", f"{message}{page.members.get('count')}")
    total = min(_MOST, len(whole.ids))
    if first.accepted and (len(seen), len({*seen})) != (total, total):
        message = f"{len(seen)} objects came page by page, where results_limit is {_MOST}"
        yield page.finding("search_walks", message)


def search_cursors(bench: Bench) -> Iterator[Finding]:
    """Go on with a cursor that nobody has given, and with that of another search: nothing is found."""
    leads = {"query": of_type("lead"), "_limit": 1}
    cursor = bench.call("search_data", body=leads).members.get("cursor")
    if cursor:
        sent = bench.call("search_data", body={**leads, "query": no_lead(), "cursor": cursor})
        if sent.items:
            yield sent.finding("search_cursors", "the query finds nothing, with a cursor it did")
    unknown = bench.call("search_data", body={**leads, "cursor": "nobodys-cursor"})
    if unknown.status != HTTPStatus.BAD_REQUEST:
        message = f"a cursor that nobody has given was answered with {unknown.status}"
        yield unknown.finding("search_cursors", message)


def body_bounds(bench: Bench) -> Iterator[Finding]:
    """Send numbers just beyond their bounds in bodies: they are refused, and those within are not."""
    for operation in bench.operations:
        samples = bench.samples(operation)
        for name, schema in _numbers(bench, operation.body or {}).items():
            for value, is_within in _around(schema):
                # Nothing is started only to see whether it is.
                if is_within and operation.id != "search_data":
                    continue
                sent = bench.send(operation, body={**(samples.smallest or {}), name: value})
                if sent.accepted is not is_within:
                    message = f"{name} {value} was answered with {sent.status}"
                    yield sent.finding("body_bounds", message)


def _numbers(bench: Bench, body: Schema) -> Mapping[str, Schema]:
    """Return the members that are whole numbers between bounds."""
    found: dict[str, Schema] = {}
    for name, schemas in bench.contract.members(body).items():
        for schema in map(bench.contract.resolved, schemas):
            options = (schema, *schema.get("oneOf", ()), *schema.get("anyOf", ()))
            for each in options:
                if each.get("type") == "integer":
                    found[name] = each
    return found


def _around(schema: Schema) -> Iterator[tuple[int, bool]]:
    for end, beyond in (("minimum", -1), ("maximum", 1)):
        if end in schema:
            yield schema[end], True
            yield schema[end] + beyond, False
