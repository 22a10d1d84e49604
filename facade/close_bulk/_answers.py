"""What an answer means: nothing wrong, or which error; no HTTP library in sight."""

from __future__ import annotations

import json
import math
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final, TypeGuard

from close_bulk import errors
from close_bulk.errors import ApiError, RequestSummary

if TYPE_CHECKING:
    from collections.abc import Mapping

_KINDS: Final[dict[int, type[ApiError]]] = {
    400: errors.BadRequest,
    401: errors.Unauthorized,
    402: errors.PlanLimit,
    403: errors.Forbidden,
    404: errors.NotFound,
    429: errors.RateLimited,
}
_LONGEST_EXCERPT: Final = 200
_LONGEST_TEXT: Final = 2000
_A_DAY: Final = 86_400.0
_REQUEST_IDS: Final = ("x-request-id", "request-id", "x-amzn-trace-id", "cf-ray")


def refusal(
    status: int, headers: Mapping[str, str], body: bytes, request: RequestSummary, now: float
) -> ApiError | None:
    """Give the error that a status means; None for a success.

    Args:
        status: The status code, registered or not.
        headers: By lower-case name.
        body: As received; JSON of the vendor's two forms, HTML, or nothing.
        request: What was sent.
        now: The wall clock's time in seconds, for headers that name a date.
    """
    if 200 <= status <= 299:  # noqa: PLR2004 - success
        return None
    kind = _KINDS.get(status, errors.ServerError if status >= 500 else ApiError)  # noqa: PLR2004
    texts, field_errors = _details(body)
    request_id = next((headers[name] for name in _REQUEST_IDS if name in headers), None)
    by_field = (f"{name}: {text}"[:_LONGEST_EXCERPT] for name, text in field_errors.items())
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
    )


def _details(body: bytes) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    try:
        document: Any = json.loads(body)
    except (ValueError, RecursionError):
        document = None
    members: dict[str, Any] = document if _is_object(document) else {}
    listed: Any = members.get("errors")
    by_field: Any = members.get("field-errors")
    said: list[Any] = [members.get("error"), *(listed if isinstance(listed, list) else ())]
    texts = tuple(text[:_LONGEST_EXCERPT] for text in said if isinstance(text, str))
    return texts, by_field if _is_object(by_field) else {}


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def seconds_to_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Read how long the service asks to be left alone, in seconds; None where it does not say.

    The vendor documents `RateLimit: limit=, remaining=, reset=` with a decimal reset, and a `retry-after`
    rounded up; other separators, separate headers and none at all have been observed.
    """
    resets: list[str] = re.findall(r"\b(?:reset|t)=\s*([\d.]+)", headers.get("ratelimit", ""))
    others = (headers.get("ratelimit-reset", ""), headers.get("x-rate-limit-reset", ""))
    times = (_retry_after(headers, now), *map(_number, (*resets, *others)))
    # They may contradict each other, and a 429 may come before the limit that RateLimit tells of.
    return max((seconds for seconds in times if seconds is not None), default=None)


def _retry_after(headers: Mapping[str, str], now: float) -> float | None:
    value = headers.get("retry-after", "")
    date = _date(value)
    if date is None:
        return _number(value)
    # Against the answer's own date, so that this machine's clock does not matter.
    sent = _date(headers.get("date", ""))
    return _number(str(date - (now if sent is None else sent)))


def _date(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, OverflowError):
        return None


def _number(text: str) -> float | None:
    """Read a number of seconds; a date in the past is 0, a date in disguise or nonsense is None."""
    try:
        seconds = float(text)
    except ValueError:
        return None
    return max(0.0, seconds) if math.isfinite(seconds) and seconds <= _A_DAY else None
