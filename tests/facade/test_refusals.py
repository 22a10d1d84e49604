"""Whatever the service answers, the caller gets a typed error or an open value."""

import json
import pickle
from typing import Any

import httpx
import pytest

import close_bulk
from close_bulk import ALL_LEADS, ApiError, BadResponse, CloseError, OutcomeUnknown, RateLimited
from kit import ANSWER, ID, Make, StillClock, answer, client, scripted

HTML = b"<html><body>Bad gateway</body></html>"
FIELDS = {"s_query": ALL_LEADS}


REFUSALS = [
    (400, {"errors": ["No."], "field-errors": {"sequence_id": "Unknown."}}, "BadRequest"),
    (401, {"error": "Unauthorized"}, "Unauthorized"),
    (402, {"error": "Upgrade"}, "PlanLimit"),
    (403, {"error": "Forbidden"}, "Forbidden"),
    (404, HTML, "NotFound"),
    (405, b"", "ApiError"),
    (415, HTML, "ApiError"),
    (422, b"[]", "ApiError"),
    (400, b"null", "BadRequest"),
    (400, {"errors": [1, {"a": 2}], "field-errors": ["x"]}, "BadRequest"),
    (401, b"\xff\xfe", "Unauthorized"),
]


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        (httpx.Response(500), ": it was answered 500"),
        (httpx.ReadTimeout("slow"), ": it was not answered in full within 30 s"),
        (httpx.ReadError("reset"), ": the connection to https://"),
    ],
    ids=["500", "timeout", "connection"],
)
def test_open_outcome_names_the_request_once(
    make: Make, lost: httpx.Response | Exception, told: str
) -> None:
    """The sentence that says that the outcome is open names the request and then what happened."""
    close, _, _ = client(make, lost)
    with pytest.raises(OutcomeUnknown) as caught:
        close.bulk.pause(**FIELDS)
    first = str(caught.value).splitlines()[0]
    assert f"may or may not have taken effect{told}" in first
    assert first.count("/bulk_action/") == 1


@pytest.mark.parametrize(("status", "content", "kind"), REFUSALS)
def test_refusal_of_a_start_is_typed_and_sent_once(
    make: Make, status: int, content: Any, kind: str
) -> None:
    """A refusal of a start is its own kind of error, whatever the body is, and is not sent again."""
    close, requests, _ = client(make, httpx.Response(status, content=_bytes(content)))
    with pytest.raises(ApiError) as caught:
        close.bulk.pause(**FIELDS)
    assert type(caught.value).__name__ == kind
    assert caught.value.status == status
    assert len(requests) == 1


def _bytes(content: Any) -> bytes:
    return content if isinstance(content, bytes) else json.dumps(content).encode()


def test_refusal_carries_what_the_service_said(make: Make) -> None:
    """The text has the service's words, the request and its id; the members have them apart."""
    said = httpx.Response(400, json=REFUSALS[0][1], headers={"X-Request-Id": "req_7"})
    close, _, _ = client(make, said)
    with pytest.raises(close_bulk.BadRequest) as caught:
        close.bulk.pause(**FIELDS)
    error = caught.value
    assert (error.errors, error.field_errors) == (("No.",), {"sequence_id": "Unknown."})
    assert error.request_id == "req_7"
    assert error.request.body["action_type"] == "pause"
    for words in ("No.", "sequence_id: Unknown.", "req_7", "POST /bulk_action/", "400"):
        assert words in str(error)


OPEN: dict[str, httpx.Response | Exception] = {
    "500": httpx.Response(500, json={"error": "Oops"}),
    "502 HTML": httpx.Response(502, content=HTML),
    "503": httpx.Response(503, content=b"", headers={"Retry-After": "1"}),
    "504": httpx.Response(504, content=b""),
    "599": httpx.Response(599, content=b""),
    "408": httpx.Response(408, content=b""),
    "409": httpx.Response(409, content=b""),
    "redirect": httpx.Response(307, headers={"Location": "https://elsewhere.example/"}),
    "empty": httpx.Response(200, content=b""),
    "204": httpx.Response(204, content=b""),
    "HTML": httpx.Response(200, content=HTML),
    "truncated": httpx.Response(200, content=b'{"id": '),
    "list": httpx.Response(200, content=b"[]"),
    "null": httpx.Response(200, content=b"null"),
    "deep": httpx.Response(200, content=b"[" * 100_000),
    "not UTF-8": httpx.Response(200, content=b'{"id": "\xff"}'),
    "no id": httpx.Response(200, json={"id": None}),
    "wrong id": httpx.Response(200, json={"id": ".."}),
    "huge number": httpx.Response(200, content=b'{"id": ' + b"1" * 5000 + b"}"),
    "compressed": httpx.Response(200, content=b"?", headers={"Content-Encoding": "br, unknown"}),
    "no answer in time": httpx.ReadTimeout("slow"),
    "reset": httpx.ReadError("reset"),
    "closed": httpx.RemoteProtocolError("gone"),
}


