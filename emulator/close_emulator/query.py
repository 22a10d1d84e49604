"""Advanced Filtering: a query compiles to a predicate over leads, contacts and addresses.

The grammar is the vendor's documented one (and, or, id, object_type, field_condition,
has_related; `negate` on each). Whatever is not understood is refused with its place and what is
supported: a fake that quietly matched everything would e-mail everyone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Final, TypeAlias

from attrs import frozen

from close_emulator.conditions import compile_condition
from close_emulator.fields import Record, read_field, values_of
from close_emulator.place import Place, shown
from close_emulator.records import Contact, Lead

Predicate: TypeAlias = Callable[[Record], bool]


@frozen
class Scope:
    """What a query may speak of: the types of the objects it selects, the custom fields known."""

    object_types: tuple[str, ...]
    custom_fields: Collection[str]


@frozen
class Node:
    """One type of query: the keys it takes and its compiler."""

    keys: tuple[str, ...]
    compile: Callable[[Place, Scope], Predicate]


def compile_query(place: Place, scope: Scope) -> Predicate:
    """Compile the predicate that a query describes.

    A query without `type` but with `queries` means `and`, as the vendor's own snippets have it.

    Raises:
        Misfit: the query holds something that the emulator does not understand.
    """
    if place.members().keys() & {"type", "queries"} == {"queries"}:
        return _finish(place, scope, NODES["and"])
    return _finish(place, scope, place.member("type").choose(NODES))


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
    return lambda record: all(part(record) for part in parts)


def _or(place: Place, scope: Scope) -> Predicate:
    parts = _parts(place, scope)
    return lambda record: any(part(record) for part in parts)


def _id(place: Place, _: Scope) -> Predicate:
    wanted = place.member("value").text()
    return lambda record: getattr(record, "id", None) == wanted


def _object_type(place: Place, scope: Scope) -> Predicate:
    wanted = place.member("object_type")
    wanted.choose(dict.fromkeys(scope.object_types))
    return lambda record: record.object_type == wanted.value


def _field_condition(place: Place, scope: Scope) -> Predicate:
    return place.member("field").member("type").choose(_FIELD_TYPES)(place, scope)


def _regular_field(place: Place, _: Scope) -> Predicate:
    object_type, name, kind = read_field(place.member("field"))
    holds = compile_condition(place.member("condition"), kind)
    return lambda record: holds(values_of(record, object_type, name))


def _custom_field(place: Place, scope: Scope) -> Predicate:
    place.member("field").only("type", "custom_field_id")
    place_of_id = place.member("field").member("custom_field_id")
    wanted = place_of_id.text()
    if wanted not in scope.custom_fields:
        place_of_id.refuse(f"No lead has a custom field {shown(wanted)}.")
    holds = compile_condition(place.member("condition"), None)

    def check(record: Record) -> bool:
        value = record.custom.get(wanted) if isinstance(record, Lead) else None
        return holds(() if value is None else tuple(value) if isinstance(value, list) else (value,))

    return check


_FIELD_TYPES: Final = {"regular_field": _regular_field, "custom_field": _custom_field}


def _has_related(place: Place, scope: Scope) -> Predicate:
    this = place.member("this_object_type").choose(_RELATIONS)
    this_type = place.member("this_object_type").value
    related = place.member("related_object_type").choose(this)
    below = Scope((place.member("related_object_type").text(),), scope.custom_fields)
    holds = compile_query(place.member("related_query"), below)
    return lambda record: record.object_type == this_type and any(map(holds, related(record)))


def _contacts(record: Record) -> Iterable[Record]:
    return record.contacts if isinstance(record, Lead) else ()


def _addresses(record: Record) -> Iterable[Record]:
    if isinstance(record, Contact):
        return record.emails
    return (address for contact in _contacts(record) for address in _addresses(contact))


_RELATIONS: Final[Mapping[str, Mapping[str, Callable[[Record], Iterable[Record]]]]] = {
    "lead": {"contact": _contacts, "contact_email": _addresses},
    "contact": {"contact_email": _addresses},
}

NODES: Final[Mapping[str, Node]] = {
    "and": Node(("queries",), _and),
    "or": Node(("queries",), _or),
    "id": Node(("value",), _id),
    "object_type": Node(("object_type",), _object_type),
    "field_condition": Node(("field", "condition"), _field_condition),
    "has_related": Node(("this_object_type", "related_object_type", "related_query"), _has_related),
}
