"""Copies with other options, hooks, raw answers, and the service's id of a request."""

import asyncio
import logging
from typing import Any

import httpx
import pytest

from close_bulk import (
    ALL_LEADS,
    AsyncClose,
    BadRequest,
    BadResponse,
    CallTimeout,
    ConfigurationError,
    OutcomeUnknown,
    RequestSummary,
    Response,
    ServerError,
    TransportError,
)
from kit import ID, Make, StillClock, answer, client, is_blocking
from loopback import HEAD, WHOLE, connect, sends, serving


def test_copy_has_its_own_options(make: Make) -> None:
    """A copy sends what it was told to; the original and other copies do not change."""
    close, requests, _ = client(make, answer())
    new_york = close.with_options(tz_offset=-4)
    india = new_york.with_options(tz_offset=5.5)
    for each in (close, new_york, india, close):
        each.bulk.get(ID)
    offsets = [request.headers.get("x-tz-offset") for request in requests]
    assert offsets == [None, "-4", "5.5", None]


def test_handles_of_a_copy_keep_its_options(make: Make) -> None:
    """A bulk action that a copy found makes its calls as the copy does."""
    close, requests, _ = client(make, answer())
    close.with_options(tz_offset=1).bulk.get(ID).refresh()
    assert [request.headers.get("x-tz-offset") for request in requests] == ["1", "1"]


def test_copy_shares_connections_and_closes_none(make: Make) -> None:
    """Closing a copy does nothing; closing the original ends the copy too."""
    with serving(sends(WHOLE, then_close=False)) as server:
        close = connect(make, server)
        copy = close.with_options(timeout=2)
        copy.bulk.get(ID)
        copy.close()
        assert close.bulk.get(ID).id == ID
        assert copy.bulk.get(ID).id == ID
        close.close()
        with pytest.raises(ConfigurationError, match="closed"):
            copy.bulk.get(ID)


def test_deadline_ends_the_attempts(make: Make) -> None:
    """No further attempt begins after the deadline, however many are left; without one there are four."""
    close, requests, clock = client(make, httpx.Response(503))
    with pytest.raises(ServerError):
        close.with_options(deadline=3, max_retries=50).bulk.get(ID)
    assert (len(requests), clock.now) == (3, 3)
    with pytest.raises(ConfigurationError, match="deadline is 0"):
        close.with_options(deadline=0)


def test_timeout_of_one_call(make: Make) -> None:
    """A copy with a short time limit gives up while the original would wait."""
    with serving(lambda *_: None) as server:
        close = connect(make, server, timeout=60)
        with pytest.raises(CallTimeout, match=r"0\.03 s"):
            close.with_options(timeout=0.03, max_retries=0).bulk.get(ID)


@pytest.mark.parametrize("retries", [0, 2])
def test_number_of_retries(make: Make, retries: int) -> None:
    """A read is sent again as often as the client was told, and not more."""
    close, requests, _ = client(make, httpx.Response(503))
    with pytest.raises(Exception, match="503"):
        close.with_options(max_retries=retries).bulk.get(ID)
    assert len(requests) == retries + 1


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"max_retries": -1}, "max_retries"),
    ({"max_retries": True}, "max_retries"),
    ({"max_retries": 1.5}, "max_retries"),
    ({"tz_offset": 15}, "tz_offset"),
    ({"tz_offset": "-4"}, "tz_offset"),
    ({"tz_offset": float("nan")}, "tz_offset"),
    ({"on_request": "print"}, "on_request"),
    ({"on_response": 7}, "on_response"),
    ({"timeout": 0}, "timeout"),
    ({"tmieout": 1}, "unknown option tmieout; did you mean timeout\\?"),
    ({"retry": 1}, "unknown option retry; there are timeout, deadline"),
]


@pytest.mark.parametrize(("options", "words"), WRONG)
def test_wrong_option_is_named(make: Make, options: dict[str, Any], words: str) -> None:
    """An option that is unknown or of the wrong kind is refused, for a client and for a copy."""
    with pytest.raises(ConfigurationError, match=words):
        make(api_key="key", **options)
    with pytest.raises(ConfigurationError, match=words):
        make(api_key="key").with_options(**options)


@pytest.mark.parametrize("connections", [0, 1001, "8", None])
def test_wrong_number_of_connections_is_refused(make: Make, connections: Any) -> None:
    """The number of connections is a whole number that sockets bear."""
    with pytest.raises(ConfigurationError, match="max_connections"):
        make(api_key="key", max_connections=connections)


def test_call_that_finds_no_free_connection_in_time_was_not_sent() -> None:
    """With one connection, a second call waits; after its time limit it says so, once, and what to raise."""

    async def work() -> None:
        async with AsyncClose(
            api_key="key", base_url=server.url, max_connections=1, clock=clock
        ) as close:
            first = asyncio.create_task(close.bulk.get(ID))
            await asyncio.sleep(0)
            with pytest.raises(CallTimeout, match="max_connections") as caught:
                await close.with_options(timeout=0.02).bulk.get(ID)
            assert caught.value.sent is False
            assert caught.value.queued
            assert caught.value.request.method == "GET"
            first.cancel()

    clock = StillClock()
    with serving(lambda *_: None) as server:
        asyncio.run(work())
    assert clock.naps == []


