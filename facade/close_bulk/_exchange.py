"""One request and what became of it: what was sent, what came back, what that means."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from attrs import frozen

from close_bulk import _answers
from close_bulk._bodies import UNREADABLE, unread
from close_bulk._options import Options, Response, find_request_id
from close_bulk.errors import BadResponse, CallTimeout, CloseError, RequestSummary, TransportError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from close_bulk._clock import Clock
    from close_bulk._effects import Answer, Call
    from close_bulk._pace import Pace

LARGEST_BODY: Final = 16 * 1024 * 1024
"""Bytes; a page of 200 bulk actions has some 400 KiB."""
_STRANGE: Final = "look at `body` of this error: is that what the service at the base URL answers?"
_REQUEST_BEGUN: Final = "send_request_headers.started"
_BODY_BEGUN: Final = "send_request_body.started"
_SENDING_FAILED: Final = ("send_request_headers.failed", "send_request_body.failed")


@frozen(eq=False)
class ReadElsewhere:
    """What a generated endpoint is answered: a status without a body, so that it parses nothing.

    The body is read by the call's own reader, which also understands a success of an unusual status.
    """

    status_code: HTTPStatus = HTTPStatus.NO_CONTENT
    content: bytes = b""
    headers: Mapping[str, str] = {}


class Exchange:
    """One request on its way, seen by a generated endpoint as its client, and as the HTTP client in that."""

    raise_on_unexpected_status: Final = False
    exact: ClassVar[bool]
    """Whether a failed send shows that the rest was not sent; an event loop may send it later."""

    def __init__(
        self, base_url: str, options: Options, clock: Clock, sign_in_advice: str | None = None
    ) -> None:
        self.options = options
        self.begun = False
        """Whether the request was handed to the network."""
        self._sends: list[set[str]] = [set()]
        self._sign_in_advice = sign_in_advice
        self.method = ""
        self.path = ""
        self.content: bytes | None = None
        """The body that is sent."""
        self.status = 0
        self.headers: dict[str, str] = {}
        self.base_url = base_url
        self._clock = clock
        self._began = clock.monotonic()
        self._chunks = bytearray()

    def get_httpx_client(self) -> Self:
        """Give a generated endpoint what it sends with."""
        return self

    def get_async_httpx_client(self) -> Self:
        """Give a generated endpoint what it sends with."""
        return self

    def note(self, event: str) -> None:
        """Note what the connection records, by the names of the HTTP library.

        A transport that was handed in may send a request more than once, hence a record for each time.
        """
        if event.endswith(_REQUEST_BEGUN):
            self._sends.append(set())
        self._sends[-1].add(event)

    @property
    def summary(self) -> RequestSummary:
        """What is sent; a copy, so that nobody who is given it can change the request."""
        body: Any = {} if self.content is None else json.loads(self.content)
        return RequestSummary(self.method, self.path, body)

    @property
    def body(self) -> bytes:
        """What of the answer's body has come so far."""
        return bytes(self._chunks)

    @property
    def response(self) -> Response:
        """The answer as it came."""
        seconds = self._clock.monotonic() - self._began
        return Response(self.summary, self.status, dict(self.headers), self.body, seconds)

    def begin(self, status: int, headers: Mapping[str, str]) -> bool:
        """Note the head of the answer, and tell whether its body is to be read."""
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        return not self._is_compressed()

    def _is_compressed(self) -> bool:
        coding = self.headers.get("content-encoding")
        return coding is not None and not {c.strip() for c in coding.lower().split(",")} <= {
            "",
            "identity",
        }

    def take(self, chunk: bytes) -> None:
        """Take a piece of the body.

        Raises:
            BadResponse: That is too much.
        """
        self._chunks += chunk
        if len(self._chunks) > LARGEST_BODY:
            raise self.odd(f"its body is larger than {LARGEST_BODY} bytes")

    def finish(self, failure: CloseError | None) -> Any:
        """Say what the request came to.

        Raises:
            CloseError: It was no success.
        """
        if self.status and not _answers.is_success(self.status):
            # A refusal is one by its first line, whatever became of the rest.
            raise _answers.refusal(
                self.status,
                self.headers,
                self.body,
                self.summary,
                self._clock.time(),
                sign_in_advice=self._sign_in_advice,
            )
        if failure is not None:
            raise failure
        if self._is_compressed():
            raise self.odd("its body is compressed, which was not asked for")
        return ReadElsewhere()

    def failed(self, error: Exception, *, timed_out: bool) -> TransportError:
        """Give the error for an exception of the HTTP library, of TLS or of the resolver.

        Args:
            error: The exception.
            timed_out: Whether it says that time was up.
        """
        recorded = any(self._sends)
        # A transport that was handed in may have sent it and failed at something else.
        sent = self._was_sent() if recorded else True
        request_id = find_request_id(self.headers)
        advice = "" if sent else "the service has not had the request, so it is safe to repeat"
        if timed_out:
            limit = f"{self.options.timeout:g} s"
            what = f"{self.summary} was not answered in full within {limit}"
            advice = advice or "a larger timeout may help"
            return CallTimeout(
                what, request=self.summary, sent=sent, advice=advice, request_id=request_id
            )
        when = "after" if sent else "before"
        what = (
            f"{self.summary}: the connection to {self.base_url} failed {when} the request was "
            f"sent in full: {error or type(error).__name__}"
        )
        if not sent:
            advice += "; check the address and that the server runs (an emulator takes a new port each time)"
        return TransportError(
            what, request=self.summary, sent=sent, advice=advice, request_id=request_id
        )

    def _was_sent(self) -> bool:
        """Tell whether the server may have had the whole request, by what the connection recorded."""
        return any(self._is_whole(events) for events in self._sends)

    def _is_whole(self, events: set[str]) -> bool:
        begun = any(event.endswith(_BODY_BEGUN) for event in events)
        broken = any(event.endswith(_SENDING_FAILED) for event in events)
        return begun and not (broken and self.exact)

    def odd(self, why: str, advice: str = "") -> BadResponse:
        """Give the error for a success that cannot be used."""
        request_id = find_request_id(self.headers)
        quoted = f" [request id {request_id}]" if request_id else ""
        return BadResponse(
            f"{self.summary} was answered {self.status}{quoted}, but {why}",
            request=self.summary,
            status=self.status,
            body=self.body,
            advice=advice,
            request_id=request_id,
        )

    @contextmanager
    def counted(self, call: Call[Any], pace: Pace) -> Generator[None]:
        """Tell the pace what the answer, if one comes, says about the rate limit."""
        try:
            yield
        finally:
            now, endpoint = self._clock.monotonic(), call.operation.__name__
            quota = _answers.quota(self.headers)
            pace.settled(endpoint, quota, began=self._began, now=now)
            if self.status == HTTPStatus.TOO_MANY_REQUESTS:
                wait = _answers.seconds_to_wait(self.headers, self._clock.time())
                pace.refused(endpoint, quota, now + (wait or 0))

    def read(self, call: Call[Answer]) -> Answer:
        """Read the answer to a call.

        Raises:
            BadResponse: The body is not what the contract describes, or the call objects to it.
        """
        try:
            answer = call.read(self.body)
        except UNREADABLE as error:
            reason = f"its body is not a {call.read.__name__}: {unread(error)}"
        else:
            objection = call.objection(answer)
            if objection is None:
                return answer
            raise self.odd(objection)
        raise self.odd(reason if self._chunks else "its body is empty", _STRANGE)
