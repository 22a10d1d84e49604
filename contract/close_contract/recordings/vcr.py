"""VCR cassettes: those of vcrpy (`interactions`), and of Ruby's VCR and schemathesis."""

from collections.abc import Iterator
from typing import Any, Final

from close_contract.recordings.recorded import (
    NotARecording,
    Recorded,
    as_object,
    decoded,
    encoded,
    member,
    split_url,
    without,
)
from close_contract.traffic.messages import Pairs, Request, Response, values

_GZIP: Final = b"\x1f\x8b"
_NAMES: Final = ("interactions", "http_interactions")


def read_vcr(cassette: Any) -> Iterator[Recorded]:
    """Yield the exchanges of a cassette.

    Raises:
        NotARecording: it is damaged.
    """
    name = next(name for name in _NAMES if name in cassette)
    for n, interaction in enumerate(cassette[name] or [], 1):
        where = f"interaction {n}"
        sent = member(interaction, "request", dict, where)
        origin, target = split_url(sent.get("uri"), f"{where}, request")
        body, headers = _content(sent, f"{where}, request")
        request = Request(
            member(sent, "method", str, f"{where}, request").upper(), target, headers, body
        )
        response = _response(interaction.get("response"), f"{where}, response")
        yield Recorded(origin, request, response)


def _response(answered: Any, where: str) -> Response | None:
    if answered is None:
        return None
    status = member(answered, "status", dict, where).get("code")
    if not str(status).isdecimal():
        raise NotARecording(f"{where}: the status is no number")
    body, headers = _content(answered, where)
    return Response(int(str(status)), headers, body)


def _content(message: Any, where: str) -> tuple[bytes, Pairs]:
    """Return body and headers; a body that was written as text is no longer compressed."""
    headers = _headers(message, where)
    match message.get("body"):
        case None | {"string": None}:
            return b"", headers
        case str(text) | {"string": str(text)}:
            return encoded(text), without(headers, "content-encoding")
        case bytes(raw) | {"string": bytes(raw)}:
            return raw, _true(headers, raw)
        case {"base64_string": str(text)}:
            raw = decoded(text, where)
            return raw, _true(headers, raw)
        case _:
            raise NotARecording(f"{where}: the body is written in an unknown way")


def _true(headers: Pairs, body: bytes) -> Pairs:
    """Return headers that do not say gzip of a body which a recorder has decoded already."""
    gzipped = any("gzip" in value for value in values(headers, "content-encoding"))
    wrong = gzipped and not body.startswith(_GZIP)
    return without(headers, "content-encoding") if wrong else headers


def _headers(message: Any, where: str) -> Pairs:
    found = as_object(message.get("headers") or {}, f"{where}, headers")
    return tuple((name, _text(value)) for name in found for value in _listed(found[name]))


def _listed(given: Any) -> list[Any]:
    return [*given] if isinstance(given, list) else [given]


def _text(value: Any) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)