@pytest.mark.parametrize("name", OPEN)
def test_open_outcome_of_a_start_is_said_to_be_open(make: Make, name: str) -> None:
    """Whatever leaves open whether a start took effect is OutcomeUnknown: sent once, with where to look."""
    close, requests, _ = client(make, OPEN[name])
    with pytest.raises(
        OutcomeUnknown, match=r"close\.bulk\.list\('sequence_subscription'\)"
    ) as caught:
        close.bulk.pause(**FIELDS)
    assert len(requests) == 1
    assert isinstance(caught.value.__cause__, CloseError)
    assert caught.value.request.body["action_type"] == "pause"


@pytest.mark.parametrize("name", OPEN)
def test_a_read_that_fails_is_a_typed_error(make: Make, name: str) -> None:
    """The same answers to a read are errors of ours, and never say that an outcome is open."""
    close, requests, clock = client(make, OPEN[name])
    with pytest.raises(CloseError) as caught:
        close.bulk.get(ID)
    assert not isinstance(caught.value, OutcomeUnknown)
    assert 1 <= len(requests) <= 4
    assert len(clock.naps) == len(requests) - 1


@pytest.mark.parametrize("status", [201, 202, 203, 299])
def test_success_with_an_unusual_status_is_a_success(make: Make, status: int) -> None:
    """A start that is answered with another 2xx and the object has started."""
    close, requests, _ = client(make, httpx.Response(status, json=ANSWER))
    assert close.bulk.pause(**FIELDS).id == ID
    assert len(requests) == 1


def test_success_that_cannot_be_read_is_looked_up_by_its_id(make: Make) -> None:
    """A start whose answer lacks members but has an id is read again by that id, not reported as failed."""
    close, requests, _ = client(make, httpx.Response(200, json={"id": ID}), answer())
    assert close.bulk.pause(**FIELDS).data.n_leads == 824
    assert [request.method for request in requests] == ["POST", "GET"]


@pytest.mark.parametrize("member", ["action_type", "status", "contact_preference"])
def test_unknown_enum_value_is_an_open_value(make: Make, member: str) -> None:
    """A value newer than this release is handed on as a string."""
    close, _, _ = client(make, answer(**{member: "brand_new"}))
    assert getattr(close.bulk.get(ID).data, member) == "brand_new"


def test_unknown_and_odd_members_do_no_harm(make: Make) -> None:
    """Extra members are kept, and s_query and sort may be anything."""
    close, _, _ = client(make, answer(extra={"a": 1}, s_query=None, sort={}, status=None))
    action = close.bulk.get(ID)
    assert action.data.additional_properties == {"extra": {"a": 1}}
    assert repr(action).endswith("None, 523 of 824 leads>")


LIMITS = [
    ({"RateLimit": "limit=100, remaining=0, reset=1.5"}, 1.5),
    ({"ratelimit": "limit=100; remaining=0; reset=2"}, 2),
    ({"RateLimit": "reset=3,limit=100,remaining=0", "Retry-After": "9"}, 9),
    ({"RateLimit": '"default";r=0;t=4'}, 4),
    ({"Retry-After": "5"}, 5),
    ({"Retry-After": "Wed, 21 Oct 2026 07:28:06 GMT", "Date": "Wed, 21 Oct 2026 07:28:00 GMT"}, 6),
    ({"Retry-After": "-5"}, 0),
    ({"RateLimit-Reset": "7"}, 7),
    ({"X-Rate-Limit-Reset": "8"}, 8),
    ({"RateLimit-Reset": "1700000000", "X-Rate-Limit-Reset": "8"}, 8),
]


@pytest.mark.parametrize(("headers", "seconds"), LIMITS)
def test_rate_limit_is_waited_for(make: Make, headers: dict[str, str], seconds: float) -> None:
    """A refusal for the rate limit is waited out as long as it says, in every form seen, and sent again."""
    close, requests, clock = client(make, httpx.Response(429, headers=headers), answer())
    assert close.bulk.pause(**FIELDS).id == ID
    assert len(requests) < 20
    assert clock.naps == [pytest.approx(seconds + 0.5)]


@pytest.mark.parametrize(
    "headers", [{}, {"Retry-After": "soon"}, {"Retry-After": "nan"}, {"RateLimit": "reset=..."}]
)
def test_rate_limit_without_a_time_backs_off(make: Make, headers: dict[str, str]) -> None:
    """Without a time to wait the waits grow, and after four attempts the error is RateLimited."""
    close, requests, clock = client(make, httpx.Response(429, headers=headers))
    with pytest.raises(RateLimited, match=r"share one client.*max_retries") as caught:
        close.bulk.pause(**FIELDS)
    assert (len(requests), clock.naps, caught.value.retry_after) == (4, [1, 2, 4], None)