def test_hooks_see_each_attempt(make: Make) -> None:
    """Before each attempt there is its summary, after it the answer as it came, refusals included."""
    seen: list[Any] = []
    refusal = httpx.Response(
        429, headers={"X-Request-Id": "req_1", "Retry-After": "1"}, text="slow"
    )
    close, _, _ = client(make, refusal, answer())
    close.with_options(on_request=seen.append, on_response=seen.append).bulk.pause(
        s_query=ALL_LEADS
    )
    kinds = [type(item) for item in seen]
    assert kinds == [RequestSummary, Response, RequestSummary, Response]
    assert str(seen[0]) == "POST /bulk_action/sequence_subscription/"
    assert seen[0].body["action_type"] == "pause"
    assert (seen[1].status, seen[1].body, seen[1].request_id) == (429, b"slow", "req_1")
    assert (seen[3].status, seen[3].request) == (200, seen[2])
    assert seen[3].seconds >= 0
    assert "slow" not in repr(seen[1])


def test_hook_on_request_stops_a_start_before_a_byte_is_sent(make: Make) -> None:
    """What the hook raises is raised as it is, nothing was sent, and no note claims an open outcome."""

    def refuse(_: RequestSummary) -> None:
        raise PermissionError("not on Fridays")

    close, requests, _ = client(make, answer())
    with pytest.raises(PermissionError, match="Fridays") as caught:
        close.with_options(on_request=refuse).bulk.pause(s_query=ALL_LEADS)
    assert requests == []
    assert not hasattr(caught.value, "__notes__")
    assert close.bulk.pause(s_query=ALL_LEADS).id == ID


def test_hook_cannot_change_what_is_sent_again(make: Make) -> None:
    """A hook that changes the summary it is given changes neither this attempt nor the next."""

    def spoil(request: RequestSummary) -> None:
        body: Any = request.body
        body["action_type"] = "resume"
        body["s_query"].clear()

    close, requests, _ = client(make, httpx.ConnectError("refused"), answer())
    close.with_options(on_request=spoil).bulk.pause(s_query=ALL_LEADS)
    assert requests[0].content == requests[1].content
    assert b'"pause"' in requests[1].content


def test_hook_on_response_never_hides_an_answer(
    make: Make, caplog: pytest.LogCaptureFixture
) -> None:
    """A start that took effect is a success, whatever the hook does; its failure is logged."""
    close, requests, _ = client(make, answer())

    def fail(_: Response) -> None:
        raise ValueError("broken hook")

    assert close.with_options(on_response=fail).bulk.pause(s_query=ALL_LEADS).id == ID
    assert len(requests) == 1
    assert [record.levelno for record in caplog.records if record.name == "close_bulk"] == [
        logging.ERROR
    ]
    assert "broken hook" in caplog.text


def test_coroutines_are_hooks_of_the_client_that_awaits(make: Make) -> None:
    """AsyncClose awaits them; Close refuses them, for it would never run them."""
    seen: list[Any] = []

    async def note(item: Any) -> None:
        await asyncio.sleep(0)
        seen.append(item)

    close, _, _ = client(make, answer())
    if is_blocking(make):
        with pytest.raises(ConfigurationError, match="coroutine function"):
            close.with_options(on_request=note)
        return
    close.with_options(on_request=note, on_response=note).bulk.get(ID)
    assert [type(item) for item in seen] == [RequestSummary, Response]


def test_request_id_is_on_every_error_that_had_an_answer(make: Make) -> None:
    """A refusal, a body that cannot be read and an open outcome carry the service's id of the request."""
    tagged = {"X-Request-Id": "req_9"}
    for said, kind in ((httpx.Response(400, headers=tagged), BadRequest),):
        close, _, _ = client(make, said)
        with pytest.raises(kind) as refused:
            close.bulk.get(ID)
        assert refused.value.request_id == "req_9"
    close, _, _ = client(make, httpx.Response(200, headers=tagged, content=b"?"))
    with pytest.raises(BadResponse, match="req_9") as odd:
        close.bulk.get(ID)
    assert odd.value.request_id == "req_9"
    for status in (200, 502):
        close, _, _ = client(make, httpx.Response(status, headers=tagged, content=b"?"))
        with pytest.raises(OutcomeUnknown, match="req_9") as unknown:
            close.bulk.pause(s_query=ALL_LEADS)
        assert unknown.value.request_id == "req_9"


def test_answer_that_breaks_off_still_has_its_request_id(make: Make) -> None:
    """Where only the head of an answer came, the error has the id that stood in it."""
    head = HEAD + b"X-Request-Id: req_5\r\nContent-Length: 900\r\n\r\n"
    with serving(sends(head)) as server:
        with pytest.raises(TransportError) as caught:
            connect(make, server, max_retries=0).bulk.get(ID)
        assert caught.value.request_id == "req_5"
