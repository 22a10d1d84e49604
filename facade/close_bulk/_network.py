"""Connections that send a request in one piece, and whose every blocking step ends with the call.

The HTTP library writes the head of a request and then its body, a system call each; these connections
hold the head back until the body is there, and note what becomes of it. And it limits each read and each
write and begins anew with the next one, so that an answer that drips could last for ever: blocking
connections share one deadline for the whole call. (An event loop's calls are cancelled at theirs.)
"""

from __future__ import annotations

import socket
from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, cast

import httpcore

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable

_PIECE: Final = 65_536

# Connections belong to the pool and serve one call after the other, so the call cannot be an argument.
_deadline: ContextVar[float] = ContextVar("_deadline", default=float("inf"))
_note: ContextVar[Callable[[str], None]] = ContextVar("_note")

WRITING: Final = "send_request_body.started"
"""Noted before anything is written; the names are those of the HTTP library's own record."""
WRITING_FAILED: Final = "send_request_body.failed"


def ends_in(seconds: float) -> None:
    """Let what this context does on the network end in so many seconds."""
    _deadline.set(monotonic() + seconds)


def noted_by(note: Callable[[str], None]) -> None:
    """Let what this context writes to the network be noted: that it begins, and that it fails."""
    _note.set(note)
    note("connection.taken")


def _left(timeout: float | None, late: type[Exception]) -> float:
    left = _deadline.get() - monotonic()
    if left <= 0:
        raise late("the time limit of the call is over")
    return min(left, float("inf") if timeout is None else timeout)


class _Held:
    """What is to be written and was not yet, because more is to follow."""

    def __init__(self) -> None:
        self._data = b""

    def take(self, buffer: bytes) -> bytes:
        """Hold a buffer back, or give what is to be written now.

        The HTTP library writes nothing at all (an empty buffer) where a request ends.
        """
        data = self._data + buffer
        if buffer and len(data) < _PIECE:
            self._data = data
            return b""
        self._data = b""
        return data

    def rest(self) -> bytes:
        """Give what is held, before anything else happens on the connection."""
        return self.take(b"") if self._data else b""


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self._held = _Held()
        self.was_full = False
        """Whether there may be more than was read, which nobody can see before the next reading."""

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._write(self._held.rest(), timeout)
        data = self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))
        self.was_full = len(data) >= max_bytes
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._write(self._held.take(buffer), timeout)

    def _write(self, data: bytes, timeout: float | None) -> None:
        if not data:
            return
        note = _note.get()
        note(WRITING)
        try:
            # In pieces: one limit would begin anew with whatever the kernel takes of a large buffer.
            for start in range(0, len(data), _PIECE):
                piece = data[start : start + _PIECE]
                self._stream.write(piece, _left(timeout, httpcore.WriteTimeout))
        except BaseException:
            note(WRITING_FAILED)
            raise

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _resolve(host: str, port: int) -> list[tuple[str, int]]:
    """Give the addresses of a host, in the order in which to try them; their zones are kept."""
    numeric = socket.NI_NUMERICHOST | socket.NI_NUMERICSERV
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        names = [socket.getnameinfo(sockaddr, numeric) for *_, sockaddr in found]
    except OSError as error:
        raise httpcore.ConnectError(error) from error
    return [(address, int(at)) for address, at in names]


class Network(httpcore.SyncBackend):
    """Makes connections that end with the call."""

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *args: Any, **options: Any
    ) -> httpcore.NetworkStream:
        """Connect to one of the host's addresses, within what is left of the call's time.

        Each address gets its share of that time, so that one that is dead does not stand for all.
        """
        end = monotonic() + _left(timeout, httpcore.ConnectTimeout)
        addresses = _resolve(host, port)
        for number, (address, at) in enumerate(addresses, 1):
            share = (end - monotonic()) / (len(addresses) - number + 1)
            try:
                left = _left(share, httpcore.ConnectTimeout)
                return _Stream(super().connect_tcp(address, at, left, *args, **options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError(f"{host} has no address")


class _AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._held = _Held()
        self.was_full = False
        """Whether there may be more than was read, which nobody can see before the next reading."""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        await self._write(self._held.rest(), timeout)
        data = await self._stream.read(max_bytes, timeout)
        self.was_full = len(data) >= max_bytes
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._write(self._held.take(buffer), timeout)

    async def _write(self, data: bytes, timeout: float | None) -> None:
        if data:
            # That it failed says nothing here: an event loop may still write the rest.
            _note.get()(WRITING)
            await self._stream.write(data, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class AsyncNetwork(httpcore.AsyncNetworkBackend):
    """Makes connections for an event loop."""

    def __init__(self) -> None:
        self._backend: httpcore.AsyncNetworkBackend = cast("Any", httpcore).AnyIOBackend()

    async def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *args: Any, **options: Any
    ) -> httpcore.AsyncNetworkStream:
        """Connect."""
        stream = await self._backend.connect_tcp(host, port, timeout, *args, **options)
        return _AsyncStream(stream)

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        await self._backend.sleep(seconds)
