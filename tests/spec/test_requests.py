"""What each action type requires, allows and forbids, by examples and an independent judge."""

from collections.abc import Callable
from typing import Any

import pytest

Accepts = Callable[[str, object], bool]

QUERY = {"type": "and", "queries": [{"type": "object_type", "object_type": "lead"}]}
SEQUENCE = {"sequence_id": "seq_1BTljGuCooX0nbFoPihl07"}
SENDER = {
    "sender_account_id": "emailacct_0oCdHYhxtl5sV9j3ZwrJI1sUhbOK4FoZjDuTG9I2hej",
    "sender_name": "John Doe",
    "sender_email": "john@salesteam.com",
}
PREFERENCE = {"contact_preference": "lead"}
CALLS = {"calls_assigned_to": ["user_1"], "from_phone_number_id": "phon_1"}
SELECTION = {"results_limit": 10, "sort": [{"direction": "asc"}], "send_done_email": False}

REQUIRED: dict[str, dict[str, Any]] = {
    "subscribe": {**SEQUENCE, **SENDER, **PREFERENCE},
    "pause": {},
    "resume": {},
    "resume_finished": {},
    "reassign": SENDER,
}
OPTIONAL: dict[str, dict[str, Any]] = {
    "subscribe": {**CALLS, **SELECTION},
    "pause": {**SEQUENCE, **SELECTION},
    "resume": {**SEQUENCE, **SELECTION},
    "resume_finished": {**SEQUENCE, **SELECTION},
    "reassign": {**SEQUENCE, **CALLS, **SELECTION},
}
EVERY = {**SEQUENCE, **SENDER, **PREFERENCE, **CALLS, **SELECTION}
WRONG: dict[str, list[Any]] = {
    "sequence_id": ["", "seq_", "sub_1", "lead_1", "seq_1/2", "seq_é", "seq_" + "1" * 65, None, 1],
    "sender_account_id": ["", "user_1", "emailacct_", "emailacct_ 1", None],
    "sender_name": ["", None, 1],
    "sender_email": ["", "john", "john@", "@x.com", "a b@x.com", "john@x.com\n", "a@b@c", None],
    "contact_preference": ["", "all", "Lead", None, 1],
    "calls_assigned_to": [[], ["lead_1"], "user_1", [None]],
    "from_phone_number_id": ["", 1],
    "results_limit": [0, -1, 1.5, "10", True],
    "sort": [{}, ["asc"], None],
    "send_done_email": [None, "no", 0],
    "s_query": [{}, [], "", None, "lead"],
}


def minimal(action_type: str) -> dict[str, Any]:
    """Return the smallest body of an action type."""
    return {"action_type": action_type, "s_query": QUERY, **REQUIRED[action_type]}


def complete(action_type: str) -> dict[str, Any]:
    """Return the largest body of an action type."""
    return {**minimal(action_type), **OPTIONAL[action_type]}


def without(body: dict[str, Any], field: str) -> dict[str, Any]:
    """Return a body without one of its fields."""
    return {key: value for key, value in body.items() if key != field}


@pytest.fixture
def valid(accepts: Accepts) -> Callable[[object], bool]:
    """Return the judge of a request body."""
    return lambda body: accepts("BulkSequenceSubscriptionRequest", body)


@pytest.mark.parametrize("action_type", REQUIRED)
def test_required_fields_are_enough(valid: Callable[[object], bool], action_type: str) -> None:
    """The fields that an action type requires make a valid body."""
    assert valid(minimal(action_type))


@pytest.mark.parametrize("action_type", REQUIRED)
def test_optional_fields_are_allowed(valid: Callable[[object], bool], action_type: str) -> None:
    """Each field that an action type knows may be there, alone and with all others."""
    assert valid(complete(action_type))
    for field, value in OPTIONAL[action_type].items():
        assert valid({**minimal(action_type), field: value}), field


@pytest.mark.parametrize(
    ("action_type", "field"),
    [(name, field) for name in REQUIRED for field in minimal(name)],
)
def test_a_missing_required_field_is_refused(
    valid: Callable[[object], bool], action_type: str, field: str
) -> None:
    """Without any one of the required fields a body is not valid, whatever else it has."""
    assert not valid(without(complete(action_type), field))


