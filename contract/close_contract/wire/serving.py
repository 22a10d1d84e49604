"""A server on the loopback that hands every request, as it was sent, to a function."""

import json
import re
import socket
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, Self, TypeAlias

import h11

from close_contract.traffic.messages import Pairs, Request, Response
from close_contract.wire.listening import Listener

Handler: TypeAlias = Callable[[Request], Response]
Complain: TypeAlias = Callable[[str], None]

MAX_BODY: Final = 16_000_000
_LENGTH: Final = "content-length"
_ABSOLUTE: Final = re.compile("^https?://[^/?#]+", re.IGNORECASE)
_TLS: Final = b"\x16\x03"
_HEAD: Final = 64 * 1024
_CHUNK: Final = 64 * 1024
_BODILESS: Final = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED})


def refusal(status: HTTPStatus, reason: str) -> Response:
    """Return an answer that comes from the harness and not from the server behind it."""
    body = json.dumps({"error": f"close-contract: {reason}"}).encode()
    return Response(int(status), (("content-type", "application/json"),), body)


def _keep_quiet(_: str) -> None:
    pass


class LoopbackServer:
    """Serves until it is closed, each connection on a thread of its own; bodies up to 16 MB.

    `complain` hears why something could not be handed to the function: it was no request.

    Raises:
        ValueError: the host is not this machine.
        OSError: the address cannot be listened on.
    """

    def __init__(
        self,
        handler: Handler,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        complain: Complain = _keep_quiet,
    ) -> None:
        self._handler = handler
        self._complain = complain
        self._listener = Listener(self._serve, host, port)

    @property
    def origin(self) -> str:
        """Scheme, host and port, such as `http://127.0.0.1:8080`."""
        return self._listener.origin

    def close(self) -> None:
        """Stop listening and end all connections."""
        self._listener.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self, connection: socket.socket) -> None:
        _Conversation(connection, self._handler, self._complain).hold()


class _Conversation:
    """The requests of one connection, one after the other."""

    def __init__(self, connection: socket.socket, handler: Handler, complain: Complain) -> None:
        self._connection = connection
        self._handler = handler
        self._complain = complain
        self._state = h11.Connection(h11.SERVER, max_incomplete_event_size=_HEAD)

    def hold(self) -> None:
        """Answer requests until either side wants no more."""
        while True:
            try:
                request = self._receive()
            except h11.RemoteProtocolError as error:
                self._refuse(HTTPStatus(error.error_status_hint), self._reason(error))
                return
            if request is None:
                return
            self._send(request.method, self._answer(request))
            if self._state.our_state is not h11.DONE or self._state.their_state is not h11.DONE:
                return
            self._state.start_next_cycle()

    def _reason(self, error: h11.RemoteProtocolError) -> str:
        begun, _ = self._state.trailing_data
        if begun.startswith(_TLS):
            return "the client speaks TLS; this address begins with http://"
        # What was illegal may be a key.
        return str(error).partition(": bytearray(")[0]

    def _answer(self, request: Request) -> Response:
        try:
            return self._handler(request)
        except Exception as error:  # noqa: BLE001 - the client must hear of it, whatever it is
            reason = f"it has a fault, please report it: {type(error).__name__}: {error}"
            return refusal(HTTPStatus.INTERNAL_SERVER_ERROR, reason)

    def _receive(self) -> Request | None:
        head: h11.Request | None = None
        body = bytearray()
        while True:
            event = self._state.next_event()
            if event is h11.NEED_DATA:
                self._read()
            elif isinstance(event, h11.Request):
                head = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > MAX_BODY:
                    reason = f"the body is larger than {MAX_BODY} bytes"
                    self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, reason)
                    return None
            elif isinstance(event, h11.EndOfMessage) and head is not None:
                return _request(head, bytes(body))
            else:
                return None

    def _read(self) -> None:
        if self._state.they_are_waiting_for_100_continue:
            self._write(h11.InformationalResponse(status_code=100, headers=[]))
        self._state.receive_data(self._connection.recv(_CHUNK))

    def _send(self, method: str, response: Response) -> None:
        bodiless = method == "HEAD" or response.status in _BODILESS
        try:
            head = _head(response, bodiless=bodiless)
        except h11.LocalProtocolError as error:
            response = refusal(HTTPStatus.BAD_GATEWAY, f"the answer cannot be passed on: {error}")
            head = _head(response, bodiless=bodiless)
        body = b"" if bodiless else response.body
        data = [self._state.send(head), self._state.send(h11.Data(data=body))]
        data.append(self._state.send(h11.EndOfMessage()))
        self._connection.sendall(b"".join(part for part in data if part))

    def _write(self, event: h11.InformationalResponse) -> None:
        self._connection.sendall(self._state.send(event) or b"")

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        if not self._state.trailing_data[1]:
            # A client that has broken off has said nothing wrong.
            self._complain(reason)
        if self._state.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            answer = refusal(status, reason)
            closing: Pairs = (*answer.headers, ("connection", "close"))
            self._send("", Response(answer.status, closing, answer.body))


def _head(response: Response, *, bodiless: bool) -> h11.Response:
    headers = [(name, value) for name, value in response.headers if name.lower() != _LENGTH]
    if not bodiless:
        headers.append((_LENGTH, str(len(response.body))))
    # White space around a value is no part of it, and h11 insists on that.
    raw = [(n.encode("latin-1"), v.strip().encode("latin-1")) for n, v in headers]
    return h11.Response(status_code=response.status, headers=raw)


def _request(head: h11.Request, body: bytes) -> Request:
    # The form that forward proxies get has to be understood by every server (RFC 9112, 3.2.2).
    target = _ABSOLUTE.sub("", head.target.decode("latin-1"))
    return Request(
        method=head.method.decode("latin-1"),
        target=target or "/",
        headers=tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in head.headers.raw_items()
        ),
        body=body,
    )
