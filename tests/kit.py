"""What the facade's tests share: a small world, a still clock, one face for both clients."""

import asyncio
import inspect
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from attrs import define, field

from close_bulk import AsyncClose, Close, Preview
from close_bulk._contract import document
from close_emulator import Emulator, ManualClock
from close_emulator.pace import Pace
from close_emulator.transport import EmulatorTransport

DATA = Path(__file__).parent / "data"
ACME = {
    "type": "and",
    "queries": [
        {"type": "object_type", "object_type": "lead"},
        {
            "type": "field_condition",
            "field": {"type": "regular_field", "object_type": "lead", "field_name": "name"},
            "condition": {"type": "text", "mode": "full_words", "value": "ACME Inc."},
        },
    ],
}
"""The selection of the vendor's example request."""


@define
class StillClock:
    """Time that passes only while somebody sleeps; chance that always draws the upper bound."""

    emulated: ManualClock = field(factory=ManualClock)
    naps: list[float] = field(factory=list)
    now: float = 0.0

    def time(self) -> float:
        """Tell the emulator's wall clock."""
        return self.emulated.now().timestamp()

    def monotonic(self) -> float:
        """Tell the seconds slept so far."""
        return self.now

    def uniform(self, low: float, high: float) -> float:  # noqa: ARG002
        """Draw the longest wait, so that tests know it."""
        return high

    def sleep(self, seconds: float) -> None:
        """Let time pass at once, here and in the emulator."""
        self.naps.append(seconds)
        self.now += seconds
        self.emulated.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        """As `sleep`."""
        self.sleep(seconds)


@define
class World:
    """An emulator with a sequence, a sender and leads, some of them ACME's."""

    emulator: Emulator
    clock: StillClock
    sequence_id: str
    sender_account_id: str

    @property
    def sender(self) -> dict[str, str]:
        """The three sender fields."""
        return {
            "sender_account_id": self.sender_account_id,
            "sender_name": "John Doe",
            "sender_email": "john@salesteam.example",
        }

    @property
    def subscribe(self) -> dict[str, Any]:
        """Fields of a valid subscribe."""
        return {
            "s_query": ACME,
            "sequence_id": self.sequence_id,
            "contact_preference": "lead",
            **self.sender,
        }

    @property
    def transport(self) -> EmulatorTransport:
        """The emulator in place of the network."""
        return EmulatorTransport(self.emulator)


def make_world(pace: Pace, *, acme: int = 25, others: int = 10) -> World:
    """Furnish a world; every lead has two contacts."""
    clock = StillClock()
    emulator = Emulator(pace=pace, clock=clock.emulated)
    names = [f"ACME Inc. {n}" for n in range(acme)] + [f"Globex {n}" for n in range(others)]
    for name in names:
        slug = name.replace(" ", "").replace(".", "").lower()
        emulator.add_lead(name, contacts=[("A", f"a@{slug}.example"), ("B", f"b@{slug}.example")])
    return World(
        emulator=emulator,
        clock=clock,
        sequence_id=emulator.add_sequence("Outreach"),
        sender_account_id=emulator.add_sender_account("john@salesteam.example", "John Doe"),
    )


class Blocking:
    """Gives an asynchronous object the face of its synchronous twin, on one event loop."""

    def __init__(self, target: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._target = target
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if inspect.ismethod(value):
            return lambda *args, **kwargs: self._adapt(value(*args, **kwargs))
        return self._adapt(value)

    def __repr__(self) -> str:
        return repr(self._target)

    def __str__(self) -> str:
        return str(self._target)

    def __iter__(self) -> Iterator[Any]:
        return self._drain(aiter(self._target))

    def _adapt(self, value: Any) -> Any:
        if inspect.iscoroutine(value):
            return self._adapt(self._loop.run_until_complete(value))
        if isinstance(value, AsyncIterator):
            return self._drain(value)
        kind = type(value)
        twin = kind.__module__.startswith("close_bulk.") and kind.__name__.startswith("Async")
        # A preview starts as the client does that made it.
        return Blocking(value, self._loop) if twin or kind is Preview else value

    def _drain(self, items: AsyncIterator[Any]) -> Iterator[Any]:
        while True:
            try:
                yield self._adapt(self._loop.run_until_complete(anext(items)))
            except StopAsyncIteration:
                return


Make = Callable[..., Any]
"""Makes a client of either kind, with the arguments of `Close`."""


def make_blocking(loop: asyncio.AbstractEventLoop) -> Make:
    """Make `AsyncClose` clients that look like `Close`."""
    return lambda **options: Blocking(AsyncClose(**options), loop)


def is_blocking(make: Make) -> bool:
    """Tell which kind of client is made."""
    return repr(make(api_key="key")).startswith("Close(")


class Mocked(httpx.MockTransport):
    """Answers in place of a network; a connection that is refused is on record, as a real one is."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a client that waits."""
        try:
            return super().handle_request(request)
        except httpx.ConnectError:
            request.extensions["trace"](REFUSED, {})
            raise

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a client that awaits."""
        try:
            return await super().handle_async_request(request)
        except httpx.ConnectError:
            await request.extensions["trace"](REFUSED, {})
            raise


REFUSED = "connection.connect_tcp.failed"


def scripted(
    *answers: httpx.Response | Exception,
) -> tuple[httpx.MockTransport, list[httpx.Request]]:
    """Answer the first request with the first answer, and so on; the last one stays."""
    requests: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        answer = answers[min(len(requests), len(answers) - 1)]
        requests.append(request)
        if isinstance(answer, Exception):
            raise answer
        return httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)

    return Mocked(handle), requests


@contextmanager
def served_emulator(*options: str) -> Generator[list[str]]:
    """Run `python -m close_emulator` in a process of its own and give the lines that it prints."""
    command = [sys.executable, "-m", "close_emulator", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield list(_banner(server))
        finally:
            server.terminate()


def _banner(server: subprocess.Popen[str]) -> Iterator[str]:
    assert server.stdout is not None
    for line in server.stdout:
        yield line.rstrip("\n")
        if line.startswith("other_account_id"):
            return


ANSWER: dict[str, Any] = json.loads((DATA / "seed_001_response.json").read_text())
"""The vendor's example of a bulk action."""
ID: str = ANSWER["id"]


def answer(**changes: Any) -> httpx.Response:
    """Answer with the vendor's example, some members changed."""
    return httpx.Response(200, json={**ANSWER, **changes})


def _created(kind: str) -> httpx.Response:
    operation = document()["paths"][f"/bulk_action/{kind}/"]["post"]
    examples = operation["responses"]["200"]["content"]["application/json"]["examples"]
    return httpx.Response(200, json=examples["created"]["value"])


CONTRACT_ANSWERS = {
    kind: _created(kind) for kind in ("sequence_subscription", "email", "edit", "delete")
}
"""The contract's example of a bulk action of each kind, just started."""


def client(
    make: Make, *answers: httpx.Response | Exception
) -> tuple[Any, list[httpx.Request], StillClock]:
    """Make a client that gets these answers, one after the other."""
    transport, requests = scripted(*answers)
    clock = StillClock()
    return make(api_key="key", transport=transport, clock=clock), requests, clock


CLIENTS = {"Close": lambda _: Close, "AsyncClose": make_blocking}
