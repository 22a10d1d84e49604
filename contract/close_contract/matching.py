"""Which values meet a condition of a search, as far as that is sure.

A judgement is True, False, or None where servers may differ: what a word is, for one, is nowhere
documented but for letters, digits and spaces.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from operator import ge, gt, le, lt
from typing import Any, Final, TypeAlias

from close_contract.page_rules import moment

Judgement: TypeAlias = Callable[[Any], bool | None]
Condition: TypeAlias = Mapping[str, Any]

_WORD: Final = re.compile("[A-Za-z0-9]+")
_PLAIN: Final = re.compile("[A-Za-z0-9 ]*")
_BOUNDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "gt": gt,
    "gte": ge,
    "lt": lt,
    "lte": le,
    "on_or_after": ge,
    "before": lt,
}


def words(text: str) -> list[str]:
    """Return the words of a text, without case."""
    return _WORD.findall(text.casefold())


def has_words(wanted: str, *, in_order: bool) -> Judgement:
    """Judge whether a text has all these words, anywhere or one behind the other."""
    asked = words(wanted)

    def judge(value: Any) -> bool | None:
        if not isinstance(value, str):
            return False
        found = words(value)
        if in_order:
            spans = (found[n : n + len(asked)] for n in range(len(found)))
            holds = asked in spans
        else:
            holds = {*asked} <= {*found}
        is_sure = _PLAIN.fullmatch(value) or not {*asked} & {*found} or value == wanted
        return holds if is_sure else None

    return judge


def is_one_of(*wanted: str) -> Judgement:
    """Judge whether a value is one of these strings; one that differs in case only may be."""

    def judge(value: Any) -> bool | None:
        if value in wanted:
            return True
        folded = {each.casefold() for each in wanted}
        return None if isinstance(value, str) and value.casefold() in folded else False

    return judge


def exists(value: Any) -> bool | None:
    """Judge whether there is a value; an empty one may be none."""
    return None if value in ("", [], {}) else value is not None


def within(bounds: Mapping[str, Any]) -> Judgement:
    """Judge whether a number or a moment is within bounds."""

    def judge(value: Any) -> bool | None:
        if isinstance(next(iter(bounds.values())), datetime):
            value = moment(value)
        elif isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return value is not None and all(_BOUNDS[key](value, edge) for key, edge in bounds.items())

    return judge


def any_of(judge: Judgement, values: list[Any]) -> bool | None:
    """Judge whether any of several values meets a condition."""
    judged = [judge(value) for value in values]
    if True in judged:
        return True
    return None if None in judged else False
