"""A listener on the loopback: each connection is served on a thread of its own."""

import ipaddress
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

import h11

Serve: TypeAlias = Callable[[socket.socket], None]


class Listener:
    """Listens until it is closed.

    `serve` is given each connection, which is closed when it returns; a connection that breaks off, or
    on which no HTTP is spoken, may end it with the exception for that.

    Raises:
        ValueError: the host is not this machine.
        OSError: the address cannot be listened on.
    """

    def __init__(self, serve: Serve, host: str = "127.0.0.1", port: int = 0) -> None:
        address = _loopback(host)
        family = socket.AF_INET if address.version == 4 else socket.AF_INET6  # noqa: PLR2004
        self._serve = serve
        self._connections: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server((str(address), port), family=family)
        # Where a blocked accept is not ended by closing the socket, this ends it.
        self._listener.settimeout(0.5)
        self._open = True
        self._thread = threading.Thread(target=self._accept, name="close-contract", daemon=True)
        self._thread.start()

    @property
    def origin(self) -> str:
        """Scheme, host and port, such as `http://127.0.0.1:8080`."""
        host, port = self._listener.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}"

    def close(self) -> None:
        """Stop listening and end all connections."""
        self._open = False
        with self._lock:
            connections = [*self._connections]
        for connection in connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while self._open:
            try:
                connection, _ = self._listener.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            connection.settimeout(None)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self._hold, args=(connection,), daemon=True).start()

    def _hold(self, connection: socket.socket) -> None:
        with self._lock:
            self._connections.add(connection)
        try:
            with connection, suppress(OSError, h11.ProtocolError):
                self._serve(connection)
        finally:
            with self._lock:
                self._connections.discard(connection)


def _loopback(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        address = ipaddress.ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise ValueError(f"{host} is no address; listen on 127.0.0.1 or ::1") from None
    if not address.is_loopback:
        raise ValueError(f"{host} is not this machine; listen on 127.0.0.1 or ::1")
    return address
