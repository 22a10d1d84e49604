"""What an answer means: no success is told as a failure, and no nonsense as a success."""

import json
import pickle
from typing import Any

import httpx
import pytest

from close_bulk import (
    ALL_LEADS,
    ActionError,
    ActionStalled,
    ApiError,
    BadResponse,
    OutcomeUnknown,
    RateLimited,
    WaitTimeout,
)
from close_bulk._drafting import Wish
from close_bulk._progress import Progress
from close_bulk._starting import start
from close_bulk.errors import RequestSummary
from kit import ANSWER, ID, Make, StillClock, answer, client, scripted

OWN = "/bulk_action/sequence_subscription/"
PROCESSING = answer(status="processing")
SHORT = httpx.Response(201, json={"id": ID})
LATER: dict[str, httpx.Response | Exception] = {
    "not there yet": httpx.Response(404),
    "refused": httpx.ConnectError("refused"),
    "as short": SHORT,
    "rate limit": httpx.Response(429, headers={"Retry-After": "3000"}),
    "forbidden": httpx.Response(403),
    "500": httpx.Response(500),
}


@pytest.mark.parametrize("later", LATER)
def test_start_that_was_confirmed_by_its_id_never_looks_like_a_failure(
    make: Make, later: str
) -> None:
    """A start answered with an id has happened: if it cannot be read after that, the error tells the id."""
    close, requests, _ = client(make, SHORT, LATER[later])
    with pytest.raises(OutcomeUnknown, match=f"did start {ID}") as caught:
        close.bulk.pause(s_query=ALL_LEADS)
    assert caught.value.action_id == ID
    assert [request.method for request in requests].count("POST") == 1


@pytest.mark.parametrize("wrong", [None, "..", "", 5, [], "seq_1"])
def test_start_whose_answer_has_no_usable_id_is_open(make: Make, wrong: Any) -> None:
    """Without an id there is nothing to watch, pause or store: that is no success."""
    close, _, _ = client(make, answer(id=wrong))
    with pytest.raises(OutcomeUnknown):
        close.bulk.pause(s_query=ALL_LEADS)


@pytest.mark.parametrize("wrong", [None, "..", 5, [], "bulkseqsub_other"])
def test_answer_about_another_action_is_not_taken(make: Make, wrong: Any) -> None:
    """A handle never becomes another action's, which it would then pause."""
    close, _, _ = client(make, answer(), answer(id=wrong))
    action = close.bulk.get(ID)
    with pytest.raises(BadResponse):
        action.refresh()
    assert action.id == ID


def test_status_change_that_was_answered_without_a_body_is_looked_up(make: Make) -> None:
    """A status change that was answered 204 is a success, and the handle is read again."""
    close, requests, _ = client(make, answer(), httpx.Response(204), answer(status="paused"))
    assert close.bulk.get(ID).pause().status == "paused"
    assert [request.method for request in requests] == ["GET", "PUT", "GET"]


@pytest.mark.parametrize("coding", ["Identity", "", "identity, identity"])
def test_identity_in_any_spelling_is_not_compressed(make: Make, coding: str) -> None:
    """A body that says, in whatever way, that it is not compressed is read."""
    coded = answer()
    coded.headers["Content-Encoding"] = coding
    close, _, _ = client(make, coded)
    assert close.bulk.pause(s_query=ALL_LEADS).id == ID


def is_sound(progress: Progress) -> bool:
    """Tell whether a progress can be shown: a share from 0 to 1, and no negative time."""
    fraction, remaining = progress.fraction, progress.remaining
    return (
        bool(str(progress))
        and (fraction is None or 0 <= fraction <= 1)
        and (remaining is None or remaining >= 0)
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"n_leads_processed": "5"},
        {"n_leads_processed": None},
        {"n_leads": "824"},
        {"n_leads_processed": []},
        {"n_leads_processed": {}, "n_leads": []},
    ],
)
def test_watch_bears_counters_of_another_type(make: Make, changes: dict[str, Any]) -> None:
    """A counter that is no number does not end a wait."""
    odd = answer(status="processing", **changes)
    close, _, _ = client(make, odd, odd, answer(status="done"))
    seen = list(close.bulk.get(ID).watch())
    assert [progress.status for progress in seen] == ["processing", "processing", "done"]
    assert all(map(is_sound, seen))


def test_progress_stays_a_share_when_more_is_processed_than_was_counted(make: Make) -> None:
    """Counters that overtake the total make neither more than the whole nor a time below zero."""
    looks = [
        answer(status="processing", n_leads=10, n_leads_processed=processed)
        for processed in (5, 9, 30, 31)
    ]
    close, _, _ = client(make, *looks, answer(status="done"))
    seen = list(close.bulk.get(ID).watch())
    assert [progress.processed for progress in seen[:4]] == [5, 9, 30, 31]
    assert all(map(is_sound, seen))


@pytest.mark.parametrize("wrong", [None, 5, []])
def test_list_neither_breaks_on_nor_drops_an_item_without_a_usable_id(
    make: Make, wrong: Any
) -> None:
    """Items whose ids are no strings are an error: they cannot be told apart, so some would get lost."""
    pages = [
        httpx.Response(200, json={"data": [{**ANSWER, "id": wrong}], "has_more": has_more})
        for has_more in (True, False)
    ]
    close, _, _ = client(make, *pages)
    with pytest.raises(BadResponse):
        list(close.bulk.list("sequence_subscription"))


