"""Lists that take several pages, and how a list that is read on ends."""

from typing import Any, Final
from urllib.parse import parse_qsl

from close_contract import json_values
from close_contract.document import Operation
from close_contract.driven.call import SEARCH
from close_contract.driven.replies import Reply, Script, as_json
from close_contract.driven.world import World
from close_contract.traffic.messages import Request

_MANY: Final = 230
"""Items; more than a page of the largest size."""
_CURSORS: Final = {SEARCH: "cursor", "list_events": "cursor_next"}


def is_list(operation: Operation) -> bool:
    """Tell whether an operation answers objects in pages."""
    return operation.id.startswith("list_") or operation.id in _CURSORS


def is_further(request: Request) -> bool:
    """Tell whether a request is for another page than the first."""
    said = _said(request)
    return bool(said.get("_cursor") or said.get("cursor") or int(said.get("_skip", 0)))


def last_page() -> Reply:
    """Return a page with nothing on it, after which none comes, for every kind of list."""
    return as_json({"data": [], "has_more": False, "cursor_next": None, "cursor": None})


def pages(world: World, operation: Operation) -> Script:
    """Return the script that gives many items, as many at a time as are asked for."""

    def script(request: Request, _n: int) -> Reply:
        said = _said(request)
        page = world.listing(operation, request)
        example = page["data"][0]
        items = [{**example, "id": f"{example['id']}{n}"} for n in range(_MANY)]
        begin = int(said.get("_skip", said.get("_cursor", said.get("cursor")) or 0))
        end = begin + int(said.get("_limit", 50 if operation.id in _CURSORS else 100))
        more: dict[str, Any] = {"has_more": end < _MANY}
        if operation.id in _CURSORS:
            more = {_CURSORS[operation.id]: str(end) if end < _MANY else None}
        if "count" in page:
            more["count"] = {"limited": _MANY, "total": _MANY}
        return as_json({**page, "data": items[begin:end], **more})

    return script


def endless(world: World, operation: Operation) -> Script:
    """Return the script that gives the same page again and again, and says that there is more."""

    def script(request: Request, _n: int) -> Reply:
        page = world.listing(operation, request)
        more = {"has_more": True, "cursor_next": "more", "cursor": "more"}
        return as_json({**page, **{name: more[name] for name in more if name in page}})

    return script


def _said(request: Request) -> dict[str, Any]:
    body = Reply(0, body=request.body).json if request.body else None
    return {**dict(parse_qsl(request.query)), **json_values.members(body)}
