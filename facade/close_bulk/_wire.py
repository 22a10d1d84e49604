"""The way over the network: the only module of the facade that knows the HTTP library.

A generated endpoint asks its client for an HTTP client and sends one request with it. What it gets is an
`_Exchange`: one call, with its time limit, its size limit and the connection's own record of what was
sent. Whatever is not a success becomes an error before the generated parser sees it.
"""

from __future__ import annotations

import json
from contextlib import aclosing, closing
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Final, cast

import httpx

from close_api_client import Client
from close_bulk import _answers
from close_bulk._version import __version__
from close_bulk.errors import (
    BadResponse,
    CallTimeout,
    ConfigurationError,
    RequestSummary,
    TransportError,
)

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from close_bulk._clock import Clock
    from close_bulk._effects import Call, Model

LARGEST_BODY: Final = 16 * 1024 * 1024
"""Bytes; a page of 200 bulk actions has some 400 KiB."""
_CONNECT_TIMEOUT: Final = 10.0
# A pooled connection may have gone stale, which leaves open whether a start arrived; a fresh one seldom does.
_FRESH: Final = httpx.Limits(max_keepalive_connections=0)
_BODY_BEGUN: Final = "send_request_body.started"
_SENDING_FAILED: Final = ("send_request_headers.failed", "send_request_body.failed")
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_PARSING: Final = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What generated parsers raise over a body that they do not expect."""


class _KeyAuth(httpx.Auth):
    """Signs in per request, so that the key stands in no header mapping of ours or of the caller's."""

    def __init__(self, api_key: str) -> None:
        self._sign_in = httpx.BasicAuth(api_key, "").auth_flow

    def auth_flow(self, request: httpx.Request) -> Any:
        return self._sign_in(request)


@cache
def _tls() -> ssl.SSLContext:
    # Loading the certificates takes 20 ms; once per process is enough.
    return httpx.create_ssl_context(trust_env=False)


class Settings:
    """What both wires are built from."""

    def __init__(
        self, *, api_key: str, base_url: str, timeout: float, transport: object, clock: Clock
    ) -> None:
        self._auth = _KeyAuth(api_key)
        self.base_url = base_url
        self.timeout = timeout
        self.transport = transport
        self.clock = clock

    def client_options(self) -> dict[str, Any]:
        """Give the arguments that both kinds of HTTP client take."""
        options: dict[str, Any] = {
            "auth": self._auth,
            "base_url": self.base_url,
            "cookies": CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            "follow_redirects": False,
            "headers": {
                "Accept": "application/json",
                # A compressed body could be a thousand times larger than it is on the wire.
                "Accept-Encoding": "identity",
                "User-Agent": f"close-bulk/{__version__}",
            },
            "timeout": httpx.Timeout(self.timeout, connect=min(self.timeout, _CONNECT_TIMEOUT)),
            # No proxy, no certificate and no key log may be slipped in by a variable of the environment.
            "trust_env": False,
        }
        if self.transport is not None:
            return {**options, "transport": self.transport}
        return {**options, "verify": _tls() if self.base_url.startswith("https:") else False}


class _Exchange:
    """One call, seen by a generated endpoint as its HTTP client."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._deadline = settings.clock.monotonic() + settings.timeout
        self._events: set[str] = set()
        self.summary = RequestSummary("", "")
        self.status = 0
        self._chunks = bytearray()

    @property
    def body(self) -> bytes:
        """What of the answer's body has come so far."""
        return bytes(self._chunks)

    def _prepare(
        self, http: httpx.Client | httpx.AsyncClient, trace: object, arguments: dict[str, Any]
    ) -> httpx.Request:
        self.summary = RequestSummary(
            arguments["method"].upper(), arguments["url"], arguments.get("json", {})
        )
        return http.build_request(**arguments, extensions={"trace": trace})

    @staticmethod
    def _is_compressed(response: httpx.Response) -> bool:
        return str(response.headers.get("content-encoding", "identity")) != "identity"

    def _take(self, chunk: bytes) -> None:
        self._chunks += chunk
        if len(self._chunks) > LARGEST_BODY:
            raise self.odd(f"its body is larger than {LARGEST_BODY} bytes")
        if self._settings.clock.monotonic() > self._deadline:
            raise self._timed_out(sent=True)

    def _finish(self, response: httpx.Response) -> httpx.Response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        error = _answers.refusal(
            response.status_code, headers, self.body, self.summary, self._settings.clock.time()
        )
        if error is not None:
            raise error
        if self._is_compressed(response):
            raise self.odd("its body is compressed, which was not asked for")
        return httpx.Response(response.status_code, headers=headers, content=self.body)

    def _sent(self) -> bool:
        """Tell whether the server may have had the whole request; without a record, it may."""
        if not self._events:
            return True
        broken = any(event.endswith(_SENDING_FAILED) for event in self._events)
        return not broken and any(event.endswith(_BODY_BEGUN) for event in self._events)

    def _timed_out(self, *, sent: bool) -> CallTimeout:
        seconds = self._settings.timeout
        message = f"{self.summary} was not answered in full within {seconds:g} s; a larger timeout may help"
        return CallTimeout(message, request=self.summary, sent=sent)

    def failed(self, error: httpx.HTTPError) -> TransportError:
        """Give our error for one of the HTTP library's."""
        sent = self._sent() and not isinstance(error, _NEVER_SENT)
        if isinstance(error, httpx.TimeoutException):
            return self._timed_out(sent=sent)
        when = "after" if sent else "before"
        reason = str(error) or type(error).__name__
        message = (
            f"{self.summary}: the connection to {self._settings.base_url} failed {when} the request was sent "
            f"in full: {reason}"
        )
        return TransportError(message, request=self.summary, sent=sent)

    def odd(self, why: str) -> BadResponse:
        """Give the error for a success that cannot be read."""
        return BadResponse(
            f"{self.summary} was answered {self.status}, but {why}",
            request=self.summary,
            status=self.status,
            body=self.body,
        )

    def read(self, model: type[Model], parsed: object) -> Model:
        """Give the answer as ``model``, also where the generated parser gave up on an unusual status.

        Raises:
            BadResponse: The body is not what the contract describes.
        """
        if isinstance(parsed, model):
            return parsed
        try:
            read: Model = cast("Any", model).from_dict(json.loads(self.body))
        except _PARSING as error:
            what = (
                "its body is empty"
                if not self.body
                else f"its body is not a {model.__name__}: {error!r}"
            )
            failure = self.odd(what)
        else:
            return read
        raise failure


