"""The emulator as an httpx transport: the same one serves `httpx.Client` and `AsyncClient`.

The one module that imports httpx. Nothing leaves the process, whatever the base URL says; its
path must be `/api/v1`.
"""

import httpx

from close_emulator.emulator import Emulator
from close_emulator.wire import Request, parse_query


class EmulatorTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """`httpx.Client(transport=EmulatorTransport(emulator), base_url=..., auth=(key, ""))`."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of a `Client`."""
        return self._answer(request, request.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of an `AsyncClient`."""
        return self._answer(request, await request.aread())

    def _answer(self, request: httpx.Request, body: bytes) -> httpx.Response:
        response = self.emulator.handle(
            Request(
                method=request.method,
                path=request.url.path,
                query=parse_query(request.url.query),
                headers=tuple(request.headers.multi_items()),
                body=body,
            )
        )
        return httpx.Response(
            response.status, headers=response.headers, content=response.body, request=request
        )
