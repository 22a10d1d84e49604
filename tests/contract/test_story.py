"""A judge that remembers finds answers that contradict earlier ones, and believes whoever may be right."""

import json
from collections.abc import Callable, Iterator
from itertools import count, pairwise
from typing import Any, TypeAlias

import pytest

from close_contract import Judge, Request, Response
from close_contract.traffic.story import Span
from contract.clients import BULK, LEADS, PAUSE, basic
from kit import ANSWER

ID = "bulkseqsub_1"
ONE = f"{BULK}{ID}/"
SUBSCRIPTION = "/sequence_subscription/sub_1/"
ACTION = {**ANSWER, **PAUSE, "id": ID, "status": "processing", "n_leads_processed": 3}
DONE = {**ANSWER, **PAUSE, "id": ID, "status": "done"}
DONE |= {f"n_{what}_processed": ANSWER[f"n_{what}"] for what in ("leads", "objects")}

Say: TypeAlias = Callable[..., list[str]]
"""Judges an exchange: method, path, answer, status; returns the rules that the answer broke."""


@pytest.fixture
def say() -> Say:
    """One exchange after the other, unless `spans` says otherwise."""
    return teller(Span(*each) for each in pairwise(float(n) for n in count()))


def teller(spans: Iterator[Span] | None = None) -> Say:
    """Return what judges exchanges with these spans."""
    judge = Judge(remembers=True)

    def say(
        method: str, path: str, answered: Any = None, status: int = 200, key: str = "key"
    ) -> list[str]:
        signed = (("authorization", basic(f"{key}:")), ("content-type", "application/json"))
        body = json.dumps(PAUSE if method == "POST" else {"status": "paused"}).encode()
        request = Request(
            method, f"/api/v1{path}", signed, body if method in {"POST", "PUT"} else b""
        )
        content = b"" if answered is None else json.dumps(answered).encode()
        response = Response(status, (("content-type", "application/json"),), content)
        found = judge.exchange(request, response, next(spans) if spans else None)
        return [each.rule for each in found if each.side == "answer"]

    return say


def test_a_life_is_no_contradiction(say: Say) -> None:
    """An action that is made, goes on, is paused and ends is answered as it should be."""
    made = {**ACTION, "status": "created", "n_leads_processed": 0}
    later = "2099-01-01T00:00:00+00:00"
    assert say("POST", BULK, made) == []
    assert say("GET", ONE, ACTION) == []
    assert say("GET", BULK, {"data": [{**ACTION, "new": 1}], "has_more": False}) == []
    assert say("PUT", ONE, {**ACTION, "status": "paused", "date_updated": later}) == []
    assert say("GET", ONE, {**DONE, "date_updated": later}) == []
    assert say("GET", f"{ONE}?_fields=id", {"id": ID}) == []


CONTRADICTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "another selection": ({"s_query": {**LEADS, "type": "or"}}, "stays_same"),
    "another maker": ({"created_by": "user_2"}, "stays_same"),
    "goes on after its end": ({"status": "paused"}, "stays_over"),
    "counts down": ({"n_leads_processed": 2, "status": "done"}, "counts_up"),
}


@pytest.mark.parametrize("name", CONTRADICTIONS)
def test_a_contradiction(name: str, say: Say) -> None:
    """What cannot have changed since an earlier answer is found, on a page as well as alone."""
    changes, rule = CONTRADICTIONS[name]
    assert say("GET", ONE, DONE) == []
    assert rule in say("GET", BULK, {"data": [{**DONE, **changes}], "has_more": False})


def test_what_is_gone(say: Say) -> None:
    """A bulk action stays there, and what was deleted stays away."""
    assert say("GET", ONE, ACTION) == []
    assert say("GET", ONE, {"error": "Not found"}, 404) == ["stays_there"]
    found = say("GET", SUBSCRIPTION, {"id": "sub_1"})
    assert "stays_deleted" not in found
    say("DELETE", SUBSCRIPTION)
    assert say("GET", SUBSCRIPTION, {"error": "Not found"}, 404) == []
    assert "stays_deleted" in say("GET", SUBSCRIPTION, {"id": "sub_1"})


def test_what_is_no_contradiction(say: Say) -> None:
    """Another account, an id under another path, and a server that has started anew are believed."""
    assert say("GET", ONE, DONE) == []
    assert say("GET", ONE, {"error": "Not found"}, 404, key="another") == []
    assert say("GET", f"/bulk_action/email/{ID}/", {"error": "Not found"}, 404) == []
    anew = {**ACTION, "date_created": "2000-01-01T00:00:00+00:00", "created_by": "user_9"}
    assert say("GET", ONE, anew) == []
    assert say("GET", ONE, {**anew, "n_leads_processed": 4}) == []


@pytest.mark.parametrize(
    "spans", [None, [Span(0.0, 9.0), Span(1.0, 2.0)], [Span(0.0, 2.0), Span(1.0, 9.0)]]
)
def test_answers_that_cross(spans: list[Span] | None) -> None:
    """Which of two answers is the later one is known only if they did not overlap."""
    say = teller(None if spans is None else iter(spans))
    assert say("GET", ONE, DONE) == []
    assert say("GET", ONE, ACTION) == []


def test_what_never_changes_needs_no_order() -> None:
    """Two answers that differ in what is fixed contradict each other, whichever came first."""
    say = teller()
    assert say("GET", ONE, ACTION) == []
    assert say("GET", ONE, {**ACTION, "organization_id": "orga_2"}) == ["stays_same"]
