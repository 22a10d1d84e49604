"""Whether and when a request is sent again: a pure decision; the drivers only sleep."""

from __future__ import annotations

from typing import Final, Protocol

from close_bulk._answers import NOT_IMPLEMENTED
from close_bulk.errors import (
    ApiError,
    CallError,
    CallTimeout,
    CloseError,
    OutcomeUnknown,
    RateLimited,
    ServerError,
    TransportError,
)

LONGEST_WAIT: Final = 60.0
"""Seconds; a service that asks for more gets an error with `retry_after` instead."""
_FIRST_BACKOFF: Final = 0.5
_LONGEST_BACKOFF: Final = 8.0
_MAYBE_APPLIED: Final = frozenset({408, 409, 425, 444, 499})
"""The last two are said by proxies that gave up on an answer."""


class Chance(Protocol):
    """A source of random numbers."""

    def uniform(self, low: float, high: float, /) -> float:
        """Draw a number between ``low`` and ``high``."""
        ...


def wait_before_repeating(
    error: CloseError, attempt: int, *, attempts: int, repeatable: bool, chance: Chance
) -> float | None:
    """Give the seconds to wait before the same request is sent again; None to give up.

    A request that starts or changes something is repeated only if the service cannot have had it (the
    connection shows so) or has refused it for its rate limit. Who has waited in vain for a connection of the
    client does not queue once more.

    Args:
        error: What the last attempt came to.
        attempt: Its number, from 1.
        attempts: How many there may be.
        repeatable: Whether the request only reads.
        chance: Spreads callers that failed together (full jitter).
    """
    if attempt >= attempts or (isinstance(error, CallTimeout) and error.queued):
        return None
    if isinstance(error, RateLimited):
        return _polite(error, attempt, chance)
    if isinstance(error, TransportError) and (repeatable or not error.sent):
        return _backoff(attempt, chance)
    if isinstance(error, ServerError) and repeatable and error.status != NOT_IMPLEMENTED:
        return _polite(error, attempt, chance)
    return None


def _backoff(attempt: int, chance: Chance) -> float:
    return chance.uniform(0, min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2**attempt))


def _polite(error: ApiError, attempt: int, chance: Chance) -> float | None:
    if error.retry_after is None:
        return _backoff(attempt, chance)
    if error.retry_after > LONGEST_WAIT:
        return None
    return error.retry_after + chance.uniform(0, _FIRST_BACKOFF)


def verdict(error: CloseError, *, repeatable: bool, look: str) -> CloseError:
    """Give the error to raise when the request is not sent again: an open outcome is said to be open.

    Args:
        error: What the last attempt came to.
        repeatable: Whether the request only reads.
        look: How the caller finds out whether it took effect.
    """
    if repeatable or not isinstance(error, CallError) or not _maybe_applied(error):
        return error
    message = (
        f"{error.request} may or may not have taken effect: {_said(error)}.\n"
        f"It was not sent again, because that could do it twice. Before you repeat it, look: {look}."
    )
    return OutcomeUnknown(message, request=error.request, request_id=error.request_id)


def _said(error: CallError) -> str:
    """Tell what happened in a sentence that has named the request already."""
    rest = error.what.removeprefix(str(error.request))
    return f"it{rest}" if rest.startswith(" ") else rest.removeprefix(": ")


def _maybe_applied(error: CallError) -> bool:
    if isinstance(error, TransportError):
        return error.sent
    if isinstance(error, ApiError):
        return error.status in _MAYBE_APPLIED or not 400 <= error.status < 500  # noqa: PLR2004 - 4xx
    return True
