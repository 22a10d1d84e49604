"""Which requests for a bulk action are accepted, and how the others are refused."""

from typing import Any

import pytest

from emulator.workbench import BULK, SEARCH, Workbench, by

MISSING = "This field is required."
SENDER = ("sender_account_id", "sender_name", "sender_email")
REQUIRED = {
    "subscribe": ("sequence_id", *SENDER, "contact_preference"),
    "resume": (),
    "resume_finished": (),
    "pause": (),
    "reassign": SENDER,
}
OPTIONAL = {
    "subscribe": ("calls_assigned_to", "from_phone_number_id"),
    "resume": ("sequence_id",),
    "resume_finished": ("sequence_id",),
    "pause": ("sequence_id",),
    "reassign": ("sequence_id", "calls_assigned_to", "from_phone_number_id"),
}
CONDITIONAL = {name for names in (*REQUIRED.values(), *OPTIONAL.values()) for name in names}


def conditional_values(bench: Workbench) -> dict[str, object]:
    """A good value for every field that some action type takes."""
    return {
        "sequence_id": bench.sequence_id,
        "sender_account_id": bench.account_id,
        "sender_name": "John",
        "sender_email": "john@salesteam.example",
        "contact_preference": "contact",
        "calls_assigned_to": [bench.organization.user.id],
        "from_phone_number_id": "phon_1",
    }


def body(bench: Workbench, action_type: str, *names: str) -> dict[str, object]:
    """A request with just these fields beside the common ones."""
    values = conditional_values(bench)
    query = {"type": "object_type", "object_type": "lead"}
    return {"action_type": action_type, "s_query": query} | {name: values[name] for name in names}


@pytest.mark.parametrize("action_type", REQUIRED)
def test_the_required_fields_suffice(bench: Workbench, action_type: str) -> None:
    """A request with the required fields alone is accepted; the others take their defaults."""
    answer = bench.ok("POST", BULK, body(bench, action_type, *REQUIRED[action_type]))
    defaults: dict[str, object] = {"results_limit": None, "sort": [], "send_done_email": True}
    assert {name: answer[name] for name in defaults} == defaults
    assert all(answer[name] is None for name in CONDITIONAL - set(REQUIRED[action_type]))


@pytest.mark.parametrize("action_type", REQUIRED)
def test_every_optional_field_is_accepted_and_echoed(bench: Workbench, action_type: str) -> None:
    """A request with all that an action type takes comes back field by field."""
    request = body(bench, action_type, *REQUIRED[action_type], *OPTIONAL[action_type])
    request |= {"results_limit": 3, "sort": [by("name")], "send_done_email": False}
    answer = bench.ok("POST", BULK, request)
    assert {name: answer[name] for name in request} == request


@pytest.mark.parametrize("action_type", REQUIRED)
def test_all_missing_fields_are_named_at_once(bench: Workbench, action_type: str) -> None:
    """What an action type requires and does not get is named, field by field."""
    problems = bench.problems("POST", BULK, {"action_type": action_type})
    assert problems == dict.fromkeys(("s_query", *REQUIRED[action_type]), MISSING)


@pytest.mark.parametrize("action_type", REQUIRED)
def test_every_forbidden_field_is_named(bench: Workbench, action_type: str) -> None:
    """What an action type does not take is refused by name, and so is what nobody knows."""
    allowed = {*REQUIRED[action_type], *OPTIONAL[action_type]}
    request = body(bench, action_type, *CONDITIONAL) | {"typo": 1}
    assert set(bench.problems("POST", BULK, request)) == CONDITIONAL - allowed | {"typo"}


