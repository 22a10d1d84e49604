"""The conditions of Advanced Filtering: each compiles to a test of a field's values.

A field has no value, one, or (a custom field of several choices) many; a condition holds when it
holds for any of them. Documented: text, term, reference, exists, boolean, number_range; observed
in the vendor's own user interface: moment_range.
"""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_emulator.fields import Kind, Value, Values
from close_emulator.place import Place, shown

Holds: TypeAlias = Callable[[Values], bool]
Bound: TypeAlias = Callable[[Place], datetime | float]

_WORD: Final = re.compile(r"[^\W_]+")


@frozen
class Condition:
    """One type of condition: the kinds of field it can be asked of, its keys, its compiler."""

    kinds: frozenset[Kind]
    keys: tuple[str, ...]
    compile: Callable[[Place], Holds]


def words(text: str) -> list[str]:
    """Split a text into words without case: runs of letters and digits ("ACME, Inc." has two)."""
    return _WORD.findall(text.casefold())


def _contains_all(wanted: Sequence[str], text: Sequence[str]) -> bool:
    return set(wanted) <= set(text)


def _contains_run(wanted: Sequence[str], text: Sequence[str]) -> bool:
    size = len(wanted)
    return any(text[at : at + size] == wanted for at in range(len(text) - size + 1))


_MODES: Final = {"full_words": _contains_all, "phrase": _contains_run}


def _text(place: Place) -> Holds:
    contains = place.member("mode").choose(_MODES)
    value = place.member("value")
    wanted = words(value.text()) or value.refuse("This text holds no word to look for.")
    return lambda values: any(isinstance(v, str) and contains(wanted, words(v)) for v in values)


def _one_of(key: str) -> Callable[[Place], Holds]:
    def compile_choice(place: Place) -> Holds:
        wanted = frozenset(item.text() for item in place.member(key).some())
        return lambda values: not wanted.isdisjoint(values)

    return compile_choice


def _reference(place: Place) -> Holds:
    place.member("reference_type").text()
    return _one_of("object_ids")(place)


def _exists(_: Place) -> Holds:
    return bool


def _boolean(place: Place) -> Holds:
    wanted = place.member("value").flag()
    return lambda values: any(value is wanted for value in values)


_BOUNDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "on_or_after": operator.ge,
    "before": operator.lt,
}


def _range(
    keys: Sequence[str], bound: Bound, comparable: Callable[[Value], bool]
) -> Callable[[Place], Holds]:
    def compile_range(place: Place) -> Holds:
        node = place.members()
        tests = [
            (_BOUNDS[key], bound(node[key]))
            for key in keys
            if key in node and node[key].value is not None
        ]
        if not tests:
            place.refuse(f"A range needs at least one of {', '.join(keys)}.")
        return lambda values: any(
            comparable(value) and all(test(value, limit) for test, limit in tests)
            for value in values
        )

    return compile_range


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_moment(value: Value) -> bool:
    return isinstance(value, datetime)


def _moment(place: Place) -> datetime:
    place.only("type", "value")
    place.member("type").choose({"fixed_utc": None})
    value = place.member("value")
    try:
        moment = datetime.fromisoformat(value.text())
    except ValueError:
        value.refuse(f"{shown(value.text())} is not an ISO 8601 moment.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


_ANY: Final[frozenset[Kind]] = frozenset({"text", "reference", "moment"})
_TEXT: Final[frozenset[Kind]] = frozenset({"text"})
_CHOICE: Final[frozenset[Kind]] = frozenset({"text", "reference"})
_MOMENT: Final[frozenset[Kind]] = frozenset({"moment"})
_CUSTOM_ONLY: Final[frozenset[Kind]] = frozenset()
_NUMBERS: Final = ("gt", "gte", "lt", "lte")
_MOMENTS: Final = ("on_or_after", "before", "gte", "lt")

CONDITIONS: Final[Mapping[str, Condition]] = {
    "text": Condition(_TEXT, ("mode", "value"), _text),
    "term": Condition(_CHOICE, ("values",), _one_of("values")),
    "reference": Condition(frozenset({"reference"}), ("reference_type", "object_ids"), _reference),
    "exists": Condition(_ANY, (), _exists),
    "boolean": Condition(_CUSTOM_ONLY, ("value",), _boolean),
    "number_range": Condition(_CUSTOM_ONLY, _NUMBERS, _range(_NUMBERS, Place.number, _is_number)),
    "moment_range": Condition(_MOMENT, _MOMENTS, _range(_MOMENTS, _moment, _is_moment)),
}


def compile_condition(place: Place, kind: Kind | None) -> Holds:
    """Compile the test that a `condition` node describes; `kind` is None for a custom field.

    Raises:
        Misfit: the condition is unknown, has another form, or cannot be asked of such a field.
    """
    condition = place.member("type").choose(CONDITIONS)
    place.only("type", *condition.keys)
    if kind is not None and kind not in condition.kinds:
        place.refuse(f"This condition cannot be asked of a field that holds a {kind}.")
    return condition.compile(place)
