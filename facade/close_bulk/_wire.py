"""The way over the network: the only module of the facade that knows the HTTP library.

A generated endpoint asks its client for an HTTP client and sends one request with it. What it gets is an
`_Exchange`: one call, with its time limit, its size limit and the connection's own record of what was
sent. Whatever is not a success becomes an error before the generated parser sees it.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing, closing, suppress
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

import httpcore
import httpx

from close_api_client import Client
from close_bulk import _answers
from close_bulk._json import show
from close_bulk._network import Network, ends_in
from close_bulk._version import __version__
from close_bulk.errors import (
    BadResponse,
    CallTimeout,
    CloseError,
    ConfigurationError,
    RequestSummary,
    TransportError,
)

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator, Mapping

    from close_bulk._clock import Clock
    from close_bulk._config import Secret
    from close_bulk._effects import Call, Model

LARGEST_BODY: Final = 16 * 1024 * 1024
"""Bytes; a page of 200 bulk actions has some 400 KiB."""
_CONNECT_TIMEOUT: Final = 10.0
# A pooled connection may have gone stale, which leaves open whether a start arrived; a fresh one seldom does.
_FRESH: Final = httpx.Limits(max_keepalive_connections=0)
_POOLED: Final = httpx.Limits(max_connections=100, max_keepalive_connections=100)
_BODY_BEGUN: Final = "send_request_body.started"
_SENDING_FAILED: Final = ("send_request_headers.failed", "send_request_body.failed")
_NEVER_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_PARSING: Final = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What generated parsers raise over a body that they do not expect."""


class _KeyAuth(httpx.Auth):
    """Signs in per request, so that the key stands in no header mapping of ours or of the caller's."""

    def __init__(self, api_key: Secret) -> None:
        self._api_key = api_key

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        yield from httpx.BasicAuth(self._api_key.reveal(), "").auth_flow(request)


class _Transport(httpx.HTTPTransport):
    """The library's own transport, over connections that end with the call."""

    def __init__(self, tls: ssl.SSLContext | None, limits: httpx.Limits) -> None:
        super().__init__(verify=tls or False, trust_env=False, limits=limits)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=Network(),
        )


@cache
def _tls() -> ssl.SSLContext:
    # Loading the certificates takes 20 ms; once per process is enough.
    return httpx.create_ssl_context(trust_env=False)


