"""A query as a value: composed, compared, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Literal, cast, final

from attrs import evolve, frozen

from close_bulk._json import DEEPEST, show
from close_bulk._queries import grammar, trees
from close_bulk._queries.trees import Tree, type_name
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence


_NO_TRUTH: Final = (
    "join queries by &, | and ~, as `and`, `or` and `not` only ask whether there is one; "
    "instead of 3 < field < 5 write field.between(3, 5), or field.within(gt=3, lt=5)"
)
_HOW: Final = (
    "pass a query such as lead('name').has_words('ACME'), or a mapping; beside & and | a comparison needs "
    "brackets, and == makes no query"
)


@final
@frozen(eq=False, repr=False)
class Query:
    """Which objects are meant: a query of Advanced Filtering, the `s_query` of a bulk action.

    Made from fields (`lead("name").has_words("ACME")`), from JSON (`Query.from_json`), from Smart Views
    (`smart_view("save_...")`) and from other queries: `a & b` is met by what meets both, `a | b` by what
    meets at least one, `~a` by everything else. A mapping can stand on either side. Queries never change;
    those that say the same in the same words are equal. What a query says is never rewritten; only `~~a`
    is `a` again, and `a & b & c` is one `and` of three.

    The text of a query is Python that makes it again, with the names of `close_bulk.query` and the module
    `datetime`.
    """

    tree: Tree
    """What the query says, in this package's own form; for everybody else there is `to_json`."""

    @classmethod
    def from_json(cls, query: Mapping[str, Any], *, check: bool = True) -> Query:
        """Make a query from its JSON, for instance from what "Copy Filters" in Close gives.

        What the contract's grammar knows has to be right; nodes of types that it does not know are kept as
        they are.

        Args:
            query: The query itself, with its `type`.
            check: False lets members and values pass that are newer than this release, and mistakes.

        Raises:
            InvalidRequest: It is no query; names every member that is wrong.
        """
        what = "the JSON"
        if not grammar.is_switch(check):
            raise grammar.invalid(what, "check", f"{show(check)} is not True or False")
        copy = (
            grammar.checked(what, "SearchQuery", query) if check else grammar.as_json(what, query)
        )
        if not grammar.is_object(copy) or not copy:
            raise grammar.invalid(what, "query", f"{show(query)} is not a mapping with members")
        return cls(Tree.of(copy))

    def to_json(self) -> dict[str, Any]:
        """Give the query as JSON in the vendor's words: a copy, which may be changed.

        Raises:
            InvalidRequest: There is a Smart View in it, whose query is not loaded.
        """
        for view in trees.smart_views(self.tree.root):
            message = (
                f"the query of Smart View {view.id} is not loaded; give the whole query as s_query to "
                "a method of Close, which loads it"
            )
            raise InvalidRequest("the query has no JSON yet", (Problem("id", "invalid", message),))
        copy: dict[str, Any] = trees.copy(self.tree.root)
        return copy

    def __and__(self, other: Query | Mapping[str, Any]) -> Query:
        return _join("and", self, other)

    def __rand__(self, other: Mapping[str, Any]) -> Query:
        return _join("and", other, self)

    def __or__(self, other: Query | Mapping[str, Any]) -> Query:
        return _join("or", self, other)

    def __ror__(self, other: Mapping[str, Any]) -> Query:
        return _join("or", other, self)

    def __invert__(self) -> Query:
        return Query(evolve(self.tree, root=trees.negated(self.tree.root)))

    def __eq__(self, other: object) -> bool:
        return self._words() == other._words() if isinstance(other, Query) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._words())

    def __bool__(self) -> bool:
        raise InvalidRequest(
            "a query is neither true nor false", (Problem("query", "invalid", _NO_TRUTH),)
        )

    def __repr__(self) -> str:
        # Most queries are sent and never shown: how to write one is imported when it is.
        written: str = import_module("close_bulk._queries.text").query(self.tree)
        return written

    def _words(self) -> str:
        return json.dumps(trees.canonical(self.tree.root), sort_keys=True)


