"""Ranges of numbers and of moments, from what Python can say about bounds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from close_bulk._json import number, show
from close_bulk._queries import grammar
from close_bulk._queries.moments import Moment, as_moment, ends_before_it_begins, start_of
from close_bulk.errors import InvalidRequest

if TYPE_CHECKING:
    from collections.abc import Mapping

Bound: TypeAlias = float | date | Moment
"""A number, a day where the user is, a datetime with a time zone, or a moment."""

_OPERATORS: Final = {">": "gt", ">=": "gte", "<": "lt", "<=": "lte"}
_MOMENT_WORDS: Final = {"gte": "on_or_after", "lt": "before"}
_NEXT_DAY: Final = {"gt": "on_or_after", "lte": "before"}
_KINDS: Final = (
    "is neither a number nor a moment; give an int or a float, a date, a datetime with a time zone, or "
    "a moment of close_bulk.query such as ago(days=3)"
)
_NO_SUCH_BOUND: Final = (
    "cannot be asked of moments, whose ranges begin on or after (>=) and end before (<)"
)


def compared(what: str, operator: str, bound: object) -> dict[str, Any]:
    """Give the condition of a comparison.

    Raises:
        InvalidRequest: The bound is neither a number nor a moment, or cannot be compared so.
    """
    name = _OPERATORS[operator]
    if isinstance(bound, date | Moment):
        name = _MOMENT_WORDS.get(name, name)
    return within(what, {name: bound})


def within(what: str, bounds: Mapping[str, object]) -> dict[str, Any]:
    """Give the condition of a range, its bounds by the vendor's names of them.

    Raises:
        InvalidRequest: There is no bound, they are not all numbers or all moments, or one cannot be said.
    """
    if not bounds:
        raise grammar.invalid(
            what, "bounds", "there is none; give one, such as gte=3 or before=ago(days=7)"
        )
    said_numbers = {name: number(bound) for name, bound in bounds.items()}
    numbers = {name: bound for name, bound in said_numbers.items() if bound is not None}
    if len(numbers) == len(bounds):
        return {"type": "number_range", **numbers}
    if numbers:
        one, other = next(iter(numbers)), next(name for name in bounds if name not in numbers)
        message = f"{show(bounds[other])} is no number, and {one} is one; ask them one by one"
        raise grammar.invalid(what, other, message)
    said = dict(_moment(what, name, bound) for name, bound in bounds.items())
    if len(said) < len(bounds):
        raise grammar.invalid(what, "before", "two bounds on the same side; give one")
    return {"type": "moment_range", **said}


def between(what: str, low: object, high: object) -> dict[str, Any]:
    """Give the condition of a range from one bound to another.

    Raises:
        InvalidRequest: As for `within`; or nothing is between them.
    """
    least, most = number(low), number(high)
    if least is not None:
        empty = most is not None and least > most
        condition = within(what, {"gte": low, "lte": high})
    else:
        is_day = isinstance(high, date) and not isinstance(high, datetime)
        condition = within(what, {"on_or_after": low, "lte" if is_day else "before": high})
        bounds = [Moment.from_json(condition[end]) for end in ("on_or_after", "before")]
        empty = ends_before_it_begins(*bounds)
    if empty:
        raise grammar.invalid(what, "low", f"nothing is between {show(low)} and {show(high)}")
    return condition


def _moment(what: str, name: str, bound: object) -> tuple[str, dict[str, Any]]:
    try:
        moment = as_moment(bound)
    except InvalidRequest as error:
        raise grammar.invalid(what, name, error.problems[0].message) from None
    if moment is None:
        raise grammar.invalid(what, name, f"{show(bound)} {_KINDS}")
    if name not in _NEXT_DAY:
        return name, moment.to_json()
    # After a day, or up to and with it, is a matter of the next one's start.
    if not isinstance(bound, date) or isinstance(bound, datetime):
        raise grammar.invalid(what, name, _NO_SUCH_BOUND)
    try:
        return _NEXT_DAY[name], start_of(date.fromordinal(date.toordinal(bound) + 1)).to_json()
    except ValueError:
        raise grammar.invalid(what, name, f"{show(bound)} has no day after it") from None
