"""The rules of lists and searches, which judge one page."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from operator import ge, gt, le, lt
from typing import Any, Final

from close_contract.json_values import items, members
from close_contract.rule import Answer

_COMPARE: Final[Mapping[str, Callable[[datetime, datetime], bool]]] = {
    "gt": gt,
    "gte": ge,
    "lt": lt,
    "lte": le,
}
_SEARCH: Final = "search_data"
_EVENTS: Final = "list_events"
_ALWAYS: Final = frozenset({"__object_type", "id"})


def page_size(answer: Answer) -> str | None:
    """Answer at most `_limit` objects at a time, and say that there are more only if all fit."""
    limit = _limit(answer)
    if limit is None or "data" not in answer.members:
        return None
    n = len(answer.items)
    if n > limit:
        return f"{n} objects were answered, where _limit is {limit}"
    if answer.members.get("has_more") is True and n < limit:
        return f"{n} objects were answered and has_more, where _limit is {limit}"
    return None


def repeats(answer: Answer) -> str | None:
    """Have no object twice on a page."""
    times = Counter(item["id"] for item in answer.items if isinstance(item.get("id"), str))
    twice = sorted(each for each, n in times.items() if n > 1)
    return f"{twice[0]} is on the page more than once" if twice else None


def filters(answer: Answer) -> str | None:
    """List only what meets every filter."""
    for name in answer.operation.parameters:
        # An empty one is wrong in itself, and narrows nothing.
        wanted = answer.parameter(name) or ""
        member, _, comparison = name.partition("__")
        for item in answer.items if wanted else ():
            if member not in item:
                continue
            if comparison in _COMPARE:
                is_met = _is_within(item[member], wanted, _COMPARE[comparison])
            else:
                is_met = item[member] == wanted
            if not is_met:
                return f"{name}={wanted} was asked for, but {item[member]!r} was answered"
    return None


def newest_first(answer: Answer) -> str | None:
    """List events in the order of their times, the newest first."""
    if answer.operation.id != _EVENTS:
        return None
    moments = [moment(item.get("date_updated")) for item in answer.items]
    for before, after in pairwise(moments):
        if before is not None and after is not None and before < after:
            return f"an event of {before} stands before one of {after}"
    return None


def search_count(answer: Answer) -> str | None:
    """Count all matches of a search, and those within results_limit, if that was asked for."""
    sent = answer.asked
    if answer.operation.id != _SEARCH or not answer.accepted or not sent:
        return None
    count, bound, n = answer.members.get("count"), sent.get("results_limit"), len(answer.items)
    if (count is not None) != (sent.get("include_counts") is True):
        return f"include_counts is {sent.get('include_counts')}, but the count is {count}"
    if isinstance(bound, int) and n > bound:
        return f"{n} objects were answered, where results_limit is {bound}"
    return None if count is None else _miscounted(members(count), bound, n)


def _miscounted(count: Mapping[str, Any], bound: Any, n: int) -> str | None:
    total, limited = count.get("total"), count.get("limited")
    if not isinstance(total, int) or not isinstance(limited, int):
        return None
    if limited != min(total, total if bound is None else bound):
        return f"limited is {limited} of {total}, where results_limit is {bound}"
    return f"{n} objects were answered, but only {limited} counted" if n > limited else None


def search_members(answer: Answer) -> str | None:
    """Answer a search with types and ids, and beyond them with members named in `_fields` only."""
    if answer.operation.id != _SEARCH or not answer.asked:
        return None
    fields = members(answer.asked.get("_fields"))
    for item in answer.items:
        named = items(fields.get(str(item.get("__object_type"))))
        others = item.keys() - _ALWAYS - {*map(str, named)}
        if others:
            return f"{min(others)} was answered, but not asked for"
    return None


def moment(text: Any) -> datetime | None:
    """Return the moment that a text says, None if it says none; UTC where no offset is given."""
    try:
        read = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _limit(answer: Answer) -> int | None:
    if answer.asked:
        asked = answer.asked.get("_limit")
        return asked if isinstance(asked, int) else None
    schema = answer.operation.parameters.get("_limit", {})
    given = answer.parameter("_limit") if "_limit" in answer.query else schema.get("default")
    return int(given) if given is not None and str(given).isdecimal() else None


def _is_within(value: Any, bound: str, compare: Callable[[datetime, datetime], bool]) -> bool:
    ours, edge = moment(value), moment(bound)
    return ours is None or edge is None or compare(ours, edge)
