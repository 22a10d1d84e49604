"""A server on the loopback that misbehaves as it is told, and a client of it."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from kit import DATA, Make, StillClock

BODY = (DATA / "seed_001_response.json").read_bytes()
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(BODY) + BODY

Behaviour = Callable[[socket.socket, bytes], None]
"""What to do on a connection with a request that was read."""


class Server:
    """A server that reads each request, whole or its head only, and then does as it is told."""

    def __init__(
        self, behaviour: Behaviour, tls: ssl.SSLContext | None, *, reads_body: bool
    ) -> None:
        self.requests: list[bytes] = []
        self._behaviour = behaviour
        self._tls = tls
        self._reads_body = reads_body
        self._listener = socket.create_server(("127.0.0.1", 0))
        scheme = "https" if tls else "http"
        self.url = f"{scheme}://127.0.0.1:{self._listener.getsockname()[1]}/api/v1"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, plain: socket.socket) -> None:
        with suppress(OSError), plain, self._secured(plain) as connection:
            while request := self._read(connection):
                self.requests.append(request)
                self._behaviour(connection, request)

    def _secured(self, plain: socket.socket) -> socket.socket:
        return self._tls.wrap_socket(plain, server_side=True) if self._tls else plain

    def _read(self, connection: socket.socket) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            chunk = connection.recv(65536)
            if not chunk:
                return b""
            data += chunk
        head, _, body = data.partition(b"\r\n\r\n")
        for line in head.lower().split(b"\r\n"):
            if self._reads_body and line.startswith(b"content-length:"):
                while len(body) < int(line.partition(b":")[2]):
                    body += connection.recv(65536)
        return head + b"\r\n\r\n" + body

    def close(self) -> None:
        """Stop listening."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)


@contextmanager
def serving(
    behaviour: Behaviour, tls: ssl.SSLContext | None = None, *, reads_body: bool = True
) -> Iterator[Server]:
    """Serve until the block ends."""
    server = Server(behaviour, tls, reads_body=reads_body)
    try:
        yield server
    finally:
        server.close()


def sends(data: bytes, *, then_close: bool = True) -> Behaviour:
    """Answer with these bytes."""

    def behave(connection: socket.socket, _: bytes) -> None:
        connection.sendall(data)
        if then_close:
            connection.close()

    return behave


def connect(make: Make, server: Server, timeout: float = 5.0, **options: Any) -> Any:
    """Make a client of the server that never sleeps."""
    options = {"api_key": "key", "clock": StillClock(), **options}
    return make(base_url=server.url, timeout=timeout, **options)
