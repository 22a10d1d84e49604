"""The list of bulk actions, of all kinds or of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from close_bulk import _kinds, _rules
from close_bulk._pages import by_offset
from close_bulk._projection import choose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from close_bulk._contract import Schema
    from close_bulk._effects import Flow
    from close_bulk._kinds import Kind

_FILTERS: Final[Mapping[str, tuple[str, ...]]] = {"email": ("template_id",)}


def history(
    kind: object, fields: Sequence[str] | None, filters: Mapping[str, Any]
) -> Callable[[], Flow[None]]:
    """Check what is asked for, and give what makes the flow that emits the pages.

    Raises:
        InvalidRequest: There is no such kind, or it has no such field or filter.
    """
    kinds = [*_kinds.KINDS.values()] if kind is None else [_kinds.named(kind)]
    others = {f"list({name!r})": _filters(kind) for name, kind in _kinds.KINDS.items()}
    schema: Schema = _filters(kinds[0]) if len(kinds) == 1 else {"properties": {}}
    checked = _rules.check_object("the list", schema, filters, others=others)
    lists = [(kind.list, choose(kind.list, fields)) for kind in kinds]

    def pages() -> Flow[None]:
        for endpoint, projection in lists:
            yield from by_offset(endpoint, checked, projection)

    return pages


def _filters(kind: Kind) -> Schema:
    """Give the schema of the filters of a list: its parameters that do not page."""
    return {"properties": {name: kind.list.parameter(name) for name in _FILTERS.get(kind.name, ())}}
