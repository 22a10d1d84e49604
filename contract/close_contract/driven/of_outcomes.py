"""The rules for what a client tells of the answers."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from close_contract import json_values
from close_contract.document import contract
from close_contract.driven.call import KEY
from close_contract.driven.pages import is_list
from close_contract.driven.scene import Scene, described
from close_contract.driven.stage import Exchange
from close_contract.driven.told import lies
from close_contract.server import basic

_SHOWN: Final = 200
_NOT_FOUND: Final = 404
_MAYBE_DONE: Final = frozenset({408, 409, 425})
_CLIENT_ERROR: Final = range(400, 500)
_REFUSALS: Final = frozenset({400, 401, 402, 403, 404, 429})
_SECRETS: Final = (KEY, basic(f"{KEY}:").removeprefix("Basic "))


def comes_back(scene: Scene) -> str | None:
    """Come back from every call, in time and alive."""
    return scene.outcome.text if scene.outcome.kind in ("hung", "died") else None


def own_errors(scene: Scene) -> str | None:
    """Let no error escape but the client's own documented ones."""
    outcome = scene.outcome
    if outcome.kind != "error" or outcome.own:
        return None
    return f"{outcome.name} escaped: {outcome.text[:_SHOWN]}"


def keeps_secrets(scene: Scene) -> str | None:
    """Tell the key nowhere: in no value and in no error."""
    told = any(secret in scene.outcome.line for secret in _SECRETS)
    return f"the key is in what was told: {scene.outcome.name or 'a value'}" if told else None


def reads_what_conforms(scene: Scene) -> str | None:
    """Take every answer that keeps to the contract."""
    if not (scene.part.conforming and scene.own and scene.call.is_valid):
        return None
    if scene.outcome.kind == "error" and scene.outcome.own:
        return f"the client {scene.outcome}"
    return None


def tells_what_was_answered(scene: Scene) -> str | None:
    """Tell every member of the contract as it was answered: none lost, none changed, none made up."""
    operation, outcome = scene.call.operation, scene.outcome
    if outcome.kind != "value" or operation.answer is None or not scene.own:
        return None
    if is_list(operation) and _ends_early(scene):
        return "the last page says that there is more, and nobody asked for it"
    truths = _pages(scene) if is_list(operation) else scene.truths
    if not truths:
        return f"nothing was answered that says so, yet the client {outcome}"
    told = [[*lies(contract(), operation, outcome.value, truth)] for truth in truths]
    return min(told, key=len)[0] if all(told) else None


def about_what_was_asked(scene: Scene) -> str | None:
    """Tell nothing about another object than the one that was asked for."""
    asked, told = scene.call.arguments.get("id"), json_values.members(scene.outcome.value)
    if scene.outcome.kind != "value" or asked is None or "id" not in told or told["id"] == asked:
        return None
    return f"{asked!r} was asked for, and {told['id']!r:.80} was told"


def confirmed_success(scene: Scene) -> str | None:
    """Tell success of what starts or changes something only if an answer confirms it."""
    if not scene.call.changes or scene.outcome.kind != "value" or not scene.own:
        return None
    if scene.call.operation.answer is None:
        confirmed = any(e.reply.accepts for e in scene.own) or _is_gone(scene)
    else:
        confirmed = any(isinstance(json_values.members(t).get("id"), str) for t in scene.truths)
        confirmed = confirmed and (not scene.call.starts or any(e.reply.accepts for e in scene.own))
    if confirmed:
        return None
    return f"after {described(scene.own[-1].reply)} the client {scene.outcome}"


def open_outcomes(scene: Scene) -> str | None:
    """Say that the outcome is open where a change was had in full and its answer does not tell."""
    reply, outcome = scene.reply, scene.outcome
    if outcome.open and not scene.call.changes:
        return f"a request that reads leaves nothing open, yet the client {outcome}"
    if not scene.call.changes or reply is None or outcome.kind != "error" or not outcome.own:
        return None
    is_clear = reply.status in _CLIENT_ERROR and reply.status not in _MAYBE_DONE
    if outcome.open or (is_clear and reply.sent != 0):
        return None
    return f"after {described(reply)} the client {outcome}"


def clear_refusals(scene: Scene) -> str | None:
    """Take a refusal for what it is: nothing was done, and an error says so."""
    reply, outcome = scene.reply, scene.outcome
    if reply is None or not reply.is_whole or reply.status not in _REFUSALS or scene.truths:
        return None
    if outcome.kind == "value":
        return f"after {described(reply)} the client {outcome}"
    return (
        f"{described(reply)} is a clear refusal, yet the client {outcome}" if outcome.open else None
    )


def _is_gone(scene: Scene) -> bool:
    looks = [e for e in scene.exchanges if e.operation and e.operation.method == "GET"]
    return any(e.reply.status == _NOT_FOUND for e in looks)


def _pages(scene: Scene) -> list[Any]:
    """Return the pages of a list as one, with each item once."""
    pages = _in_order(scene)
    items: dict[str, Any] = {}
    for page in pages:
        for item in json_values.items(page.get("data")):
            items.setdefault(repr(json_values.members(item).get("id", item)), item)
    return [{"data": [*items.values()]}] if pages else []


def _ends_early(scene: Scene) -> bool:
    last = json_values.members([{}, *_in_order(scene)][-1])
    cursor = last.get("cursor") or last.get("cursor_next")
    is_more = last.get("has_more") is True or (bool(cursor) and isinstance(cursor, str))
    return is_more and "results_limit" not in scene.call.arguments


def _in_order(scene: Scene) -> list[Mapping[str, Any]]:
    """Return the pages of a list; those that are read ahead may be asked for in any order."""
    pages = [e for e in scene.own if e.reply.accepts]
    return [json_values.members(e.reply.json) for e in sorted(pages, key=_skip)]


def _skip(exchange: Exchange) -> int:
    return int(dict(parse_qsl(exchange.request.query)).get("_skip", 0))
