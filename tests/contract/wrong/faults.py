"""What is done to requests before, and to answers after, a right emulator sees them."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen

from close_emulator import Emulator, ManualClock, Request, Response, Stepped

Members: TypeAlias = dict[str, Any]
Change: TypeAlias = Callable[[Members], Members]
JSON: Final = ("content-type", "application/json")
ANY: Final = ".*"


def asked(request: Request) -> str:
    """Name what a request asks for: its method and its path behind the base path."""
    return f"{request.method} {request.path.removeprefix('/api/v1')}"


def members(content: bytes) -> Members | None:
    """Return the members of a JSON object, None if it is none."""
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


@frozen(kw_only=True)
class Fault:
    """Changes the requests and answers whose method and path fit a pattern.

    `query` and `body` change a request, `answer` the members of an accepting answer, `each` those of
    every object in it, `request` and `response` the whole of either.
    """

    to: str = ANY
    query: Change | None = None
    body: Change | None = None
    answer: Change | None = None
    each: Change | None = None
    request: Callable[[Request], Request] | None = None
    response: Callable[[Request, Response], Response] | None = None

    def around(self, handle: Callable[[Request], Response], request: Request) -> Response:
        """Answer a request, wrongly if it fits."""
        if re.fullmatch(self.to, asked(request)) is None:
            return handle(request)
        response = handle(self._asked(request))
        return self._answered(request, response)

    def _asked(self, request: Request) -> Request:
        if self.request is not None:
            request = self.request(request)
        if self.query is not None:
            request = evolve(request, query=tuple(self.query(dict(request.query)).items()))
        sent = members(request.body)
        if self.body is not None and sent is not None:
            request = evolve(request, body=json.dumps(self.body(sent)).encode())
        return request

    def _answered(self, request: Request, response: Response) -> Response:
        shown = members(response.body)
        if shown is not None and response.status in {200, 201}:
            if self.answer is not None:
                shown = self.answer(shown)
            if self.each is not None:
                shown = _each(self.each, shown)
            response = evolve(response, body=json.dumps(shown).encode())
        return self.response(request, response) if self.response is not None else response


def _each(change: Change, shown: Members) -> Members:
    if isinstance(shown.get("data"), list):
        return {**shown, "data": [change(item) for item in shown["data"]]}
    return change(shown)


class Faulty(Emulator):
    """An emulator behind a fault, as soon as it has one.

    A millisecond passes with every request; while it is `moving`, so do the bulk actions.
    """

    fault: Fault | None = None
    moving = False

    def __init__(self) -> None:
        self._clock: Final = ManualClock()
        super().__init__(pace=Stepped(batch=2), clock=self._clock)

    def handle(self, request: Request) -> Response:
        """Answer one request, wrongly if there is a fault."""
        self._clock.advance(0.001)
        if self.moving:
            self.step()
        if self.fault is None:
            return super().handle(request)
        return self.fault.around(super().handle, request)


def reply(status: int, payload: object = None) -> Callable[[Request, Response], Response]:
    """Answer this, whatever was asked."""
    body = b"" if payload is None else json.dumps(payload).encode()
    return lambda _request, _response: Response(status, (JSON,), body)


def instead(was: int, status: int) -> Callable[[Request, Response], Response]:
    """Answer with another status than it was."""
    return lambda _request, response: (
        evolve(response, status=status) if response.status == was else response
    )


def put(**values: Any) -> Change:
    """Give members other values, those that are there."""
    return lambda given: {name: values.get(name, value) for name, value in given.items()}


def drop(*names: str) -> Change:
    """Leave members out."""
    return lambda given: {name: value for name, value in given.items() if name not in names}


def supply(when: Mapping[str, Any], **values: Any) -> Change:
    """Add what is missing to what has certain members."""

    def change(given: Members) -> Members:
        fits = all(given.get(name) == value for name, value in when.items())
        return {**values, **given} if fits else given

    return change