def test_a_missing_action_type_does_not_hide_other_problems(bench: Workbench) -> None:
    """Without an action type, the rest of the body is judged all the same."""
    problems = bench.problems("POST", BULK, {"results_limit": 0, "typo": None})
    assert set(problems) == {"action_type", "s_query", "results_limit", "typo"}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("action_type", ["", "Subscribe", "delete", None, 1, ["pause"]]),
        ("s_query", [None, {}, [], "", "lead_status:Potential"]),
        ("results_limit", [0, -1, True, False, 1.5, "1", [], -1e300]),
        ("sort", [None, {}, "", [1], [{}], [{"direction": "up", "field": {}}]]),
        ("send_done_email", [None, 0, 1, "true", []]),
        ("sequence_id", [None, "", "seq_", "seq_none", "lead_1", "seq_a\n", 1, {}]),
        ("sender_account_id", [None, "", "emailacct_none", "seq_1", []]),
        ("sender_name", [None, "", 1, []]),
        ("sender_email", [None, "", "john", "@", "a@", "@b", "a@b@c", "a b@c", "a@b\n", 5]),
        ("contact_preference", [None, "", "all", "Lead", 1]),
        ("calls_assigned_to", ["", {}, [], [None], ["user_none"], ["x"], "user_1"]),
        ("from_phone_number_id", ["", 1, {}]),
    ],
)
def test_values_that_do_not_fit_are_refused(
    bench: Workbench, field: str, values: list[Any]
) -> None:
    """Each of these values is refused, and the error is about that field and no other."""
    for value in values:
        request = bench.subscribe_body(**{field: value})
        assert list(bench.problems("POST", BULK, request)) == [field], value


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("results_limit", [None, 1, 1.0, 10**400, 1e300]),
        ("sort", [[], [by("name")], [by("name", "desc"), by("date_created")]]),
        ("sender_name", [" ", "\u0000", "Ā", "💌", "x" * 10_000]),
        ("sender_email", ["a@b", "ä@ö", "\u00a0@\u2003", "'@\""]),
        ("calls_assigned_to", [None]),
        ("from_phone_number_id", [None, "x"]),
    ],
)
def test_values_that_fit_are_echoed(bench: Workbench, field: str, values: list[Any]) -> None:
    """Each of these values is accepted and comes back equal."""
    for value in values:
        assert bench.ok("POST", BULK, bench.subscribe_body(**{field: value}))[field] == value


def test_a_limit_of_one_point_zero_is_one(bench: Workbench) -> None:
    """1.0 is an integer in JSON Schema; it is answered as the integer."""
    answer = bench.send("POST", BULK, bench.subscribe_body(results_limit=1.0))
    assert b'"results_limit": 1,' in answer.body


def test_a_refused_request_leaves_nothing_behind(bench: Workbench) -> None:
    """A request that was refused is not in the list."""
    bench.problems("POST", BULK, {"action_type": "pause"})
    assert bench.ok("GET", BULK)["data"] == []


@pytest.mark.parametrize("document", [None, [], 1, "x", True])
def test_a_body_that_is_no_object_is_refused(bench: Workbench, document: object) -> None:
    """Other JSON than an object is 400 with a sentence in `errors`, at each operation."""
    identity = bench.start()
    for method, path in (("POST", BULK), ("PUT", f"{BULK}{identity}/"), ("POST", SEARCH)):
        response = bench.send(method, path, document)
        sentence = "The request body must be a JSON object."
        assert response.status == 400
        assert response.json() == {"errors": [sentence], "field-errors": {}}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, ["status"]),
        ({"status": "processing"}, ["status"]),
        ({"status": None}, ["status"]),
        ({"status": ["paused"]}, ["status"]),
        ({"status": "paused", "results_limit": 1}, ["results_limit"]),
        ({"state": "paused"}, ["status", "state"]),
    ],
)
def test_a_status_change_has_one_field_and_two_values(
    bench: Workbench, change: dict[str, object], fields: list[str]
) -> None:
    """Only {"status": "paused"} and {"status": "resuming"} are understood."""
    identity = bench.start()
    assert list(bench.problems("PUT", f"{BULK}{identity}/", change)) == fields
    assert bench.fetch(identity)["status"] == "created"


def test_a_repeated_key_counts_once(bench: Workbench) -> None:
    """JSON with the same key twice is taken, the last value counts."""
    identity = bench.start()
    body_text = b'{"status": "nonsense", "status": "paused"}'
    assert bench.send("PUT", f"{BULK}{identity}/", body_text).status == 200
