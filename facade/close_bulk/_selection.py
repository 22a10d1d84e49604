"""Which leads a bulk action is for: always said, never assumed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import evolve

from close_bulk import _rules
from close_bulk._json import NotJsonError, plain, show
from close_bulk._queries import grammar, trees
from close_bulk._queries.nodes import Query
from close_bulk._queries.trees import SmartView, Tree, type_name
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from close_bulk._queries.trees import Node

_REMEMBERED: Final = 64
_right: Final[set[str]] = set()
"""Mappings that were found to be right lately, as text."""
_SAVED_SEARCH: Final = "/saved_search/{id}/"
_MINE: Final = "Smart Views of leads can be selected from; open it in Close to see what it shows"
_OLD: Final = (
    "has no s_query: it is of the old search language, which bulk actions do not take; save it anew"
)
_NEWER: Final = (
    "if it is right, and only newer than this release, pass Query.from_json(..., check=False), or use "
    "close.bulk.start(..., unchecked=True)"
)


class AllLeads(Enum):
    """The type of `ALL_LEADS`."""

    ALL_LEADS = "ALL_LEADS"

    def __repr__(self) -> str:
        return self.name


ALL_LEADS = AllLeads.ALL_LEADS
"""Every lead of the organization, in so many words.

What the vendor does without a selection is documented nowhere, so this is sent as a query that every lead
matches, not as an absent one.
"""

Selection = Query | Mapping[str, object] | AllLeads
"""A `Query`, the JSON of one (the vendor's `query` there is `s_query` here), or `ALL_LEADS`.

JSON is checked as `Query.from_json` checks it, and sent as it is; `Query.from_json(..., check=False)` is
not checked.
"""


def to_query(selection: object, *, check: bool = True) -> object:
    """Give the query that says what ``selection`` means, as plain JSON.

    A mapping is left as it is, once the nodes that the contract's grammar knows are found to be right. A
    `Query` is said to be about leads, unless it says so itself: without such a part results mix types
    (observed), and every example of the vendor's has it in front.

    Args:
        selection: What the caller gave; what is no selection at all is left to the contract's rules.
        check: False lets every mapping pass.

    Raises:
        InvalidRequest: A mapping is no query; or a `Query` is about other objects, or has a Smart View in it
            that is not loaded.
    """
    if selection is ALL_LEADS:
        return {"type": "and", "queries": [_leads()]}
    if isinstance(selection, Query):
        return _about_leads(selection)
    return _checked(selection) if check else selection


def smart_view(id: str) -> Query:
    """Select what a Smart View of leads shows; its query is read when it is needed.

    It can be joined to others: `smart_view("save_...") & lead("name").has_words("ACME")`. It has no JSON.

    Args:
        id: The id of the Smart View, which begins with `save_`.

    Raises:
        InvalidRequest: It is no such id.
    """
    return Query(Tree.of(SmartView(_rules.check_id(id, "get", _SAVED_SEARCH))))


def needs_loading(selection: object) -> str | None:
    """Give the id of the first Smart View in a selection; None if it has none."""
    if not isinstance(selection, Query):
        return None
    view = next(trees.smart_views(selection.tree.root), None)
    return view.id if view else None


def loaded(view_id: str, saved_search: object) -> dict[str, Any]:
    """Give the query of a Smart View, from what the service tells about it.

    Raises:
        InvalidRequest: It shows no leads, or has no query that a bulk action takes.
    """
    members = _members(saved_search)
    shown: object = members.get("type")
    if shown != "lead":
        shows = "does not say what it shows" if shown is None else f"shows {show(shown)}"
        raise _unusable(view_id, "type", f"{shows}; only {_MINE}")
    query: object = members.get("s_query")
    if query is None:
        raise _unusable(view_id, "s_query", _OLD)
    try:
        copy: object = plain(query)
    except NotJsonError as error:
        raise _unusable(view_id, "s_query", str(error)) from None
    return _unwrapped(view_id, copy)


def substitute(selection: object, found: Mapping[str, Mapping[str, Any]]) -> object:
    """Give a selection with the queries of its Smart Views in their places.

    Args:
        selection: What may have Smart Views in it.
        found: What `loaded` gave, by the ids of the Smart Views; others stay as they are.
    """
    if not isinstance(selection, Query):
        return selection

    def change(view: SmartView) -> Node:
        if view.id not in found:
            return view
        node: dict[str, Any] = trees.copy(dict(found[view.id]))
        return trees.negated(node) if view.negate else node

    changed = trees.replace(selection.tree.root, change)
    return Query(evolve(selection.tree, root=changed, depth=trees.depth(changed)))


def _checked(selection: object) -> object:
    """Check a mapping; what cannot be read as one, or is empty, has its own words in the contract's rules."""
    try:
        copy: object = plain(selection)
    except NotJsonError:
        return selection
    if not _members(copy):
        return selection
    # A segment is counted, previewed and started with: it is checked the first time.
    text = json.dumps(copy)
    if text in _right:
        return copy
    if found := grammar.problems("SearchQuery", copy):
        is_empty = any(problem.message == grammar.NOTHING for problem in found)
        hint = "; ALL_LEADS means every lead" if is_empty else f" ({_NEWER})"
        message = "; ".join(map(str, found)) + hint
        raise InvalidRequest("nothing was sent", (Problem("s_query", "invalid", message),))
    if len(_right) >= _REMEMBERED:
        _right.clear()
    _right.add(text)
    return copy


def _unusable(view_id: str, field: str, message: str) -> InvalidRequest:
    headline = f"Smart View {view_id} cannot be selected from"
    return InvalidRequest(headline, (Problem(field, "invalid", message),))


def _unwrapped(view_id: str, query: object) -> dict[str, Any]:
    """Take the query out of what may be around it: an order, and a limit that has to be none (inferred)."""
    members = _members(query)
    if "type" not in members and "query" in members:
        narrowing = [n for n, v in members.items() if n not in ("query", "sort") and v is not None]
        if narrowing:
            message = f"has {narrowing[0]}, which a bulk action cannot take over; pass a query of your own"
            raise _unusable(view_id, f"s_query.{narrowing[0]}", message)
        return _unwrapped(view_id, members["query"])
    if not members:
        raise _unusable(view_id, "s_query", f"{show(query)} is no query")
    return dict(members)


def _members(value: object) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}


def _about_leads(query: Query) -> dict[str, Any]:
    about = query.tree.about
    if not about <= {"lead"}:
        other = next(iter(sorted(about - {"lead"})))
        message = (
            f"{show(query)} asks about objects of type {other}, and leads are to be selected; "
            f"write lead.has({type_name(other)}(...))"
        )
        raise InvalidRequest("nothing was sent", (Problem("s_query", "invalid", message),))
    node = query.to_json()
    if node == _leads():
        return {"type": "and", "queries": [node]}
    if _says_leads(node):
        return node
    parts = node["queries"] if trees.joins(node, "and") else [node]
    return {"type": "and", "queries": [_leads(), *parts]}


def _leads() -> dict[str, Any]:
    return {"type": "object_type", "object_type": "lead"}


def _says_leads(node: Node) -> bool:
    """Tell whether all that a query matches are leads, because it says so."""
    if isinstance(node, SmartView) or node.get("negate", False) is not False:
        return False
    if node.get("type") == "and":
        return any(map(_says_leads, trees.children(node)))
    return {name: node[name] for name in node if name != "negate"} == _leads()
