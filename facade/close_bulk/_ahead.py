"""Calls that are under way while the flow goes on: in threads, or in tasks."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from contextvars import copy_context
from math import inf
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Final

from close_bulk._effects import Ticket
from close_bulk.errors import ConfigurationError

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future
    from typing import Self

    from close_bulk._clock import Clock
    from close_bulk._effects import Call
    from close_bulk._session import AsyncWire, Wire

_LEFT_FREE: Final = 1
"""Connections that reading ahead leaves to whoever works with what was read."""
_UNLIMITED: Final = 7
"""Calls under way to a service that tells of no rate limit; where it tells of one, that bounds them."""
_UNREAD: Final = 2
"""Calls begun and not asked for yet, as a multiple of those that may be under way: one that takes long
keeps the others waiting, which have ended before it."""


_COURTESY: Final = 0.01
"""Seconds that a call which waits for its turn gets to take it."""


class Unwanted(Exception):
    """Nobody asks for the answer any more."""


class _Ahead(ABC):
    """Counts what is under way."""

    def __init__(
        self,
        fetch: Callable[[Ticket[Any], Any], Any],
        wire: Wire | AsyncWire,
        clock: Clock,
    ) -> None:
        """Begin with nothing under way.

        Args:
            fetch: Makes the attempts of a call that has its turn.
            wire: Whose connections are used, and whose rate limits kept.
            clock: Tells the time.
        """
        self._fetch = fetch
        self._wire = wire
        self._most = max(1, wire.connections - _LEFT_FREE)
        self._clock = clock
        self._process = os.getpid()
        self._stirred = Event()
        self._under_way: set[Ticket[Any]] = set()
        self._unread: set[Ticket[Any]] = set()

    def begin(self, call: Call[Any]) -> Ticket[Any] | float:
        """Begin a call if there is room for it and the rate limit allows it; see `Begin`."""
        endpoint = call.operation.__name__
        most = self._room(endpoint)
        if len(self._under_way) >= most or len(self._unread) >= _UNREAD * most:
            return inf
        # Lists that are read at the same time share what is free.
        if len(self._wire.ahead) >= self._most:
            return inf
        now = self._clock.monotonic()
        if (seconds := self._until_older(now) or self._wire.pace.claim(endpoint, now)) > 0:
            return seconds
        ticket = Ticket(call)
        for kept in (self._under_way, self._unread, self._wire.ahead):
            kept.add(ticket)
        try:
            ticket.work = self._start(ticket)
        except RuntimeError:
            # The system gives no further thread; the flow makes the call itself.
            self._end(ticket)
            self._unread.discard(ticket)
            return inf
        return ticket

    def _until_older(self, now: float) -> float:
        """Tell how long to wait for calls that were refused, which come before those that are new.

        A list whose refused page got no turn would be read far beyond it, for nothing if it ends there.
        """
        turns = [ticket.turn_at for ticket in list(self._under_way)]
        waiting = [turn for turn in turns if turn is not None]
        return max(0.0, min(waiting) - now) + _COURTESY if waiting else 0.0

    def _room(self, endpoint: str) -> int:
        """Tell how many calls there may be under way to an endpoint."""
        if self._wire.pace.is_blind(endpoint):
            return 1
        limited = self._wire.pace.is_limited(endpoint)
        return self._most if limited else min(self._most, _UNLIMITED)

    @abstractmethod
    def _start(self, ticket: Ticket[Any]) -> Any:
        """Put the call under way."""

    def forget(self, tickets: Iterable[Ticket[Any]]) -> None:
        """Nobody will ask for these."""
        for ticket in list(tickets):
            ticket.is_wanted = False
            self._unread.discard(ticket)

    def _end(self, ticket: Ticket[Any]) -> None:
        ticket.has_ended = True
        self._under_way.discard(ticket)
        self._wire.ahead.discard(ticket)
        self._stirred.set()


class Threads(_Ahead):
    """Calls under way in threads of their own.

    Nobody waits for a read whose answer is not wanted any more, neither who leaves a loop nor the
    interpreter at its end; its thread ends with the attempt, at the latest when the attempt's time is up.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget(self._unread)

    def _start(self, ticket: Ticket[Any]) -> Future[Any]:
        # Imported here: most programs read no list that needs it.
        from concurrent.futures import Future  # noqa: PLC0415

        work: Future[Any] = Future()
        args = self._work, ticket, work
        Thread(target=copy_context().run, args=args, name="close-bulk-reading", daemon=True).start()
        return work

    def _work(self, ticket: Ticket[Any], work: Future[Any]) -> None:
        try:
            work.set_result(self._fetch(ticket, self))
        except BaseException as error:  # noqa: BLE001 - whoever asks for the answer gets it
            work.set_exception(error)
        self._end(ticket)

    def rest(self, seconds: float) -> None:
        """Wait until a call ends, but no longer than so many seconds.

        Raises:
            ConfigurationError: In a child process, where the threads are not.
        """
        if os.getpid() != self._process:
            raise ConfigurationError(
                "a list that was begun by another process is not read on here; begin it anew"
            )
        self._stirred.wait(None if seconds == inf else seconds)
        self._stirred.clear()

    def join(self, ticket: Ticket[Any]) -> Any:
        """Wait for the answer of a call, or raise what it failed with."""
        try:
            return ticket.work.result()
        finally:
            self._unread.discard(ticket)


class Tasks(_Ahead):
    """Calls under way in tasks, which are cancelled with the iteration."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        import asyncio  # noqa: PLC0415 - a program that does not await need not pay for it

        tasks = [ticket.work for ticket in self._under_way]
        self.forget(self._unread)
        if tasks:
            await asyncio.wait(tasks)

    def forget(self, tickets: Iterable[Ticket[Any]]) -> None:
        """Break off those that nobody will ask for."""
        tickets = list(tickets)
        super().forget(tickets)
        for ticket in tickets:
            ticket.work.cancel()

    def _start(self, ticket: Ticket[Any]) -> asyncio.Task[Any]:
        import asyncio  # noqa: PLC0415

        task = asyncio.create_task(self._fetch(ticket, self))
        task.add_done_callback(lambda _: self._end(ticket))
        # Nobody may be left to hear how it ended.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task

    async def rest(self, seconds: float) -> None:
        """Wait until a call ends, but no longer than so many seconds."""
        import asyncio  # noqa: PLC0415

        tasks = [ticket.work for ticket in self._under_way]
        timeout = None if seconds == inf else seconds
        await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)

    async def join(self, ticket: Ticket[Any]) -> Any:
        """Await the answer of a call, or raise what it failed with."""
        try:
            return await ticket.work
        finally:
            self._unread.discard(ticket)
