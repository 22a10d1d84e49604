"""The emulator as an ASGI application."""

import asyncio
from typing import Any

import httpx
import pytest

from close_emulator import Emulator
from close_emulator.asgi import MAX_BODY, Application, Message, application
from emulator.workbench import BULK, Workbench


def talk(app: Application, scope: Message, *received: Message) -> list[Message]:
    """Run an application on these messages and return what it sent."""
    sent: list[Message] = []
    waiting = list(received)

    async def receive() -> Message:
        await asyncio.sleep(0)
        return waiting.pop(0)

    async def send(message: Message) -> None:
        await asyncio.sleep(0)
        sent.append(message)

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    return sent


def http(method: str = "GET", path: str = "/api/v1/me/", **headers: str) -> Message:
    """A scope of HTTP."""
    pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http", "method": method, "path": path, "query_string": b"", "headers": pairs}


def test_it_serves_an_async_client(bench: Workbench) -> None:
    """The ASGI transport of httpx gets the same answers as the core gives."""
    app: Any = application(bench.emulator)

    async def start() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app),
            base_url="http://testserver/api/v1",
            auth=(bench.emulator.api_key, ""),
        ) as client:
            return await client.post(BULK, json=bench.subscribe_body())

    response = asyncio.run(start())
    assert response.json() == bench.fetch(response.json()["id"])


def test_lifespan_is_completed() -> None:
    """Startup and shutdown are acknowledged."""
    phases = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent = talk(application(Emulator()), {"type": "lifespan"}, *phases)
    assert [message["type"] for message in sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]


def test_other_protocols_are_refused() -> None:
    """A websocket is not answered as if it were HTTP."""
    with pytest.raises(ValueError, match="websocket"):
        talk(application(Emulator()), {"type": "websocket"})


def test_a_body_in_parts_is_put_together(bench: Workbench) -> None:
    """Chunks of a body are joined before the request is judged."""
    headers = {name: value for name, value in bench.headers.items() if name != "content-type"}
    scope = http("POST", "/api/v1" + BULK, **headers, **{"content-type": "application/json"})
    start, body = talk(
        application(bench.emulator),
        scope,
        {"type": "http.request", "body": b'{"action_type"', "more_body": True},
        {"type": "http.request", "more_body": True},
        {"type": "http.request", "body": b': "pause"}'},
    )
    assert start["status"] == 400
    assert b'"s_query": "This field is required."' in body["body"]
    assert (b"content-length", str(len(body["body"])).encode()) in start["headers"]


def test_a_client_that_leaves_changes_nothing(bench: Workbench) -> None:
    """A request whose body never ends is neither handled nor answered."""
    sent = talk(
        application(bench.emulator),
        http("POST", "/api/v1" + BULK, **bench.headers),
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    )
    assert (sent, bench.organization.bulk_actions) == ([], {})


def test_a_body_that_is_too_large_is_refused() -> None:
    """More than ten million bytes are not kept: 413."""
    part = {"type": "http.request", "body": b"x" * (MAX_BODY // 2 + 1), "more_body": True}
    sent = talk(application(Emulator()), http("POST"), part, part)
    assert sent[0]["status"] == 413


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 401),
        ("127.0.0.1:8000", 401),
        ("localhost:1", 401),
        ("[::1]", 401),
        ("[::1]:8000", 401),
        ("evil.example", 421),
        ("evil.example:8000", 421),
        ("127.0.0.1.evil.example", 421),
        ("127.0.0.1:8000:9", 421),
        (":8000", 421),
        ("", 421),
    ],
)
def test_it_is_addressed_by_its_own_names(host: str, status: int) -> None:
    """A request for another host, as DNS rebinding sends it, is 421."""
    app = application(Emulator(), hosts={"127.0.0.1", "localhost", "[::1]"})
    sent = talk(app, http(host=host), {"type": "http.request"})
    assert sent[0]["status"] == status


def test_a_request_names_one_host() -> None:
    """No Host header, or two of them, is 421 where hosts are restricted."""
    app = application(Emulator(), hosts={"localhost"})
    scopes = [http(), http(host="localhost")]
    scopes[1]["headers"] *= 2
    statuses = [talk(app, scope, {"type": "http.request"})[0]["status"] for scope in scopes]
    assert statuses == [421, 421]
