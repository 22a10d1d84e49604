"""The tree of a query: plain JSON, in which a Smart View stands for a query that is not known yet.

Trees share their branches and are never changed. What is unknown in them is passed over, not refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeGuard

from attrs import evolve, frozen

from close_bulk._queries.grammar import is_list, is_object, wrong_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@frozen
class SmartView:
    """The place of a Smart View's query."""

    id: str
    negate: bool = False


Node: TypeAlias = dict[str, Any] | SmartView


@frozen
class Tree:
    """A query, and what is known of it without reading it again."""

    root: Node
    about: frozenset[str]
    """The types of object that the root asks about, as far as that is known; see `subjects`."""
    depth: int
    """Levels of JSON."""

    @classmethod
    def of(cls, root: Node) -> Tree:
        """Read all that there is to know of a query."""
        return cls(root, subjects(root), depth(root))


_JOINS: Final = ("and", "or")

NAMED: Final = (
    "lead",
    "contact",
    "contact_email",
    "contact_phone",
    "contact_url",
    "address",
    "sequence_subscription",
    "opportunity",
)
"""The object types that have a name in `close_bulk.query`."""


def type_name(name: str) -> str:
    """Write an object type as Python."""
    return name if name in NAMED else f"objects({name!r})"


def children(node: Node) -> Iterator[Node]:
    """Give the queries of which a query is made."""
    if isinstance(node, SmartView):
        return
    for part in (*_list(node.get("queries")), node.get("related_query")):
        if is_node(part):
            yield part


def smart_views(node: Node) -> Iterator[SmartView]:
    """Give the Smart Views in a tree, the first one first."""
    if isinstance(node, SmartView):
        yield node
    for child in children(node):
        yield from smart_views(child)


def replace(node: Node, change: Callable[[SmartView], Node]) -> Node:
    """Give the tree with something else in the place of its Smart Views."""
    if isinstance(node, SmartView):
        return change(node)
    if next(smart_views(node), None) is None:
        return node
    changed = dict(node)
    if "queries" in node:
        changed["queries"] = [replace(part, change) for part in node["queries"]]
    if "related_query" in node:
        changed["related_query"] = replace(node["related_query"], change)
    return changed


def copy(value: Any) -> Any:
    """Copy a tree, or a part of it."""
    if is_object(value):
        return {name: copy(part) for name, part in value.items()}
    return [copy(part) for part in value] if is_list(value) else value


def canonical(value: Any) -> Any:
    """Give the form in which trees that say the same are the same: without ``negate: false``."""
    if isinstance(value, SmartView):
        return [value.id, value.negate]
    if is_object(value):
        members = value.items()
        return {n: canonical(part) for n, part in members if (n, part) != ("negate", False)}
    return [canonical(part) for part in value] if is_list(value) else value


def depth(value: Any) -> int:
    """Tell how deep a tree is, as the levels of JSON are counted."""
    if is_object(value):
        return 1 + max(map(depth, value.values()), default=0)
    return 1 + max(map(depth, value), default=0) if is_list(value) else 0


def negated(node: Node) -> Node:
    """Give the tree of what the query leaves out; every kind of query can be negated (documented)."""
    if isinstance(node, SmartView):
        return evolve(node, negate=not node.negate)
    rest = {name: part for name, part in node.items() if name != "negate"}
    return rest if node.get("negate") is True else {**rest, "negate": True}


def joins(node: Node, kind: str) -> bool:
    """Tell whether a query is such an `and` or `or` as the operators make, and can take one more part."""
    if isinstance(node, SmartView) or node.keys() != {"type", "queries"} or node["type"] != kind:
        return False
    parts = _list(node["queries"])
    return bool(parts) and all(map(is_node, parts))


def is_node(value: object) -> TypeGuard[Node]:
    """Tell whether a part of a tree can be a query; nothing is sure of what was not checked."""
    return isinstance(value, SmartView) or (is_object(value) and bool(value))


def subjects(node: Node) -> frozenset[str]:
    """Tell which types of object the root of a query asks about, as far as it says so.

    A custom field and a text can be those of any object. What an object is related to is another matter.
    """
    if isinstance(node, SmartView):
        return frozenset({"lead"})
    kind, found = node.get("type"), None
    if kind == "object_type":
        found = node.get("object_type")
    elif kind == "has_related":
        found = node.get("this_object_type")
    elif kind == "field_condition" and is_object(node.get("field")):
        found = node["field"].get("object_type")
    elif kind == "id":
        found = _type_of_id(node.get("value"))
    elif kind in _JOINS:
        return frozenset[str]().union(*map(subjects, children(node)))
    return frozenset({found}) if isinstance(found, str) else frozenset()


def _type_of_id(value: object) -> str | None:
    return next((kind for kind in ("lead", "contact") if not wrong_id(kind, value)), None)


def _list(value: object) -> list[Any]:
    return value if is_list(value) else []
