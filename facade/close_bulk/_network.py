"""Blocking connections whose every step ends with the call.

The HTTP library limits each read and each write, and begins anew with the next one: an answer that
drips could last for ever. These connections share one deadline for the whole call.
"""

from __future__ import annotations

from contextvars import ContextVar
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

import httpcore

if TYPE_CHECKING:
    import ssl

_PIECE: Final = 65_536

# Connections belong to the pool and serve one call after the other, so the call cannot be an argument.
_deadline: ContextVar[float] = ContextVar("_deadline", default=float("inf"))


def ends_in(seconds: float) -> None:
    """Let what this context does on the network end in so many seconds."""
    _deadline.set(monotonic() + seconds)


def _left(timeout: float | None, late: type[Exception]) -> float | None:
    left = _deadline.get() - monotonic()
    if left <= 0:
        raise late("the time limit of the call is over")
    return min(left, float("inf") if timeout is None else timeout)


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        # In pieces: one limit would begin anew with whatever the kernel takes of a large buffer.
        for start in range(0, len(buffer), _PIECE):
            piece = buffer[start : start + _PIECE]
            self._stream.write(piece, _left(timeout, httpcore.WriteTimeout))

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


class Network(httpcore.SyncBackend):
    """Makes connections that end with the call."""

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *args: Any, **options: Any
    ) -> httpcore.NetworkStream:
        """Connect, within what is left of the call's time."""
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(super().connect_tcp(host, port, left, *args, **options))
