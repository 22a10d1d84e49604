"""Moments in requests: the contract says ISO 8601 in words, which no schema checks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from close_contract.traffic.violation import Problem
from close_contract.traffic.wire_rules import ILL_DATE, NAIVE_DATE

_PREFIX: Final = "date_"
_FIXED: Final = "#/components/schemas/FixedUtcMoment/properties/value"


def in_query(name: str, value: str, clause: str) -> Iterator[Problem]:
    """Yield what is wrong with a query parameter, if it is one that holds a moment."""
    if not name.startswith(_PREFIX):
        return
    where = f"query/{name}"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        plus = "; the + of an offset is written %2B in a query" if " " in value else ""
        sentence = f"{name} is no moment of ISO 8601: {value[:40]!r}{plus}"
        yield Problem(ILL_DATE, where, sentence, clause)
        return
    if moment.tzinfo is None:
        sentence = f"{name} has no offset: {value!r}; end it with Z or +00:00 (as %2B00:00)"
        yield Problem(NAIVE_DATE, where, sentence, clause)


def in_body(value: Any, where: str = "body") -> Iterator[Problem]:
    """Yield what is wrong with the moments of queries, at any depth of a body."""
    match value:
        case {"type": "fixed_utc", "value": str(text)}:
            try:
                datetime.fromisoformat(text)
            except ValueError:
                sentence = f"value is no moment of ISO 8601: {text[:40]!r}"
                yield Problem(ILL_DATE, f"{where}/value", sentence, _FIXED)
        case {**members}:
            for name in members:
                yield from in_body(members[name], f"{where}/{name}")
        case [*items]:
            for n, item in enumerate(items):
                yield from in_body(item, f"{where}/{n}")
        case _:
            pass
