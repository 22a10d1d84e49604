"""Advanced Filtering: a query compiles to a predicate over leads, contacts and what belongs to them.

The grammar is the vendor's documented one (and, or, id, object_type, text, field_condition,
has_related; `negate` on each). What is not well formed is refused with its place (400), and so is
what the emulator does not know (501): a fake that quietly matched everything would e-mail everyone.
"""

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from attrs import frozen

from close_emulator.conditions import compile_condition
from close_emulator.fields import Record, compile_field, texts_of
from close_emulator.place import Place
from close_emulator.relations import RELATIONS
from close_emulator.scope import Scope
from close_emulator.words import compile_match

Predicate: TypeAlias = Callable[[Record], bool]

MAX_RELATED: Final = 4


@frozen
class Node:
    """One type of query: the keys it takes and its compiler."""

    keys: tuple[str, ...]
    compile: Callable[[Place, Scope], Predicate]


def compile_query(place: Place, scope: Scope) -> Predicate:
    """Compile the predicate that a query describes.

    A query without `type` but with `queries` means `and`, as the vendor's own snippets have it.

    Raises:
        Misfit: something in the query is not well formed.
        Unknown: the query holds something that the emulator does not know.
    """
    if place.members().keys() & {"type", "queries"} == {"queries"}:
        return _finish(place, scope, NODES["and"])
    return _finish(place, scope, place.member("type").known(NODES, "query type"))


def _finish(place: Place, scope: Scope, node: Node) -> Predicate:
    members = place.only("type", "negate", *node.keys)
    holds = node.compile(place, scope)
    if "negate" in members and members["negate"].flag():
        return lambda record: not holds(record)
    return holds


def _parts(place: Place, scope: Scope) -> list[Predicate]:
    return [compile_query(part, scope) for part in place.member("queries").some()]


def _and(place: Place, scope: Scope) -> Predicate:
    parts = _parts(place, scope)

    def check(record: Record) -> bool:
        for part in parts:  # noqa: SIM110 - all() takes twice the time, for each of many records
            if not part(record):
                return False
        return True

    return check


def _or(place: Place, scope: Scope) -> Predicate:
    parts = _parts(place, scope)
    return lambda record: any(part(record) for part in parts)


def _id(place: Place, _: Scope) -> Predicate:
    wanted = place.member("value").text()
    return lambda record: getattr(record, "id", None) == wanted


def _object_type(place: Place, scope: Scope) -> Predicate:
    selected = {name: name for name in scope.object_types}
    wanted = place.member("object_type").known(selected, "selection of the object type")
    return lambda record: record.object_type == wanted


def _text(place: Place, _: Scope) -> Predicate:
    matches = compile_match(place)
    return lambda record: any(map(matches, texts_of(record)))


def _field_condition(place: Place, scope: Scope) -> Predicate:
    field = compile_field(place.member("field"), scope)
    test = compile_condition(place.member("condition"), field, scope)
    read = field.read

    def check(record: Record) -> bool:
        value = read(record)
        if isinstance(value, list):
            return any(map(test, value))
        return value is not None and test(value)

    return check


def _has_related(place: Place, scope: Scope) -> Predicate:
    this_type = place.member("this_object_type")
    other_type = place.member("related_object_type")
    relations = this_type.known(RELATIONS, "related objects of the object type")
    related = other_type.known(relations, f"relation from {this_type.text()} to")
    if scope.nested == MAX_RELATED:
        place.strange(f"a has_related within {MAX_RELATED} others")
    holds = compile_query(place.member("related_query"), scope.below(other_type.text()))
    organization, wanted = scope.organization, this_type.text()
    return lambda record: (
        record.object_type == wanted and any(map(holds, related(organization, record)))
    )


NODES: Final[Mapping[str, Node]] = {
    "and": Node(("queries",), _and),
    "or": Node(("queries",), _or),
    "id": Node(("value",), _id),
    "object_type": Node(("object_type",), _object_type),
    "text": Node(("mode", "value"), _text),
    "field_condition": Node(("field", "condition"), _field_condition),
    "has_related": Node(("this_object_type", "related_object_type", "related_query"), _has_related),
}
