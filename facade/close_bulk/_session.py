"""The two drivers of flows: one waits, one awaits; neither decides anything."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any, Protocol

from close_bulk._effects import Call, Effect, Emit, Flow, Model, Result, Sleep
from close_bulk.errors import CloseError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from close_bulk._clock import Clock


class Wire(Protocol):
    """The way to the service, blocking."""

    def send(self, call: Call[Model]) -> Model:
        """Send the request and return the parsed answer."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class AsyncWire(Protocol):
    """The way to the service, awaiting."""

    async def send(self, call: Call[Model]) -> Model:
        """Send the request and return the parsed answer."""
        ...

    async def close(self) -> None:
        """Close the connections."""
        ...


def _resume(flow: Flow[Any], answer: object) -> Effect:
    """Give the flow what its last effect came to, and take the next one."""
    return flow.throw(answer) if isinstance(answer, CloseError) else flow.send(answer)


class Session:
    """Drives flows over a blocking wire."""

    def __init__(self, wire: Wire, clock: Clock) -> None:
        self.wire = wire
        self.clock = clock

    def _serve(self, effect: Effect) -> object:
        try:
            if isinstance(effect, Call):
                return self.wire.send(effect)
        except CloseError as error:
            return error
        if isinstance(effect, Sleep):
            self.clock.sleep(effect.seconds)
        return None

    def run(self, flow: Flow[Result]) -> Result:
        """Drive a flow to its end and return its result."""
        answer: object = None
        while True:
            try:
                effect = _resume(flow, answer)
            except StopIteration as end:
                result: Result = end.value
                return result
            answer = self._serve(effect)

    def iterate(self, flow: Flow[Any]) -> Iterator[Any]:
        """Drive a flow and yield what it emits."""
        answer: object = None
        with closing(flow):
            while True:
                try:
                    effect = _resume(flow, answer)
                except StopIteration:
                    return
                answer = self._serve(effect)
                if isinstance(effect, Emit):
                    yield effect.item


class AsyncSession:
    """Drives flows over an awaiting wire."""

    def __init__(self, wire: AsyncWire, clock: Clock) -> None:
        self.wire = wire
        self.clock = clock

    async def _serve(self, effect: Effect) -> object:
        try:
            if isinstance(effect, Call):
                return await self.wire.send(effect)
        except CloseError as error:
            return error
        if isinstance(effect, Sleep):
            await self.clock.sleep_async(effect.seconds)
        return None

    async def run(self, flow: Flow[Result]) -> Result:
        """Drive a flow to its end and return its result."""
        answer: object = None
        while True:
            try:
                effect = _resume(flow, answer)
            except StopIteration as end:
                result: Result = end.value
                return result
            answer = await self._serve(effect)

    async def iterate(self, flow: Flow[Any]) -> AsyncIterator[Any]:
        """Drive a flow and yield what it emits."""
        answer: object = None
        with closing(flow):
            while True:
                try:
                    effect = _resume(flow, answer)
                except StopIteration:
                    return
                answer = await self._serve(effect)
                if isinstance(effect, Emit):
                    yield effect.item
