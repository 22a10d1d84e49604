"""Pages and projections: `_limit`, `_skip` and `_fields`.

Documented: the names, their defaults, the envelope, that `_skip` has a maximum. Observed on leads:
a `_limit` of 200 at most.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

from close_emulator.forms import Form, Reader, integer_parameter, parameter, query_fields
from close_emulator.place import Place
from close_emulator.refusals import invalid
from close_emulator.wire import Json, Pairs

T = TypeVar("T")

MAX_LIMIT: Final = 200
DEFAULT_LIMIT: Final = 100
_DIGITS: Final = re.compile("[0-9]+")
_SAFE: Final = 18


def _names(place: Place) -> frozenset[str]:
    return frozenset(filter(None, parameter(place).split(",")))


PAGE: Final[Mapping[str, Reader]] = {
    "_limit": integer_parameter(1, MAX_LIMIT),
    "_skip": integer_parameter(0),
}
FIELDS: Final[Mapping[str, Reader]] = {"_fields": _names}


def read_query(query: Pairs, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Return the known parameters of a query string.

    Raises:
        Refusal: 400 that names every parameter that does not fit.
    """
    return Form(readers).read(query_fields(query, readers.keys()))


def check_skip(query: Pairs, most: int) -> None:
    """Refuse a `_skip` beyond a maximum with the sentence that was observed.

    Raises:
        Refusal: 400, the skip is too large.
    """
    for name, value in query:
        if (
            name == "_skip"
            and _DIGITS.fullmatch(value)
            and (len(value) > _SAFE or int(value) > most)
        ):
            sentence = (
                "The skip you set is larger than the maximum skip for this resource "
                f"(max_skip = {most}). Please refine your search query."
            )
            raise invalid({}, sentence)


def page(
    parameters: Mapping[str, Any], items: Sequence[T], view: Callable[[T], dict[str, Json]]
) -> dict[str, Json]:
    """Return the envelope `{data, has_more}` around the asked-for part of a list."""
    start: int = parameters.get("_skip", 0)
    end = start + parameters.get("_limit", DEFAULT_LIMIT)
    return {
        "data": [project(parameters, view(item)) for item in items[start:end]],
        "has_more": end < len(items),
    }


def project(parameters: Mapping[str, Any], shown: dict[str, Json]) -> dict[str, Json]:
    """Return the object with the fields named by `_fields` only; without names, with all."""
    names: frozenset[str] = parameters.get("_fields", frozenset())
    return {key: shown[key] for key in shown if key in names} if names else shown
