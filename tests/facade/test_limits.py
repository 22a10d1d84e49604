"""Where the wire ends: time limits, TLS, what was sent, and answers that come early or break off."""

import asyncio
import gc
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpcore
import httpx
import pytest

from close_bulk import (
    ALL_LEADS,
    ApiError,
    AsyncClose,
    BadRequest,
    CallTimeout,
    Close,
    CloseError,
    ConfigurationError,
    OutcomeUnknown,
    TransportError,
)
from close_bulk._network import Network, ends_in
from close_bulk._wire import common
from kit import DATA, ID, Make, StillClock
from loopback import HEAD, WHOLE, Behaviour, connect, sends, serving

CERTIFICATE = DATA / "localhost.pem"
CALLS: dict[str, Callable[[Any], Any]] = {
    "start": lambda close: close.bulk.pause(s_query=ALL_LEADS),
    "read": lambda close: close.bulk.get(ID),
}


class Recorded(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A connection that tells its events, as the HTTP library's own do, and then breaks."""

    def __init__(self, events: list[str], error: type[httpx.TransportError]) -> None:
        self.sends = 0
        self._events = [f"http11.{event}" for event in events]
        self._error = error

    def _break(self) -> httpx.Response:
        self.sends += 1
        raise self._error("broken")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Break for a client that waits."""
        for event in self._events:
            request.extensions["trace"](event, {})
        return self._break()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Break for a client that awaits."""
        for event in self._events:
            await request.extensions["trace"](event, {})
        return self._break()


HEADERS_FAILED = ["send_request_headers.started", "send_request_headers.failed"]
HEADERS_SENT = ["send_request_headers.started", "send_request_headers.complete"]
BODY_FAILED = [*HEADERS_SENT, "send_request_body.started", "send_request_body.failed"]
BODY_SENT = [*HEADERS_SENT, "send_request_body.started", "send_request_body.complete"]
ANSWER_FAILED = ["receive_response_headers.started", "receive_response_headers.failed"]
BOTH = {"Close", "AsyncClose"}
RECORDS: dict[str, tuple[list[str], type[httpx.TransportError], set[str]]] = {
    "headers broke off": (HEADERS_FAILED, httpx.WriteTimeout, BOTH),
    "no body begun": (HEADERS_SENT, httpx.WriteTimeout, BOTH),
    "body timed out": (BODY_FAILED, httpx.WriteTimeout, {"Close"}),
    "body broke off": ([*BODY_FAILED, *ANSWER_FAILED], httpx.ReadError, {"Close"}),
    "body under way": (BODY_SENT[:-1], httpx.WriteTimeout, set()),
    "no answer in time": ([*BODY_SENT, *ANSWER_FAILED], httpx.ReadTimeout, set()),
    "no answer": ([*BODY_SENT, *ANSWER_FAILED], httpx.ReadError, set()),
    "no record": ([], httpx.WriteTimeout, set()),
}
"""What the connection told, how it broke, and which clients know that the server has no whole start."""


@pytest.mark.parametrize("record", RECORDS)
def test_start_is_sent_again_only_if_the_rest_of_it_cannot_leave(make: Make, record: str) -> None:
    """A start that broke off on its way goes again; not if an event loop may yet send what it was handed."""
    events, error, again = RECORDS[record]
    transport = Recorded(events, error)
    close = make(api_key="key", transport=transport, clock=StillClock())
    is_again = repr(close).partition("(")[0] in again
    with pytest.raises(TransportError if is_again else OutcomeUnknown):
        close.bulk.pause(s_query=ALL_LEADS)
    assert transport.sends == (4 if is_again else 1)


@pytest.fixture
def tls() -> ssl.SSLContext:
    """What a server needs to speak TLS; its certificate is trusted by nobody."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@pytest.mark.parametrize("scheme", ["https", "HTTPS", "Https"])
def test_certificate_is_checked(make: Make, tls: ssl.SSLContext, scheme: str) -> None:
    """A server whose certificate nobody vouches for gets no byte, however the scheme is written."""
    with serving(sends(WHOLE), tls) as server:
        server.url = server.url.replace("https", scheme)
        with pytest.raises(TransportError, match="CERTIFICATE") as caught:
            connect(make, server).bulk.pause(s_query=ALL_LEADS)
        assert caught.value.sent is False
        assert server.requests == []


@pytest.mark.parametrize(
    "record",
    [b"HTTP/1.1 400 x\r\n\r\n" * 4, b"\x17\x03\x03\x00\x40" + b"a" * 64],
    ids=["plain text", "bad record"],
)
def test_start_over_tls_that_breaks_is_open(
    make: Make, tls: ssl.SSLContext, record: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the server has read a start, TLS that breaks leaves it open; it is never sent twice."""
    trusting = ssl.create_default_context(cafile=CERTIFICATE)
    monkeypatch.setattr(common, "trust", lambda: trusting)

    def behave(connection: socket.socket, _: bytes) -> None:
        with socket.socket(fileno=connection.detach()) as plain:
            plain.sendall(record)

    with serving(behave, tls) as server:
        with pytest.raises(OutcomeUnknown):
            connect(make, server).bulk.pause(s_query=ALL_LEADS)
        assert len(server.requests) == 1


LIMIT = 0.15
"""Seconds that a call may take."""
LENGTH = b"Content-Length: 900\r\n\r\n"
DRIPS = {
    "headers": (0.02, [b"HTTP/1.1 200 OK\r\n", *[b"X: a\r\n"] * 50]),
    "early hints": (0.02, [b"HTTP/1.1 103 Early Hints\r\n\r\n"] * 50),
    "body": (0.02, [HEAD + LENGTH, *[b" "] * 50]),
    "one more byte of the body": (0.13, [HEAD + LENGTH, b" "]),
}
"""Seconds between the pieces of an answer, and the pieces."""


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """What a server waits on instead of sleeping: it is set when the test is over."""
    event = threading.Event()
    yield event
    event.set()


def drips(seconds: float, pieces: list[bytes], over: threading.Event) -> Behaviour:
    """Answer piece by piece, and then no more."""

    def behave(connection: socket.socket, _: bytes) -> None:
        for piece in pieces:
            connection.sendall(piece)
            over.wait(seconds)

    return behave


@pytest.mark.parametrize("drip", DRIPS)
@pytest.mark.parametrize("call", CALLS)
def test_time_limit_is_one_of_the_whole_call(
    make: Make, over: threading.Event, call: str, drip: str
) -> None:
    """An answer whose every piece comes in time, but not the whole, ends with the time limit."""
    with serving(drips(*DRIPS[drip], over)) as server:
        close = connect(make, server, timeout=LIMIT, max_retries=0)
        begun = time.monotonic()
        with pytest.raises(CloseError) as caught:
            CALLS[call](close)
        # Had the last piece begun the limit anew, the call would have taken 0.28 s at least.
        assert time.monotonic() - begun < 0.27
    timeout = caught.value.__cause__ if call == "start" else caught.value
    assert isinstance(timeout, CallTimeout)


def test_longest_time_limit_is_no_overflow(make: Make) -> None:
    """A day is a time limit that sockets bear; what they may not bear is refused before the first call."""
    with serving(sends(WHOLE)) as server:
        assert connect(make, server, timeout=86_400).bulk.get(ID).id == ID
        for timeout in (1e10, 1e300):
            with pytest.raises(ConfigurationError, match="at most a day"):
                connect(make, server, timeout=timeout)


def _addresses(monkeypatch: pytest.MonkeyPatch, dead: int, alive: int) -> list[tuple[str, float]]:
    """Let a host have these addresses, the dead ones first, and note how each is tried."""
    tried: list[tuple[str, float]] = []
    hosts = [f"10.0.0.{n}" for n in range(dead + alive)]

    def connect_to(_: object, host: str, _port: int, timeout: float, **_rest: object) -> object:
        tried.append((host, timeout))
        if len(tried) <= dead:
            raise httpcore.ConnectTimeout("dead")
        return object()

    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", (host, 80)) for host in hosts]
    )
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect_to)
    return tried


