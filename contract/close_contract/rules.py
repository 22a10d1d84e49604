"""The rules of this API that no schema says, each a small function that judges one answer.

A rule looks at what was really sent, so it holds for generated cases, explicit ones and recorded
traffic alike.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_contract.document import Contract, Operation, Schema

NOTHING: Final = object()


class Certainty(StrEnum):
    """How sure it is that the vendor keeps to a rule."""

    DOCUMENTED = "documented"
    SEEN = "seen"
    INFERRED = "inferred"


@frozen
class Answer:
    """One request and its answer: the parameters of the URL, the status, the JSON or NOTHING."""

    contract: Contract
    operation: Operation
    query: Mapping[str, list[str]]
    status: int
    body: Any

    @property
    def accepted(self) -> bool:
        """Whether the request was taken."""
        return 200 <= self.status < 300  # noqa: PLR2004 - HTTP's own bounds


Judge: TypeAlias = Callable[[Answer], str | None]


@frozen
class Rule:
    """A rule: its judge, which returns what is wrong or None, and why the rule is believed."""

    judge: Judge
    source: str
    certainty: Certainty

    @property
    def name(self) -> str:
        """The name that findings carry."""
        return self.judge.__name__

    @property
    def sentence(self) -> str:
        """The rule in one sentence."""
        return (self.judge.__doc__ or "").strip()


def at_least_one_of(answer: Answer) -> str | None:
    """Refuse a list that must be narrowed unless one of its filters is given."""
    filters = answer.operation.at_least_one_of
    if not filters or not answer.accepted or any(name in answer.query for name in filters):
        return None
    return f"accepted with {answer.status}, but none of {', '.join(filters)} was given"


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


RULES: Final = (
    Rule(
        at_least_one_of,
        source="seed 003",
        certainty=Certainty.DOCUMENTED,
    ),
    Rule(
        projection,
        source="seed 001",
        certainty=Certainty.DOCUMENTED,
    ),
)
