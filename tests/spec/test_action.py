"""One overlay action on a document: exactly what it says, or a refusal that changes nothing."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from specbuild.action import Action, Status
from specbuild.errors import (
    ConflictingActionError,
    HomelessActionError,
    NeedlessActionError,
    SpecError,
)

DOCUMENT: dict[str, Any] = {
    "info": {"title": "Close", "tags": ["a", "b"]},
    "items": [{"id": 1}, {"id": 2}, {"id": 3}, {"id": 4}],
}

# Few keys and values, so that documents and updates meet often.
KEYS = st.sampled_from("abc")
JSON = st.recursive(
    st.none() | st.integers(0, 2) | st.sampled_from(["", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(KEYS, JSON, max_size=3)


def action(target: str = "$", **changes: Any) -> Action:
    """Return an action of which only the given fields matter."""
    return Action(
        name="its name", target=target, reason="-", evidence="-", confidence="inferred", **changes
    )


def applied(action: Action) -> dict[str, Any]:
    """Return what the action makes of a copy of DOCUMENT."""
    document = copy.deepcopy(DOCUMENT)
    action.apply(document)
    return document


def refused(action: Action, document: dict[str, Any], kind: type[SpecError]) -> str:
    """Return the words of a refusal that has left the document as it was."""
    before = copy.deepcopy(document)
    with pytest.raises(kind, match="'its name'") as refusal:
        action.apply(document)
    assert document == before
    return str(refusal.value)


def test_an_update_merges_mappings() -> None:
    """New keys are added at every depth; what is there stays, in its order."""
    document = applied(action(update={"info": {"x": 1, "y": {}}, "new": [None]}))
    assert document == {
        "info": {**DOCUMENT["info"], "x": 1, "y": {}},
        "items": DOCUMENT["items"],
        "new": [None],
    }
    assert list(document["info"]) == ["title", "tags", "x", "y"]


@pytest.mark.parametrize(
    ("target", "update"),
    [
        ("$.info.tags", ["c", "d"]),
        ("$.info", {"tags": ["c", "d"]}),
        ("$", {"info": {"tags": ["c", "d"]}}),
    ],
)
def test_an_update_extends_lists(target: str, update: object) -> None:
    """Elements are appended, whether the list is the target or below it."""
    assert applied(action(target, update=update))["info"]["tags"] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("element", ["c", {"c": 1}, None])
def test_an_update_of_a_list_may_be_one_element(element: object) -> None:
    """An update that is no list is appended as it is."""
    assert applied(action("$.info.tags", update=element))["info"]["tags"] == ["a", "b", element]


def test_an_update_replaces_a_value_that_is_its_target() -> None:
    """A text, number or null is replaced if the action aims at it and at nothing around it."""
    assert applied(action("$.info[?@ == 'Close']", update="C"))["info"]["title"] == "C"
    assert applied(action("$.info.tags[0]", update=None))["info"]["tags"] == [None, "b"]


def test_an_update_changes_all_expected_places() -> None:
    """Every match gets an update of its own: later changes of one do not show in another."""
    document = applied(action("$.items.*", update={"x": []}, expected_matches=4))
    document["items"][0]["x"].append("later")
    assert [item["x"] for item in document["items"]] == [["later"], [], [], []]


def test_an_update_is_copied_into_the_document() -> None:
    """Changing the document later does not change the action, in mappings or in lists."""
    update = {"new": {"list": [1]}, "items": [{"list": [1]}]}
    document = applied(action(update=update))
    document["new"]["list"].append(2)
    document["items"][-1]["list"].append(2)
    assert update == {"new": {"list": [1]}, "items": [{"list": [1]}]}


@pytest.mark.parametrize(
    ("target", "left"),
    [
        ("$.items[0]", [2, 3, 4]),
        ("$.items[0,2]", [2, 4]),
        ("$.items[2,0]", [2, 4]),
        ("$.items[?@.id > 1]", [1]),
        ("$.items[::-2]", [1, 3]),
        ("$.items.*", []),
    ],
)
def test_removing_several_matches_of_one_list_removes_just_those(
    target: str, left: list[int]
) -> None:
    """Indexes mean the elements that were matched, in whatever order the matches came."""
    document = applied(action(target, remove=True, expected_matches=4 - len(left)))
    assert [item["id"] for item in document["items"]] == left


def test_removing_keys_and_what_is_below_them() -> None:
    """A match inside another match is no obstacle."""
    assert applied(action("$..*", remove=True, expected_matches=14)) == {}
    assert applied(action("$.info['title', 'tags']", remove=True, expected_matches=2))["info"] == {}


def test_a_place_that_matches_twice_is_one_place() -> None:
    """A target that names a place twice does not remove its neighbour."""
    twice = action("$.items[0, 0]", remove=True)
    assert [item["id"] for item in applied(twice)["items"]] == [2, 3, 4]


@pytest.mark.parametrize("change", [{"update": {"x": 1}}, {"remove": True}])
@pytest.mark.parametrize(
    ("target", "expected", "found"), [("$.gone", 1, 0), ("$.items.*", 3, 4), ("$.items.*", 5, 4)]
)
def test_a_match_count_other_than_expected_is_refused(
    change: dict[str, Any], target: str, expected: int, found: int
) -> None:
    """The refusal names the target, how often it matches and how often it should."""
    homeless = action(target, expected_matches=expected, **change)
    message = refused(homeless, copy.deepcopy(DOCUMENT), HomelessActionError)
    assert f"{target} matches {found} places, not {expected}" in message


@pytest.mark.parametrize(
    ("target", "update", "place"),
    [
        ("$", {"info": {"title": "Close"}}, "$['info']['title']"),
        ("$", {"info": {"title": "Close"}, "new": 1}, "$['info']['title']"),
        ("$", {}, "$"),
        ("$", {"info": {}}, "$['info']"),
        ("$.info", {"tags": []}, "$['info']['tags']"),
        ("$.info", {"tags": ["c", "b"]}, "$['info']['tags'][1]"),
        ("$.info.tags", "b", "$['info']['tags'][1]"),
        ("$.info.tags", [], "$['info']['tags']"),
        ("$.items", [{"id": 4}], "$['items'][3]"),
        ("$.info.title", "Close", "$['info']['title']"),
    ],
)
def test_an_update_that_the_document_has_is_refused(
    target: str, update: object, place: str
) -> None:
    """What is there already, in whole or in part, means that the vendor has mended it."""
    message = refused(action(target, update=update), copy.deepcopy(DOCUMENT), NeedlessActionError)
    assert f"already says so at {place}: the vendor has mended it" in message


@pytest.mark.parametrize(
    ("target", "update", "place"),
    [
        ("$", {"info": {"title": "Other"}}, "$['info']['title']"),
        ("$", {"new": 1, "info": {"title": "Other"}}, "$['info']['title']"),
        ("$", {"info": "text"}, "$['info']"),
        ("$", {"info": ["text"]}, "$['info']"),
        ("$.info", {"tags": {"a": 1}}, "$['info']['tags']"),
        ("$.info", {"tags": "c"}, "$['info']['tags']"),
        ("$.info", {"title": {"x": 1}}, "$['info']['title']"),
        ("$.info", "text", "$['info']"),
        ("$.info", ["text"], "$['info']"),
        ("$.info", None, "$['info']"),
        ("$.info.title", {"x": 1}, "$['info']['title']"),
        ("$.info.title", ["x"], "$['info']['title']"),
    ],
)
def test_an_update_never_overwrites(target: str, update: object, place: str) -> None:
    """Another value in the place of an addition, of whatever kind, is refused with the place."""
    message = refused(
        action(target, update=update), copy.deepcopy(DOCUMENT), ConflictingActionError
    )
    assert f"something else at {place}: " in message


@pytest.mark.parametrize(
    ("present", "update"),
    [
        ({"$ref": "#/a"}, {"$ref": "#/b"}),
        ({"$ref": "#/a"}, {"type": "string"}),
        ({"type": "string"}, {"$ref": "#/a"}),
    ],
)
def test_a_reference_is_not_merged_with_anything(
    present: dict[str, Any], update: dict[str, Any]
) -> None:
    """A $ref beside other keys would hide them, so neither is added to the other."""
    document = {"schema": present}
    message = refused(action(update={"schema": update}), document, ConflictingActionError)
    assert "something else at $['schema']: " in message
    refused(action(update={"schema": present}), document, NeedlessActionError)


def test_a_reference_fills_an_empty_place() -> None:
    """Where an earlier action has made place, a $ref can be added."""
    document: dict[str, Any] = {"schema": {}}
    action(update={"schema": {"$ref": "#/a"}}).apply(document)
    assert document == {"schema": {"$ref": "#/a"}}


def test_one_place_that_cannot_be_updated_refuses_all() -> None:
    """The places before the one that clashes are not changed either."""
    document = {"items": [{"id": 1}, {"id": 2, "x": 1}]}
    everywhere = action("$.items.*", update={"x": 2}, expected_matches=2)
    assert "$['items'][1]['x']" in refused(everywhere, document, ConflictingActionError)


def merged(document: Any, update: Any) -> Any:
    """Merge as the Overlay specification says, written without a thought of strictness."""
    if isinstance(document, dict) and isinstance(update, dict):
        shared = {key: merged(document[key], update[key]) for key in document if key in update}
        return {**document, **update, **shared}
    if isinstance(document, list) and isinstance(update, list):
        return [*document, *update]
    return update


@given(document=MAPPINGS, update=MAPPINGS)
def test_an_update_merges_as_specified_or_changes_nothing(
    document: dict[str, Any], update: dict[str, Any]
) -> None:
    """An update that is not refused gives what the specification's merge gives."""
    before = copy.deepcopy(document)
    try:
        action(update=update).apply(document)
    except (NeedlessActionError, ConflictingActionError):
        assert document == before
    else:
        assert document == merged(before, update)
        assert document != before


