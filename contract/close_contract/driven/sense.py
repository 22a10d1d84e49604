"""What makes an answer one that a server could give, beyond what schemas say."""

from collections.abc import Mapping
from typing import Any

from close_contract import json_values
from close_contract.driven.replies import Reply
from close_contract.traffic.messages import Request


def is_sensible(said: Mapping[str, Any]) -> bool:
    """Tell whether an answer is one that a server could give, whatever the schema lets pass.

    Objects can be told apart, a search for leads finds leads and all that it counts, and a cursor is
    ASCII (inferred: those that were seen are).
    """
    items = [json_values.members(each) for each in json_values.items(said.get("data"))]
    cursor = said.get("cursor") or said.get("cursor_next") or ""
    limited = json_values.members(said.get("count")).get("limited", len(items))
    return (
        all(each.get("id") != "" for each in (said, *items))
        and all(each.get("__object_type", "lead") == "lead" for each in items)
        and str(cursor).isascii()
        and (bool(cursor) or limited == len(items))
    )


def about(drawn: dict[str, Any], right: Any, request: Request) -> dict[str, Any]:
    """Return a drawn answer with the id that was asked for and with what the request has said."""
    known = json_values.members(right)
    said = json_values.members(Reply(0, body=request.body).json if request.body else None)
    pinned = {name: known[name] for name in ("id", *said) if name in known and name in drawn}
    if isinstance(drawn.get("data"), list) and known.get("data"):
        first = known["data"][0].get("id")
        items = [json_values.members(each) for each in drawn["data"]]
        pinned["data"] = [{**each, "id": f"{first}{n}"} for n, each in enumerate(items)]
    return {**drawn, **pinned}
