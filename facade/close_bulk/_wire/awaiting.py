"""The wire that awaits."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, asynccontextmanager, suppress
from functools import partial
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final

from close_bulk import _tracing
from close_bulk._exchange import Exchange
from close_bulk._secrets import Secret, covered
from close_bulk._sending import interruptions, stopping
from close_bulk._wire.common import (
    Outgoing,
    Routes,
    Settings,
    busy,
    failure,
    is_tunnel,
    refuse_closed,
)
from close_bulk._wire.pools import AwaitingPool
from close_bulk.errors import CloseError, ConfigurationError, Unauthorized

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Coroutine, Mapping

    from close_bulk._effects import Answer, Call, Ticket
    from close_bulk._options import Options
    from close_bulk._pace import Pace
    from close_bulk._renewal import Form

    AsyncSend = Callable[[Outgoing], Coroutine[Any, Any, Any]]

_FAREWELL: Final = 10.0
"""Seconds; closing waits so long for a renewal that is under way, because its tokens are the last."""


async def _settled(result: object) -> None:
    if isawaitable(result):
        await result


class _AwaitingExchange(Exchange):
    exact = False

    def __init__(
        self, settings: Settings, slots: asyncio.Semaphore, send: AsyncSend, options: Options
    ) -> None:
        super().__init__(settings.base_url, options, settings.clock, settings.sign_in.advice)
        self._settings = settings
        self._slots = slots
        self._send = send

    async def request(self, **arguments: Any) -> Any:
        """Send one request, as `httpx.AsyncClient.request` does."""
        request = self._settings.prepare(arguments, self, self._record)
        if self.options.on_request is not None:
            with stopping():
                await _settled(self.options.on_request(self.summary))
        return await self.converse(request)

    async def converse(self, request: Outgoing) -> Any:
        """Send a request and take in the answer."""
        async with self._slot():
            with covered():
                problem = await self._talk(request)
        if self.status and self.options.on_response is not None:
            with _tracing.contained("the hook on_response"):
                await _settled(self.options.on_response(self.response))
        return self.finish(problem)

    @asynccontextmanager
    async def _slot(self) -> AsyncGenerator[None]:
        try:
            async with asyncio.timeout(self.options.timeout):
                await self._slots.acquire()
        except TimeoutError:
            raise busy(self._settings, self) from None
        try:
            yield
        finally:
            self._slots.release()

    async def _talk(self, request: Outgoing) -> CloseError | None:
        self.begun, self._began = True, self._settings.clock.monotonic()
        try:
            async with (
                asyncio.timeout(self.options.timeout),
                aclosing(await self._send(request)) as response,
            ):
                if not self.begin(response.status_code, response.headers):
                    pass
                elif response.is_stream_consumed:
                    self.take(response.content)
                else:
                    async for chunk in response.stream:
                        self.take(chunk)
        except CloseError as error:
            # Without this frame: what the answer is read from refers to the request, and with it the key.
            return error.with_traceback(None)
        except Exception as error:  # noqa: BLE001 - as for the blocking one, and the event loop's own
            return failure(self, error)
        return None

    async def post(self, form: Form) -> Secret:
        """Post a form and give the body of a success."""
        await self.converse(self._settings.prepare_form(form, self, self._record))
        return Secret(self.body)

    async def _record(self, event: str, info: Mapping[str, Any]) -> None:
        if not is_tunnel(info):
            self.note(event)


class AwaitingWire:
    """Sends calls and awaits the answers; it belongs to one event loop."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._slots = asyncio.Semaphore(settings.max_connections)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._renewals: set[asyncio.Task[None]] = set()
        self._closed = False
        self.ahead: set[Ticket[Any]] = set()
        self._routes = Routes(settings, AwaitingPool, "handle_async_request")

    @property
    def connections(self) -> int:
        """How many calls may be under way."""
        return self._settings.max_connections

    @property
    def pace(self) -> Pace:
        """When the next call may go."""
        return self._settings.pace

    async def send(self, call: Call[Answer], options: Options) -> Answer:
        """Send the request and return the answer as the call reads it.

        Raises:
            CloseError: The answer is no success, cannot be read, or did not come.
        """
        refuse_closed(self._settings, closed=self._closed)
        self._stay()
        sign_in = self._settings.sign_in
        if sign_in.due(self._settings.clock.time()):
            await self._renew(None, options)
        used = sign_in.header()
        try:
            return await self._once(call, options)
        except Unauthorized:
            # The service refused it and did nothing, so it may be sent again with a new token.
            await self._renew(used, options)
            if sign_in.header() is used:
                raise
        return await self._once(call, options)

    def _stay(self) -> None:
        """Keep to the event loop of the first call: another one cannot use its connections."""
        running = asyncio.get_running_loop()
        self._loop = self._loop or running
        if self._loop is not running:
            message = (
                "nothing was sent: one AsyncClose belongs to one event loop, and this one has made calls "
                "in another; make a new AsyncClose in each asyncio.run()"
            )
            raise ConfigurationError(message)

    async def _once(self, call: Call[Answer], options: Options) -> Answer:
        send = self._routes.reads if call.repeatable else self._routes.starts
        exchange = _AwaitingExchange(self._settings, self._slots, send, options)
        with (
            _tracing.span(call, exchange),
            interruptions(call, exchange),
            exchange.counted(call, self.pace),
        ):
            await call.operation.asyncio_detailed(client=exchange, **call.arguments)
            return exchange.read(call)

    async def _renew(self, rejected: Secret | None, options: Options) -> None:
        now = self._settings.clock.time()
        post = partial(self._post, options.unhooked())
        # A task of its own: a cancelled call must not lose tokens that are on their way.
        renewal = self._settings.sign_in.renew_async(rejected, now, post, options.timeout)
        task = asyncio.create_task(renewal)
        self._renewals.add(task)
        task.add_done_callback(self._renewals.discard)
        # Nobody may be left to hear how it ended.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        await asyncio.shield(task)

    async def _post(self, options: Options, form: Form) -> Secret:
        with covered():
            return await _AwaitingExchange(
                self._settings, self._slots, self._routes.starts, options
            ).post(form)

    async def close(self) -> None:
        """Close the connections, once no renewal needs them."""
        self._closed = True
        if self._renewals and self._loop is asyncio.get_running_loop():
            await asyncio.wait(self._renewals, timeout=_FAREWELL)
        for transport in self._routes.owned:
            # Connections of an event loop that has ended went with it.
            with suppress(RuntimeError):
                await transport.aclose()
