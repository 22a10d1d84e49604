"""What both wires share: the requests they send, and what their failures mean."""

from __future__ import annotations

import json
import ssl
import sys
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, Final, Literal
from urllib.parse import quote, urlencode, urlsplit

import certifi
import httpcore

from close_bulk._lazy import Later
from close_bulk._pace import Pace
from close_bulk._secrets import Secret
from close_bulk._version import __version__
from close_bulk.errors import CallTimeout, CloseError, ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from close_bulk._clock import Clock
    from close_bulk._exchange import Exchange
    from close_bulk._options import Options
    from close_bulk._renewal import Form
    from close_bulk._signin import SignIn
else:
    # A third of the time to the first call. Our own connections are those of its engine.
    httpx = Later("httpx")

_CONNECT_TIMEOUT: Final = 10.0
_IDLE_READS: Final = 30.0
# Seconds. A connection that was idle for long may have gone stale, which leaves open whether a start
# arrived; no server of note closes one after less than a few seconds.
_IDLE_STARTS: Final = 1.0
_PROOF: Final = 0.05
"""Seconds for which the service must have kept a connection before one is used again for a start."""
_HEADERS: Final = (
    (b"Accept", b"application/json"),
    # A compressed body could be a thousand times larger than it is on the wire.
    (b"Accept-Encoding", b"identity"),
    (b"User-Agent", f"close-bulk/{__version__}".encode()),
)
# What stands in a URL as it is; the rest of ASCII is escaped.
_URL_LETTERS: Final = "!#$%&'()*+,-./:;=?@[]_~"


@cache
def trust() -> ssl.SSLContext:
    # Loading the certificates takes 20 ms; once per process is enough.
    # Not the default context, which writes the keys of all connections to where SSLKEYLOGFILE says.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(certifi.where())
    return context


class Outgoing:
    """A request on its way to a connection of ours, or to a client or transport that was handed in.

    What is secret in it is uncovered on the way only.
    """

    def __init__(
        self,
        method: str,
        url: str,
        headers: list[tuple[bytes, bytes]],
        content: Secret,
        *,
        sign_in: Secret | None = None,
        exchange: Exchange,
        trace: object,
    ) -> None:
        """Describe a request.

        Args:
            method: The method.
            url: The whole URL.
            headers: Those that anybody may see.
            content: The body as bytes, or None.
            sign_in: The value of the Authorization header, where it has one.
            exchange: What notes how far it has come.
            trace: What clients and transports that were handed in tell that.
        """
        self.method = method
        self.url = url
        self._headers = headers
        self._content = content
        self._sign_in = sign_in
        self.note = exchange.note
        self._limits = _limits(exchange.options)
        self._trace = trace

    def for_connection(self) -> httpcore.Request:
        """Say it as connections take it; httpx would spend more on this than on sending it."""
        target, host = _target(self.url)
        headers, content = [(b"Host", host), *self._all_headers()], self._content.reveal()
        if content is not None:
            headers.append((b"Content-Length", b"%d" % len(content)))
        return httpcore.Request(
            self.method,
            target,
            headers=headers,
            content=content,
            extensions={"timeout": self._limits},
        )

    def for_httpx(self) -> httpx.Request:
        """Say it as clients and transports take it."""
        return httpx.Request(
            self.method,
            self.url,
            headers=self._all_headers(),
            content=self._content.reveal(),
            extensions={"timeout": self._limits, "trace": self._trace},
        )

    def _all_headers(self) -> list[tuple[bytes, bytes]]:
        if self._sign_in is None:
            return self._headers
        return [*self._headers, (b"Authorization", self._sign_in.reveal().encode())]


@lru_cache(maxsize=256)
def _target(url: str) -> tuple[httpcore.URL, bytes]:
    """Give a URL of ASCII letters as connections take it, and the name that its server goes by."""
    parts = urlsplit(url)
    rest = quote(url.partition("//")[2][len(parts.netloc) :], safe=_URL_LETTERS)
    host = (parts.hostname or "").encode()
    target = httpcore.URL(
        scheme=parts.scheme, host=host, port=parts.port, target=rest.encode() or b"/"
    )
    return target, parts.netloc.encode()


