"""What a query, a sort order and a limit select."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, TypeVar

from attrs import frozen

from close_emulator.fields import Field, Record, compile_field
from close_emulator.place import Place
from close_emulator.query import Predicate, compile_query
from close_emulator.records import CustomValue
from close_emulator.scope import Scope

R = TypeVar("R", bound=Record)

_REVERSED: Final = {"asc": False, "desc": True}


@frozen
class SortKey:
    """One criterion of order: a field, and whether the greatest value comes first."""

    field: Field
    reverse: bool

    def sorted(self, records: Iterable[R]) -> list[R]:
        """Return the records by this field; equals keep their order, empty values come last."""
        valued: list[tuple[Any, R]] = []
        empty: list[R] = []
        for record in records:
            value = self.field.read(record)
            if value is None or value == []:
                empty.append(record)
            else:
                valued.append((_comparable(value), record))
        valued.sort(key=lambda pair: pair[0], reverse=self.reverse)
        return [record for _, record in valued] + empty


@frozen
class Selection:
    """A compiled query with its order."""

    holds: Predicate
    order: tuple[SortKey, ...]

    def of(self, records: Iterable[R]) -> list[R]:
        """Return the records that match, sorted; without a sort, in the order of `records`."""
        chosen = [record for record in records if self.holds(record)]
        for key in reversed(self.order):
            chosen = key.sorted(chosen)
        return chosen


def compile_selection(query: Place, sort: Place, scope: Scope) -> Selection:
    """Return the selection that a query and a sort order describe.

    Raises:
        Misfit: either of them is not well formed.
        Unknown: either of them holds something that the emulator does not know.
    """
    return Selection(compile_query(query, scope), read_sort(sort, scope))


def read_sort(place: Place, scope: Scope) -> tuple[SortKey, ...]:
    """Read a `sort` list of `{direction: asc|desc, field: ...}`, the main criterion first.

    Raises:
        Misfit: an entry has another form, or is no field of the selected objects themselves.
        Unknown: an entry names a field that the emulator does not know.
    """
    return tuple(_sort_key(item, scope) for item in place.items())


def _sort_key(place: Place, scope: Scope) -> SortKey:
    place.only("direction", "field")
    reverse = place.member("direction").choose(_REVERSED)
    node = place.member("field")
    field = compile_field(node, scope)
    if "object_type" in node.members():
        node.member("object_type").choose(dict.fromkeys(scope.object_types))
    return SortKey(field, reverse)


def _comparable(value: CustomValue | datetime) -> object:
    """Return what orders a value of any kind: custom fields mix flags, numbers, texts and lists."""
    choices = value if isinstance(value, list) else [value]
    return [(True, each.casefold()) if isinstance(each, str) else (False, each) for each in choices]
