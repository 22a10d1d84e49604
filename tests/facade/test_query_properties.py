"""What holds for every query: it is right, it says what was said, and its text makes it again."""

import copy
import pickle
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from close_bulk import CloseError, InvalidRequest, Query
from close_bulk._selection import to_query
from query_kit import JSON, JUDGE, LEADS, MOMENTS, Node, again

MOST = settings().max_examples
# Queries take long to draw: a third of what the profile says.
QUICK = settings(
    max_examples=MOST // 3, suppress_health_check=[HealthCheck.too_slow], deadline=None
)
LEAD: Node = {"type": "object_type", "object_type": "lead"}


@QUICK
@given(LEADS)
def test_what_is_written_is_right_and_comes_back(query: Query) -> None:
    """A query fits the contract, survives JSON and pickling, and is made again by its text."""
    said = query.to_json()
    assert JUDGE.is_valid(said)
    assert Query.from_json(said) == query
    assert Query.from_json(said).to_json() == said
    assert again(repr(query)) == query
    assert again(repr(query)).to_json() == said
    assert pickle.loads(pickle.dumps(query)) == query  # noqa: S301 - made by the test itself
    assert copy.deepcopy(query) == query


@QUICK
@given(JSON)
def test_right_json_comes_back_to_the_letter(said: Node) -> None:
    """Whatever the contract takes is taken, kept as it is, and written as Python that makes it again."""
    assert JUDGE.is_valid(said)
    query = Query.from_json(said)
    assert query.to_json() == said
    assert again(repr(query)) == query
    assert ~~query == query
    assert ~query != query


@QUICK
@given(LEADS, LEADS)
def test_operators_never_rewrite(a: Query, b: Query) -> None:
    """Operators put the parts side by side as they are; only a second `~` takes the first one back."""
    assert ~~a == a
    assert (~a).to_json() == {**a.to_json(), "negate": True} or (~(~a)).to_json() == a.to_json()
    for joined, kind in ((a & b, "and"), (a | b, "or")):
        said = a.to_json()
        extended = said.keys() == {"type", "queries"} and said["type"] == kind
        first = said["queries"] if extended else [said]
        assert joined.to_json() == {"type": kind, "queries": [*first, b.to_json()]}


@QUICK
@given(LEADS)
def test_selection_says_once_that_it_is_about_leads(query: Query) -> None:
    """What is sent begins with the vendor's clause, or has it already; the rest is what was said."""
    sent: Any = to_query(query)
    said = query.to_json()
    assert JUDGE.is_valid(sent)
    assert sent["type"] == "and"
    if said == LEAD:
        assert sent == {"type": "and", "queries": [LEAD]}
    elif sent != said:
        assert sent["queries"][0] == LEAD
        assert sent["queries"][1:] in ([said], said.get("queries"))


@QUICK
@given(MOMENTS)
def test_moments_come_back(moment: Any) -> None:
    """A moment survives JSON, and its text makes it again."""
    assert type(moment).from_json(moment.to_json()) == moment
    assert again(repr(moment)) == moment


ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.floats(),
    st.text(max_size=5),
    st.lists(st.none(), max_size=1),
    st.just({}),
)


def _places(value: Any) -> list[Any]:
    """Give every object and list of a tree."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    here = [value] if isinstance(value, dict | list) else []
    return here + [place for part in parts for place in _places(part)]


@st.composite
def spoilt(draw: st.DrawFn) -> Node:
    """Change one thing in a right query, but not the type of a node."""
    said = copy.deepcopy(draw(JSON))
    place = draw(st.sampled_from(_places(said)))
    names = [name for name in place if name != "type"] if isinstance(place, dict) else []
    change = draw(st.sampled_from(["keep", "drop", "set", "add"]))
    if change == "keep":
        return said
    if isinstance(place, list):
        place[:] = [] if change == "drop" else [draw(ODD)]
    elif change == "add" or not names:
        place[draw(st.sampled_from(["negate", "negated", "value", "lte"]))] = draw(ODD)
    elif change == "drop":
        del place[draw(st.sampled_from(names))]
    else:
        place[draw(st.sampled_from(names))] = draw(ODD)
    return said


@settings(QUICK, max_examples=2 * MOST)
@given(spoilt())
def test_json_is_taken_if_the_contract_takes_it(said: Node) -> None:
    """The verdict on a query of known types is that of a full validator; NaN is no JSON."""
    try:
        query = Query.from_json(said)
    except InvalidRequest:
        assert "nan" in repr(said) or "inf" in repr(said) or not JUDGE.is_valid(said)
    else:
        assert JUDGE.is_valid(said)
        assert query.to_json() == said


@QUICK
@given(spoilt())
def test_what_is_not_checked_is_kept(said: Node) -> None:
    """Without the check anything with members that is JSON is kept, written and joined."""
    try:
        query = Query.from_json(said, check=False)
    except InvalidRequest:
        assert not said or "nan" in repr(said) or "inf" in repr(said)
        return
    assert query.to_json() == said
    assert again(repr(query)) == query
    assert ~~query == query or not isinstance(said.get("negate", False), bool)


@given(
    st.recursive(ODD, lambda inner: st.dictionaries(st.just("type") | st.text(max_size=3), inner))
)
@QUICK
def test_no_json_at_all_is_a_typed_error(value: Any) -> None:
    """Any value in the place of a query is a query or a `close_bulk` error."""
    for check in (True, False):
        try:
            query = Query.from_json(value, check=check)
            assert repr(query)
            assert hash(query) != hash(~query)
            to_query(query & Query.from_json(LEAD))
        except CloseError:
            pass


def test_the_spoilt_are_often_right() -> None:
    """The changes are met by both verdicts often enough for the property to mean something."""
    verdicts: list[bool] = []

    @settings(max_examples=100, database=None, derandomize=True, deadline=None)
    @given(spoilt())
    def collect(said: Node) -> None:
        verdicts.append(JUDGE.is_valid(said))

    collect()
    assert 0.05 < sum(verdicts) / len(verdicts) < 0.9


@pytest.mark.parametrize("node", [{"type": "newer"}, {"type": "newer", "queries": "x", "a": [1]}])
def test_a_node_of_a_newer_type_survives(node: Node) -> None:
    """Nodes, conditions, fields and moments of unknown types are kept as they are, wherever they are."""
    field = {"type": "regular_field", "object_type": "lead", "field_name": "x"}
    for said in (
        node,
        {"type": "and", "queries": [LEAD, node]},
        {"type": "field_condition", "field": field, "condition": node},
        {"type": "field_condition", "field": node, "condition": {"type": "exists"}},
        {
            "type": "field_condition",
            "field": field,
            "condition": {"type": "moment_range", "before": node},
        },
    ):
        query = Query.from_json(said)
        assert query.to_json() == said
        assert again(repr(query)) == query
        assert ~~query == query
