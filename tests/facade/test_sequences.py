"""`close.sequences`: no step disappears unless it is named."""

import json
import pickle
from typing import Any

import httpx
import pytest

from close_bulk import (
    UNSET,
    BadResponse,
    InvalidRequest,
    NotFound,
    OutcomeUnknown,
    StepsWouldBeRemoved,
)
from kit import Make, client

STEPS = [
    {"id": "seqstep_1", "step_type": "email", "delay": 0, "email_template_id": "tmpl_1"},
    {"id": "seqstep_2", "step_type": "call", "delay": 86400, "threading": None},
    {"id": "seqstep_3", "step_type": "sms", "delay": 60, "sms_template_id": "smstmpl_1"},
]
SEQUENCE = {
    "id": "seq_1",
    "name": "Outreach",
    "timezone": "Europe/Riga",
    "status": "active",
    "schedule": None,
    "steps": STEPS,
}
NEW = {
    "name": "Outreach",
    "timezone": "Europe/Riga",
    "schedule": {"ranges": [{"weekday": 1, "start": "09:00", "end": "16:59:59"}]},
    "steps": [
        {
            "step_type": "email",
            "delay": 0,
            "email_template_id": "tmpl_1",
            "threading": "old_thread",
        },
        {"step_type": "newer", "delay": 60, "required": False, "threading": None},
    ],
}
LOST = httpx.ReadError("the connection was lost")
REFUSED = httpx.ConnectError("nobody listens")


def shown(**changes: Any) -> httpx.Response:
    """Answer with the sequence, some members changed."""
    return httpx.Response(200, json={**SEQUENCE, **changes})


def body(request: httpx.Request) -> Any:
    """Give what was sent."""
    return json.loads(request.content)


def test_what_an_answer_left_out_is_the_falsy_unset(make: Make) -> None:
    """A member that is not in the answer can be told by `close_bulk.UNSET`, and by `if`."""
    close, _, _ = client(make, shown())
    counts = close.sequences.get("seq_1").subscription_counts_by_status
    assert counts is UNSET
    assert not counts


def test_create_sends_what_was_given(make: Make) -> None:
    """Every member of a new sequence arrives, those of a newer kind of step included."""
    close, requests, _ = client(make, shown())
    assert close.sequences.create(**NEW).id == "seq_1"
    assert (requests[0].method, requests[0].url.path) == ("POST", "/api/v1/sequence/")
    assert body(requests[0]) == NEW


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"steps": []}, "steps: is empty"),
        ({"steps": [{"delay": -1}]}, "item 0: delay: -1 is less than 0"),
        ({"steps": [{"tempate": "tmpl_1"}]}, "tempate: unknown"),
        ({"schedule": {"ranges": [{"weekday": 8, "start": "09:00", "end": "10:00"}]}}, "weekday"),
        ({"schedule": {"ranges": [{"weekday": 1, "start": "9", "end": "10:00"}]}}, "start"),
        ({"nam": "x"}, "did you mean name"),
        ({"timezone": None}, "timezone: None is not a string"),
    ],
)
def test_create_refuses_what_the_contract_refuses(
    make: Make, changes: dict[str, Any], words: str
) -> None:
    """A wrong member is named, down to the step it is in, and nothing is sent."""
    close, requests, _ = client(make, shown())
    with pytest.raises(InvalidRequest, match=words):
        close.sequences.create(**{**NEW, **changes})
    assert not requests


def test_update_without_steps_is_one_request(make: Make) -> None:
    """What leaves the steps alone needs no look at them."""
    close, requests, _ = client(make, shown(status="paused"))
    assert close.sequences.update("seq_1", status="paused").status == "paused"
    assert [(r.method, body(r)) for r in requests] == [("PUT", {"status": "paused"})]