def test_list_gives_no_item_twice_from_one_page(make: Make) -> None:
    """An item that stands twice on a page is given once."""
    page = httpx.Response(200, json={"has_more": False, "data": [ANSWER, ANSWER]})
    close, _, _ = client(make, page)
    assert len(list(close.bulk.list("sequence_subscription"))) == 1


@pytest.mark.parametrize("total", [None, "7", -1, 1.5, True, []])
def test_count_is_a_number_or_an_error(make: Make, total: Any) -> None:
    """A preview that is no count is an error, never something that reads as 'no leads'."""
    found: dict[str, Any] = {"data": [], "cursor": None, "count": {"total": total, "limited": 0}}
    close, _, _ = client(make, httpx.Response(200, json=found))
    with pytest.raises(BadResponse):
        close.leads.count(ALL_LEADS)


@pytest.mark.parametrize(
    "error",
    [
        OSError(9, "EBADF"),
        RuntimeError("Event loop is closed"),
        ValueError("x"),
        StopIteration(),
    ],
    ids=repr,
)
def test_start_that_failed_in_an_unheard_of_way_is_open(make: Make, error: Exception) -> None:
    """Whatever a transport raises, of whichever family, leaves a start open; it is sent once."""
    close, requests, _ = client(make, error)
    with pytest.raises(OutcomeUnknown):
        close.bulk.pause(s_query=ALL_LEADS)
    assert len(requests) == 1


def test_time_limit_of_a_wait_bounds_its_retries_too(make: Make) -> None:
    """A service that asks for a minute's rest does not hold a wait of five seconds."""
    limited = httpx.Response(429, headers={"Retry-After": "60"})
    close, _, clock = client(make, PROCESSING, limited)
    with pytest.raises((RateLimited, WaitTimeout)):
        close.bulk.get(ID).wait(timeout=5)
    assert clock.now <= 6


def test_longest_of_the_times_to_wait_is_obeyed(make: Make) -> None:
    """Where headers contradict each other about the rest that the service wants, the longest counts."""
    headers = {"RateLimit": "limit=100, remaining=50, reset=0", "Retry-After": "30"}
    close, _, clock = client(make, httpx.Response(429, headers=headers), answer())
    close.bulk.get(ID)
    assert clock.now >= 30


def test_reset_is_obeyed_where_the_other_time_is_the_same_one_rounded_up(make: Make) -> None:
    """The vendor's two times for one rest are a decimal and its ceiling: nobody waits for the ceiling."""
    headers = {"RateLimit": "limit=100, remaining=0, reset=3.2", "Retry-After": "4"}
    close, _, clock = client(make, httpx.Response(429, headers=headers), answer())
    close.bulk.get(ID)
    assert 3.2 <= clock.now < 3.9


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "it is no JSON (Expecting value: line 1 column 1 (char 0))"),
        (b'{"id": "x"}', "calls_assigned_to is missing"),
        (b"[1]", "it is [1], which is no object"),
    ],
)
def test_body_that_cannot_be_read_is_told_in_words(make: Make, body: bytes, words: str) -> None:
    """What is wrong with it is a sentence, and not the name of an exception; then comes where to look."""
    close, _, _ = client(make, httpx.Response(200, content=body))
    with pytest.raises(BadResponse) as caught:
        close.bulk.get(ID)
    start = (
        f"its body is not a BulkSequenceSubscriptionAction: {words}; look at `body` of this error"
    )
    assert str(caught.value).partition("but ")[2].startswith(start)


def test_error_text_has_an_end(make: Make) -> None:
    """A refusal with megabytes of explanation is not a message of megabytes."""
    flood = httpx.Response(400, json={"field-errors": {"a": "x" * 4_000_000}})
    close, _, _ = client(make, flood)
    with pytest.raises(ApiError) as caught:
        close.bulk.pause(s_query=ALL_LEADS)
    assert len(str(caught.value)) < 20_000


@pytest.mark.parametrize(
    ("limit", "kind"), [({"stall": 1}, ActionStalled), ({"timeout": 1}, WaitTimeout)]
)
def test_error_of_a_wait_survives_a_process_pool(
    make: Make, limit: dict[str, float], kind: type[ActionError]
) -> None:
    """What ended a wait can be pickled, its handle as last read included, and the key is not in it."""
    transport, _ = scripted(PROCESSING)
    close = make(api_key="canary-key", transport=transport, clock=StillClock())
    with pytest.raises(kind) as caught:
        close.bulk.get(ID).wait(**limit)
    dumped = pickle.dumps(caught.value)
    assert b"canary" not in dumped
    assert b"Y2FuYXJ5" not in dumped
    copy = pickle.loads(dumped)  # noqa: S301 - our own bytes
    assert (type(copy), copy.action.id) == (kind, ID)


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/oauth2/token/"), ("GET", OWN), ("POST", OWN)]
)
def test_id_is_taken_from_the_answer_to_the_start_only(method: str, path: str) -> None:
    """Another answer that cannot be read may name an id too, which is not that of what was started."""
    flow = start(Wish("pause", {"s_query": ALL_LEADS}))
    next(flow)
    own = RequestSummary("POST", OWN)
    lost = OutcomeUnknown("?", request=own)
    body = json.dumps({"id": ID}).encode()
    lost.__cause__ = BadResponse("?", request=RequestSummary(method, path), status=200, body=body)
    if (method, path) == ("POST", OWN):
        effect: Any = flow.throw(lost)
        assert effect.arguments == {"id": ID}
    else:
        with pytest.raises(OutcomeUnknown) as caught:
            flow.throw(lost)
        assert caught.value is lost