@pytest.mark.parametrize(
    ("action_type", "field"),
    [(name, field) for name in REQUIRED for field in EVERY if field not in complete(name)],
)
def test_a_field_of_another_action_type_is_refused(
    valid: Callable[[object], bool], action_type: str, field: str
) -> None:
    """What an action type does not know is a misunderstanding, found before mail goes out."""
    assert not valid({**minimal(action_type), field: EVERY[field]})


@pytest.mark.parametrize("action_type", REQUIRED)
@pytest.mark.parametrize("field", ["query", "status", "id", "sequenceid", ""])
def test_an_unknown_field_is_refused(
    valid: Callable[[object], bool], action_type: str, field: str
) -> None:
    """A misspelt or foreign field is refused, also query, which is s_query here."""
    assert not valid({**minimal(action_type), field: "x"})


@pytest.mark.parametrize(
    ("action_type", "field", "value"),
    [
        pytest.param(name, field, value, id=f"{name}-{field}-{value!r}")
        for name in REQUIRED
        for field, values in WRONG.items()
        if field in complete(name)
        for value in values
    ],
)
def test_a_wrong_value_is_refused(
    valid: Callable[[object], bool], action_type: str, field: str, value: object
) -> None:
    """Empty texts, ids of another kind, unknown preferences, a limit of 0 and the like."""
    assert not valid({**complete(action_type), field: value})


@pytest.mark.parametrize("field", ["results_limit", "calls_assigned_to", "from_phone_number_id"])
def test_null_means_none(valid: Callable[[object], bool], field: str) -> None:
    """Three fields take null, as the vendor's example sends and its answers show."""
    assert valid({**complete("subscribe"), field: None})


@pytest.mark.parametrize("preference", ["lead", "contact"])
def test_both_contact_preferences_are_accepted(
    valid: Callable[[object], bool], preference: str
) -> None:
    """The vendor documents two preferences, and both are accepted."""
    assert valid({**minimal("subscribe"), "contact_preference": preference})


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "subscribe",
        {},
        {"s_query": QUERY},
        {**minimal("pause"), "action_type": "unsubscribe"},
        {**minimal("pause"), "action_type": None},
        {**minimal("pause"), "action_type": ["pause"]},
    ],
    ids=repr,
)
def test_a_body_without_a_known_action_type_is_refused(
    valid: Callable[[object], bool], body: object
) -> None:
    """The action type decides everything, so a body without one is nothing."""
    assert not valid(body)


@pytest.mark.parametrize("status", ["paused", "resuming"])
def test_a_bulk_action_can_be_paused_and_resumed(accepts: Accepts, status: str) -> None:
    """The status change takes the two values of the vendor's prose."""
    assert accepts("BulkActionStatusChange", {"status": status})


@pytest.mark.parametrize(
    "body", [{}, {"status": "done"}, {"status": None}, {"status": "paused", "id": "x"}], ids=repr
)
def test_no_other_change_of_status_is_accepted(accepts: Accepts, body: object) -> None:
    """Nobody sets a bulk action to done, or sends more than the status."""
    assert not accepts("BulkActionStatusChange", body)


@pytest.mark.parametrize(
    "body",
    [
        {"query": QUERY},
        {"query": QUERY, "results_limit": 0, "include_counts": True},
        {"query": QUERY, "_limit": 200, "_fields": {"lead": ["id"]}, "cursor": None, "sort": []},
    ],
    ids=repr,
)
def test_a_search_is_accepted(accepts: Accepts, body: object) -> None:
    """A search takes a query, counts alone if it is told so, and pages."""
    assert accepts("SearchRequest", body)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"query": {}},
        {"s_query": QUERY},
        {"query": QUERY, "_limit": 201},
        {"query": QUERY, "x": 1},
    ],
    ids=repr,
)
def test_a_wrong_search_is_refused(accepts: Accepts, body: object) -> None:
    """A search without a query, with s_query in its place or beyond the limits is refused."""
    assert not accepts("SearchRequest", body)
