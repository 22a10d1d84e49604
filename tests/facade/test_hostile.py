"""Any argument of anything public gives a typed error or works; never another exception.

Not held here, because it is Python's to say: a wrong number of positional arguments, a keyword that a
signature does not have (where it has `**fields`, unknown ones are ours to refuse), and what a caller's own
functions and stand-ins raise, which passes through as it is.
"""

import collections.abc
import inspect
import logging
import pickle
from collections.abc import Callable
from functools import cache
from types import FunctionType, TracebackType, UnionType
from typing import Any, Union, get_args, get_origin
from unittest.mock import MagicMock

import pytest
from attrs import field, frozen
from hypothesis import given
from hypothesis import strategies as st

from calls import SIGN_INS, UNSERVED, Scene, needed, used
from canaries import leaks
from close_api_client.models import SequenceSubscription
from close_bulk import Close, CloseError, InvalidRequest, OutcomeUnknown
from close_bulk.query import Moment, ObjectType, Query, contact
from close_emulator import Timed
from kit import Make
from query_kit import LEADS, MOMENTS
from surface import OPERATORS, Callee, callees, names, told
from wrong_values import MAKERS

Parameter = inspect.Parameter
CALLEES = [
    callee
    for callee in callees()
    if not (callee.owner and issubclass(callee.owner, CloseError))
    and not str(callee).startswith("Async")  # the twin of another, which is called in both ways
]
PLACES = {
    (callee.owner, parameter)
    if "dry_run" in str(callee.parameters)
    else (callee, parameter): callee
    for callee in CALLEES
    for parameter in callee.parameters
}
"""Each parameter, and what has it; the verbs of `close.bulk` treat what they have in common alike."""
WITH_PARAMETERS = [callee for callee in CALLEES if callee.parameters]
STAND_INS = ("transport", "clock", "http_client")
UNKNOWN = ("", "x", "unchecked", "action_type", "S_query", "\u00e9", "query", "name", "id_")


@frozen
class Recipe:
    """How an argument is made, anew for each call; its repr is safe to show."""

    how: str
    number: int = 0
    value: Any = field(default=None, repr=False)

    def make(self, scene: Scene, callee: Callee, parameter: Parameter) -> Any:
        """Make the argument."""
        rights = scene.rights_of(callee, parameter)
        if self.how == "wrong":
            return MAKERS[self.number % len(MAKERS)]()
        if self.how == "typed":
            return self.value
        right = rights[self.number % len(rights)] if rights else None
        return right if self.how == "right" else damaged(right, self.number)


