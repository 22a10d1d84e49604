"""Probes that sort leads and contacts by every field of their own, and by what cannot be sorted by."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, Final, TypeAlias

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import items
from close_contract.page_rules import moment
from close_contract.probes.columns import (
    ANYTHING,
    MOMENT,
    REFERENCE,
    TEXT,
    Column,
    columns,
    of_type,
    search,
)
from close_contract.report import Finding

_Key: TypeAlias = Callable[[Any], Any]
_PLAIN: Final = "abcdefghijklmnopqrstuvwxyz0123456789"


def search_sorting(bench: Bench) -> Iterator[Finding]:
    """Sort objects by each text, number and moment of their own, up and down: none is lost."""
    for column in columns(bench):
        if column.related is None and column.kind != REFERENCE and not column.is_empty:
            for direction in "asc", "desc":
                sort = [{"direction": direction, "field": dict(column.field)}]
                wanted = {column.object_type: [_member(column)]}
                sent = search(bench, of_type(column.object_type), sort=sort, _fields=wanted)
                yield from _judged(bench, column, sent, direction)


def _judged(bench: Bench, column: Column, sent: Exchanged, direction: str) -> Iterator[Finding]:
    if not sent.accepted:
        if column.name in bench.known.filters:
            message = f"{column.name} is known, but sorting by it was {sent.status}"
            yield sent.finding("search_sorting", message)
        return
    if {*sent.ids} != {*column.values}:
        message = f"{len(column.values)} are found, but sorted by {column.name} {len(sent.ids)}"
        yield sent.finding("search_sorting", message)
        return
    held = [_only(item.get(_member(column))) for item in sent.items]
    empty = [value is None for value in held]
    edges = [pair for pair in pairwise(empty) if pair[0] is not pair[1]]
    if len(edges) > 1:
        yield sent.finding("search_sorting", f"the empty are among those with {column.name}")
    for kind in _kinds(column):
        known = [key for value in held for key in [kind(value)] if key is not None]
        ordered = known if direction == "asc" else [*reversed(known)]
        for before, after in pairwise(ordered):
            if after < before and _is_sure(before, after):
                message = (
                    f"{before!r} and {after!r} of {column.name} are not in the order {direction}"
                )
                yield sent.finding("search_sorting", message)
                return


def _kinds(column: Column) -> list[_Key]:
    """Return what is compared: how numbers and texts are sorted among each other, nobody says."""
    kinds: dict[str, list[_Key]] = {MOMENT: [moment], TEXT: [_text], ANYTHING: [_number, _text]}
    return kinds[column.kind]


def _member(column: Column) -> str:
    own = column.field.get("custom_field_id")
    return str(column.field["field_name"]) if own is None else f"custom.{own}"


def _only(value: Any) -> Any:
    """Return what a field holds, if that is one value; several are something else."""
    held = items(value) if isinstance(value, list) else [value]
    return held[0] if len(held) == 1 else held or None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: Any) -> float | None:
    is_one = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_one else None


def _is_sure(one: Any, other: Any) -> bool:
    """Whether any order of texts has these so: they begin with different letters, whatever the case."""
    if not isinstance(one, str):
        return True
    first, second = one[:1], other[:1]
    return (
        first.islower() == second.islower()
        and first.isalpha() == second.isalpha()
        and all(each.casefold() in _PLAIN for each in (first, second))
        and first != second
    )
