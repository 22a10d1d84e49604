"""All rules of this API that no schema says, and those that say which answers must be given at all."""

from typing import Final

from close_contract import about
from close_contract.document import Contract, Schema
from close_contract.object_rules import (
    counters,
    echo,
    field_errors,
    known_types,
    own_id,
    own_kind,
    times,
    words,
)
from close_contract.page_rules import (
    filters,
    newest_first,
    page_size,
    repeats,
    search_count,
    search_members,
)
from close_contract.rule import NOTHING, Answer, Certainty, Judge, Rule

__all__ = [
    "NOTHING",
    "RULES",
    "Answer",
    "Certainty",
    "Judge",
    "Rule",
    "asked_for",
    "at_least_one_of",
    "projection",
]


def at_least_one_of(answer: Answer) -> str | None:
    """Refuse a list that must be narrowed unless one of its filters is given."""
    names = answer.operation.at_least_one_of
    if not names or not answer.accepted or any(name in answer.query for name in names):
        return None
    return f"accepted with {answer.status}, but none of {', '.join(names)} was given"


def projection(answer: Answer) -> str | None:
    """Answer `_fields` with the named members and no other, each as its schema says."""
    names = asked_for(answer)
    if not names or not answer.accepted or answer.operation.answer is None:
        return None
    wanted = f"_fields={','.join(sorted(names))} was asked for"
    if answer.body is NOTHING:
        return f"{wanted}: the answer is not JSON"
    schema = _projected(answer.contract, answer.operation.answer, names)
    error = next(answer.contract.validator(schema).iter_errors(answer.body), None)
    return None if error is None else f"{wanted}: {error.message}"


def asked_for(answer: Answer) -> frozenset[str]:
    """Return the members that a request named in `_fields`; none if all are wanted."""
    if "_fields" not in answer.operation.parameters:
        return frozenset()
    given = ",".join(answer.query.get("_fields", ()))
    return frozenset(filter(None, given.split(",")))


def _projected(contract: Contract, schema: Schema, names: frozenset[str]) -> Schema:
    """Return the schema of an answer, or of the items of its page, with these members only."""
    full = contract.resolved(schema)
    page = full["properties"].get("data")
    if page is None:
        return {
            **full,
            "required": [name for name in full["required"] if name in names],
            "propertyNames": {"enum": sorted(names)},
        }
    items = {**page, "items": _projected(contract, page["items"], names)}
    return {**full, "properties": {**full["properties"], "data": items}}


_DOCUMENTED: Final = Certainty.DOCUMENTED
_SEEN: Final = Certainty.SEEN
_INFERRED: Final = Certainty.INFERRED

RULES: Final = (
    Rule(at_least_one_of, source="seed 003", certainty=_DOCUMENTED, about=about.narrowed),
    Rule(projection, source="seed 001", certainty=_DOCUMENTED, about=about.projected),
    Rule(
        page_size,
        source="developer.close.com, pagination",
        certainty=_DOCUMENTED,
        about=about.listing,
    ),
    Rule(
        repeats, source="developer.close.com, pagination", certainty=_INFERRED, about=about.listing
    ),
    Rule(
        filters,
        source="seed 003; developer.close.com, event log",
        certainty=_DOCUMENTED,
        about=about.filtered,
    ),
    Rule(
        newest_first,
        source="developer.close.com, event log",
        certainty=_DOCUMENTED,
        about=about.logged,
    ),
    Rule(
        search_count,
        source="developer.close.com, advanced filtering",
        certainty=_DOCUMENTED,
        about=about.searched,
    ),
    Rule(
        search_members,
        source="developer.close.com, advanced filtering",
        certainty=_DOCUMENTED,
        about=about.searched,
    ),
    Rule(own_id, source="seed 001", certainty=_DOCUMENTED, about=about.identified),
    Rule(own_kind, source="the examples of seeds 000, 001 and 003", certainty=_SEEN),
    Rule(echo, source="the examples of seeds 000 and 003", certainty=_SEEN, about=about.written),
    Rule(
        counters,
        source="the examples of seeds 000 and 001",
        certainty=_INFERRED,
        about=about.of_bulk,
    ),
    Rule(words, source="seed 002", certainty=_DOCUMENTED),
    Rule(field_errors, source="live answers of 400", certainty=_SEEN),
    Rule(known_types, source="seed 002", certainty=_INFERRED),
    Rule(times, source="the examples of seeds 000 and 001", certainty=_INFERRED),
)
