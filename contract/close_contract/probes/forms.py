"""Probes that send bodies and parameters which are wrong, or only just right."""

from collections import Counter
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.document import Operation, Schema
from close_contract.report import Finding
from close_contract.rule import item_schema
from close_contract.rules import at_least_one_of, projection
from close_contract.variations import variations

_NOT_THIS: Final = frozenset({HTTPStatus.UNSUPPORTED_MEDIA_TYPE, HTTPStatus.BAD_REQUEST})
_NO_OBJECTS: Final = (
    *(b"{", b"", b"{}{}", b"\xff", b"[]", b"null", b'"x"', b"1", b'{"x": NaN}'),
    # Deeper than anybody reads.
    b"[" * 20_000,
)
_NO_ZONES: Final = tuple((each, False) for each in ("x", "24", "-24", "1,5", "--1", "1."))
_HUGE: Final = (2**31, 2**63, 10**30)


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
        names = _members(bench, operation)
        whole = bench.send(operation, query={}) if names else None
        several = [",".join(names[:2])] if names else []
        for name in (*names, *several):
            sent = bench.send(operation, query={"_fields": name})
            problem = projection(sent.answer)
            had = [each for each in whole.answer.objects if name in each] if whole else []
            if problem is None and had and not all(name in each for each in sent.answer.objects):
                problem = f"{name} was asked for, and is missing"
            if problem is not None:
                yield sent.finding("projection", problem)


def conditions(bench: Bench) -> Iterator[Finding]:
    """Try each form of a body with each member absent, null and given; the contract says which fit."""
    for operation in bench.operations:
        samples = bench.samples(operation)
        is_valid = bench.contract.validator(operation.body or {}).is_valid
        for body in samples.conditions():
            sent = bench.send(operation, body=body)
            asked = sent.answer.asked
            _note(bench, operation, asked, sent.status)
            expected = is_valid(asked)
            is_sure = not expected or bench.known.has_field_for(asked.get("type"))
            if expected != sent.accepted and is_sure and not (expected and sent.is_unserved):
                is_what = "is valid" if expected else "is not valid"
                message = f"this body {is_what}, but was answered with {sent.status}"
                yield sent.finding("conditions", message)


def strange_values(bench: Bench) -> Iterator[Finding]:
    """Put something strange at every place of every body; none of it may break the server.

    What the contract forbids is refused. What it allows may be refused as well: no schema says
    which queries are understood (501 says that they are not) and which ids exist.
    """
    for operation in bench.operations:
        samples = bench.samples(operation)
        is_valid = bench.contract.validator(operation.body or {}).is_valid
        for body in variations(samples.widest):
            sent = bench.send(operation, body=body)
            refused = sent.status == HTTPStatus.BAD_REQUEST
            if not refused and not ((sent.accepted or sent.is_unserved) and is_valid(body)):
                message = f"a strange body was answered with {sent.status}"
                yield sent.finding("strange_values", message)


def broken_json(bench: Bench) -> Iterator[Finding]:
    """Send what is no JSON, or no object, where a JSON object is wanted."""
    for operation in bench.operations:
        for content in _NO_OBJECTS if operation.body is not None else ():
            sent = bench.send(operation, body=content)
            if sent.status != HTTPStatus.BAD_REQUEST:
                message = f"no JSON object was answered with {sent.status}"
                yield sent.finding("broken_json", message)


def media_types(bench: Bench) -> Iterator[Finding]:
    """Declare JSON as something else."""
    for operation in bench.operations:
        for declared in ("text/plain", "application/xml", "") if operation.body is not None else ():
            sent = bench.send(
                operation, media_type=declared, body=bench.samples(operation).smallest
            )
            if sent.status not in _NOT_THIS:
                message = f"a body that is declared as {declared!r}: {sent.status}, not 415"
                yield sent.finding("media_types", message)


def bounds(bench: Bench) -> Iterator[Finding]:
    """Send numbers at their bounds and beyond, and what is no number or no id."""
    for operation in bench.operations:
        query = bench.samples(operation).query
        for name, raw in operation.parameters.items():
            schema = bench.contract.resolved(raw)
            inside, outside = _around(schema) if name not in {"id", "x-tz-offset"} else ((), ())
            for value in inside:
                sent = bench.send(operation, query={**query, name: value})
                if not sent.accepted:
                    message = f"{name}={value} is within its bounds, but was {sent.status}"
                    yield sent.finding("bounds", message)
            for value in _HUGE if inside else ():
                sent = bench.send(operation, query={**query, name: value})
                if not sent.accepted and sent.status != HTTPStatus.BAD_REQUEST:
                    yield sent.finding("bounds", f"{name}={value} was answered with {sent.status}")
            if inside:
                # It may be refused, or one of the two taken.
                bench.send(operation, query={**query, name: [*inside, *inside][:2]})
            for value in outside:
                sent = bench.send(operation, query={**query, name: value})
                if sent.status != HTTPStatus.BAD_REQUEST:
                    yield sent.finding("bounds", f"{name}={value} is wrong: {sent.status}, not 400")


def time_zones(bench: Bench) -> Iterator[Finding]:
    """Search with offsets from UTC that are hours of a day, and with others."""
    for zone, is_one in (
        ("0", True),
        ("-2.5", True),
        ("23.5", True),
        ("-23.99999", True),
        *_NO_ZONES,
    ):
        sent = bench.call("search_data", zone=zone)
        if sent.accepted is not is_one:
            message = f"x-tz-offset {zone} was answered with {sent.status}"
            yield sent.finding("time_zones", message)


def _around(schema: Schema) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return values of a parameter that are just valid, and some that are just not."""
    if schema.get("type") == "integer":
        ends = [schema[name] for name in ("minimum", "maximum") if name in schema]
        beyond = [end + step for end, step in zip(ends, (-1, 1), strict=False)]
        beyond += [*_HUGE, 1000 * schema["maximum"]] if "maximum" in schema else []
        return (*ends,), (*beyond, -max(_HUGE), "x", "", "1.5", "0x1")
    return ((), ("x_1", "", "\u2603")) if "pattern" in schema else ((), ())


def _note(bench: Bench, operation: Operation, body: Mapping[str, Any], status: int) -> None:
    """Count for the table of forms, members and answers."""
    form = str(body.get("action_type", body.get("type")))
    for name in bench.samples(operation).conditional:
        state = "absent" if name not in body else "null" if body[name] is None else "given"
        key = operation.label, form, name, state
        bench.report.tried.setdefault(key, Counter())[status] += 1


def _members(bench: Bench, operation: Operation) -> list[str]:
    """Return the members that can be asked for in `_fields`."""
    if "_fields" not in operation.parameters or operation.answer is None:
        return []
    return sorted(item_schema(bench.contract, operation)["properties"])
