"""Calls that are under way while the flow goes on: in threads, or in tasks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextvars import copy_context
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

from close_bulk._effects import Ticket

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterable
    from concurrent.futures import Future
    from typing import Self

    from close_bulk._clock import Clock
    from close_bulk._effects import Call
    from close_bulk._pace import Pace

_LEFT_FREE: Final = 1
"""Connections that reading ahead leaves to whoever works with what was read."""


class _Ahead(ABC):
    """Counts what is under way."""

    def __init__(
        self, send: Callable[[Call[Any]], Any], connections: int, clock: Clock, pace: Pace
    ) -> None:
        """Begin with nothing under way.

        Args:
            send: Makes one attempt of a call.
            connections: How many the client has.
            clock: Tells the time.
            pace: Keeps the service's rate limits.
        """
        self._send = send
        self._most = max(1, connections - _LEFT_FREE)
        self._clock = clock
        self._pace = pace
        self._tickets: set[Ticket[Any]] = set()

    def begin(self, call: Call[Any]) -> Ticket[Any] | None:
        """Begin a call if there is room for it and the rate limit allows it."""
        if len(self._tickets) >= self._most:
            return None
        if self._pace.claim(call.operation.__name__, self._clock.monotonic()):
            return None
        ticket = Ticket(call)
        ticket.work = self._start(ticket)
        self._tickets.add(ticket)
        return ticket

    @abstractmethod
    def _start(self, ticket: Ticket[Any]) -> Any:
        """Put the attempt under way."""

    def forget(self, tickets: Iterable[Ticket[Any]]) -> None:
        """Make room: nobody will ask for these."""
        for ticket in list(tickets):
            ticket.work.cancel()
            self._tickets.discard(ticket)

    def _ended(self, ticket: Ticket[Any]) -> None:
        ticket.ended = self._clock.monotonic()


class Threads(_Ahead):
    """Calls under way in threads of their own.

    Nobody waits for a read whose answer is not wanted any more, neither who leaves a loop nor the
    interpreter at its end; its thread ends with the attempt, at the latest when the attempt's time is up.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget(self._tickets)

    def forget(self, tickets: Iterable[Ticket[Any]]) -> None:
        """Do without the answers of these; each makes room when its attempt has ended."""
        for ticket in list(tickets):
            ticket.work.add_done_callback(partial(self._leave, ticket))

    def _leave(self, ticket: Ticket[Any], _: object) -> None:
        self._tickets.discard(ticket)

    def _start(self, ticket: Ticket[Any]) -> Any:
        # Imported here: most programs read no list that needs it.
        from concurrent.futures import Future  # noqa: PLC0415

        work: Future[Any] = Future()
        target = partial(copy_context().run, self._work, ticket, work)
        Thread(target=target, name="close-bulk-reading", daemon=True).start()
        return work

    def _work(self, ticket: Ticket[Any], work: Future[Any]) -> None:
        try:
            answer = self._send(ticket.call)
        except BaseException as error:  # noqa: BLE001 - whoever asks for the answer gets it
            self._ended(ticket)
            work.set_exception(error)
        else:
            self._ended(ticket)
            work.set_result(answer)

    def arrive(self, ticket: Ticket[Any]) -> Any:
        """Wait for the attempt and give its answer, or raise what it failed with."""
        try:
            return ticket.work.result()
        finally:
            self._tickets.discard(ticket)


class Tasks(_Ahead):
    """Calls under way in tasks, which are cancelled with the iteration."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        import asyncio  # noqa: PLC0415 - a program that does not await need not pay for it

        tasks = [ticket.work for ticket in self._tickets]
        self.forget(self._tickets)
        if tasks:
            await asyncio.wait(tasks)

    def _start(self, ticket: Ticket[Any]) -> asyncio.Task[Any]:
        import asyncio  # noqa: PLC0415

        task = asyncio.create_task(self._work(ticket))
        # Nobody may be left to hear how it ended.
        task.add_done_callback(lambda done: done.cancelled() or done.exception())
        return task

    async def _work(self, ticket: Ticket[Any]) -> Any:
        try:
            return await self._send(ticket.call)
        finally:
            self._ended(ticket)

    async def arrive(self, ticket: Ticket[Any]) -> Any:
        """Await the attempt and give its answer, or raise what it failed with."""
        try:
            return await ticket.work
        finally:
            self._tickets.discard(ticket)
