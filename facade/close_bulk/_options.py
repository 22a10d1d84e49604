"""What a client can be told for all its calls, or for those of one copy of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from attrs import evolve, field, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from close_bulk.errors import RequestSummary

_REQUEST_IDS: Final = ("x-request-id", "request-id", "x-amzn-trace-id", "cf-ray")


def find_request_id(headers: Mapping[str, str]) -> str | None:
    """Give the service's id of a request, by the names that such headers have."""
    return next((headers[name] for name in _REQUEST_IDS if name in headers), None)


@frozen
class Response:
    """An answer as it came, whatever its status; what `on_response` is given."""

    request: RequestSummary
    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes = field(repr=False)
    """At most 16 MiB."""
    seconds: float
    """From the start of the attempt to the answer's last byte."""

    @property
    def request_id(self) -> str | None:
        """The service's own id of the request, where it sent one: quote it to the vendor's support."""
        return find_request_id(self.headers)


@frozen
class Options:
    """How calls are made."""

    timeout: float
    """Seconds that one attempt may take in all."""
    deadline: float
    """Seconds after which a call makes no further attempt."""
    max_retries: int
    """How often one request is sent again at most, where that is safe."""
    tz_offset: float | None
    """Hours east of UTC in which relative dates of a query are meant; None leaves it to the service."""
    on_request: Callable[[RequestSummary], Any] | None
    on_response: Callable[[Response], Any] | None

    def unhooked(self) -> Options:
        """Give these options without hooks, for requests that hold secrets."""
        return evolve(self, on_request=None, on_response=None)
