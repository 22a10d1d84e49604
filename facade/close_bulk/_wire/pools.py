"""Connections that are kept and used again, each by one call at a time.

The HTTP library's own pool fails when threads outnumber its connections, and costs more with every call
that waits. The wires let no more calls begin than there are connections, so that none needs to wait here.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Protocol, TypeVar

import httpcore

from close_bulk._forking import at_fork
from close_bulk._network import AsyncNetwork, Network, noted_by

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable

    from close_bulk._wire.common import Outgoing


_FIRST_WITH_BODY: Final = 200
_BODILESS: Final = frozenset({204, 205, 304})
"""Statuses of answers that have no body; what a server sends as one would answer the next request."""
_ON_TRIAL: Final = 2
"""Connections that are kept to see whether the service keeps them."""


class _Kept(Protocol):
    def can_handle_request(self, origin: httpcore.Origin, /) -> bool: ...
    def has_expired(self) -> bool: ...
    def is_idle(self) -> bool: ...


Connection = TypeVar("Connection", bound=_Kept)
Closed = TypeVar("Closed", None, Awaitable[None])


class Reply(Generic[Closed]):
    """An answer whose body is still to be read; the part of `httpx.Response` that the wires use."""

    is_stream_consumed: ClassVar[bool] = False
    content: ClassVar[bytes] = b""

    def __init__(self, response: httpcore.Response, release: Callable[[], Closed]) -> None:
        self.status_code = response.status
        self.headers = decoded(response.headers)
        self.stream: Any = response.stream
        self.close: Callable[[], Closed] = release
        """Ends the answer and lets its connection be used again."""
        self.aclose: Callable[[], Closed] = release


class Shelf(Generic[Connection]):
    """The connections that nobody uses, the one used last on top. Threads may share it.

    A service may close a connection right after its answer, without a word, and what is sent meanwhile is
    lost with an open outcome. So nothing is used again before one connection was seen to last for
    ``proof`` seconds.
    """

    def __init__(self, proof: float = 0.0) -> None:
        self._lock = Lock()
        self._free: list[tuple[Connection, float]] = []
        self._is_closed = False
        self._proof = proof
        self._is_proven = not proof
        at_fork(self)

    def forked(self) -> None:
        """Begin anew in a child process: what is here belongs to the parent, whose answers it would take."""
        self._lock = Lock()
        self._parents = self._free
        """Kept, so that nothing is written to them when they go."""
        self._free = []

    def take(self, origin: httpcore.Origin) -> tuple[Connection | None, list[Connection]]:
        """Give a connection that can be used, if there is one, and those to close."""
        stale: list[Connection] = []
        while True:
            with self._lock:
                if not self._free:
                    return None, stale
                if not self._is_proven and time.monotonic() - self._free[0][1] < self._proof:
                    return None, stale
                connection, _ = self._free.pop(-1 if self._is_proven else 0)
            if connection.can_handle_request(origin) and not connection.has_expired():
                self._is_proven = True
                return connection, stale
            stale.append(connection)

    def put(self, connection: Connection) -> list[Connection]:
        """Take a connection back and give those to close: it, if it is used up, or one idle for long."""
        with self._lock:
            if self._is_closed or not connection.is_idle():
                return [connection]
            if not self._is_proven and len(self._free) >= _ON_TRIAL:
                return [connection]
            stale = [self._free.pop(0)[0]] if self._free and self._free[0][0].has_expired() else []
            self._free.append((connection, time.monotonic()))
            return stale

    def doubt(self) -> None:
        """Note that a connection which was used again has failed."""
        self._is_proven = not self._proof

    def close(self) -> list[Connection]:
        """Give all connections, to close; those in use will follow."""
        with self._lock:
            self._is_closed = True
            free, self._free = self._free, []
            return [connection for connection, _ in free]


def _ended_well(connection: object, response: Any) -> bool:
    """Tell whether an answer was the last thing that came: what follows one would answer the next request.

    What the HTTP library's parser has left over, it does not say in public; where it cannot be seen, the
    connection is not used again.
    """
    if response.status < _FIRST_WITH_BODY or response.status in _BODILESS:
        return False
    parser = getattr(getattr(connection, "_connection", None), "_h11_state", None)
    stream = response.extensions["network_stream"]
    return getattr(parser, "trailing_data", None) == (b"", False) and not stream.was_full


class BlockingPool:
    """Sends requests over connections of its own."""

    def __init__(self, ssl_context: ssl.SSLContext | None, idle: float, proof: float = 0.0) -> None:
        """Make a pool that is empty yet.

        Args:
            ssl_context: The rules of secure connections; None for others.
            idle: Seconds for which a connection may be idle.
            proof: Seconds that one must have lasted before any is used again.
        """
        self._shelf: Shelf[httpcore.HTTPConnection] = Shelf(proof)
        self._connect = partial(
            httpcore.HTTPConnection,
            ssl_context=ssl_context,
            keepalive_expiry=idle,
            network_backend=Network(),
        )

    def send(self, outgoing: Outgoing) -> Reply[None]:
        """Send a request and give the answer, whose body is still to be read."""
        noted_by(outgoing.note)
        request = outgoing.for_connection()
        connection, stale = self._shelf.take(request.url.origin)
        self._close(stale)
        connection = connection or self._connect(request.url.origin)
        try:
            response = connection.handle_request(request)
        except BaseException:
            self._shelf.doubt()
            connection.close()
            raise
        return Reply(response, partial(self._release, connection, response))

    def _release(self, connection: httpcore.HTTPConnection, response: httpcore.Response) -> None:
        response.close()
        used_up = not _ended_well(connection, response)
        self._close([connection] if used_up else self._shelf.put(connection))

    def _close(self, connections: Iterable[httpcore.HTTPConnection]) -> None:
        for connection in connections:
            connection.close()

    def close(self) -> None:
        """Close what is not in use; the rest is closed when its answer has been read."""
        self._close(self._shelf.close())


class AwaitingPool:
    """As `BlockingPool`, for an event loop."""

    def __init__(self, ssl_context: ssl.SSLContext | None, idle: float, proof: float = 0.0) -> None:
        """Make a pool that is empty yet, as `BlockingPool`."""
        self._shelf: Shelf[httpcore.AsyncHTTPConnection] = Shelf(proof)
        self._connect = partial(
            httpcore.AsyncHTTPConnection,
            ssl_context=ssl_context,
            keepalive_expiry=idle,
            network_backend=AsyncNetwork(),
        )

    async def send(self, outgoing: Outgoing) -> Reply[Awaitable[None]]:
        """Send a request and give the answer, whose body is still to be read."""
        noted_by(outgoing.note)
        request = outgoing.for_connection()
        connection, stale = self._shelf.take(request.url.origin)
        await self._close(stale)
        connection = connection or self._connect(request.url.origin)
        try:
            response = await connection.handle_async_request(request)
        except BaseException:
            self._shelf.doubt()
            await connection.aclose()
            raise
        return Reply(response, partial(self._release, connection, response))

    async def _release(
        self, connection: httpcore.AsyncHTTPConnection, response: httpcore.Response
    ) -> None:
        await response.aclose()
        used_up = not _ended_well(connection, response)
        await self._close([connection] if used_up else self._shelf.put(connection))

    async def _close(self, connections: Iterable[httpcore.AsyncHTTPConnection]) -> None:
        for connection in connections:
            await connection.aclose()

    async def aclose(self) -> None:
        """Close what is not in use; the rest is closed when its answer has been read."""
        await self._close(self._shelf.close())


def decoded(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Give headers by lower-case name; those that come more than once are joined by commas."""
    by_name: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        by_name[name] = f"{by_name[name]}, {value}" if name in by_name else value
    return by_name
