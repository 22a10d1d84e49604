"""The text of a query: Python that makes it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from close_bulk._queries import grammar, trees
from close_bulk._queries.moments import Moment
from close_bulk._queries.trees import SmartView, type_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from close_bulk._queries.trees import Node, Tree

_BOUNDS: Final[Mapping[str, Mapping[str, str]]] = {
    "number_range": {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="},
    "moment_range": {"on_or_after": ">=", "before": "<"},
}
_JOINS: Final = {"and": ("all_of", " & "), "or": ("any_of", " | ")}
_MODES: Final = {"full_words": "has_words", "phrase": "has_phrase"}


def field(about: str | None, name: str, *, custom: bool) -> str:
    """Write a field."""
    if custom:
        return f"custom({name!r})" if about is None else f"{type_name(about)}.custom({name!r})"
    return f"{type_name(about or '')}({name!r})"


def query(tree: Tree) -> str:
    """Write a query."""
    return _bare(tree.root, next(iter(tree.about)) if len(tree.about) == 1 else None)


def _bare(node: Node, about: str | None) -> str:
    """Write a query whose root is about objects of that type, as far as that is known."""
    text = _operand(node, about)
    return text[1:-1] if text.startswith("(") else text


def _operand(node: Node, about: str | None) -> str:
    """Write a query so that operators can stand beside it; what has operators in it has brackets."""
    if isinstance(node, SmartView):
        return f"{'~' * node.negate}smart_view({node.id!r})"
    if node.get("negate") is True:
        return f"~{_operand(trees.negated(node), about)}"
    if "queries" in node:
        text = _joined(node, about)
    elif "related_query" in node:
        text = _has_related(node)
    else:
        text = _leaf(node, about) if grammar.fits("SearchQuery", node) else None
    return text or _json(node)


def _json(node: Mapping[str, Any]) -> str:
    check = "" if grammar.fits("SearchQuery", node) else ", check=False"
    return f"Query.from_json({node!r}{check})"


def _joined(node: dict[str, Any], about: str | None) -> str | None:
    kind, parts = node.get("type"), [*trees.children(node)]
    if (
        not isinstance(kind, str)
        or kind not in _JOINS
        or not trees.joins(node, kind)
        or len(trees.subjects(node)) > 1
    ):
        return None
    # Operators would add to such a first part instead, and never make a join of one part.
    if len(parts) == 1 or trees.joins(parts[0], kind):
        return f"{_JOINS[kind][0]}({', '.join(_bare(part, about) for part in parts)})"
    return f"({_JOINS[kind][1].join(_operand(part, about) for part in parts)})"


def _has_related(node: dict[str, Any]) -> str | None:
    this, other = node.get("this_object_type"), node.get("related_object_type")
    inner = node["related_query"]
    known = {"type", "this_object_type", "related_object_type", "related_query"}
    if node.get("type") != "has_related" or node.keys() != known:
        return None
    if not (isinstance(this, str) and this and isinstance(other, str) and other):
        return None
    if not trees.is_node(inner) or not trees.subjects(inner) <= {other}:
        return None
    if trees.subjects(inner):
        return f"{type_name(this)}.has({_bare(inner, other)})"
    return f"{type_name(this)}.has_related({other!r}, {_bare(inner, other)})"


def _leaf(node: dict[str, Any], about: str | None) -> str | None:
    if "negate" in node:
        return None
    if node["type"] == "text":
        mode = "" if node["mode"] == "full_words" else f", mode={node['mode']!r}"
        return f"any_text({node['value']!r}{mode})"
    if node["type"] == "object_type":
        return f"{type_name(node['object_type'])}.every()"
    if node["type"] == "id":
        kind = next(iter(trees.subjects(node)), about)
        known = kind is not None and not grammar.wrong_id(kind, node["value"])
        return f"{type_name(kind)}.id({node['value']!r})" if kind and known else None
    return _field_condition(node, about) if node["type"] == "field_condition" else None


def _field_condition(node: Mapping[str, Any], about: str | None) -> str | None:
    of, condition = node["field"], node["condition"]
    if of["type"] == "regular_field":
        subject = field(of["object_type"], of["field_name"], custom=False)
    elif of["type"] == "custom_field":
        subject = field(about, of["custom_field_id"], custom=True)
    else:
        return None
    if condition["type"] in _BOUNDS:
        return _range(subject, condition)
    writer = _CONDITIONS.get(condition["type"])
    asked = writer(condition) if writer else None
    return f"{subject}.{asked}" if asked else None


def _range(subject: str, condition: Mapping[str, Any]) -> str | None:
    bounds = {
        name: repr(Moment.from_json(bound) if grammar.is_object(bound) else bound)
        for name, bound in condition.items()
        if name != "type"
    }
    operators = _BOUNDS[condition["type"]]
    if None in condition.values():
        return None
    if len(bounds) == 1 and bounds.keys() <= operators.keys():
        name, bound = next(iter(bounds.items()))
        return f"({subject} {operators[name]} {bound})"
    return f"{subject}.within({', '.join(f'{name}={bound}' for name, bound in bounds.items())})"


def _reference(condition: Mapping[str, Any]) -> str | None:
    kind, ids = condition["reference_type"], condition["object_ids"]
    if any(grammar.wrong_id(kind, each) for each in ids):
        return None
    return f"refers_to({', '.join(map(repr, ids))}, reference_type={kind!r})"


_CONDITIONS: Final[Mapping[str, Callable[[Mapping[str, Any]], str | None]]] = {
    "exists": lambda _: "exists()",
    "current_user": lambda _: "is_me()",
    "boolean": lambda condition: "is_true()" if condition["value"] else "is_false()",
    "text": lambda condition: f"{_MODES[condition['mode']]}({condition['value']!r})",
    "term": lambda condition: f"is_in({', '.join(map(repr, condition['values']))})",
    "reference": _reference,
}