class _BlockingExchange(_Exchange):
    def __init__(self, settings: Settings, http: httpx.Client) -> None:
        super().__init__(settings)
        self._http = http

    def request(self, **arguments: Any) -> httpx.Response:
        """Send one request, as `httpx.Client.request` does."""
        request = self._prepare(self._http, self._record, arguments)
        try:
            response = self._http.send(request, stream=True)
            self.status = response.status_code
            with closing(response):
                if not self._is_compressed(response):
                    for chunk in response.iter_bytes():
                        self._take(chunk)
        except httpx.HTTPError as error:
            failure = self.failed(error)
        else:
            return self._finish(response)
        # Outside the handler: the library's exception holds the request, and with it the key.
        raise failure

    def _record(self, event: str, _: Mapping[str, Any]) -> None:
        self._events.add(event)


class _AwaitingExchange(_Exchange):
    def __init__(self, settings: Settings, http: httpx.AsyncClient) -> None:
        super().__init__(settings)
        self._http = http

    async def request(self, **arguments: Any) -> httpx.Response:
        """Send one request, as `httpx.AsyncClient.request` does."""
        request = self._prepare(self._http, self._record, arguments)
        try:
            response = await self._http.send(request, stream=True)
            self.status = response.status_code
            async with aclosing(response):
                if not self._is_compressed(response):
                    async for chunk in response.aiter_bytes():
                        self._take(chunk)
        except httpx.HTTPError as error:
            failure = self.failed(error)
        else:
            return self._finish(response)
        raise failure

    async def _record(self, event: str, _: Mapping[str, Any]) -> None:
        self._events.add(event)


class BlockingWire:
    """Sends calls and waits for the answers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        options = settings.client_options()
        self._reads = httpx.Client(**options)
        self._starts = httpx.Client(**options, limits=_FRESH)

    def send(self, call: Call[Model]) -> Model:
        """Send the request and return the parsed answer.

        Raises:
            CloseError: The answer is no success, cannot be read, or did not come.
        """
        http = self._reads if call.repeatable else self._starts
        _refuse_closed(closed=http.is_closed)
        exchange = _BlockingExchange(self._settings, http)
        client = Client(base_url="").set_httpx_client(cast("httpx.Client", exchange))
        try:
            parsed = call.operation.sync_detailed(client=client, **call.arguments).parsed
        except _PARSING:
            if not exchange.status:
                raise
            parsed = None
        return exchange.read(call.model, parsed)

    def close(self) -> None:
        """Close the connections."""
        self._reads.close()
        self._starts.close()


class AwaitingWire:
    """Sends calls and awaits the answers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        options = settings.client_options()
        self._reads = httpx.AsyncClient(**options)
        self._starts = httpx.AsyncClient(**options, limits=_FRESH)

    async def send(self, call: Call[Model]) -> Model:
        """Send the request and return the parsed answer.

        Raises:
            CloseError: The answer is no success, cannot be read, or did not come.
        """
        http = self._reads if call.repeatable else self._starts
        _refuse_closed(closed=http.is_closed)
        exchange = _AwaitingExchange(self._settings, http)
        client = Client(base_url="").set_async_httpx_client(cast("httpx.AsyncClient", exchange))
        try:
            parsed = (await call.operation.asyncio_detailed(client=client, **call.arguments)).parsed
        except _PARSING:
            if not exchange.status:
                raise
            parsed = None
        return exchange.read(call.model, parsed)

    async def close(self) -> None:
        """Close the connections."""
        await self._reads.aclose()
        await self._starts.aclose()


def _refuse_closed(*, closed: bool) -> None:
    if closed:
        message = (
            "this client is closed; make the call inside its `with` block, or make a new client"
        )
        raise ConfigurationError(message)
