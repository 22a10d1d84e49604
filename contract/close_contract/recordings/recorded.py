"""What a recording holds, and how its loosely typed parts are read."""

import base64
import binascii
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from attrs import frozen

from close_contract.traffic.messages import Pairs, Request, Response
from close_contract.traffic.story import Span

Object: TypeAlias = dict[str, Any]


class NotARecording(ValueError):
    """The file is no recording, or a damaged one; the text says what and where."""


@frozen
class Recorded:
    """One recorded request, where it went (scheme and host), and the answer if there was one.

    The span is None where the recorder has not written down the times.
    """

    origin: str
    request: Request
    response: Response | None
    span: Span | None = None


def split_url(url: Any, where: str) -> tuple[str, str]:
    """Return the origin and the target of an absolute URL.

    Raises:
        NotARecording: it is none.
    """
    try:
        parts = urlsplit(url if isinstance(url, str) else "")
    except ValueError:
        parts = urlsplit("")
    if not parts.netloc:
        raise NotARecording(f"{where}: the URL is not absolute")
    target = parts.path or "/"
    # User names and passwords of the URL stay behind; they are no part of the request.
    origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return origin, f"{target}?{parts.query}" if parts.query else target


def member(value: Any, name: str, kind: type, where: str) -> Any:
    """Return a member of an object.

    Raises:
        NotARecording: there is no such object or member, or it is of another type.
    """
    found: Any = as_object(value, where).get(name)
    if not isinstance(found, kind):
        raise NotARecording(f"{where}: {name!r} is missing or of the wrong type")
    return found


def as_object(value: Any, where: str) -> Object:
    """Return an object as one.

    Raises:
        NotARecording: it is none.
    """
    if not isinstance(value, dict):
        raise NotARecording(f"{where} is no object")
    found: Object = {**value}
    return found


def without(headers: Pairs, name: str) -> Pairs:
    """Return the headers without one of them, named in lower case."""
    return tuple(pair for pair in headers if pair[0].lower() != name)


def decoded(text: str, where: str) -> bytes:
    """Return what a base64 text stands for.

    Raises:
        NotARecording: it is no base64.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NotARecording(f"{where}: the body is not base64, as it says") from None


def encoded(text: str) -> bytes:
    """Return the bytes of a text; what was not UTF-8 stays so."""
    return text.encode("utf-8", "surrogateescape" if text.isprintable() else "surrogatepass")
