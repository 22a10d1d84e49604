"""What a query, a sort order and a limit select."""

from collections.abc import Iterable
from typing import Any, Final, TypeVar

from attrs import frozen

from close_emulator.fields import Record, read_field, values_of
from close_emulator.place import Place
from close_emulator.query import Predicate, Scope, compile_query

R = TypeVar("R", bound=Record)

_REVERSED: Final = {"asc": False, "desc": True}


@frozen
class SortKey:
    """One criterion of order: a regular field, and whether the greatest value comes first."""

    object_type: str
    name: str
    reverse: bool

    def sorted(self, records: Iterable[R]) -> list[R]:
        """Return the records by this field; equals keep their order, empty values come last."""
        valued: list[tuple[Any, R]] = []
        empty: list[R] = []
        for record in records:
            values = values_of(record, self.object_type, self.name)
            if values:
                valued.append((_comparable(values[0]), record))
            else:
                empty.append(record)
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
        Misfit: either of them is not understood.
    """
    return Selection(compile_query(query, scope), read_sort(sort, scope))


def read_sort(place: Place, scope: Scope) -> tuple[SortKey, ...]:
    """Read a `sort` list of `{direction: asc|desc, field: regular_field}`, the main one first.

    Raises:
        Misfit: an entry has another form, or is no field of the selected objects themselves.
    """
    return tuple(_sort_key(item, scope) for item in place.items())


def _sort_key(place: Place, scope: Scope) -> SortKey:
    place.only("direction", "field")
    reverse = place.member("direction").choose(_REVERSED)
    field = place.member("field")
    object_type, name, _ = read_field(field)
    field.member("object_type").choose(dict.fromkeys(scope.object_types))
    return SortKey(object_type, name, reverse)


def _comparable(value: object) -> object:
    return value.casefold() if isinstance(value, str) else value
