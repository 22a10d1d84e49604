"""What a rule is: a small function that judges one answer, and why it is believed.

A rule looks at what was really sent, so it holds for generated cases, explicit ones and recorded
traffic alike.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Any, Final, Generic, TypeAlias, TypeVar

from attrs import frozen

from close_contract import json_values
from close_contract.document import Contract, Operation, Schema
from close_contract.status import is_accepted

NOTHING: Final = object()


class Certainty(StrEnum):
    """How sure it is that the vendor keeps to a rule."""

    DOCUMENTED = "documented"
    SEEN = "seen"
    INFERRED = "inferred"


@frozen
class Answer:
    """One request and its answer.

    Of the request: the parameters of the URL, the JSON of the body (NOTHING if it has none or is
    not known) and the id in the path (empty without one). Of the answer: the status and the JSON,
    or NOTHING.
    """

    contract: Contract
    operation: Operation
    query: Mapping[str, list[str]]
    status: int
    body: Any
    sent: Any = NOTHING
    id: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the request was taken."""
        return is_accepted(self.status)

    @cached_property
    def members(self) -> Mapping[str, Any]:
        """The members of the JSON object that was answered; none if it was refused."""
        return json_values.members(self.body) if self.accepted else {}

    @cached_property
    def asked(self) -> Mapping[str, Any]:
        """The members of the JSON object that was sent, as far as that is known."""
        return json_values.members(self.sent)

    @cached_property
    def items(self) -> list[Mapping[str, Any]]:
        """The objects on the page that was answered; none if it is no page."""
        page = json_values.items(self.members.get("data"))
        return [json_values.members(item) for item in page if isinstance(item, dict)]

    @cached_property
    def objects(self) -> list[Mapping[str, Any]]:
        """The objects that were answered: those on the page, or the one."""
        return self.items if "data" in self.members else [self.members]

    def parameter(self, name: str) -> str | None:
        """Return the value of a parameter of the URL, None unless it was given once."""
        values = self.query.get(name, [])
        return values[0] if len(values) == 1 else None


Judge: TypeAlias = Callable[[Answer], str | None]
Subject = TypeVar("Subject")
About: TypeAlias = Callable[[Operation], bool]


def has_answer(operation: Operation) -> bool:
    """Tell whether an operation answers JSON."""
    return operation.answer is not None


@frozen
class RuleOf(Generic[Subject]):
    """A rule: its judge, which returns what is wrong or None, and why the rule is believed."""

    judge: Callable[[Subject], str | None]
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


@frozen
class Rule(RuleOf[Answer]):
    """A rule for answers.

    It is `about` some operations; of the answers of others it has nothing to say.
    """

    about: About = has_answer


def item_schema(contract: Contract, operation: Operation) -> Schema:
    """Return the schema of the objects that an operation answers, alone or on a page."""
    answer = contract.resolved(operation.answer or {})
    page = answer.get("properties", {}).get("data")
    return answer if page is None else contract.resolved(page["items"])
