"""The rules for what a client sends."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from close_contract import json_values
from close_contract.document import id_in
from close_contract.driven.call import OWN_AFFAIR, SEARCH, Verdict
from close_contract.driven.pages import is_list
from close_contract.driven.replies import Reply
from close_contract.driven.scene import Scene, described
from close_contract.driven.stage import Exchange
from close_contract.driven.told import same
from close_contract.traffic.messages import Request

_SHOWN: Final = 200
_RATE_LIMITED: Final = 429
_TWICE: Final = 2


def sends_valid_calls(scene: Scene) -> str | None:
    """Send every call that the contract takes."""
    # Alive and in time is another rule's affair, and so is an error that is not the client's own.
    if not scene.call.is_valid or scene.own or scene.outcome.kind not in ("value", "error"):
        return None
    if scene.exchanges and scene.outcome.kind == "error":
        return f"only other requests were sent: {scene.outcome}"
    return f"no such request was sent, and the client {scene.outcome}"


def refuses_wrong_calls(scene: Scene) -> str | None:
    """Refuse a call that the contract does not take before anything is sent for it."""
    is_wrong = scene.call.verdict is Verdict.WRONG
    if not is_wrong or scene.own or scene.outcome.kind != "value":
        return None
    return f"the call is wrong, yet without such a request the client {scene.outcome}"


def sends_what_is_allowed(scene: Scene) -> str | None:
    """Send only requests that keep to the contract."""
    # Of a call that is wrong, what was sent in spite of that is as wrong.
    found = [f"{v.operation}: {v.rule}, {v.where}: {v.sentence}" for v in scene.violations]
    return found[0] if found else None


def says_what_was_asked(scene: Scene) -> str | None:
    """Say in the request all that was asked, unchanged, and nothing else."""
    if scene.violations:
        return None
    differences = [text for exchange in scene.own[:1] for text in _differences(scene, exchange)]
    return differences[0] if differences else None


def only_reads_beside(scene: Scene) -> str | None:
    """Send beside what was asked for only requests that read."""
    for exchange in scene.exchanges:
        operation = exchange.operation
        if operation is None:
            return f"{exchange.request.method} {exchange.request.path} was sent"
        is_asked = operation.id == scene.call.operation.id
        if not is_asked and operation.method != "GET" and operation.id != SEARCH:
            return f"{operation.label} was sent, which nobody asked for"
    return None


def asks_once(scene: Scene) -> str | None:
    """Send one request for a call whose answer came and keeps to the contract; a list takes one a page."""
    n = len(scene.own)
    if not scene.part.conforming or n < _TWICE or is_list(scene.call.operation):
        return None
    return f"it was sent {n} times, and answered {scene.own[0].reply.status} the first time"


def never_twice(scene: Scene) -> str | None:
    """Send what starts or changes something once; again only after a refusal for the rate limit."""
    if not scene.call.changes:
        return None
    earlier = [exchange.reply for exchange in scene.own[:-1]]
    again = [reply for reply in earlier if not _was_refused_for_rate(reply)]
    if not again:
        return None
    return f"it was sent {len(scene.own)} times, first after {described(again[0])}"


def _was_refused_for_rate(reply: Reply) -> bool:
    return reply.status == _RATE_LIMITED and reply.sent != 0


def _differences(scene: Scene, exchange: Exchange) -> Iterator[str]:
    """Yield what a request does not say as it was asked.

    Of a call that is wrong all that counts is that none of its arguments was dropped in silence.
    """
    call, request = scene.call, exchange.request
    sent = _said(request)
    asked = {name: value for name, value in call.arguments.items() if name != "id"}
    wanted = call.arguments.get("id", "")
    if id_in(call.operation, request.path) != wanted:
        yield f"{request.path} was sent, and {wanted!r} was asked for"
    for name, value in asked.items():
        if name not in sent:
            yield f"{name} was asked and not sent"
        elif call.verdict is not Verdict.WRONG and not same(
            _comparable(sent[name]), _comparable(value)
        ):
            yield f"{name}: {_short(value)} was asked, {_short(sent[name])} was sent"
    for name in sent.keys() - asked.keys() - OWN_AFFAIR:
        yield f"{name}: {_short(sent[name])} was sent and not asked"


def _said(request: Request) -> Mapping[str, Any]:
    """Return the members of the body and the parameters of the query."""
    body = Reply(0, body=request.body).json if request.body else None
    return {**dict(parse_qsl(request.query, keep_blank_values=True)), **json_values.members(body)}


def _comparable(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
