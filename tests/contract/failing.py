"""A server of the emulator that behaves well up to some request, and badly from then on."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

from close_emulator import Emulator, Request
from close_emulator.wire import parse_query
from loopback import Behaviour, Server, serving

Fails = Callable[[int, bytes], bool]
"""Whether a request fails, by its number and what it is."""


@contextmanager
def failing(behave: Behaviour, *, fails: Fails, emulator: Emulator) -> Iterator[Server]:
    """Serve an emulator; requests that fail are answered by the behaviour."""
    count = 0

    def answer(connection: socket.socket, request: bytes) -> None:
        nonlocal count
        count += 1
        if fails(count, request):
            behave(connection, request)
        else:
            connection.sendall(_answered(emulator, request))

    with serving(answer) as server:
        yield server


def from_request(first: int) -> Fails:
    """Fail with this request and all that follow."""
    return lambda n, _: n >= first


def _answered(emulator: Emulator, request: bytes) -> bytes:
    head, _, body = request.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    url = urlsplit(target)
    pairs = (line.partition(":") for line in lines)
    headers = tuple((name.lower(), value.strip()) for name, _, value in pairs)
    answer = emulator.handle(
        Request(method, unquote(url.path), parse_query(url.query.encode()), headers, body)
    )
    shown = "".join(f"{name}: {value}\r\n" for name, value in answer.headers)
    length = f"Content-Length: {len(answer.body)}\r\n\r\n"
    return f"HTTP/1.1 {answer.status} X\r\n{shown}{length}".encode("latin-1") + answer.body
