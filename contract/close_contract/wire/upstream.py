"""The server behind the proxy. A request is sent once, on a connection of its own.

A connection that is kept open may be closed by the server while a request is on its way; sending
that request again could start a second bulk action.
"""

import ssl
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import SSLCertVerificationError
from typing import Final
from urllib.parse import urlsplit

from close_contract.server import is_vendors
from close_contract.traffic.messages import READABLE, Pairs, Request, Response
from close_contract.wire.serving import MAX_BODY

_HOP_BY_HOP: Final = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
_OWN: Final = frozenset({*_HOP_BY_HOP, "host", "content-length", "expect"})


class NoAnswer(Exception):
    """The server gave no answer that could be passed on; the text says why."""


class VendorsHost(ValueError):
    """The base URL is the vendor's own, where requests reach real people."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is the vendor's own: what goes there e-mails real people")


class Upstream:
    """Sends requests to a base URL's server, headers and bodies as they are.

    The headers that are not passed on are those of the connection itself; Host names the server;
    an Accept-Encoding is narrowed to what can be read here.

    Raises:
        ValueError: the base URL is none, or is the vendor's and that was not `allowed`.
    """

    def __init__(self, base_url: str, *, timeout: float = 60.0, allow_vendor: bool = False) -> None:
        try:
            url = urlsplit(base_url)
            port = url.port
        except ValueError:
            raise ValueError(f"{base_url} is no URL") from None
        if url.scheme not in {"http", "https"} or not url.hostname or url.query or url.fragment:
            raise ValueError(f"{base_url} is no base URL, such as http://127.0.0.1:8080/api/v1")
        if url.username is not None:
            raise ValueError("the base URL holds a user name; the client's requests bring the key")
        self.is_vendors: Final = is_vendors(url.hostname)
        if self.is_vendors and not allow_vendor:
            raise VendorsHost(url.hostname)
        self.base_path: Final = url.path.rstrip("/")
        self.base_url: Final = f"{url.scheme}://{url.netloc}{self.base_path}"
        self._netloc, self._host, self._port = url.netloc, url.hostname, port
        self._timeout = timeout
        self._tls = ssl.create_default_context() if url.scheme == "https" else None

    def send(self, request: Request) -> Response:
        """Send a request and return the answer.

        Raises:
            NoAnswer: there is none, or it is larger than 16 MB.
        """
        try:
            with closing(self._connect()) as connection:
                return _exchange(connection, request, self._netloc)
        except TimeoutError:
            raise NoAnswer(f"the server did not answer within {self._timeout:g} s") from None
        except SSLCertVerificationError as error:
            reason = f"the server's certificate is not trusted ({error.verify_message})"
            raise NoAnswer(f"{reason}; SSL_CERT_FILE can name one that is") from None
        except HTTPException as error:
            reason = f"the server did not answer in HTTP ({type(error).__name__})"
            raise NoAnswer(reason) from None
        except (OSError, ValueError) as error:
            raise NoAnswer(f"the server cannot be reached: {error}") from None

    def _connect(self) -> HTTPConnection:
        if self._tls is None:
            return HTTPConnection(self._host, self._port, timeout=self._timeout)
        return HTTPSConnection(self._host, self._port, timeout=self._timeout, context=self._tls)


def _exchange(connection: HTTPConnection, request: Request, netloc: str) -> Response:
    connection.putrequest(request.method, request.target, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", netloc)
    for name, value in _passed_on(request):
        connection.putheader(name, value)
    connection.endheaders(request.body or None)
    answer = connection.getresponse()
    body = answer.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        raise NoAnswer(f"the server's answer is larger than {MAX_BODY} bytes")
    if answer.length:
        # Nothing else tells that a body is shorter than it was declared to be.
        raise NoAnswer("the server stopped in the middle of its answer")
    headers: Pairs = tuple(
        (name, value) for name, value in answer.headers.items() if name.lower() not in _HOP_BY_HOP
    )
    return Response(answer.status, headers, body)


def _passed_on(request: Request) -> Iterator[tuple[str, str]]:
    for name, value in request.headers:
        if name.lower() == "accept-encoding":
            yield name, _readable(value)
        elif name.lower() not in _OWN:
            yield name, value
    framed = request.header("content-length") or request.header("transfer-encoding")
    if request.body or framed:
        yield "Content-Length", str(len(request.body))


def _readable(accepted: str) -> str:
    names = [coding.strip() for coding in accepted.split(",")]
    kept = [name for name in names if name.partition(";")[0].strip().lower() in READABLE]
    return ", ".join(kept) or "identity"
