"""A client of the HTTP library that is handed in sends our requests by our rules."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from close_bulk import (
    ALL_LEADS,
    AsyncClose,
    BadRequest,
    Close,
    ConfigurationError,
    OutcomeUnknown,
    TransportError,
)
from kit import ID, Make, StillClock, answer, is_blocking, scripted
from loopback import WHOLE, Behaviour, connect, sends, serving


def handed_in(make: Make, **settings: Any) -> Any:
    """Make a client of the HTTP library of the kind that fits."""
    # Their certificates cost 20 ms to load, and no test here speaks TLS.
    settings = {"verify": False, **settings}
    return httpx.Client(**settings) if is_blocking(make) else httpx.AsyncClient(**settings)


@contextmanager
def through(make: Make, behaviour: Behaviour, **settings: Any) -> Iterator[tuple[Any, Any]]:
    """Give a server and a client of it that sends through a client that was handed in."""
    with serving(behaviour) as server:
        inner = handed_in(make, **settings)
        yield server, connect(make, server, http_client=inner)
        if is_blocking(make):
            inner.close()
        else:
            asyncio.run(inner.aclose())


def test_client_that_is_handed_in_sends_our_request(make: Make) -> None:
    """The request is ours to the last header: no sign-in, header, cookie or time limit of that client."""
    with through(
        make,
        sends(WHOLE),
        auth=("someone", "else"),
        headers={"X-Theirs": "1"},
        cookies={"session": "1"},
        follow_redirects=True,
    ) as (server, close):
        assert close.bulk.pause(s_query=ALL_LEADS).id == ID
        head = server.requests[0].lower()
        assert b"authorization: basic a2v5og==" in head
        assert b"x-theirs" not in head
        assert b"cookie" not in head


def test_client_that_is_handed_in_follows_no_redirect(make: Make) -> None:
    """Even one that was told to: the other place gets neither the key nor a second start."""
    with serving(sends(WHOLE)) as other:
        moved = f"HTTP/1.1 307 X\r\nLocation: {other.url}\r\nContent-Length: 0\r\n\r\n".encode()
        with through(make, sends(moved), follow_redirects=True) as (server, close):
            with pytest.raises(OutcomeUnknown):
                close.bulk.pause(s_query=ALL_LEADS)
            assert len(server.requests) == 1
        assert other.requests == []


def test_client_that_is_handed_in_tells_what_was_sent(make: Make) -> None:
    """Its connection's record reaches us: a start that was sent is open, one that was not is not."""
    with through(make, sends(b"")) as (server, close):
        with pytest.raises(OutcomeUnknown):
            close.bulk.pause(s_query=ALL_LEADS)
        assert len(server.requests) == 1
    inner = handed_in(make)
    close = make(api_key="key", base_url=server.url, http_client=inner, clock=StillClock())
    with pytest.raises(TransportError) as caught:
        close.bulk.pause(s_query=ALL_LEADS)
    assert caught.value.sent is False


def refusing(make: Make, status: int, *, reads: bool) -> dict[str, Any]:
    """Give an event hook that judges an answer before we see it, as many programs have."""

    def judge(response: httpx.Response) -> None:
        if reads:
            response.read()
        if status:
            response.raise_for_status()

    async def judge_async(response: httpx.Response) -> None:
        if reads:
            await response.aread()
        if status:
            response.raise_for_status()

    return {"response": [judge if is_blocking(make) else judge_async]}


@pytest.mark.parametrize("reads", [True, False])
def test_event_hook_that_raises_for_status_leaves_a_refusal_a_refusal(
    make: Make, *, reads: bool
) -> None:
    """The popular hook `raise_for_status` turns no refusal of a start into an open outcome."""
    body = b'{"error": "no such sequence"}'
    refusal = b"HTTP/1.1 400 X\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    hooks = refusing(make, 400, reads=reads)
    with through(make, sends(refusal), event_hooks=hooks) as (_, close):
        with pytest.raises(BadRequest) as caught:
            close.bulk.pause(s_query=ALL_LEADS)
        assert caught.value.errors == (("no such sequence",) if reads else ())


