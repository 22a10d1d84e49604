"""Connections: kept, shared by threads and tasks one call at a time, and written to in one piece."""

import asyncio
import os
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpcore
import pytest
from attrs import define, field

from close_bulk import ALL_LEADS, AsyncClose, Close, CloseError
from close_bulk._network import Network, noted_by
from close_bulk._wire import common
from close_bulk._wire.pools import Shelf
from kit import ID, Make, StillClock
from loopback import WHOLE, Server, connect, sends, serving

STAYS: Any = sends(WHOLE, then_close=False)


@define
class Peers:
    """Answers every request and notes by which connection it came."""

    ports: list[int] = field(factory=list)
    reads: list[int] = field(factory=list)

    def __call__(self, connection: socket.socket, request: bytes) -> None:
        """Answer."""
        self.ports.append(connection.getpeername()[1])
        if request.startswith(b"GET"):
            self.reads.append(self.ports[-1])
        connection.sendall(WHOLE)


def test_threads_share_a_client() -> None:
    """Four times as many threads as connections: every call is answered, and no connection is too many."""
    peers, errors = Peers(), list[BaseException]()

    def work(close: Close) -> None:
        try:
            for number in range(25):
                if number % 5:
                    close.bulk.get(ID)
                else:
                    close.bulk.pause(s_query=ALL_LEADS)
        except BaseException as error:  # noqa: BLE001 - collected
            errors.append(error)

    with (
        serving(peers) as server,
        Close(api_key="key", base_url=server.url, max_retries=0, max_connections=8) as close,
    ):
        threads = [threading.Thread(target=work, args=(close,)) for _ in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in threads)
    assert errors == []
    assert len(peers.ports) == 32 * 25
    assert len(set(peers.reads)) <= 8


def test_tasks_share_a_client() -> None:
    """Many more tasks than connections: every call is answered over no more connections than allowed."""
    peers = Peers()

    async def work(server: Server) -> None:
        async with AsyncClose(api_key="key", base_url=server.url, max_connections=4) as close:
            await asyncio.gather(*(close.bulk.get(ID) for _ in range(60)))

    with serving(peers) as server:
        asyncio.run(work(server))
    assert len(peers.ports) == 60
    assert len(set(peers.ports)) <= 4


def test_connection_that_the_service_has_closed_is_not_used_again(make: Make) -> None:
    """A start goes over a fresh connection where the kept one has ended, and is not left open."""
    with serving(sends(WHOLE)) as server:
        close = connect(make, server)
        for _ in range(3):
            assert close.bulk.pause(s_query=ALL_LEADS).id == ID
        assert len(server.requests) == 3


def test_connection_with_an_unread_answer_is_not_used_again(make: Make) -> None:
    """An answer that was not read to its end is none of the next call's business."""
    compressed = b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 9\r\n\r\nleftovers"
    answers = iter([compressed, WHOLE])

    def behave(connection: socket.socket, _: bytes) -> None:
        connection.sendall(next(answers))

    with serving(behave) as server:
        close = connect(make, server, max_retries=0)
        with pytest.raises(Exception, match="compressed"):
            close.bulk.get(ID)
        assert close.bulk.get(ID).id == ID


def test_cancelled_call_leaves_its_connection_to_nobody() -> None:
    """After a task was cancelled in the middle of an answer, the next call has a connection of its own."""
    late = threading.Event()
    pieces = iter([[WHOLE[:40], WHOLE[40:]], [WHOLE]])

    def behave(connection: socket.socket, _: bytes) -> None:
        for piece in next(pieces):
            with suppress(OSError):
                connection.sendall(piece)
            late.wait(0.05)

    async def work(server: Server) -> None:
        async with AsyncClose(api_key="key", base_url=server.url, max_connections=1) as close:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.03):
                    await close.bulk.get(ID)
            assert (await close.bulk.get(ID)).id == ID

    with serving(behave) as server:
        asyncio.run(work(server))


def test_call_under_way_survives_the_closing_of_its_client() -> None:
    """A thread that closes the client takes no answer from another; the connection is closed after it."""
    answer_now, asked = threading.Event(), threading.Event()

    def behave(connection: socket.socket, _: bytes) -> None:
        asked.set()
        answer_now.wait(5)
        connection.sendall(WHOLE)

    with serving(behave) as server:
        close = Close(api_key="key", base_url=server.url, clock=StillClock())
        found: list[str] = []
        call = threading.Thread(target=lambda: found.append(close.bulk.get(ID).id))
        call.start()
        assert asked.wait(5)
        close.close()
        answer_now.set()
        call.join(5)
    assert found == [ID]


@define
class Kept:
    """A connection as the shelf sees it."""

    expired: bool = False
    idle: bool = True
    fits: bool = True

    def can_handle_request(self, _: httpcore.Origin) -> bool:
        """Tell whether it leads to the origin."""
        return self.fits

    def has_expired(self) -> bool:
        """Tell whether it was idle for too long."""
        return self.expired

    def is_idle(self) -> bool:
        """Tell whether it can be used again."""
        return self.idle


