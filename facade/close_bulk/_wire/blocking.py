"""The wire that waits."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any

from close_bulk import _tracing
from close_bulk._exchange import Exchange
from close_bulk._forking import at_fork
from close_bulk._network import ends_in
from close_bulk._secrets import Secret, covered
from close_bulk._sending import SignInDue, interruptions, stopping
from close_bulk._wire.common import (
    Outgoing,
    Routes,
    Settings,
    busy,
    failure,
    is_tunnel,
    refuse_closed,
)
from close_bulk._wire.pools import BlockingPool
from close_bulk.errors import CloseError, Unauthorized

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from close_bulk._effects import Answer, Call, Ticket
    from close_bulk._options import Options
    from close_bulk._pace import Pace
    from close_bulk._renewal import Form

    Send = Callable[[Outgoing], Any]


class _BlockingExchange(Exchange):
    exact = True

    def __init__(
        self, settings: Settings, slots: BoundedSemaphore, send: Send, options: Options
    ) -> None:
        super().__init__(settings.base_url, options, settings.clock, settings.sign_in.advice)
        self._settings = settings
        self._slots = slots
        self._send = send

    def request(self, **arguments: Any) -> Any:
        """Send one request, as `httpx.Client.request` does."""
        request = self._settings.prepare(arguments, self, self._record)
        if self.options.on_request is not None:
            with stopping():
                self.options.on_request(self.summary)
        return self.converse(request)

    def converse(self, request: Outgoing) -> Any:
        """Send a request and take in the answer."""
        # A slot is for the network alone: hooks have none, for they may make calls.
        if not self._slots.acquire(timeout=self.options.timeout):
            raise busy(self._settings, self)
        try:
            with covered():
                problem = self._talk(request)
        finally:
            self._slots.release()
        if self.status and self.options.on_response is not None:
            with _tracing.contained("the hook on_response"):
                self.options.on_response(self.response)
        # Outside the handler: the library's exception holds the request, and with it the key.
        return self.finish(problem)

    def _talk(self, request: Outgoing) -> CloseError | None:
        self.begun, self._began = True, self._settings.clock.monotonic()
        ends_in(self.options.timeout)
        try:
            with closing(self._send(request)) as response:
                if not self.begin(response.status_code, response.headers):
                    pass
                elif response.is_stream_consumed:
                    self.take(response.content)
                else:
                    for chunk in response.stream:
                        self.take(chunk)
        except CloseError as error:
            # Without this frame: what the answer is read from refers to the request, and with it the key.
            return error.with_traceback(None)
        except Exception as error:  # noqa: BLE001 - TLS, resolver and handed-in transports have their own
            return failure(self, error)
        return None

    def post(self, form: Form) -> Secret:
        """Post a form and give the body of a success."""
        self.converse(self._settings.prepare_form(form, self, self._record))
        return Secret(self.body)

    def _record(self, event: str, info: Mapping[str, Any]) -> None:
        if not is_tunnel(info):
            self.note(event)


class BlockingWire:
    """Sends calls and waits for the answers; threads may share it.

    There are never more calls under way than connections: the HTTP library's pool fails otherwise.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._slots = BoundedSemaphore(settings.max_connections)
        at_fork(self)
        self._closed = False
        self.ahead: set[Ticket[Any]] = set()
        self._routes = Routes(settings, BlockingPool, "handle_request")

    @property
    def connections(self) -> int:
        """How many calls may be under way."""
        return self._settings.max_connections

    @property
    def pace(self) -> Pace:
        """When the next call may go."""
        return self._settings.pace

    def send(self, call: Call[Answer], options: Options) -> Answer:
        """Send the request and return the answer as the call reads it.

        Raises:
            CloseError: The answer is no success, cannot be read, or did not come.
        """
        refuse_closed(self._settings, closed=self._closed)
        sign_in = self._settings.sign_in
        if sign_in.due(self._settings.clock.time()):
            if call.is_ahead:
                raise SignInDue
            self._renew(None, options)
        used = sign_in.header()
        try:
            return self._once(call, options)
        except Unauthorized:
            if call.is_ahead:
                raise SignInDue from None
            # The service refused it and did nothing, so it may be sent again with a new token.
            self._renew(used, options)
            if sign_in.header() is used:
                raise
        return self._once(call, options)

    def _once(self, call: Call[Answer], options: Options) -> Answer:
        send = self._routes.reads if call.repeatable else self._routes.starts
        exchange = _BlockingExchange(self._settings, self._slots, send, options)
        with (
            _tracing.span(call, exchange),
            interruptions(call, exchange),
            exchange.counted(call, self.pace),
        ):
            call.operation.sync_detailed(client=exchange, **call.arguments)
            return exchange.read(call)

    def _renew(self, rejected: Secret | None, options: Options) -> None:
        now = self._settings.clock.time()
        post = partial(self._post, options.unhooked())
        self._settings.sign_in.renew(rejected, now, post, options.timeout)

    @covered()
    def _post(self, options: Options, form: Form) -> Secret:
        return _BlockingExchange(self._settings, self._slots, self._routes.starts, options).post(
            form
        )

    def forked(self) -> None:
        """Begin anew in a child process: the threads that use what is here stayed with the parent."""
        self._slots = BoundedSemaphore(self._settings.max_connections)
        self.ahead.clear()

    def close(self) -> None:
        """Close the connections."""
        self._closed = True
        for transport in self._routes.owned:
            transport.close()
