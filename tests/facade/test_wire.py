"""What the wire itself does: real sockets, real faults, on the loopback."""

import socket
import time

import pytest

from close_bulk import (
    ALL_LEADS,
    BadResponse,
    CallTimeout,
    CloseError,
    OutcomeUnknown,
    TransportError,
)
from kit import ID, Make, StillClock
from loopback import HEAD, WHOLE, connect, sends, serving


def test_a_call_over_a_socket(make: Make) -> None:
    """A call reaches the path below the base URL with the key, and nothing follows from the environment."""
    with serving(sends(WHOLE)) as server:
        assert connect(make, server).bulk.get(ID).data.n_leads == 824
        assert server.requests[0].startswith(
            f"GET /api/v1/bulk_action/sequence_subscription/{ID}/ HTTP/1.1".encode()
        )
        assert b"\r\nauthorization: basic a2v5og==\r\n" in server.requests[0].lower()


FAULTS = {
    "closed without an answer": sends(b""),
    "half a status line": sends(b"HTTP/1."),
    "headers only": sends(HEAD + b"Content-Length: 900\r\n\r\n"),
    "half a body": sends(WHOLE[:-300]),
    "garbage": sends(b"\x00\x01\x02 not HTTP\r\n\r\n"),
    "two lengths": sends(HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n{}"),
    "broken chunks": sends(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "gzip": sends(HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_start_that_got_no_whole_answer_is_open_and_sent_once(make: Make, fault: str) -> None:
    """Once the server has read a start, whatever goes wrong leaves it open; it is never sent twice."""
    with serving(FAULTS[fault]) as server:
        with pytest.raises(OutcomeUnknown):
            connect(make, server).bulk.pause(s_query=ALL_LEADS)
        assert len(server.requests) == 1


@pytest.mark.parametrize("fault", FAULTS)
def test_read_that_got_no_whole_answer_is_tried_again(make: Make, fault: str) -> None:
    """A read with the same fault is a typed error, after at most four attempts."""
    with serving(FAULTS[fault]) as server:
        with pytest.raises(CloseError) as caught:
            connect(make, server).bulk.get(ID)
        assert not isinstance(caught.value, OutcomeUnknown)
        assert len(server.requests) in {1, 4}


def test_nobody_listens(make: Make) -> None:
    """A refused connection is a TransportError that knows that nothing was sent, for a start as well."""
    with serving(sends(b"")) as server:
        url = server.url
    with pytest.raises(TransportError) as caught:
        make(api_key="key", base_url=url, clock=StillClock()).bulk.pause(s_query=ALL_LEADS)
    assert caught.value.sent is False


def test_server_that_never_answers_is_given_up(make: Make) -> None:
    """A start without an answer ends with the time limit and is open; a read is a CallTimeout."""
    with serving(lambda *_: None) as server:
        with pytest.raises(OutcomeUnknown) as caught:
            connect(make, server, timeout=0.05).bulk.pause(s_query=ALL_LEADS)
        assert isinstance(caught.value.__cause__, CallTimeout)
        with pytest.raises(CallTimeout, match="larger timeout"):
            connect(make, server, timeout=0.05).bulk.get(ID)


def test_body_without_end_is_cut_off(make: Make) -> None:
    """A body beyond 16 MiB is a BadResponse, and no more than that is kept."""

    def flood(connection: socket.socket, _: bytes) -> None:
        connection.sendall(HEAD + b"\r\n")
        for _mebibyte in range(40):
            connection.sendall(b" " * 1024 * 1024)

    with serving(flood) as server, pytest.raises(BadResponse, match="larger than") as caught:
        connect(make, server).bulk.get(ID)
    assert len(caught.value.body) < 17 * 1024 * 1024


def test_redirect_is_not_followed(make: Make) -> None:
    """A redirect is an error, and the other place gets nothing: neither the body nor the key."""
    with serving(sends(WHOLE)) as other:
        location = f"HTTP/1.1 307 X\r\nLocation: {other.url}\r\nContent-Length: 0\r\n\r\n".encode()
        with serving(sends(location)) as server:
            with pytest.raises(OutcomeUnknown):
                connect(make, server).bulk.pause(s_query=ALL_LEADS)
            with pytest.raises(CloseError):
                connect(make, server).bulk.get(ID)
        assert other.requests == []


def test_cookies_are_not_kept(make: Make) -> None:
    """A cookie that the server sets is not sent back."""
    cookie = WHOLE.replace(b"\r\n", b"\r\nSet-Cookie: session=1; Path=/\r\n", 1)
    with serving(sends(cookie)) as server:
        client = connect(make, server)
        client.bulk.get(ID)
        client.bulk.get(ID)
        assert b"session" not in server.requests[1]


def test_proxy_of_the_environment_is_not_used(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTP_PROXY does not get the key: the request goes to the server itself."""
    with serving(sends(WHOLE)) as proxy, serving(sends(WHOLE)) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        connect(make, server).bulk.get(ID)
        assert (len(proxy.requests), len(server.requests)) == (0, 1)


@pytest.mark.parametrize(("idle", "connections"), [(0.01, 2), (0.9, 1), (1.1, 2)])
def test_start_uses_a_connection_that_lasted_and_is_not_stale(
    make: Make, idle: float, connections: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was just used may be closing, one idle for a second may have gone stale: both unnoticed."""
    slept = 0.0
    monotonic = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: monotonic() + slept)
    ports: list[int] = []

    def behave(connection: socket.socket, _: bytes) -> None:
        ports.append(connection.getpeername()[1])
        connection.sendall(WHOLE)

    with serving(behave) as server:
        client = connect(make, server)
        for _ in range(2):
            client.bulk.pause(s_query=ALL_LEADS)
            slept += idle
        client.close()
    assert len(set(ports)) == connections