ORIGIN = httpcore.Origin(b"https", b"api.close.com", 443)


def test_connections_that_idled_away_are_closed() -> None:
    """The connection used last is taken first; stale and strange ones are closed."""
    shelf: Shelf[Kept] = Shelf()
    oldest, elsewhere, newest, used_up = Kept(), Kept(fits=False), Kept(), Kept(idle=False)
    for each in (oldest, elsewhere, newest):
        assert shelf.put(each) == []
    assert shelf.put(used_up) == [used_up]
    assert shelf.take(ORIGIN) == (newest, [])
    oldest.expired = True
    assert shelf.put(newest) == [oldest]
    assert shelf.take(ORIGIN) == (newest, [])
    assert shelf.take(ORIGIN) == (None, [elsewhere])
    shelf.put(newest)
    assert shelf.close() == [newest]
    assert shelf.put(oldest) == [oldest]


def test_nothing_is_used_again_before_one_connection_was_seen_to_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A service that closes after each answer cannot be told from others at once; two are kept on trial."""
    now = 0.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    shelf: Shelf[Kept] = Shelf(proof=0.05)
    first, second, third = Kept(), Kept(), Kept()
    assert [shelf.put(each) for each in (first, second, third)] == [[], [], [third]]
    assert shelf.take(ORIGIN) == (None, [])
    now = 0.06
    assert shelf.take(ORIGIN) == (first, [])
    assert shelf.take(ORIGIN) == (second, [])
    shelf.doubt()
    shelf.put(first)
    assert shelf.take(ORIGIN) == (None, [])


class Pipe(httpcore.NetworkStream):
    """A connection that notes what is written to it."""

    def __init__(self) -> None:
        self.written: list[bytes] = []

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Give the answer."""
        self.written.append(b"(read)")
        return WHOLE

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        """Note a piece."""
        self.written.append(buffer)

    def close(self) -> None:
        """Do nothing."""

    def get_extra_info(self, info: str) -> Any:  # noqa: ARG002
        """Know nothing."""
        return None


@pytest.mark.parametrize("size", [0, 10, 200_000])
def test_request_leaves_in_one_piece(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Head and body are written together, before the answer is awaited; only what is large is cut."""
    pipe = Pipe()
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *_args, **_named: pipe)
    monkeypatch.setattr("close_bulk._network._resolve", lambda *address: [address])
    noted_by(lambda _: None)
    with httpcore.HTTPConnection(ORIGIN_HTTP, network_backend=Network()) as connection:
        headers = [(b"Host", b"h"), (b"Content-Length", b"%d" % size)]
        request = httpcore.Request(
            "POST", "http://h/", headers=headers, content=b"x" * size, extensions={"timeout": {}}
        )
        connection.handle_request(request).read()
    before = pipe.written[: pipe.written.index(b"(read)")]
    whole = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: %d\r\n\r\n" % size + b"x" * size
    assert b"".join(before) == whole
    assert len(before) == -(-len(whole) // 65_536)


ORIGIN_HTTP = httpcore.Origin(b"http", b"h", 80)


TWO_ANSWERS = (
    WHOLE + b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n"
)
NO_BODY_MEANT = b"HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}"


@pytest.mark.parametrize("first", [TWO_ANSWERS, NO_BODY_MEANT])
def test_what_follows_an_answer_answers_nothing(make: Make, first: bytes) -> None:
    """Bytes left over after an answer are none to the next start, which is neither doubled nor lost."""
    answers = iter([first])

    def behave(connection: socket.socket, _: bytes) -> None:
        connection.sendall(next(answers, WHOLE))

    with serving(behave) as server:
        close = connect(make, server, max_retries=1)
        with suppress(CloseError):
            close.bulk.get(ID)
        assert close.bulk.get(ID).id == ID
        assert len(server.requests) == 2


def test_child_process_has_connections_of_its_own() -> None:
    """After a fork both sides go on, and neither is given the other's answer."""
    peers = Peers()
    with serving(peers) as server, Close(api_key="key", base_url=server.url) as close:
        close.bulk.get(ID)
        child = os.fork()
        if not child:
            # No test may go on in the child, whatever happens here.
            try:
                os._exit(0 if close.bulk.get(ID).id == ID else 1)
            finally:
                os._exit(2)
        assert close.bulk.get(ID).id == ID
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert len(server.requests) == 3
    assert len(set(peers.ports)) == 2


def test_environment_gets_no_keys_of_connections(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SSLKEYLOGFILE, with which others could read along, is not obeyed."""
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys"))
    common.trust.cache_clear()
    try:
        assert common.trust().keylog_filename is None
    finally:
        common.trust.cache_clear()
