"""Overlay files are read whole and strictly, or refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from specbuild import overlay
from specbuild.action import CONFIDENCE, Action
from specbuild.errors import SpecError

ACTION = {
    "x-name": "a name",
    "target": "$.info",
    "description": "a reason",
    "x-evidence": "a page",
    "x-confidence": "documented",
    "update": {"title": "Close"},
}
OVERLAY = {"overlay": "1.1.0", "info": {"title": "Test", "version": "1.0.0"}, "actions": [ACTION]}

Load = Callable[[object], tuple[Action, ...]]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Return a loader of overlay documents given as values."""

    def from_value(document: object) -> tuple[Action, ...]:
        path = tmp_path / "10-test.yaml"
        path.write_text(json.dumps(document))
        return overlay.load(path)

    return from_value


def one(changes: dict[str, object]) -> dict[str, Any]:
    """Return an overlay with one action, some of its keys changed (None: left out)."""
    action = {key: value for key, value in {**ACTION, **changes}.items() if value is not None}
    return {**OVERLAY, "actions": [action]}


def test_a_complete_action_is_read_as_it_is_written(load: Load) -> None:
    """Every key of an action arrives; its name is prefixed with the file's."""
    (action,) = load(one({"x-expected-matches": 2}))
    assert action == Action(
        name="10-test.yaml: a name",
        target="$.info",
        reason="a reason",
        evidence="a page",
        confidence="documented",
        update={"title": "Close"},
        expected_matches=2,
    )


def test_a_removal_needs_no_update(load: Load) -> None:
    """An action with remove: true is complete, and expects one match unless it says otherwise."""
    (action,) = load(one({"update": None, "remove": True}))
    assert (action.remove, action.update, action.expected_matches) == (True, None, 1)


def test_a_removal_may_be_optional(load: Load) -> None:
    """With x-optional: true it may match nothing; without, it may not."""
    (action,) = load(one({"update": None, "remove": True, "x-optional": True}))
    assert action.optional is True
    assert load(one({}))[0].optional is False


@pytest.mark.parametrize("confidence", CONFIDENCE)
def test_every_known_confidence_is_read(load: Load, confidence: str) -> None:
    """The four degrees of confidence are all that there are, and all are accepted."""
    assert load(one({"x-confidence": confidence}))[0].confidence == confidence


@pytest.mark.parametrize("key", ["target", "description", "x-evidence", "x-confidence"])
@pytest.mark.parametrize("value", [None, "", "  ", 5, ["text"]], ids=repr)
def test_an_incomplete_action_is_refused(load: Load, key: str, value: object) -> None:
    """A text that is missing, blank or no text is named together with the action's name."""
    with pytest.raises(SpecError, match=rf"10-test\.yaml: action 1 \(a name\): .*lacks {key}"):
        load(one({key: value}))