class Settings:
    """What both wires are built from."""

    def __init__(
        self,
        *,
        sign_in: SignIn,
        base_url: str,
        transport: Any,
        http_client: Any,
        max_connections: int,
        clock: Clock,
    ) -> None:
        self.sign_in = sign_in
        self.base_url = base_url
        self.transport = transport
        self.http_client = http_client
        self.max_connections = max_connections
        self.clock = clock
        self.pace = Pace()

    def tls(self) -> ssl.SSLContext | None:
        """Give the rules of secure connections, where the service is behind them.

        No proxy, no certificate and no key log can be slipped in by a variable of the environment.
        """
        return trust() if self.base_url.startswith("https:") else None

    def prepare(self, arguments: Mapping[str, Any], exchange: Exchange, trace: object) -> Outgoing:
        """Make the request that a generated endpoint describes."""
        path: str = arguments["url"]
        body: Any = arguments.get("json")
        exchange.method, exchange.path = arguments["method"].upper(), path
        query = f"?{urlencode(given)}" if (given := arguments.get("params")) else ""
        if body is not None:
            exchange.content = json.dumps(body, allow_nan=False).encode()
        own: dict[str, str] = arguments.get("headers", {})
        headers = [
            *_HEADERS,
            *((name.encode(), value.encode()) for name, value in own.items()),
        ]
        if exchange.options.tz_offset is not None:
            headers.append((b"X-TZ-Offset", f"{exchange.options.tz_offset:g}".encode()))
        url = f"{self.base_url}{path}{query}"
        return Outgoing(
            exchange.method,
            url,
            headers,
            Secret(exchange.content),
            sign_in=self.sign_in.header(),
            exchange=exchange,
            trace=trace,
        )

    def prepare_form(self, form: Form, exchange: Exchange, trace: object) -> Outgoing:
        """Make the request that posts a form with secrets, of which nothing is noted."""
        exchange.method, exchange.path = "POST", form.url
        headers = [*_HEADERS, (b"Content-Type", b"application/x-www-form-urlencoded")]
        return Outgoing("POST", form.url, headers, form.body, exchange=exchange, trace=trace)


def _limits(options: Options) -> dict[str, float]:
    return {
        "connect": min(options.timeout, _CONNECT_TIMEOUT),
        "read": options.timeout,
        "write": options.timeout,
        "pool": options.timeout,
    }


def is_tunnel(info: Mapping[str, Any]) -> bool:
    """Tell whether a record of the connection is about the way through a proxy, not about our request."""
    return getattr(info.get("request"), "method", None) == b"CONNECT"


def failure(exchange: Exchange, error: Exception) -> CloseError:
    """Say what an exception of the HTTP library, or of a client that was handed in, means."""
    if _is(error, "HTTPStatusError"):
        _take_judged(exchange, error)
    return exchange.failed(
        error,
        timed_out=isinstance(error, TimeoutError) or _is(error, "TimeoutException"),
    )


def _is(error: Exception, *names: str) -> bool:
    """Tell whether an exception is one of these of the HTTP library, where it is loaded, or of its engine."""
    modules = (httpcore, sys.modules.get("httpx"))
    kinds = (getattr(module, name, None) for module in modules for name in names)
    return isinstance(error, tuple(kind for kind in kinds if kind is not None))


def _take_judged(exchange: Exchange, error: Any) -> None:
    """Take the answer that an event hook of a client judged before we did."""
    exchange.begin(error.response.status_code, error.response.headers)
    if error.response.is_stream_consumed:
        exchange.take(error.response.content)


def is_http_client(value: object, *, blocking: bool) -> bool:
    """Tell whether it is a client of the HTTP library, of the kind that waits or of the other."""
    return isinstance(value, httpx.Client if blocking else httpx.AsyncClient)


class Routes:
    """How requests get to the service: reads over connections of one kind, starts over those of another."""

    def __init__(
        self,
        settings: Settings,
        pool: Callable[..., Any],
        method: Literal["handle_request", "handle_async_request"],
    ) -> None:
        """Choose the way that the settings ask for.

        Args:
            settings: May have a client or a transport of the caller's.
            pool: Makes connections of our own.
            method: By which a transport sends.
        """
        self.owned: tuple[Any, ...] = ()
        """What is to be closed with the client."""
        if settings.http_client is not None:
            # It keeps its own connections and event hooks.
            send = partial(
                settings.http_client.send, stream=True, auth=None, follow_redirects=False
            )
            self.reads = self.starts = _through(send)
        elif settings.transport is not None:
            self.owned = (settings.transport,)
            self.reads = self.starts = _through(getattr(settings.transport, method))
        else:
            reads, starts = (
                pool(settings.tls(), _IDLE_READS),
                pool(settings.tls(), _IDLE_STARTS, _PROOF),
            )
            self.owned = (reads, starts)
            self.reads, self.starts = reads.send, starts.send


def _through(send: Callable[[httpx.Request], Any]) -> Callable[[Outgoing], Any]:
    """Send through what takes requests of the HTTP library."""
    return lambda outgoing: send(outgoing.for_httpx())


def refuse_closed(settings: Settings, *, closed: bool) -> None:
    if getattr(settings.http_client, "is_closed", False):
        raise ConfigurationError("the http_client that was handed in is closed; make a new client")
    if closed:
        message = (
            "this client is closed; make the call inside its `with` block, or make a new client"
        )
        raise ConfigurationError(message)


def busy(settings: Settings, exchange: Exchange) -> CallTimeout:
    seconds = f"{exchange.options.timeout:g} s"
    error = CallTimeout(
        f"no connection was free within {seconds}: all {settings.max_connections} are in use",
        request=exchange.summary,
        sent=False,
        advice="nothing was sent; raise max_connections or start fewer calls at once",
    )
    error.queued = True
    return error