@given(document=MAPPINGS, update=MAPPINGS)
def test_an_update_that_was_applied_is_needless(
    document: dict[str, Any], update: dict[str, Any]
) -> None:
    """The second time, an update changes nothing and says so."""
    try:
        action(update=update).apply(document)
    except (NeedlessActionError, ConflictingActionError):
        return
    refused(action(update=update), document, NeedlessActionError)


@pytest.mark.parametrize(
    ("target", "changes", "status", "places"),
    [
        ("$.info", {"update": {"x": 1}}, Status.APPLIED, ("$['info']",)),
        (
            "$.items[0,2]",
            {"remove": True, "expected_matches": 2},
            Status.APPLIED,
            ("$['items'][0]", "$['items'][2]"),
        ),
        ("$.gone", {"remove": True, "optional": True}, Status.IDLE, ()),
        ("$.gone", {"remove": True}, Status.HOMELESS, ()),
        (
            "$.items.*",
            {"update": {"x": 1}, "expected_matches": 3},
            Status.HOMELESS,
            tuple(f"$['items'][{index}]" for index in range(4)),
        ),
        ("$", {"update": {"info": {"title": "Close"}}}, Status.NEEDLESS, ("$['info']['title']",)),
        ("$", {"update": {"info": {"title": "C"}}}, Status.CONFLICTING, ("$['info']['title']",)),
    ],
)
def test_an_attempt_tells_what_became_of_the_action(
    target: str, changes: dict[str, Any], status: Status, places: tuple[str, ...]
) -> None:
    """Status and places are told, nothing is raised, and only what fits is changed."""
    document = copy.deepcopy(DOCUMENT)
    outcome = action(target, **changes).attempt(document)
    assert (outcome.status, outcome.places) == (status, places)
    assert (document != DOCUMENT) == (status is Status.APPLIED)
    assert bool(outcome.message) == (outcome.error is not None)


