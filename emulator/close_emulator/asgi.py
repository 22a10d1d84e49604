"""The emulator as a plain ASGI application: lifespan and HTTP, nothing between."""

from collections.abc import Awaitable, Callable, Collection, MutableMapping
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from close_emulator.emulator import Emulator
from close_emulator.wire import Request, Response, parse_query, respond

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

MAX_BODY: Final = 10_000_000


def application(emulator: Emulator, *, hosts: Collection[str] | None = None) -> Application:
    """Return the ASGI application that serves an emulator.

    `hosts` are the names under which it may be addressed, without port; a request with another
    Host header gets 421, so that no web page can reach a local emulator by DNS rebinding. By
    default any host will do. Bodies of more than 10 MB get 413.
    """

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            response = await _respond(emulator, hosts, scope, receive)
            if response is not None:
                await _send(response, send)
        else:
            raise ValueError(f"The emulator speaks HTTP, not {scope['type']}.")

    return serve


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        phase = (await receive())["type"]
        await send({"type": f"{phase}.complete"})
        if phase == "lifespan.shutdown":
            return


async def _respond(
    emulator: Emulator, hosts: Collection[str] | None, scope: Message, receive: Receive
) -> Response | None:
    """Return the answer, or None if the client has gone before it had sent its whole body."""
    headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in scope["headers"])
    if hosts is not None and _host(headers) not in hosts:
        return respond(HTTPStatus.MISDIRECTED_REQUEST, {"error": "The emulator is local only."})
    body = b""
    message: Message = {"more_body": True}
    while message.get("more_body"):
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if (refusal := _too_large(body)) is not None:
            return refusal
    query = parse_query(scope["query_string"])
    return emulator.handle(Request(scope["method"], scope["path"], query, headers, body))


def _too_large(body: bytes) -> Response | None:
    if len(body) <= MAX_BODY:
        return None
    error = f"The body is larger than {MAX_BODY} bytes."
    return respond(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"error": error})


def _host(headers: tuple[tuple[str, str], ...]) -> str:
    named = [value for name, value in headers if name == "host"]
    host, _, port = (named[0] if len(named) == 1 else "").rpartition(":")
    return host if port.isdecimal() else f"{host}:{port}".removeprefix(":")


async def _send(response: Response, send: Send) -> None:
    headers = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in response.headers]
    length = (b"content-length", str(len(response.body)).encode("ascii"))
    await send(
        {"type": "http.response.start", "status": response.status, "headers": [*headers, length]}
    )
    await send({"type": "http.response.body", "body": response.body})
