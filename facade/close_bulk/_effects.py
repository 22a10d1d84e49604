"""What a flow may ask for.

A flow is a generator: it decides, and yields what it needs done. `_session` holds the two drivers that
do it, so that every decision is written once for the synchronous and the asynchronous client.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator, Mapping, Sequence
from math import inf
from typing import Any, Generic, Protocol, TypeVar

from attrs import define, frozen

Answer = TypeVar("Answer")
Result = TypeVar("Result")


class Operation(Protocol):
    """A module of the generated client: one endpoint."""

    @property
    def __name__(self) -> str:
        """The module's full name."""
        ...

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


@frozen(eq=False)
class Call(Generic[Answer]):
    """Make one request, sending it again where that is safe, and read the answer."""

    operation: Operation
    arguments: Mapping[str, Any]
    read: Callable[[bytes], Answer]
    """Reads the body of a success; see `_bodies`."""
    repeatable: bool
    """Whether a second identical request does no harm: true for reads only."""
    objection: Callable[[Answer], str | None] = _no_objection
    """Says what is wrong with an answer that could be read; None if nothing is."""
    look: str = ""
    """How to find out what a request did whose answer was lost; for what is not repeatable."""
    until: float = inf
    """The moment of the monotonic clock after which no further attempt is made."""
    is_ahead: bool = False
    """Whether a thread of ours makes it, which must not sign in anew: it may end in the middle of that."""


@frozen(eq=False)
class Attempt(Generic[Answer]):
    """Send the request of a call, once."""

    call: Call[Answer]


@define(eq=False)
class Ticket(Generic[Answer]):
    """A call that is under way while the flow goes on."""

    call: Call[Answer]
    work: Any = None
    """The driver's: a future or a task."""
    is_wanted: bool = True
    """Whether anybody will ask for the answer; if not, no further attempt is made."""
    has_ended: bool = False
    turn_at: float | None = None
    """When it asks for its turn again, by the monotonic clock; None if it does not wait for one."""


@frozen(eq=False)
class Begin(Generic[Answer]):
    """Begin a call that is repeatable, and answer its ticket at once.

    If it has to wait its turn, the answer is the seconds after which to ask again; infinitely many if
    nothing but the end of another call makes room for it.
    """

    call: Call[Answer]


@frozen(eq=False)
class Rest:
    """Let time pass until a call that was begun ends, but no more than ``seconds``."""

    seconds: float


@frozen(eq=False)
class Join(Generic[Answer]):
    """Wait for a call that was begun."""

    ticket: Ticket[Answer]


@frozen(eq=False)
class Forget:
    """Do without the answers of calls that were begun."""

    tickets: Sequence[Ticket[Any]]


@frozen(eq=False)
class Sleep:
    """Let ``seconds`` pass."""

    seconds: float


@frozen(eq=False)
class Emit:
    """Hand one item to whoever iterates over the flow."""

    item: Any


Effect = Call[Any] | Attempt[Any] | Begin[Any] | Join[Any] | Forget | Rest | Sleep | Emit
Flow = Generator[Effect, Any, Result]
