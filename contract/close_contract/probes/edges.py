"""Probes of the edges of what the schemas allow within bodies: just inside, and just outside."""

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from close_contract.bench import Bench, Exchanged
from close_contract.document import Contract, Schema
from close_contract.json_values import items, members
from close_contract.known import no_lead
from close_contract.probes.bulk import KINDS
from close_contract.report import Finding
from close_contract.samples import Samples, one_of_each_type

Others: TypeAlias = Callable[[Schema, Any], Iterator[Any]]

_LONGEST: Final = re.compile(r"^\^([a-z]+_)\[A-Za-z0-9\]\{1,64\}\$$")
_REQUIRED: Final = ("name", "timezone", "steps")
_SEQUENCE: Final = "create_sequence"
_HARMLESS: Final = frozenset({_SEQUENCE, *(f"create_bulk_{kind}" for kind in KINDS)})
"""What can be sent in any form without consequences: it selects nothing, or can be deleted."""


def body_edges(bench: Bench) -> Iterator[Finding]:
    """Put what is just outside of its schema at every place of every body: it is refused."""
    for operation in bench.operations:
        samples = bench.samples(operation)
        is_valid = bench.contract.validator(operation.body or {}).is_valid
        for form in one_of_each_type(samples.forms):
            for body in _edged(bench.contract, samples, form):
                if is_valid(body):
                    continue
                sent = bench.send(operation, body=body)
                if sent.accepted:
                    yield sent.finding("body_edges", "this body is not valid, but was taken")


def body_words(bench: Bench) -> Iterator[Finding]:
    """Give members every word and every bound that their schemas have, and null: it is taken."""
    for operation in bench.operations:
        samples = bench.samples(operation)
        is_valid = bench.contract.validator(operation.body or {}).is_valid
        for form in one_of_each_type(samples.forms) if operation.id in _HARMLESS else ():
            full = _harmless(samples.full(form))
            for body in map(_harmless, _changed(bench.contract, form, full, _inside)):
                if not is_valid(body) or not bench.known.has_field_for(body.get("type")):
                    continue
                sent = bench.send(operation, body=body)
                if not sent.accepted and not sent.is_unserved:
                    message = f"this body is valid, but was answered with {sent.status}"
                    yield sent.finding("body_words", message)
                if operation.id == _SEQUENCE and sent.accepted:
                    bench.call("delete_sequence", str(sent.members.get("id")))


def missing_members(bench: Bench) -> Iterator[Finding]:
    """Leave out what a sequence must have, and ask for too long a page: 400 names what is wrong."""
    operation = bench.operation(_SEQUENCE)
    body = bench.samples(operation).smallest or {}
    for missing in _REQUIRED:
        given = {name: value for name, value in body.items() if name != missing}
        yield from _named(bench.send(operation, body=given), missing)
    listing = bench.operation("list_sequences")
    beyond = listing.parameters["_limit"]["maximum"] + 1
    yield from _named(bench.send(listing, query={"_limit": beyond}), "_limit")


def _named(sent: Exchanged, name: str) -> Iterator[Finding]:
    named = members(members(sent.answer.body).get("field-errors"))
    if sent.status == HTTPStatus.BAD_REQUEST and name not in named:
        yield sent.finding("missing_members", f"{name} is wrong, but {[*named]} are named")


def _edged(contract: Contract, samples: Samples, form: Schema) -> Iterator[Any]:
    """Yield full bodies with one value just beyond its schema, and what is no such body at all."""
    full = _harmless(samples.full(form))
    yield {}
    yield from map(_harmless, _changed(contract, form, full, _outside))


def _harmless(body: dict[str, Any]) -> dict[str, Any]:
    """Select nothing, so that nothing happens where such a body is taken."""
    return {**body, "s_query": no_lead()} if "s_query" in body else body


def _changed(contract: Contract, schema: Schema, value: Any, others: Others) -> Iterator[Any]:
    """Yield a value with one place in it changed, for every place but arrays."""
    options = [contract.resolved(each) for each in _options(contract.resolved(schema))]
    for option in options:
        if isinstance(value, dict):
            known, inner = members(value), option.get("properties", {})
            for name in (each for each in known if each in inner):
                for other in _changed(contract, inner[name], known[name], others):
                    yield {**known, name: other}
            yield from others(option, value)
        elif isinstance(value, list) and "items" in option:
            first, rest = items(value)[:1], items(value)[1:]
            for item in first:
                for other in _changed(contract, option["items"], item, others):
                    yield [other, *rest]
        else:
            yield from others(option, value)


def _options(schema: Schema) -> list[Schema]:
    return [*schema.get("anyOf", schema.get("oneOf", (schema,)))]


def _inside(schema: Schema, value: Any) -> Iterator[Any]:
    yield from schema.get("enum", ())
    if isinstance(value, int):
        yield from (schema[name] for name, _ in _ENDS if name in schema)
    if schema.get("type") == "null":
        yield None
    if schema.get("type") == "boolean":
        yield from (True, False)


def _outside(schema: Schema, value: Any) -> Iterator[Any]:
    """Yield what is nearly as valid as a value."""
    if isinstance(value, int):
        yield from (schema[name] + step for name, step in _ENDS if name in schema)
    if isinstance(value, dict) and schema.get("additionalProperties") is False:
        yield {**members(value), "no_such_member": 1}
    if not isinstance(value, str):
        return
    longest = _LONGEST.match(schema.get("pattern", ""))
    if longest is not None:
        yield f"{longest[1]}{'0' * 65}"
    if "pattern" in schema:
        yield from (f"{value}\n", f" {value}", f"{value} ", f"x{value}", value.replace("_", ""))
        yield from (value.replace("@", ""), value.replace("@", "@@"), f"@{value}")
        yield from (f"{value.partition('@')[0]}@", f"{value}\t", f"{value}\r")
    if "enum" in schema or "const" in schema:
        yield from (f"{value}x", value.upper())


_ENDS: Final = (("minimum", -1), ("maximum", 1))
