"""What a flow may ask for.

A flow is a generator: it decides, and yields what it needs done. `_session` holds the two drivers that
do it, so that every decision is written once for the synchronous and the asynchronous client.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Mapping
from typing import Any, Generic, Protocol, TypeVar

from attrs import frozen

Model = TypeVar("Model")
Result = TypeVar("Result")


class Operation(Protocol):
    """A module of the generated client: one endpoint."""

    @property
    def sync_detailed(self) -> Callable[..., Any]:
        """Send the request and wait for the answer."""
        ...

    @property
    def asyncio_detailed(self) -> Callable[..., Coroutine[Any, Any, Any]]:
        """Send the request and await the answer."""
        ...


def _no_objection(_: object) -> str | None:
    return None


@frozen
class Call(Generic[Model]):
    """Send one request; the answer is an instance of ``model``."""

    operation: Operation
    model: type[Model]
    arguments: Mapping[str, Any]
    repeatable: bool
    """Whether a second identical request does no harm: true for reads only."""
    objection: Callable[[Model], str | None] = _no_objection
    """Says what is wrong with an answer that has the form of the model; None if nothing is."""


@frozen
class Sleep:
    """Let ``seconds`` pass."""

    seconds: float


@frozen
class Emit:
    """Hand one item to whoever iterates over the flow."""

    item: Any


Effect = Call[Any] | Sleep | Emit
Flow = Generator[Effect, Any, Result]