def test_an_attempt_adds_what_is_not_there_yet() -> None:
    """Of an update that is needless in part, later actions find the rest; nothing comes twice."""
    document = copy.deepcopy(DOCUMENT)
    update = {"info": {"title": "Close", "tags": ["b", "c"], "x": 1}}
    assert action(update=update).attempt(document).status is Status.NEEDLESS
    assert document["info"] == {"title": "Close", "tags": ["a", "b", "c"], "x": 1}


@given(document=MAPPINGS, update=MAPPINGS)
def test_an_attempt_and_an_application_agree(
    document: dict[str, Any], update: dict[str, Any]
) -> None:
    """What apply refuses, attempt reports in the same words; what apply does, attempt does."""
    attempted, applied = copy.deepcopy(document), copy.deepcopy(document)
    outcome = action(update=update).attempt(attempted)
    if outcome.error is None:
        assert action(update=update).apply(applied) == outcome
        assert applied == attempted
    else:
        message = refused(action(update=update), applied, type(outcome.error))
        assert message == str(outcome.error)


@pytest.mark.parametrize(("target", "status"), [("$.info.x", "idle"), ("$.info.tags", "applied")])
def test_an_optional_removal_may_match_nothing(target: str, status: str) -> None:
    """It removes what is there, and is content when nothing is."""
    document = copy.deepcopy(DOCUMENT)
    outcome = action(target, remove=True, optional=True).apply(document)
    assert (outcome.status, outcome.message) == (status, "")
    assert ("tags" in document["info"]) == (status == "idle")


def test_an_optional_removal_matches_all_or_nothing() -> None:
    """Another number of matches than expected is refused all the same."""
    several = action("$.items.*", remove=True, optional=True)
    message = refused(several, copy.deepcopy(DOCUMENT), HomelessActionError)
    assert "matches 4 places, not 1" in message


def test_removing_places_of_names_and_of_indexes_at_once() -> None:
    """Places that are keys in one branch and indexes in the other have an order, too."""
    document: dict[str, Any] = {"a": {"x": 1}, "b": [1]}
    action("$.*.*", remove=True, expected_matches=2).apply(document)
    assert document == {"a": {}, "b": []}


@given(numbers=st.lists(st.integers(0, 9), max_size=8), limit=st.integers(0, 9))
def test_removing_from_a_list_is_filtering_it(numbers: list[int], limit: int) -> None:
    """What a filter selects is removed; the rest stays in its order."""
    document = {"numbers": list(numbers)}
    gone = sum(number < limit for number in numbers)
    action(f"$.numbers[?@ < {limit}]", remove=True, expected_matches=gone).apply(document)
    assert document["numbers"] == [number for number in numbers if number >= limit]
