"""An HTTP archive (HAR 1.2) of everything that was sent and answered, without the key.

It holds all exchanges and not only those of findings: what is wrong with a server mostly shows in what
it said before. They are written as they come, so that a run of any length needs no memory for them.
"""

import base64
from datetime import UTC, datetime
from typing import IO, Final
from urllib.parse import parse_qsl

import harfile
from attrs import define, evolve, field

from close_contract.report import Seen
from close_contract.traffic.messages import Pairs, Request, Response, values
from close_contract.traffic.privacy import HIDDEN, hidden, secrets_of

_HTTP: Final = "HTTP/1.1"
_SECRET: Final = frozenset({"authorization", "cookie", "set-cookie", "proxy-authorization"})


@define
class Archive:
    """Writes exchanges into a stream; `origin` is the scheme and host that they went to.

    How requests sign in is left out, and everywhere these `secrets`.
    """

    stream: IO[str]
    origin: str
    secrets: frozenset[str] = field(repr=False)
    _file: harfile.HarFile = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Begin the archive."""
        creator = harfile.Creator(name="close-contract", version="1")
        self._file = harfile.HarFile(self.stream, creator=creator)

    def add(self, seen: Seen) -> None:
        """Write an exchange."""
        # Credentials that were made up may be anything, also a word of the answer.
        secrets = secrets_of(evolve(seen.request, headers=())) | self.secrets
        milliseconds = round(seen.seconds * 1000, 3)
        self._file.add_entry(
            startedDateTime=datetime.fromtimestamp(seen.at, UTC),
            time=milliseconds,
            request=self._request(seen.request, secrets),
            response=_response(seen.response, secrets),
            timings=harfile.Timings(send=0, wait=milliseconds, receive=0),
        )

    def close(self) -> None:
        """End the archive; the stream stays open."""
        self._file.close()

    def _request(self, request: Request, secrets: frozenset[str]) -> harfile.Request:
        query = parse_qsl(request.query, keep_blank_values=True)
        return harfile.Request(
            method=request.method,
            url=f"{self.origin}{hidden(request.target, secrets)}",
            httpVersion=_HTTP,
            headers=_headers(request.headers, secrets),
            queryString=_records(query, secrets),
            postData=_posted(request, secrets),
            bodySize=len(request.body),
        )


def _posted(request: Request, secrets: frozenset[str]) -> harfile.PostData | None:
    if not request.body:
        return None
    declared = "".join(values(request.headers, "content-type")[:1])
    try:
        text, comment = request.body.decode("utf-8"), None
    except UnicodeDecodeError:
        # An archive has no way to say so of a request.
        text, comment = request.body.decode("latin-1"), "not UTF-8; each character is a byte"
    return harfile.PostData(mimeType=declared, text=hidden(text, secrets), comment=comment)


def _response(response: Response, secrets: frozenset[str]) -> harfile.Response:
    declared = "".join(values(response.headers, "content-type")[:1])
    return harfile.Response(
        status=response.status,
        statusText="",
        httpVersion=_HTTP,
        headers=_headers(response.headers, secrets),
        content=_content(response, declared, secrets),
        redirectURL=hidden("".join(values(response.headers, "location")[:1]), secrets),
        bodySize=len(response.body),
    )


def _content(response: Response, declared: str, secrets: frozenset[str]) -> harfile.Content:
    try:
        body = response.content()
    except ValueError:
        body = response.body
    try:
        text, encoding = hidden(body.decode("utf-8"), secrets), None
    except UnicodeDecodeError:
        clean = hidden(body.decode("latin-1"), secrets).encode("latin-1")
        text, encoding = base64.b64encode(clean).decode("ascii"), "base64"
    return harfile.Content(size=len(body), mimeType=declared, text=text, encoding=encoding)


def _headers(headers: Pairs, secrets: frozenset[str]) -> list[harfile.Record]:
    shown = [(name, HIDDEN if name.lower() in _SECRET else value) for name, value in headers]
    return _records(shown, secrets)


def _records(pairs: list[tuple[str, str]], secrets: frozenset[str]) -> list[harfile.Record]:
    return [harfile.Record(name=name, value=hidden(value, secrets)) for name, value in pairs]