def test_event_hook_may_read_the_answer(make: Make) -> None:
    """A hook that reads the body for a log leaves it to us as well."""
    with through(make, sends(WHOLE), event_hooks=refusing(make, 0, reads=True)) as (_, close):
        assert close.bulk.get(ID).id == ID


def test_client_that_is_handed_in_stays_open(make: Make) -> None:
    """Closing ours leaves it open; once it is closed itself, a call says so and nothing is open."""
    inner = handed_in(make)
    first, second = (make(api_key="key", http_client=inner) for _ in range(2))
    first.close()
    assert not inner.is_closed
    if is_blocking(make):
        inner.close()
    else:
        asyncio.run(inner.aclose())
    with pytest.raises(ConfigurationError, match="http_client"):
        second.bulk.pause(s_query=ALL_LEADS)


class Retrying(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport of somebody else's that sends a request in full, and then once more in vain."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send twice for a client that waits."""
        for event in TWICE:
            request.extensions["trace"](event, {})
        raise httpx.ConnectError("refused")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send twice for a client that awaits."""
        for event in TWICE:
            await request.extensions["trace"](event, {})
        raise httpx.ConnectError("refused")


WENT = [
    f"http11.{event}"
    for event in (
        "send_request_headers.started",
        "send_request_headers.complete",
        "send_request_body.started",
        "send_request_body.complete",
    )
]
TWICE = [*WENT, "http11.send_request_headers.started", "http11.send_request_headers.failed"]


def test_transport_that_sends_twice_is_believed_about_both(make: Make) -> None:
    """A start that went out once is open, though its repetition by that transport never left."""
    close = make(api_key="key", transport=Retrying(), clock=StillClock())
    with pytest.raises(OutcomeUnknown):
        close.bulk.pause(s_query=ALL_LEADS)


def test_proxy_that_refuses_its_tunnel_was_sent_nothing(make: Make) -> None:
    """Through a proxy, what is sent to open the tunnel is no start: a refusal leaves nothing open."""
    refused = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
    with serving(sends(refused)) as proxy:
        inner = handed_in(make, proxy=proxy.url.removesuffix("/api/v1"), trust_env=False)
        close = make(api_key="key", http_client=inner, clock=StillClock(), max_retries=0)
        with pytest.raises(TransportError) as caught:
            close.bulk.pause(s_query=ALL_LEADS)
        assert caught.value.sent is False
        assert proxy.requests[0].startswith(b"CONNECT api.close.com:443")


def test_proxy_that_breaks_its_tunnel_was_sent_nothing(make: Make) -> None:
    """A tunnel that ends before its TLS stands has carried no start."""

    def behave(connection: socket.socket, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        connection.close()

    with serving(behave) as proxy:
        inner = handed_in(make, proxy=proxy.url.removesuffix("/api/v1"), trust_env=False)
        close = make(api_key="key", http_client=inner, clock=StillClock(), max_retries=0)
        with pytest.raises(TransportError) as caught:
            close.bulk.pause(s_query=ALL_LEADS)
        assert caught.value.sent is False


def test_only_a_fitting_client_is_taken() -> None:
    """A client of the other kind, a class, a transport or anything else is refused with what to give."""
    transport, _ = scripted(answer())
    wrong = [httpx.AsyncClient(transport=transport), httpx.Client, transport, "client"]
    for other in wrong:
        with pytest.raises(ConfigurationError, match=r"give an httpx\.Client"):
            Close(api_key="key", http_client=other)
    with pytest.raises(ConfigurationError, match=r"give an httpx\.AsyncClient"):
        AsyncClose(api_key="key", http_client=httpx.Client(transport=transport))
    with pytest.raises(ConfigurationError, match="give one"):
        Close(api_key="key", http_client="client", transport=transport)
    with pytest.raises(ConfigurationError, match="give an httpx transport"):
        Close(api_key="key", transport=object())