def test_addresses_of_a_host_share_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each address is tried in its share of what is left, so that a dead one leaves time for the next."""
    tried = _addresses(monkeypatch, dead=2, alive=2)
    ends_in(8.0)
    Network().connect_tcp("h", 80, 4.0)
    assert [host for host, _ in tried] == ["10.0.0.0", "10.0.0.1", "10.0.0.2"]
    # Nothing takes time here, so that the shares are a fourth, a third and a half.
    assert [timeout for _, timeout in tried] == pytest.approx([1, 4 / 3, 2], abs=0.1)


def test_host_whose_addresses_are_all_dead_is_no_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When the last address fails, so does the call, and it was not sent; so it is without an address."""
    for dead in (3, 0):
        tried = _addresses(monkeypatch, dead=dead, alive=0)
        close = Close(api_key="key", base_url="http://localhost/api/v1", max_retries=0)
        with pytest.raises(TransportError) as caught:
            close.bulk.pause(s_query=ALL_LEADS)
        assert caught.value.sent is False
        assert len(tried) == dead


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.parametrize("call", CALLS)
def test_second_event_loop_is_refused(call: str) -> None:
    """A client of a loop that has ended sends nothing in the next one and says why; it can be closed."""
    with serving(sends(WHOLE, then_close=False)) as server:
        close = AsyncClose(api_key="key", base_url=server.url, clock=StillClock())
        asyncio.run(CALLS[call](close))
        with pytest.raises(ConfigurationError, match="one event loop"):
            asyncio.run(CALLS[call](close))
        assert len(server.requests) == 1
        asyncio.run(close.close())
    # What the first loop left open is found here, where it is expected, and not in a later test.
    del close
    gc.collect()


def test_answer_that_comes_before_the_body_was_read_is_the_answer(make: Make) -> None:
    """A large start that is refused on its way is a refusal; an event loop may lose it, and sends once."""
    refusal = b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    query = {"type": "newer", "comment": "x" * 12_000_000}
    with serving(sends(refusal), reads_body=False) as server:
        close = connect(make, server)
        with pytest.raises((ApiError, OutcomeUnknown)) as caught:
            close.bulk.pause(s_query={"type": "and", "queries": [query]})
        assert len(server.requests) == 1
    if repr(close).startswith("Close("):
        assert isinstance(caught.value, ApiError)
    if isinstance(caught.value, ApiError):
        assert caught.value.status == 413


def test_refusal_whose_body_breaks_off_is_still_a_refusal(make: Make) -> None:
    """A start that was refused by its status is refused; what is lost is the reason, not the outcome."""
    broken = sends(b"HTTP/1.1 400 Bad Request\r\n" + LENGTH + b"{")
    with serving(broken) as server:
        with pytest.raises(BadRequest):
            connect(make, server).bulk.pause(s_query=ALL_LEADS)
        assert len(server.requests) == 1