def test_steps_that_would_be_removed_are_told_and_kept(make: Make) -> None:
    """A list that leaves steps out is refused with the id and a description of each; nothing is changed."""
    close, requests, _ = client(make, shown())
    with pytest.raises(StepsWouldBeRemoved) as caught:
        close.sequences.update("seq_1", steps=[{"id": "seqstep_3"}, {"step_type": "call"}])
    text = str(caught.value)
    for words in (
        "seqstep_1: email, after 0 s, template tmpl_1",
        "seqstep_2: call, after 86400 s",
        "remove_steps=['seqstep_1', 'seqstep_2']",
    ):
        assert words in text
    assert [step.id for step in caught.value.steps] == ["seqstep_1", "seqstep_2"]
    assert str(pickle.loads(pickle.dumps(caught.value))) == text  # noqa: S301 - our own
    assert [r.method for r in requests] == ["GET"]


def test_steps_are_removed_if_they_are_named(make: Make) -> None:
    """Named steps may go; what is sent is the list as given."""
    close, requests, _ = client(make, shown())
    steps = [{"id": "seqstep_3", "delay": 5}, {"id": "seqstep_1"}]
    close.sequences.update("seq_1", steps=steps, remove_steps=(s for s in ["seqstep_2"]))
    assert [r.method for r in requests] == ["GET", "PUT"]
    assert body(requests[1]) == {"steps": steps}


def test_a_step_that_nobody_named_is_not_removed(make: Make) -> None:
    """A step that was added since the caller looked is not in the list of those that may go."""
    close, requests, _ = client(make, shown(steps=[*STEPS, {"id": "seqstep_4"}]))
    with pytest.raises(StepsWouldBeRemoved, match="seqstep_4: nothing is known of it") as caught:
        close.sequences.update(
            "seq_1", steps=[{"id": "seqstep_1"}], remove_steps=["seqstep_2", "seqstep_3"]
        )
    # What it offers to paste goes on naming those that were named.
    assert "remove_steps=['seqstep_2', 'seqstep_3', 'seqstep_4']" in str(caught.value)
    assert [r.method for r in requests] == ["GET"]


ALL = [{"id": step["id"]} for step in STEPS]


@pytest.mark.parametrize(
    ("fields", "words", "looks"),
    [
        ({"steps": [*ALL, {"id": "seqstep_9"}]}, "'seqstep_9' is no step of this sequence", 1),
        ({"steps": [*ALL, {"id": "seqstep_1"}]}, "seqstep_1 is in it more than once", 0),
        ({"steps": ALL, "remove_steps": ["seqstep_9"]}, "remove_steps: 'seqstep_9' is no step", 1),
        ({"steps": ALL, "remove_steps": ["seqstep_1"]}, "to stay, by `steps`, and to go", 1),
        ({"steps": ALL, "remove_steps": "seqstep_1"}, "is one id; give a list", 0),
        ({"steps": ALL, "remove_steps": True}, "is not a list of step ids", 0),
        ({"steps": ALL, "remove_steps": [object()]}, "cannot be written as JSON", 0),
        ({"name": "x", "remove_steps": ["seqstep_1"]}, "give that too", 0),
        ({"remove_steps": ["seqstep_1"]}, "give that too", 0),
        ({"steps": []}, "steps: is empty", 0),
        ({"steps": [{"id": "seq_1"}]}, "begins with 'seqstep_'", 0),
        ({}, "at least one of them", 0),
    ],
)
def test_wrong_steps_are_refused(
    make: Make, fields: dict[str, Any], words: str, looks: int
) -> None:
    """Unknown, doubled and contradictory steps are named; nothing is changed."""
    close, requests, _ = client(make, shown())
    with pytest.raises(InvalidRequest, match=words):
        close.sequences.update("seq_1", **fields)
    assert [r.method for r in requests] == ["GET"] * looks


@pytest.mark.parametrize("steps", [{}, {"steps": None}, {"steps": {}}, {"steps": ""}])
def test_steps_that_cannot_be_read_are_not_overwritten(
    make: Make, steps: dict[str, object]
) -> None:
    """An answer without steps, or with what is no list of them, does not mean that there are none."""
    answer = {name: value for name, value in SEQUENCE.items() if name != "steps"} | steps
    close, requests, _ = client(make, httpx.Response(200, json=answer))
    with pytest.raises(BadResponse, match=r"steps is missing|steps is .*, which is no list"):
        close.sequences.update("seq_1", steps=[{"step_type": "email"}])
    assert [r.method for r in requests] == ["GET"]


