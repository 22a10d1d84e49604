"""One call, the reply that it got, what was sent for it and what came of it."""

from collections.abc import Sequence
from typing import Any, Final

from attrs import frozen

from close_contract.document import Operation
from close_contract.driven.call import Call
from close_contract.driven.driver import Outcome
from close_contract.driven.replies import Reply
from close_contract.driven.stage import Exchange
from close_contract.traffic.violation import Violation

_SHOWN: Final = 1500


@frozen
class Part:
    """What a call was answered with: its kind, in a word for tables, and what is odd about it.

    It is `conforming` if the contract allows it as the answer to what was asked. What may conform by each
    of its replies, and does not as a whole, is told not to beforehand.
    """

    kind: str
    said: str = ""
    conforming: bool = True


@frozen
class Scene:
    """All that is known when a call has ended."""

    call: Call
    part: Part
    exchanges: Sequence[Exchange]
    violations: Sequence[Violation]
    outcome: Outcome

    @property
    def own(self) -> list[Exchange]:
        """The exchanges of the operation that was asked for."""
        wanted = self.call.operation.id
        return [e for e in self.exchanges if e.operation is not None and e.operation.id == wanted]

    @property
    def reply(self) -> Reply | None:
        """The last reply of that operation, None if it was never asked for."""
        return self.own[-1].reply if self.own else None

    @property
    def truths(self) -> list[Any]:
        """The JSON of every answer about this kind of object that came in full and accepts."""
        about = _home(self.call.operation)
        return [
            each.reply.json
            for each in self.exchanges
            if each.operation and _home(each.operation) == about and each.reply.accepts
        ]

    def __str__(self) -> str:
        lines = [f"call:    {self.call.line}"]
        lines += [
            f"request: {_request(e)}\nanswer:  {_short(str(e.reply))}" for e in self.exchanges[-2:]
        ]
        lines += [f"outcome: {self.outcome}"]
        return "\n".join(lines)


def _home(operation: Operation) -> str:
    """Return the path of all objects of a kind."""
    return operation.path.removesuffix("{id}/")


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text)} characters)"


def _request(exchange: Exchange) -> str:
    request = exchange.request
    body = request.body.decode("utf-8", "replace")
    return _short(f"{request.method} {request.target} {body}".rstrip())


def described(reply: Reply) -> str:
    """Return what an answer was, in words."""
    if reply.sent == 0:
        return f"no answer (the connection was {reply.then})"
    cut = "" if reply.is_whole else ", which broke off"
    return f"the answer {reply.status}{cut}"
