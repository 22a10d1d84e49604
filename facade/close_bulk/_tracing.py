"""Spans for OpenTelemetry, where the program uses it; without it, nothing."""

from __future__ import annotations

import logging
import sys
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from close_bulk._options import find_request_id

if TYPE_CHECKING:
    from collections.abc import Generator

    from close_bulk._effects import Call
    from close_bulk._exchange import Exchange


_LOG: Final = logging.getLogger("close_bulk")


def span(call: Call[Any], exchange: Exchange) -> AbstractContextManager[None]:
    """Trace one attempt: method, path, status and the service's id of it; never a body or a header.

    The library is not imported from here: a program that traces has done so before its first call. No
    failure of it stops a request or hides its answer.
    """
    trace: Any = sys.modules.get("opentelemetry.trace")
    return nullcontext() if trace is None else _traced(trace, call, exchange)


@contextmanager
def _traced(trace: Any, call: Call[Any], exchange: Exchange) -> Generator[None]:
    with ExitStack() as stack:
        current: Any = None
        with contained("tracing"):
            current = _begin(trace, call, stack)
        if current is None:
            yield
            return
        try:
            yield
        except BaseException as error:
            with contained("tracing"):
                current.set_attribute("error.type", type(error).__name__)
                current.set_status(trace.StatusCode.ERROR)
            raise
        finally:
            with contained("tracing"):
                for attribute, value in _attributes(exchange).items():
                    if value:
                        current.set_attribute(attribute, value)
            with contained("tracing"):
                stack.close()


def _begin(trace: Any, call: Call[Any], stack: ExitStack) -> Any:
    name = call.operation.__name__.rpartition(".")[2]
    tracer = trace.get_tracer("close_bulk")
    begun = tracer.start_as_current_span(
        name, kind=trace.SpanKind.CLIENT, record_exception=False, set_status_on_exception=False
    )
    return stack.enter_context(begun)


@contextmanager
def contained(what: str) -> Generator[None]:
    """Let no failure of what only looks on hide the answer to a request that had its effect."""
    try:
        yield
    except Exception:  # noqa: BLE001 - whatever it is, the request has had its effect
        _LOG.exception("%s failed; the call itself is not affected", what)


def _attributes(exchange: Exchange) -> dict[str, str | int | None]:
    """Name them as OpenTelemetry's conventions for HTTP do; the path holds ids and no query."""
    return {
        "http.request.method": exchange.method,
        "server.address": urlsplit(exchange.base_url).hostname,
        "url.path": exchange.path,
        "http.response.status_code": exchange.status,
        "close.request_id": find_request_id(exchange.headers),
    }
