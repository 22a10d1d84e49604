"""What an answer means: nothing wrong, or which error; no HTTP library in sight."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from attrs import frozen

from close_bulk import errors
from close_bulk._lazy import Later
from close_bulk._options import find_request_id
from close_bulk.errors import ApiError, RequestSummary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_email = Later("email.utils")
_KINDS: Final[dict[int, type[ApiError]]] = {
    400: errors.BadRequest,
    401: errors.Unauthorized,
    402: errors.PlanLimit,
    403: errors.Forbidden,
    404: errors.NotFound,
    429: errors.RateLimited,
}
NOT_IMPLEMENTED: Final = 501
"""The one failure of a service that does not pass."""
_LONGEST_EXCERPT: Final = 500
_LONGEST_TEXT: Final = 2000
_A_DAY: Final = 86_400.0
_PREFIXES: Final = ("ratelimit", "x-rate-limit")
_LIMITS: Final = ("ratelimit", *(f"{prefix}-remaining" for prefix in _PREFIXES))


def is_success(status: int) -> bool:
    """Tell whether a status says that the request was done."""
    return 200 <= status <= 299  # noqa: PLR2004 - the range itself


def refusal(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    request: RequestSummary,
    now: float,
    *,
    sign_in_advice: str | None = None,
) -> ApiError:
    """Give the error that a status means.

    Args:
        status: The status code, registered or not; no success.
        headers: By lower-case name.
        body: As received; JSON of the vendor's two forms, HTML, or nothing.
        request: What was sent.
        now: The wall clock's time in seconds, for headers that name a date.
        sign_in_advice: What to do where the service does not know who asks.
    """
    kind = _KINDS.get(status, errors.ServerError if status >= 500 else ApiError)  # noqa: PLR2004
    texts, field_errors = _details(body)
    request_id = find_request_id(headers)
    by_field = (_excerpt(f"{name}: {text}") for name, text in field_errors.items())
    words = "; ".join((*texts, *by_field))[:_LONGEST_TEXT]
    # An HTML page or an empty body says nothing that a reader could use.
    said = f": {words}" if words else "" if body else " (empty body)"
    quoted = f" [request id {request_id}]" if request_id else ""
    return kind(
        f"{request} was answered {status}{said}{quoted}",
        status=status,
        request=request,
        request_id=request_id,
        errors=texts,
        field_errors=field_errors,
        retry_after=seconds_to_wait(headers, now),
        advice=_advice(status, sign_in_advice),
    )


def _advice(status: int, sign_in_advice: str | None) -> str | None:
    """Give the advice that the kind of the error does not give by itself."""
    if status == NOT_IMPLEMENTED:
        return "the service does not offer this, and to try again does not help"
    return sign_in_advice if _KINDS.get(status) is errors.Unauthorized else None


def _details(body: bytes) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    members: dict[str, Any] = document if _is_object(document) else {}
    listed: Any = members.get("errors")
    by_field: Any = members.get("field-errors")
    said: list[Any] = [members.get("error"), *(listed if isinstance(listed, list) else ())]
    texts = tuple(_excerpt(text) for text in said if isinstance(text, str))
    return texts, by_field if _is_object(by_field) else {}


def _excerpt(text: str) -> str:
    """Cut a text to a readable length, between two words where it has any, and show that it is cut."""
    if len(text) <= _LONGEST_EXCERPT:
        return text
    cut = text[:_LONGEST_EXCERPT]
    return f"{cut.rpartition(' ')[0] or cut} ..."


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def seconds_to_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Read how long the service asks to be left alone, in seconds; None where it does not say.

    The vendor documents `RateLimit: limit=, remaining=, reset=` with a decimal reset, and a `retry-after`
    that is the reset rounded up; it recommends the reset. Other separators, separate headers and none at
    all have been observed.
    """
    resets: list[str] = re.findall(r"\b(?:reset|t)=\s*([\d.]+)", headers.get("ratelimit", ""))
    others = (headers.get("ratelimit-reset", ""), headers.get("x-rate-limit-reset", ""))
    times = [seconds for seconds in map(_number, (*resets, *others)) if seconds is not None]
    rounded = _retry_after(headers, now)
    if rounded is not None and rounded not in {float(math.ceil(exact)) for exact in times}:
        times.append(rounded)
    # They may contradict each other, and a 429 may come before the limit that RateLimit tells of.
    return max(times, default=None)


@frozen(eq=False)
class Quota:
    """What is left of a rate limit."""

    limit: float
    remaining: float
    reset: float
    """Seconds until there is more."""


def quota(headers: Mapping[str, str]) -> Quota | None:
    """Read what is left of the rate limit, from any of the forms in which it is told; None where it is not.

    Args:
        headers: By lower-case name.
    """
    if not any(name in headers for name in _LIMITS):
        return None
    members = dict(re.findall(r"\b([a-z]+)=\s*([\d.]+)", headers.get("ratelimit", "").lower()))
    told = [
        next(
            filter(None, (members.get(name), *(headers.get(f"{p}-{name}") for p in _PREFIXES))), ""
        )
        for name in ("limit", "remaining", "reset")
    ]
    limit, remaining, reset = map(_number, told)
    if limit is None or remaining is None or reset is None:
        return None
    return Quota(max(limit, 1.0), remaining, reset)


def _retry_after(headers: Mapping[str, str], now: float) -> float | None:
    value = headers.get("retry-after", "")
    date = _date(value)
    if date is None:
        return _number(value)
    # Against the answer's own date, so that this machine's clock does not matter.
    sent = _date(headers.get("date", ""))
    return _number(str(date - (now if sent is None else sent)))


def _date(text: str) -> float | None:
    if not text:
        return None
    try:
        moment: datetime = _email.parsedate_to_datetime(text)
        return moment.timestamp()
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> float | None:
    """Read a number of seconds; a date in the past is 0, a date in disguise or nonsense is None."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) and seconds <= _A_DAY else None