def damaged(right: Any, number: int) -> Any:
    """Give a right value with a wrong one somewhere in it."""
    wrong = MAKERS[number % len(MAKERS)]()
    if isinstance(right, dict) and right:
        name = list(right)[number % len(right)]
        return {**right, name: damaged(right[name], number // 2)}
    if isinstance(right, list) and right:
        return [damaged(right[0], number // 2), *right[1:]]
    return wrong


@frozen
class Plan:
    """A call."""

    callee: Callee
    recipes: dict[str, Recipe]
    unknown: tuple[str, ...] = ()

    def run(self, scene: Scene) -> str:
        """Make the call, and give what there is to see of its result."""
        args: list[Any] = []
        keywords: dict[str, Any] = dict.fromkeys(self.unknown, 1)
        for parameter in self.callee.parameters:
            recipe = self.recipes.get(parameter.name)
            if recipe is None:
                continue
            value = recipe.make(scene, self.callee, parameter)
            if recipe.how != "right" and not is_ours(parameter, value):
                continue
            if parameter.kind is Parameter.KEYWORD_ONLY:
                keywords[parameter.name] = value
            elif parameter.kind is Parameter.VAR_KEYWORD:
                # Python takes any mapping there, if its keys are strings.
                is_right = recipe.how == "right"
                keywords.update(value if is_right else {"s_query": value, "sequence_id": value})
            else:
                args.append(value)
        return used(scene.target(self.callee)(*args, **keywords))


def is_ours(parameter: Parameter, value: Any) -> bool:
    """Tell whether what comes of a value is for us to answer, and not for a caller's function."""
    if parameter.name.startswith("on_"):
        return not callable(value) or (
            isinstance(value, FunctionType) and inspect.iscoroutinefunction(value)
        )
    # A mock does what it likes, and no transport is the network.
    return parameter.name not in STAND_INS or not (value is None or isinstance(value, MagicMock))


def takes_fields(callee: Callee) -> bool:
    """Tell whether unknown keywords are ours to refuse."""
    function = inspect.unwrap(callee.function)
    return bool(function.__code__.co_flags & inspect.CO_VARKEYWORDS)


def may_be_left_out(callee: Callee, name: str) -> bool:
    """Tell whether leaving an argument out is allowed, or ours to refuse."""
    parameter = next(each for each in callee.parameters if each.name == name)
    is_field = parameter.kind is Parameter.KEYWORD_ONLY and takes_fields(callee)
    return parameter.default is not Parameter.empty or is_field


def is_documented(callee: Callee, error: CloseError) -> bool:
    """Tell whether a docstring names an error, or one that it is a kind of."""
    if callee.name in OPERATORS:
        return isinstance(error, InvalidRequest)
    return any(isinstance(error, names()[name]) for name in told(callee, "Raises"))


def seen_in(error: BaseException) -> str:
    """Give what tools show of an error: its text, its pickle, and the variables of our frames."""
    parts = [str(error), repr(error), repr(pickle.dumps(error))]
    each: BaseException | None = error
    while each is not None:
        trace: TracebackType | None = each.__traceback__
        while trace is not None:
            if "/close_bulk/" in trace.tb_frame.f_code.co_filename:
                parts += [shown(value) for value in trace.tb_frame.f_locals.values()]
            trace = trace.tb_next
        each = each.__cause__ or each.__context__
    return "".join(parts)


def shown(value: Any) -> str:
    """Give a repr, if there is one."""
    try:
        return repr(value)
    except Exception:  # noqa: BLE001 - hostile values have none
        return ""


def answered(plan: Plan, scene: Scene, show: Callable[[CloseError], str]) -> str:
    """Make a call, and give what there is to see of its result, or of an error that its docstring names."""
    try:
        return plan.run(scene)
    except CloseError as caught:
        error = caught
    assert is_documented(plan.callee, error), repr(error)
    return show(error)


def right_call(callee: Callee) -> dict[str, Recipe]:
    """Make the recipes of a call with nothing but what is needed."""
    return {name: Recipe("right") for name in needed(callee)}


@pytest.mark.parametrize("callee", CALLEES, ids=str)
def test_right_call_works(callee: Callee, make: Make) -> None:
    """What these tests take for a right call is one: so a wrong argument is what a wrong call meets."""
    plan, scene = Plan(callee, right_call(callee)), Scene(make, pace=Timed())
    if callee.name == "__bool__":
        with pytest.raises(InvalidRequest, match="neither true nor false"):
            plan.run(scene)
    elif any(f"_{kind}_custom_field" in callee.name for kind in UNSERVED):
        with pytest.raises(OutcomeUnknown, match="501"):
            plan.run(scene)
    else:
        plan.run(scene)


@pytest.mark.parametrize(
    ("callee", "parameter"),
    [(callee, parameter) for (_, parameter), callee in PLACES.items()],
    ids=[f"{callee}-{parameter.name}" for (_, parameter), callee in PLACES.items()],
)
def test_each_wrong_value_in_each_place_is_answered(callee: Callee, parameter: Parameter) -> None:
    """With all else right: a result, or a typed error that the docstring names and no text betrays."""
    scene = Scene(Close)
    for number in range(len(MAKERS)):
        wrong = {parameter.name: Recipe("wrong", number)}
        try:
            text = answered(Plan(callee, {**right_call(callee), **wrong}), scene, str)
        except Exception as error:
            error.add_note(f"{parameter.name} was {type(MAKERS[number]())}, number {number}")
            raise
        assert not leaks(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda parts: (
        st.lists(parts, max_size=2) | st.dictionaries(st.text(max_size=3), parts, max_size=2)
    ),
    max_leaves=4,
)
MADE = st.tuples(st.sampled_from(["right", "damaged", "wrong"]), st.integers(0, 999)).map(
    lambda drawn: Recipe(*drawn)
)
OURS: dict[Any, st.SearchStrategy[Any]] = {
    Any: JSON,
    Query: LEADS,
    Moment: MOMENTS,
    ObjectType: st.just(contact),
    SequenceSubscription: st.builds(
        SequenceSubscription,
        st.just("cont_1"),
        st.just("sub_1"),
        st.just("seq_1"),
        st.just("active"),
    ),
}


@cache
def typed(annotation: Any) -> st.SearchStrategy[Any]:
    """Give values of a type, most of them senseless."""
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation in OURS:
        return OURS[annotation]
    if origin in (Union, UnionType):
        return st.one_of(*map(typed, args))
    if origin in (collections.abc.Sequence, collections.abc.Iterable):
        return st.lists(typed(args[0]), max_size=3)
    if origin is collections.abc.Mapping:
        return st.dictionaries(typed(args[0]), typed(args[1]), max_size=3)
    return st.from_type(annotation)


@cache
def recipes(parameter: Parameter) -> st.SearchStrategy[Recipe]:
    """Give recipes of an argument, right and wrong."""
    ways = [MADE]
    if parameter.name not in (*STAND_INS, "oauth") and not parameter.name.startswith("on_"):
        ways.append(typed(parameter.annotation).map(lambda value: Recipe("typed", value=value)))
    return st.one_of(ways)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Call anything, with some arguments wrong, missing or unknown."""
    callee = draw(st.sampled_from(WITH_PARAMETERS))
    planned = right_call(callee)
    for parameter in draw(st.lists(st.sampled_from(callee.parameters), min_size=1, max_size=3)):
        planned[parameter.name] = draw(recipes(parameter))
    for name in [name for name in planned if may_be_left_out(callee, name)]:
        if draw(st.integers(0, 9)) == 0:
            del planned[name]
    unknown: set[str] = set()
    if takes_fields(callee) and draw(st.integers(0, 4)) == 0:
        unknown = {draw(st.sampled_from(UNKNOWN))} - {each.name for each in callee.parameters}
    return Plan(callee, planned, tuple(unknown))


def test_any_call_gives_a_typed_error_or_works(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever is passed, and however the client signs in; and no secret is in what comes of it."""
    caplog.set_level(logging.DEBUG)
    secrets: list[str] = []

    @given(plans(), st.sampled_from(SIGN_INS))
    def holds(plan: Plan, sign_in: str) -> None:
        scene = Scene(make, sign_in)
        assert not leaks(answered(plan, scene, seen_in), *scene.secrets)
        secrets.extend(scene.secrets)

    holds()
    assert not leaks(caplog.text, *secrets)
