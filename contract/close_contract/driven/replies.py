"""What the stage answers, byte for byte, and what it does with the connection then."""

import json
from collections.abc import Callable
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen

from close_contract.status import is_accepted
from close_contract.traffic.messages import Pairs, Request, Response

JSON: Final[Pairs] = (("content-type", "application/json"),)
_BODILESS: Final = 204


class Then(StrEnum):
    """What becomes of the connection after a reply."""

    KEPT = "kept open"
    CLOSED = "closed"
    SILENT = "left open in silence"


@frozen
class Reply:
    """One reply.

    `sent` is how many bytes of it are sent, None for all; `length` is the Content-Length that it
    declares, None for the right one.
    """

    status: int
    headers: Pairs = JSON
    body: bytes = b""
    sent: int | None = None
    then: Then = Then.KEPT
    length: str | None = None

    @property
    def is_whole(self) -> bool:
        """Whether all of it reaches the client, which may not be able to tell."""
        return self.sent is None and not (self.length or "").isdecimal()

    @property
    def accepts(self) -> bool:
        """Whether it says in full that the request was taken."""
        return self.is_whole and is_accepted(self.status)

    @property
    def json(self) -> Any:
        """The JSON of the body, None if it has none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def response(self) -> Response:
        """The reply as judges know it."""
        return Response(self.status, self.headers, self.body)

    @property
    def raw(self) -> bytes:
        """The bytes that are sent."""
        try:
            reason = HTTPStatus(self.status).phrase
        except ValueError:
            reason = "Odd"
        length = str(len(self.body)) if self.length is None else self.length
        lengths = () if self.status == _BODILESS else (("content-length", length),)
        pairs = "".join(f"{name}: {value}\r\n" for name, value in (*self.headers, *lengths))
        head = f"HTTP/1.1 {self.status} {reason}\r\n{pairs}\r\n".encode("latin-1")
        return (head + self.body)[: self.sent]

    def __str__(self) -> str:
        how = "" if self.sent is None else f", of which {self.sent} bytes are sent"
        then = "" if self.then is Then.KEPT else f"; the connection is {self.then}"
        heads = "".join(f" {name}: {value};" for name, value in self.headers)
        return f"{self.status}{heads} {self.body.decode('utf-8', 'replace')}{how}{then}"


Script: TypeAlias = Callable[[Request, int], Reply]
"""Returns the reply to the request that is the n-th of its operation in a scene, from 0."""


def as_json(value: Any, status: int = 200) -> Reply:
    """Return a reply with a JSON body."""
    return Reply(status, JSON, json.dumps(value).encode())


def always(reply: Reply) -> Script:
    """Return the script that gives every request the same reply."""
    return lambda _request, _n: reply


def first(reply: Reply, then: Script) -> Script:
    """Return the script that gives the first request this reply, and others what another gives."""
    return lambda request, n: then(request, n) if n else reply


def lost_before_head(reply: Reply) -> Reply:
    """Return the reply of which nothing comes."""
    return evolve(reply, sent=0, then=Then.CLOSED)
