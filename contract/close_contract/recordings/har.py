"""HAR 1.2 archives, as browsers, proxies, schemathesis and many clients write them."""

from collections.abc import Iterator
from typing import Any

from close_contract.page_rules import moment
from close_contract.recordings.recorded import (
    Recorded,
    as_object,
    decoded,
    encoded,
    member,
    split_url,
    without,
)
from close_contract.traffic.messages import Pairs, Request, Response
from close_contract.traffic.story import Span


def read_har(archive: Any) -> Iterator[Recorded]:
    """Yield the exchanges of an archive.

    Raises:
        NotARecording: it is damaged.
    """
    entries = member(member(archive, "log", dict, "the file"), "entries", list, "log")
    for n, entry in enumerate(entries, 1):
        yield _exchange(entry, f"entry {n}")


def _exchange(entry: Any, where: str) -> Recorded:
    sent = member(entry, "request", dict, where)
    origin, target = split_url(sent.get("url"), f"{where}, request")
    request = Request(
        method=member(sent, "method", str, f"{where}, request"),
        target=target,
        headers=_headers(sent, f"{where}, request"),
        body=_body(sent.get("postData"), f"{where}, request"),
    )
    response = _response(entry.get("response"), f"{where}, response")
    return Recorded(origin, request, response, _span(entry))


def _span(entry: Any) -> Span | None:
    began, lasted = moment(entry.get("startedDateTime")), entry.get("time")
    if began is None or not isinstance(lasted, int | float) or not lasted > 0:
        return None
    sent = began.timestamp()
    return Span(sent, sent + lasted / 1000)


def _response(answered: Any, where: str) -> Response | None:
    """Return an answer; browsers write the status 0 if none came."""
    if answered is None or not member(answered, "status", int, where):
        return None
    status: int = answered["status"]
    # The text of an archive is what was decoded, whatever the headers say.
    headers = without(_headers(answered, where), "content-encoding")
    return Response(status, headers, _body(answered.get("content"), where))


def _headers(message: Any, where: str) -> Pairs:
    given = message.get("headers") is not None
    found: list[Any] = member(message, "headers", list, where) if given else []
    pairs = [as_object(each, f"{where}, headers") for each in found]
    return tuple((str(pair.get("name")), str(pair.get("value"))) for pair in pairs)


def _body(content: Any, where: str) -> bytes:
    if content is None:
        return b""
    text = as_object(content, f"{where}, body").get("text") or ""
    if content.get("encoding") == "base64":
        return decoded(str(text), where)
    return encoded(str(text))
