"""How explicit requests reach the server under test: over the network, or within this process."""

import asyncio
import os
from collections.abc import Callable, Generator, MutableMapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias
from urllib.parse import unquote

from attrs import define, field

from close_contract.server import Server
from close_contract.traffic.messages import Request, Response
from close_contract.wire.upstream import Upstream

Send: TypeAlias = Callable[[Request], Response]

_ASGI: Final = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1"}
_HOST: Final = (b"host", b"testserver")
_ENVIRONMENT: Final = {"no_proxy": "*", "NO_PROXY": "*", "NETRC": os.devnull}


@contextmanager
def sending(server: Server) -> Generator[Send]:
    """Give what sends a request to a server and returns the answer.

    While it is used, no variable of the environment puts a proxy in between, or signs in otherwise.

    Raises:
        NoAnswer: when a request is sent: there was no answer, or more than 16 MB of it.
    """
    if server.app is None:
        upstream = Upstream(
            server.base_url, timeout=server.timeout, allow_vendor=server.allow_vendor
        )
        with _direct():
            yield upstream.send
        return
    with asyncio.Runner() as runner:
        yield lambda request: runner.run(_asked(server.app, request))


@contextmanager
def _direct() -> Generator[None]:
    """Let nothing that a library reads from the environment change where requests go."""
    before = {name: os.environ.get(name) for name in _ENVIRONMENT}
    os.environ.update(_ENVIRONMENT)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@define
class _Answer:
    status: int = 0
    headers: tuple[tuple[str, str], ...] = ()
    body: bytearray = field(factory=bytearray)

    async def send(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            pairs = message.get("headers", ())
            self.headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in pairs)
        else:
            self.body += message.get("body", b"")


async def _asked(app: Any, request: Request) -> Response:
    answer = _Answer()
    headers = [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in request.headers]
    scope = {
        **_ASGI,
        "method": request.method,
        "scheme": "http",
        "path": unquote(request.path),
        "raw_path": request.path.encode("ascii"),
        "query_string": request.query.encode("ascii"),
        "root_path": "",
        "headers": [_HOST, *headers],
    }

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": request.body, "more_body": False}

    await app(scope, receive, answer.send)
    return Response(answer.status, answer.headers, bytes(answer.body))