@pytest.mark.parametrize("value", [None, "", 5], ids=repr)
def test_an_action_without_a_name_is_refused(load: Load, value: object) -> None:
    """An action without a name is named by its file and its place in it."""
    with pytest.raises(SpecError, match=r"10-test\.yaml: action 1 \(.*\): lacks x-name"):
        load(one({"x-name": value}))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"updat": {}}, "has the unknown key updat"),
        ({"copy": "$.paths"}, "has the unknown key copy"),
        ({"x-confidence": "certain"}, "x-confidence is 'certain', not one of documented, "),
        ({"remove": True}, "needs either an update or remove: true"),
        ({"update": None}, "needs either an update or remove: true"),
        ({"remove": False}, "needs either an update or remove: true"),
        ({"update": None, "remove": False}, "needs either an update or remove: true"),
        ({"update": None, "remove": "yes"}, "needs either an update or remove: true"),
        ({"update": None, "remove": True, "target": "$"}, "removes the whole document"),
        ({"x-optional": True}, "x-optional is for a remove, and true"),
        ({"update": None, "remove": True, "x-optional": False}, "x-optional is for a remove"),
        ({"update": None, "remove": True, "x-optional": "yes"}, "x-optional is for a remove"),
        ({"target": "info"}, "target is not an RFC 9535 JSONPath: "),
        ({"target": "$.info["}, "target is not an RFC 9535 JSONPath: "),
        ({"target": "$.info[?@.a =~ 'b']"}, "target is not an RFC 9535 JSONPath: "),
        ({"target": "$.info[?nope(@.a)]"}, "target is not an RFC 9535 JSONPath: "),
        ({"x-expected-matches": 0}, "x-expected-matches is 0, not a number from 1 up"),
        ({"x-expected-matches": -1}, "x-expected-matches is -1, not a number from 1 up"),
        ({"x-expected-matches": True}, "x-expected-matches is True, not a number from 1 up"),
        ({"x-expected-matches": "2"}, "x-expected-matches is '2', not a number from 1 up"),
    ],
)
def test_a_wrong_action_is_refused(load: Load, changes: dict[str, Any], problem: str) -> None:
    """What an action gets wrong is said in its name's company."""
    with pytest.raises(SpecError) as refusal:
        load(one(changes))
    assert f"10-test.yaml: action 1 (a name): {problem}" in str(refusal.value)


def test_all_problems_of_an_action_are_named_at_once(load: Load) -> None:
    """Whoever writes an action mends it in one round."""
    with pytest.raises(SpecError, match=r"lacks description; lacks x-evidence; .*key extra"):
        load(one({"description": None, "x-evidence": None, "extra": 1}))


def test_the_second_action_is_read_as_strictly_as_the_first(load: Load) -> None:
    """The refusal counts actions from one."""
    with pytest.raises(SpecError, match=r"action 2 \(other\): lacks x-evidence"):
        load({**OVERLAY, "actions": [ACTION, {**ACTION, "x-name": "other", "x-evidence": ""}]})


@pytest.mark.parametrize(
    "version", [None, 1.1, "1.1", "1.0.0", "1.2.0", "1.10.0", "1.1.0-rc", []], ids=repr
)
def test_another_overlay_version_is_refused(load: Load, version: object) -> None:
    """Only Overlay 1.1 is applied: other versions mean other things."""
    with pytest.raises(SpecError, match=r"10-test\.yaml: not an Overlay 1\.1 document"):
        load({**OVERLAY, "overlay": version})


@pytest.mark.parametrize("actions", [None, [], {}, "actions", 5, {"x-name": "a name"}], ids=repr)
def test_actions_that_are_no_list_are_refused(load: Load, actions: object) -> None:
    """Without a list of actions the file is refused, not read as if it did nothing."""
    with pytest.raises(SpecError, match=r"10-test\.yaml: 'actions' is not a list"):
        load({**OVERLAY, "actions": actions})


@pytest.mark.parametrize("action", [None, "text", [], 5], ids=repr)
def test_an_action_that_is_no_mapping_is_refused(load: Load, action: object) -> None:
    """The refusal says which action it is."""
    with pytest.raises(SpecError, match=r"10-test\.yaml: action 2 is not a mapping"):
        load({**OVERLAY, "actions": [ACTION, action]})


@pytest.mark.parametrize("keys", [("overlay", "actions"), ("overlay", "info")], ids=repr)
def test_missing_parts_of_the_overlay_are_refused(load: Load, keys: tuple[str, ...]) -> None:
    """An overlay without info or actions is not an overlay."""
    with pytest.raises(SpecError, match="needs exactly the keys overlay, info and actions"):
        load({key: value for key, value in OVERLAY.items() if key in keys})


def test_an_unknown_part_of_the_overlay_is_refused(load: Load) -> None:
    """A misspelt key beside the actions does not pass unseen."""
    with pytest.raises(SpecError, match="needs exactly the keys overlay, info and actions"):
        load({**OVERLAY, "action": []})