def test_rate_limit_of_an_hour_is_not_waited_for(make: Make) -> None:
    """A wait beyond a minute is the caller's to decide; the error has the seconds."""
    close, requests, clock = client(make, httpx.Response(429, headers={"Retry-After": "3600"}))
    with pytest.raises(RateLimited) as caught:
        close.bulk.pause(**FIELDS)
    assert (len(requests), clock.naps, caught.value.retry_after) == (1, [], 3600)


def test_a_read_survives_a_passing_fault(make: Make) -> None:
    """A read is repeated over server errors and broken connections until it succeeds."""
    close, requests, clock = client(
        make, httpx.ReadError(""), httpx.Response(502, content=HTML), answer()
    )
    assert close.bulk.get(ID).id == ID
    assert len(requests) == 3
    assert clock.naps == [1, 2]


def test_what_the_service_does_not_offer_is_not_asked_for_again(make: Make) -> None:
    """501 does not pass: a read that it answers is sent once, and its error says so, with all words."""
    words = f"Not Implemented; known fields: {', '.join(f'field_{n}' for n in range(30))}"
    close, requests, clock = client(make, httpx.Response(501, json={"error": words}))
    with pytest.raises(close_bulk.ServerError, match="to try again does not help") as caught:
        close.bulk.get(ID)
    assert (len(requests), clock.naps) == (1, [])
    assert caught.value.errors == (words,)


def test_endless_words_of_the_service_are_cut_between_two(make: Make) -> None:
    """A text that is too long to show is cut where a word ends, and shows that it is."""
    close, _, _ = client(make, httpx.Response(400, json={"error": "word " * 1000}))
    with pytest.raises(close_bulk.BadRequest) as caught:
        close.bulk.get(ID)
    assert set(caught.value.errors[0].split()) == {"word", "..."}
    assert len(caught.value.errors[0]) <= 504


def test_connection_that_was_never_made_is_tried_again_for_a_start(make: Make) -> None:
    """A start that cannot have left this machine is sent again; when it never can, nothing is open."""
    close, requests, _ = client(make, httpx.ConnectError("refused"), answer())
    assert close.bulk.pause(**FIELDS).id == ID
    close, requests, _ = client(make, httpx.ConnectError("refused"))
    with pytest.raises(close_bulk.TransportError) as caught:
        close.bulk.pause(**FIELDS)
    assert caught.value.sent is False
    assert len(requests) == 4


def test_status_change_with_open_outcome_says_to_refresh(make: Make) -> None:
    """A pause of the bulk action itself that got lost is not sent again; refresh() tells what it did."""
    close, requests, _ = client(make, answer(), httpx.ReadError("reset"))
    action = close.bulk.get(ID)
    with pytest.raises(OutcomeUnknown, match=r"refresh\(\)"):
        action.pause()
    assert len(requests) < 20


def test_count_without_a_count_is_a_bad_response(make: Make) -> None:
    """A search that is answered without the count it was asked for is an error, not a zero."""
    close, _, _ = client(make, httpx.Response(200, json={"data": [], "cursor": None}))
    with pytest.raises(BadResponse, match="no count"):
        close.leads.count(ALL_LEADS)


def test_list_that_never_ends_is_an_error(make: Make) -> None:
    """A list that says there is more and brings nothing new ends with an error, not with a loop."""
    close, requests, _ = client(
        make, httpx.Response(200, json={"data": [ANSWER], "has_more": True})
    )
    with pytest.raises(BadResponse, match="does not end"):
        list(close.bulk.list("sequence_subscription"))
    assert len(requests) < 20


def test_key_is_in_no_error(make: Make) -> None:
    """Neither text nor repr nor pickle of an error, nor what led to it, has the key or its Basic form."""
    for fault in (httpx.ReadError("reset"), httpx.Response(401, json={"error": "no"})):
        transport, _ = scripted(fault)
        close = make(api_key="canary-key", transport=transport, clock=StillClock())
        with pytest.raises(CloseError) as caught:
            close.bulk.pause(**FIELDS)
        texts = [
            pickle.dumps(caught.value),
            repr(caught.value).encode(),
            str(caught.value).encode(),
        ]
        for secret in (b"canary-key", b"Y2FuYXJ5LWtleTo"):
            assert not any(secret in text for text in texts)


def test_errors_survive_a_process_pool(make: Make) -> None:
    """An error that crosses a process boundary arrives with its members."""
    close, _, _ = client(make, httpx.Response(400, json=REFUSALS[0][1]))
    with pytest.raises(close_bulk.BadRequest) as caught:
        close.bulk.pause(**FIELDS)
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert str(copy) == str(caught.value)
    assert copy.field_errors == caught.value.field_errors