class Settings:
    """What both wires are built from."""

    def __init__(
        self, *, api_key: Secret, base_url: str, timeout: float, transport: Any, clock: Clock
    ) -> None:
        self._auth = _KeyAuth(api_key)
        self.base_url = base_url
        self.timeout = timeout
        self._transport = transport
        self.clock = clock

    def _options(self) -> dict[str, Any]:
        return {
            "auth": self._auth,
            "base_url": _url(self.base_url),
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

    def _secure(self) -> ssl.SSLContext | None:
        return None if self.base_url.startswith("http:") else _tls()

    def blocking(self, limits: httpx.Limits) -> httpx.Client:
        """Make an HTTP client that waits."""
        transport = self._transport or _Transport(self._secure(), limits)
        return httpx.Client(**self._options(), transport=transport)

    def awaiting(self, limits: httpx.Limits) -> httpx.AsyncClient:
        """Make an HTTP client that awaits."""
        transport = self._transport or httpx.AsyncHTTPTransport(
            verify=self._secure() or False, trust_env=False, limits=limits
        )
        return httpx.AsyncClient(**self._options(), transport=transport)


def _url(text: str) -> httpx.URL:
    try:
        return httpx.URL(text)
    except httpx.InvalidURL as error:
        message = f"base URL {show(text)} is not a URL: {error}"
    raise ConfigurationError(message)


class _Exchange:
    """One call, seen by a generated endpoint as its HTTP client."""

    _exact: ClassVar[bool]
    """Whether a failed send shows that the rest was not sent; an event loop may send it later."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._events: set[str] = set()
        self._chunks = bytearray()
        self._headers: dict[str, str] = {}
        self.summary = RequestSummary("", "")
        self.status = 0
        self.succeeded = False

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

    def _begin(self, response: httpx.Response) -> bool:
        """Note the head of the answer, and tell whether its body is to be read."""
        self.status = response.status_code
        self._headers = {name.lower(): value for name, value in response.headers.items()}
        return not self._is_compressed()

    def _is_compressed(self) -> bool:
        codings = self._headers.get("content-encoding", "").lower().split(",")
        return not {coding.strip() for coding in codings} <= {"", "identity"}

    def _take(self, chunk: bytes) -> None:
        self._chunks += chunk
        if len(self._chunks) > LARGEST_BODY:
            raise self.odd(f"its body is larger than {LARGEST_BODY} bytes")

    def _finish(self, failure: CloseError | None) -> httpx.Response:
        if self.status:
            # A refusal is one by its first line, whatever became of the rest.
            now = self._settings.clock.time()
            refusal = _answers.refusal(self.status, self._headers, self.body, self.summary, now)
            if refusal is not None:
                raise refusal
        if failure is not None:
            raise failure
        if self._is_compressed():
            raise self.odd("its body is compressed, which was not asked for")
        self.succeeded = True
        return httpx.Response(self.status, content=self.body)

    def _failed(self, error: Exception) -> TransportError:
        sent = self._may_have_been_sent() and not isinstance(error, _NEVER_SENT)
        advice = "" if sent else "the service has not had the request, so it is safe to repeat"
        if isinstance(error, httpx.TimeoutException | TimeoutError):
            what = f"{self.summary} was not answered in full within {self._settings.timeout:g} s"
            advice = advice or "a larger timeout may help"
            return CallTimeout(what, request=self.summary, sent=sent, advice=advice)
        when = "after" if sent else "before"
        what = (
            f"{self.summary}: the connection to {self._settings.base_url} failed {when} the request was "
            f"sent in full: {error or type(error).__name__}"
        )
        if not sent:
            advice += "; check the address and that the server runs (an emulator takes a new port each time)"
        return TransportError(what, request=self.summary, sent=sent, advice=advice)

    def _may_have_been_sent(self) -> bool:
        """Tell whether the server may have had the whole request; without a record, it may."""
        if not self._events:
            return True
        begun = any(event.endswith(_BODY_BEGUN) for event in self._events)
        broken = any(event.endswith(_SENDING_FAILED) for event in self._events)
        return begun and not (broken and self._exact)

    def odd(self, why: str) -> BadResponse:
        """Give the error for a success that cannot be used."""
        return BadResponse(
            f"{self.summary} was answered {self.status}, but {why}",
            request=self.summary,
            status=self.status,
            body=self.body,
        )

    def read(self, call: Call[Model], parsed: object) -> Model:
        """Give the answer to a call, also where the generated parser gave up on an unusual status.

        Raises:
            BadResponse: The body is not what the contract describes, or the call objects to it.
        """
        answer = parsed if isinstance(parsed, call.model) else self._parse(call.model)
        objection = call.objection(answer)
        if objection is not None:
            raise self.odd(objection)
        return answer

    def _parse(self, model: type[Model]) -> Model:
        try:
            parsed: Model = cast("Any", model).from_dict(json.loads(self.body))
        except _PARSING as error:
            reason = f"its body is not a {model.__name__}: {error!r}"
        else:
            return parsed
        raise self.odd(reason if self.body else "its body is empty")


class _BlockingExchange(_Exchange):
    _exact = True

    def __init__(self, settings: Settings, http: httpx.Client) -> None:
        super().__init__(settings)
        self._http = http

    def request(self, **arguments: Any) -> httpx.Response:
        """Send one request, as `httpx.Client.request` does."""
        request = self._prepare(self._http, self._record, arguments)
        failure: CloseError | None = None
        ends_in(self._settings.timeout)
        try:
            with closing(self._http.send(request, stream=True)) as response:
                if self._begin(response):
                    for chunk in response.iter_bytes():
                        self._take(chunk)
        except CloseError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - TLS, resolver and handed-in transports have their own
            failure = self._failed(error)
        # Outside the handler: the library's exception holds the request, and with it the key.
        return self._finish(failure)

    def _record(self, event: str, _: Mapping[str, Any]) -> None:
        self._events.add(event)


class _AwaitingExchange(_Exchange):
    _exact = False

    def __init__(self, settings: Settings, http: httpx.AsyncClient) -> None:
        super().__init__(settings)
        self._http = http

    async def request(self, **arguments: Any) -> httpx.Response:
        """Send one request, as `httpx.AsyncClient.request` does."""
        request = self._prepare(self._http, self._record, arguments)
        failure: CloseError | None = None
        try:
            async with (
                asyncio.timeout(self._settings.timeout),
                aclosing(await self._http.send(request, stream=True)) as response,
            ):
                if self._begin(response):
                    async for chunk in response.aiter_bytes():
                        self._take(chunk)
        except CloseError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - as for the blocking one, and the event loop's own
            failure = self._failed(error)
        return self._finish(failure)

    async def _record(self, event: str, _: Mapping[str, Any]) -> None:
        self._events.add(event)


class BlockingWire:
    """Sends calls and waits for the answers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reads = settings.blocking(_POOLED)
        self._starts = settings.blocking(_FRESH)

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
            if not exchange.succeeded:
                raise
            parsed = None
        return exchange.read(call, parsed)

    def close(self) -> None:
        """Close the connections."""
        self._reads.close()
        self._starts.close()


class AwaitingWire:
    """Sends calls and awaits the answers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._reads = settings.awaiting(_POOLED)
        self._starts = settings.awaiting(_FRESH)

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
            if not exchange.succeeded:
                raise
            parsed = None
        return exchange.read(call, parsed)

    async def close(self) -> None:
        """Close the connections."""
        for http in (self._reads, self._starts):
            # Connections of an event loop that has ended went with it.
            with suppress(RuntimeError):
                await http.aclose()


def _refuse_closed(*, closed: bool) -> None:
    if closed:
        message = (
            "this client is closed; make the call inside its `with` block, or make a new client"
        )
        raise ConfigurationError(message)