def all_of(*queries: Query | Mapping[str, Any]) -> Query:
    """Join queries by `and`: what meets all of them (documented).

    Args:
        queries: Queries, or mappings that are their JSON.

    Raises:
        InvalidRequest: There is none, one is no query, or they ask about objects of several types.
    """
    return _combined("and", [as_query(query).tree for query in queries])


def any_of(*queries: Query | Mapping[str, Any]) -> Query:
    """Join queries by `or`: what meets at least one of them (documented).

    The way to name leads by their ids: `any_of(*map(lead.id, ids))`.

    Args:
        queries: Queries, or mappings that are their JSON.

    Raises:
        InvalidRequest: There is none, one is no query, or they ask about objects of several types.
    """
    return _combined("or", [as_query(query).tree for query in queries])


def any_text(value: str, *, mode: Literal["full_words", "phrase"] = "full_words") -> Query:
    """Ask for a text in any field of the object (documented).

    Args:
        value: The text.
        mode: `full_words` asks for its words, `phrase` for the words next to each other in their order.

    Raises:
        InvalidRequest: The text is none, or the mode is unknown.
    """
    return made("any_text", {"type": "text", "mode": mode, "value": value})


def as_query(value: object) -> Query:
    """Give the query that is meant, a mapping being its JSON.

    Raises:
        InvalidRequest: It is no query.
    """
    if isinstance(value, Query):
        return value
    if isinstance(value, Mapping):
        return Query.from_json(cast("Mapping[str, Any]", value))
    raise grammar.invalid("the whole", "query", f"{show(value)} is not a query; {_way(value)}")


def _way(value: object) -> str:
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return "write any_of(*queries) or all_of(*queries) for several"
    return _HOW


def made(what: str, node: dict[str, Any], *subjects: str) -> Query:
    """Make a query that has no other in it, of objects of a type.

    Raises:
        InvalidRequest: It does not fit the contract's grammar.
    """
    checked = grammar.checked(what, "SearchQuery", node)
    return Query(Tree(checked, frozenset(subjects), trees.depth(checked)))


def related(this: str, other: str, query: Query) -> Query:
    """Make the query of what has a related object that a query matches.

    Raises:
        InvalidRequest: The query asks about objects of another type.
    """
    if not query.tree.about <= {other}:
        raise _mixed(query.tree.about | {other}, f"the related objects are of type {other}")
    node: dict[str, Any] = {
        "type": "has_related",
        "this_object_type": this,
        "related_object_type": other,
        "related_query": query.tree.root,
    }
    return _made_of([query.tree], node, frozenset({this}), levels=1)


def _join(kind: str, left: object, right: object) -> Query:
    first, second = as_query(left).tree, as_query(right).tree
    if not trees.joins(first.root, kind):
        return _combined(kind, [first, second])
    # What is known of the whole holds for each part: none asks about more, none is deeper.
    parts = [evolve(first, root=part, depth=first.depth - 2) for part in trees.children(first.root)]
    return _combined(kind, [*parts, second])


def _combined(kind: str, parts: Sequence[Tree]) -> Query:
    if not parts:
        raise grammar.invalid(f"an `{kind}`", "queries", grammar.NOTHING)
    about = frozenset[str]().union(*(part.about for part in parts))
    if len(about) > 1:
        raise _mixed(about, "no object is of two types")
    node = {"type": kind, "queries": [part.root for part in parts]}
    return _made_of(parts, node, about, levels=2)


def _made_of(
    parts: Sequence[Tree], node: dict[str, Any], about: frozenset[str], *, levels: int
) -> Query:
    depth = max(part.depth for part in parts) + levels
    if depth > DEEPEST:
        message = (
            f"is nested deeper than {DEEPEST} levels; all_of and any_of take any number of queries"
        )
        raise grammar.invalid("the whole", "query", message)
    return Query(Tree(node, about, depth))


def _mixed(about: frozenset[str], why: str) -> InvalidRequest:
    one, other = sorted(about, key=lambda kind: (kind != "lead", kind))[:2]
    names = f"{type_name(one)}.has({type_name(other)}(...))"
    message = f"asks about {' and '.join(sorted(about))} at once, and {why}; write {names}"
    return grammar.invalid("the whole", "object_type", message)
