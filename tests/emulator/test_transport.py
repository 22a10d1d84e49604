"""The emulator inside httpx, for synchronous and asynchronous clients alike."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from close_emulator import Emulator
from close_emulator.transport import EmulatorTransport
from emulator.workbench import BULK, SUBSCRIPTIONS, Workbench

BASE_URL = "https://api.close.com/api/v1"


def test_a_client_and_an_async_client_share_one_state(bench: Workbench) -> None:
    """What one client has started, the other sees; nothing leaves the process."""
    transport = EmulatorTransport(bench.emulator)
    auth = (bench.emulator.api_key, "")
    with httpx.Client(transport=transport, base_url=BASE_URL, auth=auth) as client:
        created = client.post(BULK, json=bench.subscribe_body()).json()

    async def read() -> httpx.Response:
        async with httpx.AsyncClient(
            transport=transport, base_url=BASE_URL, auth=auth
        ) as async_client:
            return await async_client.get(f"{BULK}{created['id']}/")

    assert asyncio.run(read()).json() == created


def test_the_query_arrives_decoded(bench: Workbench) -> None:
    """Percent-encoding and repeats in the query string reach the core as what they mean."""
    with httpx.Client(
        transport=EmulatorTransport(bench.emulator),
        base_url=BASE_URL,
        auth=(bench.emulator.api_key, ""),
    ) as client:
        good = client.get(f"{SUBSCRIPTIONS}?sequence%5Fid={bench.sequence_id}&_limit=")
        twice = client.get(f"{BULK}?_skip=1&_skip=2")
    assert list(good.json()["field-errors"]) == ["_limit"]
    assert list(twice.json()["field-errors"]) == ["_skip"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
def test_an_answer_is_whole(method: str) -> None:
    """Status, headers and body are those of the core, and the request is at hand."""
    client = httpx.Client(transport=EmulatorTransport(Emulator()))
    response = client.request(method, f"{BASE_URL}/me/", auth=("emulator-key", ""))
    assert response.status_code == (200 if method == "GET" else 405)
    assert response.headers["content-type"] == "application/json"
    assert response.headers["x-request-id"].startswith("req_")
    assert response.request.method == method


def test_streamed_bodies_are_read(bench: Workbench) -> None:
    """A body that comes in parts is put together, whether the client is async or not."""
    headers = {"content-type": "application/json"}
    auth = (bench.emulator.api_key, "")
    transport = EmulatorTransport(bench.emulator)
    with httpx.Client(transport=transport, base_url=BASE_URL, auth=auth) as client:
        parts = iter([b'{"action_type": ', b'"pause"}'])
        sync = client.post(BULK, content=parts, headers=headers)

    async def post() -> httpx.Response:
        async def parts_of() -> AsyncIterator[bytes]:
            yield b'{"action_type": '
            yield b'"pause"}'

        async with httpx.AsyncClient(transport=transport, base_url=BASE_URL, auth=auth) as client:
            return await client.post(BULK, content=parts_of(), headers=headers)

    assert sync.json() == asyncio.run(post()).json()
    assert list(sync.json()["field-errors"]) == ["s_query"]
