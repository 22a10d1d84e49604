"""Spans for OpenTelemetry, where the program uses it; without it, nothing."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from close_bulk._options import find_request_id

if TYPE_CHECKING:
    from collections.abc import Generator

    from close_bulk._effects import Call
    from close_bulk._exchange import Exchange


@contextmanager
def span(call: Call[Any], exchange: Exchange) -> Generator[None]:
    """Trace one attempt: method, path, status and the service's id of it; never a body or a header.

    The library is not imported from here: a program that traces has done so before its first call.
    """
    trace: Any = sys.modules.get("opentelemetry.trace")
    if trace is None:
        yield
        return
    name = call.operation.__name__.rpartition(".")[2]
    tracer = trace.get_tracer("close_bulk")
    with tracer.start_as_current_span(
        name, kind=trace.SpanKind.CLIENT, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield
        except BaseException as error:
            current.set_attribute("error.type", type(error).__name__)
            current.set_status(trace.StatusCode.ERROR)
            raise
        finally:
            for attribute, value in _attributes(exchange).items():
                if value:
                    current.set_attribute(attribute, value)


def _attributes(exchange: Exchange) -> dict[str, str | int | None]:
    """Name them as OpenTelemetry's conventions for HTTP do; the path holds ids and no query."""
    return {
        "http.request.method": exchange.summary.method,
        "server.address": urlsplit(exchange.base_url).hostname,
        "url.path": exchange.summary.path,
        "http.response.status_code": exchange.status,
        "close.request_id": find_request_id(exchange.headers),
    }
