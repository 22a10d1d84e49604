"""One call of a client: an operation of the contract, and arguments by the contract's names."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from urllib.parse import quote, urlencode

from attrs import frozen

from close_contract.document import Contract, Operation, Schema
from close_contract.judge import BASE_PATH, Judge
from close_contract.server import basic
from close_contract.traffic.answers import Remembering
from close_contract.traffic.messages import Request

KEY: Final = "api_contract.0123456789abcdef"
"""What drivers sign in with; it opens nothing."""
SEARCH: Final = "search_data"
OWN_AFFAIR: Final = frozenset(
    {"_limit", "_skip", "_cursor", "_fields", "cursor", "include_counts", "x-tz-offset"}
)
"""How a client reads pages is its own affair: no call says these, and a request may have them."""
_QUERY: Final = {"$ref": "#/components/schemas/SearchQuery"}
_SORT: Final = {"type": "array", "items": {"$ref": "#/components/schemas/SearchSort"}}
_GRAMMAR: Final[Mapping[str, Schema]] = {"s_query": _QUERY, "query": _QUERY, "sort": _SORT}
_JSON: Final = ("content-type", "application/json")


class Verdict(StrEnum):
    """What the contract says of a call.

    AHEAD is one that the contract takes because the vendor's grammar of queries may be ahead of what is
    known of it; a client may take it or refuse it.
    """

    VALID = "valid"
    AHEAD = "ahead of the known grammar"
    WRONG = "wrong"


@frozen
class Call:
    """What a client is asked to do."""

    operation: Operation
    arguments: Mapping[str, Any]
    verdict: Verdict = Verdict.VALID

    @property
    def is_valid(self) -> bool:
        """Whether the contract takes the arguments."""
        return self.verdict is Verdict.VALID

    @property
    def changes(self) -> bool:
        """Whether it starts or changes something, so that it must not be made twice."""
        return self.operation.method != "GET" and self.operation.id != SEARCH

    @property
    def starts(self) -> bool:
        """Whether it makes something new."""
        return self.changes and self.operation.method == "POST"

    @property
    def line(self) -> str:
        """The call as a driver reads it, but for its number."""
        return json.dumps({"operation": self.operation.id, "arguments": {**self.arguments}})

    @property
    def query(self) -> dict[str, Any]:
        """The arguments that belong in the query of the URL."""
        names = self.operation.parameters.keys() - {"id"}
        return {name: value for name, value in self.arguments.items() if name in names}

    @property
    def body(self) -> dict[str, Any] | None:
        """The arguments that belong in the body; None if the operation takes none."""
        if self.operation.body is None:
            return None
        names = self.operation.parameters.keys()
        return {name: value for name, value in self.arguments.items() if name not in names}


class Customs:
    """Tells what the contract takes: a call is valid if the plainest request for it is."""

    def __init__(self, contract: Contract, judge: Judge) -> None:
        self.contract: Final = Remembering(contract.document)
        self._judge = judge

    def call(self, operation: Operation, arguments: Mapping[str, Any]) -> Call:
        """Return the call with what the contract says of it."""
        call = Call(operation, arguments)
        if self._misfit(call) or self.why(call):
            return Call(operation, arguments, Verdict.WRONG)
        is_known = all(
            self._is_valid(schema, arguments[name])
            for name, schema in _GRAMMAR.items()
            if name in arguments
        )
        return call if is_known else Call(operation, arguments, Verdict.AHEAD)

    def why(self, call: Call) -> str:
        """Return what is wrong with a call, empty if nothing is."""
        try:
            found = self._judge.request(plainest(call))
        except ValueError as error:
            return f"it cannot be written: {error}"
        problems = [f"{each.where}: {each.sentence} ({each.rule})" for each in found[:3]]
        return "; ".join(problems) or self._misfit(call)

    def _misfit(self, call: Call) -> str:
        """Return which argument does not fit its schema, as a quick first look; empty for none."""
        operation, body = call.operation, call.body
        if body is not None and not self._is_valid(operation.body or {}, body):
            return "the body does not fit its schema"
        for name, value in call.arguments.items():
            known = operation.parameters.get(name)
            if known is not None and not self._is_valid(known, value):
                return f"{name} does not fit its schema"
            if known is None and body is None:
                return f"the operation has no {name}"
        return ""

    def _is_valid(self, schema: Schema, value: Any) -> bool:
        return self.contract.validator(schema).is_valid(value)


def plainest(call: Call) -> Request:
    """Return the request that says what a call asks for and nothing else.

    Raises:
        ValueError: it cannot be written.
    """
    path = call.operation.path.replace("{id}", quote(str(call.arguments.get("id", "")), safe=""))
    query = urlencode({name: _text(value) for name, value in call.query.items()})
    body = call.body
    return Request(
        method=call.operation.method,
        target=f"{BASE_PATH}{path}{'?' if query else ''}{query}",
        headers=(("authorization", basic(f"{KEY}:")), *((_JSON,) if body is not None else ())),
        body=b"" if body is None else json.dumps(body, allow_nan=False).encode(),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
