"""Every behaviour of the facade is held for both clients."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from close_emulator import Immediate, Timed
from kit import CLIENTS, Make, World, make_world


@pytest.fixture(params=CLIENTS)
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    """Make clients of one kind, then of the other; they are closed after the test."""
    loop = asyncio.new_event_loop()
    with ExitStack() as stack:
        stack.callback(loop.close)
        create = CLIENTS[request.param](loop)

        def make(**options: Any) -> Any:
            client = create(**options)
            stack.callback(client.close)
            return client

        yield make


@pytest.fixture
def world() -> World:
    """A world whose bulk actions are done at the next look."""
    return make_world(Immediate())


@pytest.fixture
def slow_world() -> World:
    """A world whose bulk actions take a second to load and then process two leads a second."""
    return make_world(Timed(loading=1.0, rate=2.0))
