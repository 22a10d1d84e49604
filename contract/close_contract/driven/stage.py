"""The server that a client under test talks to: it answers by a script and keeps what it was asked."""

import socket
import threading
from typing import Final, Self

import h11
from attrs import frozen

from close_contract.document import Contract, Operation
from close_contract.driven.replies import Reply, Script, Then
from close_contract.judge import BASE_PATH
from close_contract.traffic.compiled import Schemas
from close_contract.traffic.messages import Request
from close_contract.traffic.router import Router
from close_contract.wire.listening import Listener

_CHUNK: Final = 64 * 1024
_LONGEST_SILENCE: Final = 60.0


@frozen
class Exchange:
    """A request that came in whole, the operation that it is for (None for none), and the reply."""

    request: Request
    operation: Operation | None
    reply: Reply


class Stage:
    """Serves on the loopback until it is closed; scripts and records are per scene."""

    def __init__(self, contract: Contract) -> None:
        schemas = Schemas(contract)
        self._router = Router(schemas.compiled(each) for each in contract.operations())
        self._lock = threading.Lock()
        self._exchanges: list[Exchange] = []
        self._script: Script | None = None
        self._wanted = ""
        self._otherwise: Script | None = None
        self._listener = Listener(self._serve)

    @property
    def base_url(self) -> str:
        """The base URL for clients."""
        return f"{self._listener.origin}{BASE_PATH}"

    def play(self, operation: Operation, script: Script, otherwise: Script) -> None:
        """Begin a scene: one operation is answered by a script, all others by another."""
        with self._lock:
            self._exchanges = []
            self._wanted, self._script, self._otherwise = operation.id, script, otherwise

    def seen(self) -> list[Exchange]:
        """Return what was asked in this scene so far."""
        with self._lock:
            return [*self._exchanges]

    def close(self) -> None:
        """Stop listening and end all connections."""
        self._listener.close()

    def __enter__(self) -> Self:
        """Serve."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening."""
        self.close()

    def _serve(self, connection: socket.socket) -> None:
        while (request := _received(connection)) is not None:
            reply = self._reply(request)
            connection.sendall(reply.raw)
            if reply.then is Then.SILENT:
                # The client hangs up when it has waited long enough.
                connection.settimeout(_LONGEST_SILENCE)
                connection.recv(_CHUNK)
            if reply.then is not Then.KEPT:
                return

    def _reply(self, request: Request) -> Reply:
        operation = self.operation(request)
        with self._lock:
            label = operation.id if operation else ""
            n = sum(1 for e in self._exchanges if e.operation and e.operation.id == label)
            script = self._script if label == self._wanted else self._otherwise
            reply = Reply(500) if script is None else script(request, n)
            self._exchanges.append(Exchange(request, operation, reply))
        return reply

    def operation(self, request: Request) -> Operation | None:
        """Return the operation that a request is for, None if there is none."""
        route = self._router.find(request.path.removeprefix(BASE_PATH))
        known = None if route is None else route.methods.get(request.method)
        return None if known is None else known.operation


def _received(connection: socket.socket) -> Request | None:
    """Return the next request of a connection, None when there is none.

    Raises:
        OSError, h11.ProtocolError: it broke off, or is no HTTP.
    """
    state = h11.Connection(h11.SERVER)
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = state.next_event()
        if event is h11.NEED_DATA:
            state.receive_data(connection.recv(_CHUNK))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            headers = tuple(
                (n.decode("latin-1"), v.decode("latin-1")) for n, v in head.headers.raw_items()
            )
            method, target = head.method.decode("latin-1"), head.target.decode("latin-1")
            return Request(method, target, headers, bytes(body))
        else:
            return None
