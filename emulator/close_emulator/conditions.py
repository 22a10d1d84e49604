"""The conditions of Advanced Filtering: each compiles to a test of one value.

A field has no value, one, or (a custom field of several choices) many; a condition holds when it
holds for any of them, so for an empty field none does. Documented: boolean, current_user, exists,
text, term, reference, number_range; observed in what the vendor's application writes: moment_range.
"""

import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_emulator.fields import Field, Kind
from close_emulator.moments import compile_moment, compile_value
from close_emulator.place import Place
from close_emulator.scope import Scope
from close_emulator.words import compile_match

Test: TypeAlias = Callable[[object], bool]
Compile: TypeAlias = Callable[[Place, Scope], Test]


@frozen
class Condition:
    """One type of condition: the kinds of field it can be asked of, its keys, its compiler."""

    kinds: frozenset[Kind]
    keys: tuple[str, ...]
    compile: Compile


def compile_condition(place: Place, field: Field, scope: Scope) -> Test:
    """Compile the test that a `condition` node describes; empty values are none of its business.

    Raises:
        Misfit: the condition has another form.
        Unknown: another type of condition, or one that is asked of a field of another kind.
    """
    condition = place.member("type").known(CONDITIONS, "condition")
    place.only("type", *condition.keys)
    if field.kind is not None and field.kind not in condition.kinds:
        asked = f"the condition '{place.member('type').text()}' on {field.name}"
        place.strange(asked, f"the field holds a {field.kind}")
    return condition.compile(place, scope)


def _text(place: Place, _: Scope) -> Test:
    matches = compile_match(place)
    return lambda value: isinstance(value, str) and matches(value)


def _term(place: Place, _: Scope) -> Test:
    return _is_one_of(item.text() for item in place.member("values").some())


def _reference(place: Place, _: Scope) -> Test:
    place.member("reference_type").text()
    return _is_one_of(item.text() for item in place.member("object_ids").some())


def _is_one_of(strings: Iterable[str]) -> Test:
    return frozenset[object](strings).__contains__


def _exists(_: Place, __: Scope) -> Test:
    return lambda _: True


def _current_user(_: Place, scope: Scope) -> Test:
    user_id = scope.organization.user.id
    return lambda value: value == user_id


def _boolean(place: Place, _: Scope) -> Test:
    wanted = place.member("value").flag()
    return lambda value: value is wanted


def _number_range(place: Place, _: Scope) -> Test:
    within = _range(place, Place.number)

    def test(value: object) -> bool:
        number = isinstance(value, int | float) and not isinstance(value, bool)
        return number and within(value)

    return test


def _moment_range(place: Place, scope: Scope) -> Test:
    within = _range(place, lambda bound: compile_moment(bound, scope))

    def test(value: object) -> bool:
        moment = compile_value(value, scope.zone)
        return moment is not None and within(moment)

    return test


_BOUNDS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
    "on_or_after": operator.ge,
    "before": operator.lt,
}
_NUMBERS: Final = ("gt", "gte", "lt", "lte")
_MOMENTS: Final = ("on_or_after", "before", "gte", "lt")


def _range(place: Place, compile_bound: Callable[[Place], Any]) -> Callable[[Any], bool]:
    """Compile the bounds of a node that has checked its keys; a bound that is null is none."""
    bounds = {key: node for key, node in place.members().items() if key in _BOUNDS}
    tests = [
        (_BOUNDS[key], compile_bound(node))
        for key, node in bounds.items()
        if node.value is not None
    ]
    if not tests:
        place.refuse("A range needs at least one bound.")

    def within(value: Any) -> bool:
        return all(holds(value, limit) for holds, limit in tests)

    return within


_ANY: Final[frozenset[Kind]] = frozenset({"text", "reference", "moment"})
_TEXT: Final[frozenset[Kind]] = frozenset({"text"})
_REFERENCE: Final[frozenset[Kind]] = frozenset({"reference"})
_MOMENT: Final[frozenset[Kind]] = frozenset({"moment"})
_CUSTOM_ONLY: Final[frozenset[Kind]] = frozenset()

CONDITIONS: Final[Mapping[str, Condition]] = {
    "text": Condition(_TEXT, ("mode", "value"), _text),
    "term": Condition(_TEXT | _REFERENCE, ("values",), _term),
    "reference": Condition(_REFERENCE, ("reference_type", "object_ids"), _reference),
    "exists": Condition(_ANY, (), _exists),
    "current_user": Condition(_REFERENCE, (), _current_user),
    "boolean": Condition(_CUSTOM_ONLY, ("value",), _boolean),
    "number_range": Condition(_CUSTOM_ONLY, _NUMBERS, _number_range),
    "moment_range": Condition(_MOMENT, _MOMENTS, _moment_range),
}
