"""The two drivers of flows: one waits, one awaits; neither decides anything."""

from __future__ import annotations

from contextlib import closing, nullcontext
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import evolve, frozen

from close_bulk._ahead import Tasks, Threads, Unwanted
from close_bulk._effects import (
    Answer,
    Attempt,
    Begin,
    Call,
    Effect,
    Emit,
    Flow,
    Forget,
    Join,
    Rest,
    Result,
    Sleep,
    Ticket,
)
from close_bulk._sending import SignInDue, as_raised, deliver, within
from close_bulk.errors import CloseError

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator
    from contextlib import AbstractContextManager

    from close_bulk._clock import Clock
    from close_bulk._options import Options
    from close_bulk._pace import Pace

_UNTOLD: Final = nullcontext()


class Wire(Protocol):
    """The way to the service, blocking."""

    @property
    def connections(self) -> int:
        """How many calls may be under way."""
        ...

    @property
    def pace(self) -> Pace:
        """When the next call may go."""
        ...

    @property
    def ahead(self) -> set[Ticket[Any]]:
        """The calls of all lists that are under way ahead."""
        ...

    def send(self, call: Call[Answer], options: Options) -> Answer:
        """Send the request once and return the answer as the call reads it."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncWire(Protocol):
    """The way to the service, awaiting."""

    @property
    def connections(self) -> int:
        """How many calls may be under way."""
        ...

    @property
    def pace(self) -> Pace:
        """When the next call may go."""
        ...

    @property
    def ahead(self) -> set[Ticket[Any]]:
        """The calls of all lists that are under way ahead."""
        ...

    async def send(self, call: Call[Answer], options: Options) -> Answer:
        """Send the request once and return the answer as the call reads it."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


def _resume(flow: Flow[Any], answer: object) -> Effect:
    """Give the flow what its last effect came to, and take the next one."""
    return flow.throw(answer) if isinstance(answer, CloseError) else flow.send(answer)


def _delivery(
    session: Session | AsyncSession, call: Call[Answer], ticket: Ticket[Any] | None = None
) -> Flow[Answer]:
    return deliver(call, session.clock, session.options, session.wire.pace, ticket)


@frozen(eq=False)
class Session:
    """Drives flows over a blocking wire."""

    wire: Wire
    clock: Clock
    options: Options

    def having(self, options: Options) -> Session:
        """Give a session over the same wire with other options."""
        return evolve(self, options=options)

    def _serve(self, effect: Effect, ahead: Threads) -> object:
        try:
            if isinstance(effect, Call):
                return self._drive(_delivery(self, effect), ahead)
            if isinstance(effect, Attempt):
                options = within(effect.call, self.clock, self.options)
                return self.wire.send(effect.call, options)
            if isinstance(effect, Join):
                return self._join(effect.ticket, ahead)
        except CloseError as error:
            return error
        if isinstance(effect, Sleep):
            self.clock.sleep(effect.seconds)
        elif isinstance(effect, Rest):
            ahead.rest(effect.seconds)
        elif isinstance(effect, Begin):
            return ahead.begin(effect.call)
        elif isinstance(effect, Forget):
            ahead.forget(effect.tickets)
        return None

    def _ahead(self) -> Threads:
        return Threads(self._fetch, self.wire, self.clock)

    def _fetch(self, ticket: Ticket[Any], ahead: Threads) -> object:
        call = evolve(ticket.call, is_ahead=True)
        return self._drive(_delivery(self, call, ticket), ahead, ticket)

    def _join(self, ticket: Ticket[Any], ahead: Threads) -> object:
        try:
            return ahead.join(ticket)
        except SignInDue:
            return self._drive(_delivery(self, ticket.call), ahead)

    def run(self, flow: Flow[Result]) -> Result:
        """Drive a flow to its end and return its result."""
        with as_raised(), self._ahead() as ahead:
            return self._drive(flow, ahead)

    def _drive(
        self, flow: Flow[Result], ahead: Threads, ticket: Ticket[Any] | None = None
    ) -> Result:
        answer: object = None
        while ticket is None or ticket.is_wanted:
            try:
                effect = _resume(flow, answer)
            except StopIteration as end:
                result: Result = end.value
                return result
            answer = self._serve(effect, ahead)
        raise Unwanted

    def iterate(
        self, flow: Flow[Any], told: AbstractContextManager[Any] = _UNTOLD
    ) -> Generator[Any]:
        """Drive a flow and yield what it emits; what ends it early is told to `told`."""
        answer: object = None
        with told, as_raised(), closing(flow), self._ahead() as ahead:
            while True:
                try:
                    effect = _resume(flow, answer)
                except StopIteration:
                    return
                answer = self._serve(effect, ahead)
                if isinstance(effect, Emit):
                    yield effect.item


@frozen(eq=False)
class AsyncSession:
    """Drives flows over an awaiting wire."""

    wire: AsyncWire
    clock: Clock
    options: Options

    def having(self, options: Options) -> AsyncSession:
        """Give a session over the same wire with other options."""
        return evolve(self, options=options)

    async def _serve(self, effect: Effect, ahead: Tasks) -> object:
        try:
            if isinstance(effect, Call):
                return await self._drive(_delivery(self, effect), ahead)
            if isinstance(effect, Attempt):
                options = within(effect.call, self.clock, self.options)
                return await self.wire.send(effect.call, options)
            if isinstance(effect, Join):
                return await ahead.join(effect.ticket)
        except CloseError as error:
            return error
        if isinstance(effect, Sleep):
            await self.clock.sleep_async(effect.seconds)
        elif isinstance(effect, Rest):
            await ahead.rest(effect.seconds)
        elif isinstance(effect, Begin):
            return ahead.begin(effect.call)
        elif isinstance(effect, Forget):
            ahead.forget(effect.tickets)
        return None

    def _ahead(self) -> Tasks:
        return Tasks(self._fetch, self.wire, self.clock)

    async def _fetch(self, ticket: Ticket[Any], ahead: Tasks) -> object:
        return await self._drive(_delivery(self, ticket.call, ticket), ahead)

    async def run(self, flow: Flow[Result]) -> Result:
        """Drive a flow to its end and return its result."""
        with as_raised():
            async with self._ahead() as ahead:
                return await self._drive(flow, ahead)

    async def _drive(self, flow: Flow[Result], ahead: Tasks) -> Result:
        answer: object = None
        while True:
            try:
                effect = _resume(flow, answer)
            except StopIteration as end:
                result: Result = end.value
                return result
            answer = await self._serve(effect, ahead)

    async def iterate(
        self, flow: Flow[Any], told: AbstractContextManager[Any] = _UNTOLD
    ) -> AsyncGenerator[Any]:
        """Drive a flow and yield what it emits; what ends it early is told to `told`."""
        answer: object = None
        with told, as_raised(), closing(flow):
            async with self._ahead() as ahead:
                while True:
                    try:
                        effect = _resume(flow, answer)
                    except StopIteration:
                        return
                    answer = await self._serve(effect, ahead)
                    if isinstance(effect, Emit):
                        yield effect.item
