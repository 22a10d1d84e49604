"""Answers that are odd as a whole: other statuses, other content, broken off, or none at all."""

from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from close_contract.driven.replies import (
    JSON,
    Reply,
    Script,
    Then,
    always,
    as_json,
    first,
    lost_before_head,
)
from close_contract.traffic.messages import Pairs

SILENCE: Final = "silence"
_HTML: Final[Pairs] = (("content-type", "text/html; charset=utf-8"),)
_PAGE: Final = b"<!DOCTYPE html><html><body>Bad gateway</body></html>"
_REFUSED: Final = (400, 401, 402, 403, 404, 405, 408, 409, 410, 415, 418, 422, 425, 451)
_FAILED: Final = (500, 501, 502, 503, 504, 599)
_WAITS: Final[tuple[Pairs, ...]] = (
    (),
    (("retry-after", "1"),),
    (("retry-after", "0"),),
    (("retry-after", "-5"),),
    (("retry-after", "soon"),),
    (("retry-after", "1e400"),),
    (("retry-after", "99999999999999999999"),),
    (("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),),
    (("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"),),
    (("ratelimit", "limit=100, remaining=0, reset=1.5"), ("retry-after", "2")),
    (("ratelimit", "limit=100; remaining=0; reset=1"),),
    (("ratelimit", "limit=, remaining=x, reset=nan"),),
    (("ratelimit-limit", "100"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "2")),
    (("x-rate-limit-limit", "100"), ("x-rate-limit-remaining", "0"), ("x-rate-limit-reset", "1")),
)
_ERROR_BODIES: Final = (
    b'{"errors": [], "field-errors": {"s_query": "Is missing."}}',
    b'{"errors": ["One.", "Two."], "field-errors": {}}',
    b'{"errors": "text", "field-errors": [1]}',
    b'{"errors": [null, 1, {"a": []}], "field-errors": {"a": {"b": {"c": [null]}}}}',
    b'{"field-errors": null}',
    b'{"error": null}',
    b"[]",
    b"null",
    b'"text"',
)


@frozen
class Oddity:
    """A script that is not what the contract wants, its kind in a word, and what is odd."""

    kind: str
    said: str
    script: Script


def oddities(right: Reply, conforming: Script) -> Iterator[Oddity]:
    """Yield all odd answers to a request whose right answer is known."""
    for kind, said, reply in _replies(right):
        yield Oddity(kind, said, always(reply))
    busy = as_json({"error": "Too many requests"}, 429)
    for reply, said in (
        (evolve(busy, headers=(*JSON, ("retry-after", "1"))), "429"),
        (as_json({"error": "Try again later"}, 503), "503"),
        (lost_before_head(right), "no answer"),
    ):
        yield Oddity("at first", f"first {said}, then the right answer", first(reply, conforming))


def _replies(right: Reply) -> Iterator[tuple[str, str, Reply]]:
    yield from _of_content(right)
    yield from _of_connection(right)
    for status in (200, 201, 202, 203, 206, 299):
        if status != right.status:
            yield "other success", f"{status}", evolve(right, status=status)
            yield (
                "other success",
                f"{status} without a body",
                evolve(right, status=status, body=b""),
            )
    yield "other success", "204", Reply(204, ())
    for status in (301, 302, 303, 307, 308, 304):
        place = ("location", "/api/v1/me/")
        yield "redirect", f"{status}", Reply(status, (*_HTML, place), _PAGE)
    for status in _REFUSED:
        yield "refusal", f"{status}", as_json({"error": "No"}, status)
        yield "refusal", f"{status} with HTML", Reply(status, _HTML, _PAGE)
        yield "refusal", f"{status} with nothing", Reply(status, (), b"")
    for body in _ERROR_BODIES:
        yield "refusal", f"400 with {body.decode()}", Reply(400, JSON, body)
    for status in _FAILED:
        yield "failure", f"{status}", as_json({"error": "Try again later"}, status)
        yield "failure", f"{status} with HTML", Reply(status, _HTML, _PAGE)
        yield "failure", f"{status} with the right body", evolve(right, status=status)
    for pairs in _WAITS:
        named = ", ".join(f"{name}: {text}" for name, text in pairs) or "no header"
        yield "rate limit", f"429 with {named}", Reply(429, (*JSON, *pairs), b'{"error": "Slow"}')


def _of_content(right: Reply) -> Iterator[tuple[str, str, Reply]]:
    """Yield successes with other content."""
    body = right.body
    for said, other in (
        ("empty", b""),
        ("white space", b" \n"),
        ("null", b"null"),
        ("a text", b'"done"'),
        ("a number", b"1"),
        ("an array", b"[" + body + b"]"),
        ("an empty object", b"{}"),
        ("half of it", body[: len(body) // 2]),
        ("with a comma too many", body[:-1] + b",}"),
        ("twice", body + body),
        ("in UTF-16", body.decode().encode("utf-16")),
        ("no UTF-8", body[:-1] + b', "x": "\xff\xfe"}'),
        ("with a byte order mark", b"\xef\xbb\xbf" + body),
        ("nested 5000 deep", b"[" * 5000 + b"]" * 5000),
        ("not a number of JSON", body[:-1] + b', "x": NaN}'),
        ("a number of 5000 digits", body[:-1] + b', "x": ' + b"9" * 5000 + b"}"),
        ("HTML", _PAGE),
        ("an error", b'{"error": "No"}'),
    ):
        yield "other content", f"{right.status} with {said}", evolve(right, body=other)
    yield "other content", "declared as HTML, and it is", Reply(right.status, _HTML, _PAGE)
    yield "content type", "HTML is declared", evolve(right, headers=_HTML)
    yield "content type", "none is declared", evolve(right, headers=())
    yield "content type", "with a charset", evolve(right, headers=_typed("; charset=utf-8"))
    yield "content type", "with an odd charset", evolve(right, headers=_typed("; charset=ebcdic"))
    for coding in ("gzip", "br", "nonsense"):
        headers = (*JSON, ("content-encoding", coding))
        yield (
            "content coding",
            f"{coding} is declared, and it is not",
            evolve(right, headers=headers),
        )


def _of_connection(right: Reply) -> Iterator[tuple[str, str, Reply]]:
    """Yield answers that do not come, or not whole."""
    head = len(right.raw) - len(right.body)
    for said, sent in (
        ("before the head", 0),
        ("within the status line", 9),
        ("within the head", max(head - 20, 1)),
        ("after the head", head),
        ("within the body", head + max(len(right.body) // 2, 1)),
        ("before the last byte", len(right.raw) - 1),
    ):
        if right.body or sent < head:
            lost = evolve(right, sent=sent, then=Then.CLOSED)
            yield "closed", f"closed {said}", lost
    for said, sent in (("nothing comes", 0), ("half of it comes", head + len(right.body) // 2)):
        if right.body or not sent:
            yield SILENCE, said, evolve(right, sent=sent, then=Then.SILENT)
    yield "framing", "a length that is none", evolve(right, length="many", then=Then.CLOSED)
    more = str(len(right.body) + 10)
    yield "framing", "a length too large", evolve(right, length=more, then=Then.CLOSED)
    yield "framing", "no HTTP", evolve(right, status=9, then=Then.CLOSED)


def _typed(parameter: str) -> Pairs:
    return (("content-type", f"application/json{parameter}"),)
