"""The way of one request: paced, attempted, attempted again where that is safe."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from close_bulk import _retry
from close_bulk._effects import Answer, Attempt, Call, Flow, Sleep, Ticket
from close_bulk.errors import CloseError

if TYPE_CHECKING:
    from collections.abc import Generator

    from close_bulk._clock import Clock
    from close_bulk._exchange import Exchange
    from close_bulk._options import Options
    from close_bulk._pace import Pace

SHORTEST_ATTEMPT: Final = 0.5
"""Seconds that an attempt gets at least: the last look at what is waited for begins when time is up."""


class Stopped(Exception):
    """An error of ours that a caller's hook has raised.

    It is no `CloseError`, so that it passes retries and flows, in which nothing has failed.
    """

    def __init__(self, error: CloseError) -> None:
        self.error = error
        super().__init__(str(error))


class SignInDue(Exception):
    """A call that is read ahead needs a new sign-in, and has to be made by whoever asks for its answer."""


@contextmanager
def stopping() -> Generator[None]:
    """Let what a hook raises stop the call."""
    try:
        yield
    except CloseError as error:
        raise Stopped(error) from None


@contextmanager
def as_raised() -> Generator[None]:
    """Give a caller what a hook has raised as it is."""
    try:
        yield
    except Stopped as stop:
        error, context = stop.error, stop.error.__context__
        try:
            raise error
        finally:
            error.__context__ = context


def within(call: Call[Any], clock: Clock, options: Options) -> Options:
    """Let an attempt end with the time that its call has."""
    left = max(call.until - clock.monotonic(), SHORTEST_ATTEMPT)
    return evolve(options, timeout=left) if left < options.timeout else options


def deliver(
    call: Call[Answer],
    clock: Clock,
    options: Options,
    pace: Pace,
    ticket: Ticket[Any] | None = None,
) -> Flow[Answer]:
    """Make the attempts of a call.

    Args:
        call: What to send.
        clock: Tells when.
        options: How many further attempts there may be, and until when.
        pace: Keeps the service's rate limits.
        ticket: Of a call that is under way ahead: the rate limit has allowed its first attempt already, and
            while a further one waits for its turn, the ticket says so.

    Raises:
        OutcomeUnknown: What it starts or changes may or may not have taken effect.
        CloseError: The last attempt failed, and it had no effect or only reads.
    """
    until = min(call.until, clock.monotonic() + options.deadline)
    for attempt in count(1):
        try:
            if attempt > 1 or ticket is None:
                yield from _turn(call, clock, pace, until, ticket)
            answer: Answer = yield Attempt(call)
        except CloseError as error:
            seconds = _retry.wait_before_repeating(
                error,
                attempt,
                attempts=options.max_retries + 1,
                repeatable=call.repeatable,
                chance=clock,
            )
            if seconds is None or clock.monotonic() + seconds > until:
                final = _retry.verdict(error, repeatable=call.repeatable, look=call.look)
                if final is error:
                    raise
                raise final from error
        else:
            return answer
        yield Sleep(seconds)
    raise AssertionError  # pragma: no cover - count() does not end


def _turn(
    call: Call[Any], clock: Clock, pace: Pace, until: float, ticket: Ticket[Any] | None
) -> Flow[None]:
    """Wait until the rate limit has room; one that is used up for long is left to the service to tell."""
    ticket = ticket or Ticket(call)
    try:
        while True:
            now = clock.monotonic()
            seconds = pace.claim(call.operation.__name__, now)
            if not seconds or seconds > _retry.LONGEST_WAIT or now + seconds > until:
                return
            ticket.turn_at = now + seconds
            yield Sleep(seconds)
    finally:
        ticket.turn_at = None


@contextmanager
def interruptions(call: Call[Any], exchange: Exchange) -> Generator[None]:
    """Tell whoever interrupts a call that its outcome is open, where it is.

    Ctrl-C and a cancelled task are no errors of ours and stay what they are; the note stands below them.
    """
    try:
        yield
    except CloseError:
        raise
    except BaseException as stop:
        if exchange.begun and not call.repeatable:
            stop.add_note(
                "close-bulk was interrupted while it sent a request that starts or changes something: it "
                f"may or may not have taken effect. Before you repeat it, look: {call.look}."
            )
        raise
