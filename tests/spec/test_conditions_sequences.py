"""Sequences and subscriptions: what their requests require, allow and refuse."""

from collections.abc import Callable
from typing import Any

import pytest

Accepts = Callable[[str, object], bool]
Body = dict[str, Any]

STEP: Body = {"step_type": "email", "delay": 0, "email_template_id": "tmpl_1"}
SENDER: Body = {
    "sender_account_id": "emailacct_1",
    "sender_name": "Mira",
    "sender_email": "mira@northwind.example",
}
RANGE: Body = {"weekday": 1, "start": "09:00", "end": "16:59"}
SEQUENCE: Body = {"name": "Spring", "timezone": "Europe/Riga", "steps": [STEP]}
SUBSCRIPTION: Body = {"sequence_id": "seq_1", "contact_id": "cont_1"}

ACCEPTED: dict[str, list[Body]] = {
    "CreateSequenceRequest": [
        SEQUENCE,
        {**SEQUENCE, "schedule": None},
        {**SEQUENCE, "schedule": {"ranges": [RANGE, {**RANGE, "end": "17:00:00"}]}},
        {**SEQUENCE, "steps": [STEP, {"delay": 60, "required": False}]},
        {**SEQUENCE, "steps": [{**STEP, "threading": None, "sms_template_id": None}]},
        {**SEQUENCE, "steps": [{**STEP, "step_type": "newer_than_us", "threading": "old_thread"}]},
    ],
    "UpdateSequenceRequest": [
        {"name": "Summer"},
        {"status": "active"},
        {"status": "paused"},
        {"timezone": "UTC", "schedule": None},
        {"steps": [{"id": "seqstep_1"}, {"id": "seqstep_2", "delay": 60}, STEP]},
    ],
    "CreateSequenceSubscriptionRequest": [
        SUBSCRIPTION,
        {**SUBSCRIPTION, **SENDER, "contact_email": "jonas@harbour.example"},
        {**SUBSCRIPTION, "calls_assigned_to": ["user_1", "user_2"], "from_phone_number_id": "p"},
    ],
    "UpdateSequenceSubscriptionRequest": [
        {"status": "paused"},
        {"status": "active"},
        {"status": "finished"},
        SENDER,
        {"sender_name": "Mira O."},
        {"status": "active", **SENDER},
    ],
}
REFUSED: dict[str, list[Any]] = {
    "CreateSequenceRequest": [
        None,
        {},
        {**SEQUENCE, "name": ""},
        {**SEQUENCE, "timezone": None},
        {**SEQUENCE, "steps": []},
        {**SEQUENCE, "steps": [{}]},
        {**SEQUENCE, "steps": [{**STEP, "id": "seqstep_1"}]},
        {**SEQUENCE, "steps": [{**STEP, "delay": -1}]},
        {**SEQUENCE, "steps": [{**STEP, "delay": "1 day"}]},
        {**SEQUENCE, "steps": [{**STEP, "step_type": ""}]},
        {**SEQUENCE, "steps": [{**STEP, "email_template_id": "lead_1"}]},
        {**SEQUENCE, "schedule": {}},
        {**SEQUENCE, "schedule": {"ranges": [{**RANGE, "weekday": 8}]}},
        {**SEQUENCE, "schedule": {"ranges": [{**RANGE, "start": "9"}]}},
        {**SEQUENCE, "schedule": {"ranges": [{"weekday": 1, "start": "09:00"}]}},
        {**SEQUENCE, "status": "active"},
        {**SEQUENCE, "id": "seq_1"},
    ],
    "UpdateSequenceRequest": [
        None,
        {},
        {"name": None},
        {"status": "stopped"},
        {"steps": []},
        {"steps": [{}]},
        {"steps": [{"id": "step_1"}]},
        {"subscription_counts_by_status": {}},
    ],
    "CreateSequenceSubscriptionRequest": [
        None,
        {},
        {**SUBSCRIPTION, "contact_id": "lead_1"},
        {**SUBSCRIPTION, "sequence_id": "sub_1"},
        {**SUBSCRIPTION, "contact_email": "jonas"},
        {**SUBSCRIPTION, "calls_assigned_to": []},
        {**SUBSCRIPTION, "calls_assigned_to": ["lead_1"]},
        {**SUBSCRIPTION, "sender_name": ""},
        {**SUBSCRIPTION, "from_phone_number_id": None},
        {**SUBSCRIPTION, "status": "active"},
    ],
    "UpdateSequenceSubscriptionRequest": [
        None,
        {},
        {"status": None},
        {"status": "error"},
        {"status": "resuming"},
        {"status_reason": "manual"},
        {"sender_account_id": "user_1"},
        {"calls_assigned_to": ["user_1"]},
        {"sequence_id": "seq_2"},
    ],
}
REQUIRED = [
    *(("CreateSequenceRequest", SEQUENCE, field) for field in SEQUENCE),
    *(("CreateSequenceSubscriptionRequest", SUBSCRIPTION, field) for field in SUBSCRIPTION),
]


@pytest.mark.parametrize(
    ("component", "body"), [(each, body) for each in ACCEPTED for body in ACCEPTED[each]]
)
def test_a_right_request_is_accepted(accepts: Accepts, component: str, body: object) -> None:
    """What the vendor's examples, its prose and its users send is valid."""
    assert accepts(component, body)


@pytest.mark.parametrize(
    ("component", "body"), [(each, body) for each in REFUSED for body in REFUSED[each]]
)
def test_a_wrong_request_is_refused(accepts: Accepts, component: str, body: object) -> None:
    """Nothing to change, no first step, ids of another kind, members that only answers have."""
    assert not accepts(component, body)


@pytest.mark.parametrize(("component", "body", "field"), REQUIRED)
def test_a_missing_required_field_is_refused(
    accepts: Accepts, component: str, body: Body, field: str
) -> None:
    """Each of the required fields is."""
    assert not accepts(component, {name: value for name, value in body.items() if name != field})


@pytest.mark.parametrize(
    ("component", "least"),
    [("Sequence", {"id": "seq_1", "name": "Spring"}), ("Event", None), ("Me", {"id": "user_1"})],
)
def test_an_answer_needs_little(accepts: Accepts, component: str, least: Body | None) -> None:
    """Where the vendor has no schema, only what a caller cannot do without is required."""
    event = {"id": "ev_1", "action": "created", "object_id": "x", "object_type": "lead"}
    body = event if least is None else least
    assert accepts(component, {**body, "newer": [1]})
    for field in body:
        assert not accepts(component, {name: body[name] for name in body if name != field})


@pytest.mark.parametrize("value", ["active", "newer_than_us"])
def test_statuses_of_answers_are_open(accepts: Accepts, value: str) -> None:
    """A status that no document knows is a valid answer; a number in its place is not."""
    sequence = {"id": "seq_1", "name": "Spring"}
    subscription = {"id": "sub_1", "contact_id": "cont_1", "sequence_id": "seq_1"}
    for component, body in (("Sequence", sequence), ("SequenceSubscription", subscription)):
        assert accepts(component, {**body, "status": value})
        assert not accepts(component, {**body, "status": 5})


def test_counts_take_statuses_that_are_not_known(accepts: Accepts) -> None:
    """A sixth status among the counts is kept; a text for a number is refused."""
    assert accepts("SequenceSubscriptionCounts", {"active": 1, "newer_than_us": 2})
    assert not accepts("SequenceSubscriptionCounts", {"active": "1"})
