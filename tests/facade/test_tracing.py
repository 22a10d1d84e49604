"""Spans for OpenTelemetry: what they tell, and what they never tell."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import httpx
import pytest
from attrs import define, field

from close_bulk import ALL_LEADS, BadRequest, CloseError
from kit import ID, Make, StillClock, answer, scripted


@define
class Span:
    """What a span was told."""

    name: str
    options: dict[str, Any]
    attributes: dict[str, Any] = field(factory=dict)
    status: str = "unset"
    ended: bool = False

    def set_attribute(self, name: str, value: object) -> None:
        """Note an attribute."""
        self.attributes[name] = value

    def set_status(self, status: str) -> None:
        """Note the status."""
        self.status = status


@define
class Tracer:
    """Notes the spans that are started."""

    spans: list[Span] = field(factory=list)

    @contextmanager
    def start_as_current_span(self, name: str, **options: Any) -> Iterator[Span]:
        """Start a span that ends with the block."""
        span = Span(name, options)
        self.spans.append(span)
        try:
            yield span
        finally:
            span.ended = True


@pytest.fixture
def tracer(monkeypatch: pytest.MonkeyPatch) -> Tracer:
    """Stand in for the library as a program that traces has it imported."""
    tracer = Tracer()
    library: Any = ModuleType("opentelemetry.trace")
    library.get_tracer = lambda *_: tracer
    library.SpanKind = type("SpanKind", (), {"CLIENT": "client"})
    library.StatusCode = type("StatusCode", (), {"ERROR": "error"})
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", library)
    return tracer


def test_a_call_is_a_span(make: Make, tracer: Tracer) -> None:
    """A call gives one span of kind client with method, path, status, host and the service's id of it."""
    said = answer()
    said.headers["X-Request-Id"] = "req_1"
    transport, _ = scripted(said)
    make(api_key="key", transport=transport, clock=StillClock()).bulk.get(ID)
    [span] = tracer.spans
    assert span.name == "get_bulk_sequence_subscription"
    assert span.options["kind"] == "client"
    assert span.attributes == {
        "http.request.method": "GET",
        "server.address": "api.close.com",
        "url.path": f"/bulk_action/sequence_subscription/{ID}/",
        "http.response.status_code": 200,
        "close.request_id": "req_1",
    }
    assert (span.status, span.ended) == ("unset", True)


def test_each_attempt_is_a_span_and_failures_are_marked(make: Make, tracer: Tracer) -> None:
    """An attempt that failed has the kind of its error; the one that succeeded has none."""
    transport, _ = scripted(httpx.ReadError("reset"), httpx.Response(503), answer())
    make(api_key="key", transport=transport, clock=StillClock()).bulk.get(ID)
    assert [span.status for span in tracer.spans] == ["error", "error", "unset"]
    kinds = [span.attributes.get("error.type") for span in tracer.spans]
    assert kinds == ["TransportError", "ServerError", None]
    statuses = [span.attributes.get("http.response.status_code") for span in tracer.spans]
    assert statuses == [None, 503, 200]


def test_span_holds_no_body_header_or_secret(make: Make, tracer: Tracer) -> None:
    """Neither what was sent nor what came back is in a span, and the library is not to record exceptions."""
    transport, _ = scripted(httpx.Response(400, json={"error": "canary-answer"}))
    close = make(api_key="canary-key", transport=transport, clock=StillClock())
    with pytest.raises(CloseError):
        close.bulk.pause(s_query={"type": "newer", "comment": "canary-body"})
    [span] = tracer.spans
    assert "canary" not in repr(span)
    assert span.options["record_exception"] is False
    assert span.options["set_status_on_exception"] is False


@pytest.mark.parametrize("broken", ["set_attribute", "set_status", "start_as_current_span"])
def test_tracer_that_fails_hides_no_answer(
    make: Make, tracer: Tracer, broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start is a success, and a refusal a refusal, whatever the tracing library does."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("exporter is broken")

    for kind in (Span, Tracer):
        if hasattr(kind, broken):
            monkeypatch.setattr(kind, broken, fail)
    transport, requests = scripted(answer(), httpx.Response(400))
    close = make(api_key="key", transport=transport, clock=StillClock())
    assert close.bulk.pause(s_query=ALL_LEADS_QUERY).id == ID
    with pytest.raises(BadRequest):
        close.bulk.pause(s_query=ALL_LEADS_QUERY)
    assert len(requests) == 2
    assert tracer is not None


ALL_LEADS_QUERY: Any = {"type": "object_type", "object_type": "lead"}


def test_without_the_library_there_is_nothing(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that does not trace imports nothing of it."""
    monkeypatch.delitem(sys.modules, "opentelemetry.trace", raising=False)
    transport, _ = scripted(answer())
    make(api_key="key", transport=transport).bulk.pause(s_query=ALL_LEADS)
    assert "opentelemetry.trace" not in sys.modules