def test_lost_answer_to_a_change_of_texts_is_looked_up(make: Make) -> None:
    """If the sequence is as asked by then, that is the result; if not, the outcome is open."""
    close, requests, _ = client(make, LOST, shown(name="New"))
    assert close.sequences.update("seq_1", name="New").name == "New"
    assert [r.method for r in requests] == ["PUT", "GET"]
    close, _, _ = client(make, LOST, shown(name="Old"))
    with pytest.raises(OutcomeUnknown, match=r"close\.sequences\.get\('seq_1'\)"):
        close.sequences.update("seq_1", name="New")


def test_lost_answer_to_a_change_of_steps_stays_open(make: Make) -> None:
    """Steps cannot be compared with what the service makes of them; only a 2xx, though odd, is clear."""
    close, _, _ = client(make, shown(), LOST, shown())
    with pytest.raises(OutcomeUnknown):
        close.sequences.update("seq_1", steps=ALL)
    close, requests, _ = client(make, shown(), httpx.Response(200), shown())
    assert close.sequences.update("seq_1", steps=ALL).id == "seq_1"
    assert [r.method for r in requests] == ["GET", "PUT", "GET"]


def test_lost_answer_to_a_creation_is_open(make: Make) -> None:
    """It is never sent twice; a success with an id, though odd, is looked up by that."""
    close, requests, _ = client(make, LOST)
    with pytest.raises(OutcomeUnknown, match=r"close\.sequences\.list\(\)"):
        close.sequences.create(**NEW)
    assert len(requests) == 1
    close, requests, _ = client(make, httpx.Response(201, json={"id": "seq_7"}), shown(id="seq_7"))
    assert close.sequences.create(**NEW).name == "Outreach"
    close, _, _ = client(make, httpx.Response(201, json={"id": "seq_7"}), httpx.Response(404))
    with pytest.raises(OutcomeUnknown, match="did make seq_7") as caught:
        close.sequences.create(**NEW)
    assert caught.value.action_id == "seq_7"


def test_delete_gives_nothing_and_looks_where_the_answer_is_lost(make: Make) -> None:
    """Gone is gone; what is still there may go later, and what cannot be seen is open."""
    close, requests, _ = client(make, httpx.Response(200))
    assert close.sequences.delete("seq_1") is None
    assert requests[0].method == "DELETE"
    close, _, _ = client(make, LOST, httpx.Response(404))
    assert close.sequences.delete("seq_1") is None
    for look in (shown(), httpx.Response(403)):
        close, requests, _ = client(make, LOST, look)
        with pytest.raises(OutcomeUnknown, match="raises NotFound if it is gone"):
            close.sequences.delete("seq_1")
        assert [r.method for r in requests] == ["DELETE", "GET"]
    close, _, _ = client(make, httpx.Response(404))
    with pytest.raises(NotFound):
        close.sequences.delete("seq_1")


def test_unreached_service_is_tried_again(make: Make) -> None:
    """A change that the service cannot have had is sent again, as often as is set."""
    close, requests, clock = client(make, REFUSED, REFUSED, shown(name="New"))
    assert close.sequences.update("seq_1", name="New").name == "New"
    assert len(requests) == 3
    assert len(clock.naps) == 2


@pytest.mark.parametrize("id", ["", ".", "..", "lead_1", "seq_1/", "seq_1 ", "seq_...", 3, None])
@pytest.mark.parametrize("verb", ["get", "delete", "update"])
def test_what_is_no_id_reaches_nothing(make: Make, verb: str, id: Any) -> None:
    """No id that would reach another path is sent."""
    close, requests, _ = client(make, shown())
    with pytest.raises(InvalidRequest) as caught:
        getattr(close.sequences, verb)(id, **({"name": "x"} if verb == "update" else {}))
    assert caught.value.invalid == ("id",)
    assert not requests
