"""Lists as a client reads them: in order, through failures, to a limit, and left half way."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import aclosing, closing
from math import inf
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from attrs import define, field

from close_bulk import AsyncClose, Close
from close_bulk._ahead import Threads
from close_bulk._effects import Call, Ticket
from close_bulk._endpoints import Endpoint
from close_bulk._pace import Pace
from close_bulk.errors import BadResponse, Forbidden, SkipLimit
from kit import Make, StillClock

SUBSCRIPTIONS = Endpoint("get", "/sequence_subscription/")


def subscription(number: int) -> dict[str, Any]:
    """Write a subscription as the service does."""
    return {
        "id": f"sub_{number}",
        "contact_id": "cont_1",
        "sequence_id": "seq_1",
        "status": "active",
        "calls_assigned_to": ["user_1"],
    }


def answering(respond: Callable[[httpx.QueryParams], Any]) -> httpx.MockTransport:
    """Answer each request with what a function makes of its query: JSON, or a whole answer."""

    def handle(request: httpx.Request) -> httpx.Response:
        said = respond(request.url.params)
        return said if isinstance(said, httpx.Response) else httpx.Response(200, json=said)

    return httpx.MockTransport(handle)


def listed(params: httpx.QueryParams, total: int) -> dict[str, Any]:
    """Answer with a page of a list that does not change."""
    skip, limit = int(params["_skip"]), int(params["_limit"])
    numbers = range(skip, min(skip + limit, total))
    return {"data": [subscription(n) for n in numbers], "has_more": skip + limit < total}


def test_list_that_never_ends_is_an_error(make: Make) -> None:
    """A page that says again and again that there is more, and has nothing new, is an error."""
    page = {"data": [subscription(n) for n in range(3)], "has_more": True}
    close = make(api_key="key", transport=answering(lambda _: page), clock=StillClock())
    with pytest.raises(BadResponse, match="does not end"):
        list(close.subscriptions.list(sequence_id="seq_1"))


def test_whole_list_comes_in_order(make: Make) -> None:
    """Reading ahead changes nothing about what is given, nor its order."""
    transport = answering(lambda params: listed(params, 2050))
    close = make(api_key="key", transport=transport, clock=StillClock())
    found = [item.id for item in close.subscriptions.list(sequence_id="seq_1")]
    assert found == [f"sub_{n}" for n in range(2050)]


def test_missing_has_more_is_the_end(make: Make) -> None:
    """Small lists have been seen without `has_more`."""
    transport = answering(lambda _: {"data": [subscription(1)]})
    close = make(api_key="key", transport=transport, clock=StillClock())
    assert len(list(close.subscriptions.list(sequence_id="seq_1"))) == 1


SAID = [
    {"errors": [], "field-errors": {"_skip": "Input should be less than or equal to 1000"}},
    {
        "errors": [
            "The skip you set is larger than the maximum skip for this resource (max_skip = 1000)."
        ],
        "field-errors": {},
    },
]


@pytest.mark.parametrize("said", SAID)
def test_limit_of_skip_names_the_way_on(make: Make, said: Any) -> None:
    """Where the service refuses to count further, what lies before was given and the error says so."""

    def respond(params: httpx.QueryParams) -> Any:
        if int(params["_skip"]) > 1000:
            return httpx.Response(400, json=said)
        return listed(params, 5000)

    close = make(api_key="key", transport=answering(respond), clock=StillClock())
    found: list[str] = []
    with pytest.raises(SkipLimit, match=r"narrower lists.*contact_id or lead_id") as caught:
        found.extend(item.id for item in close.subscriptions.list(sequence_id="seq_1"))
    assert caught.value.given == 1090
    assert caught.value.refusal.status == 400


WAYS: dict[str, tuple[Callable[[Any], Any], str]] = {
    "/bulk_action/edit/": (
        lambda close: close.bulk.list("edit"),
        r"close\.events\.list\(object_type='bulk_action\.edit', action='created'\).*close\.bulk\.get",
    ),
    "/sequence/": (lambda close: close.sequences.list(), "is no filter for less.* by its id"),
}


@pytest.mark.parametrize("path", WAYS)
def test_way_on_is_one_that_the_list_has(make: Make, path: str) -> None:
    """Where a list takes no filter, the error names what else there is, and no filter."""

    def handle(request: httpx.Request) -> httpx.Response:
        assert request.url.path.endswith(path)
        return httpx.Response(400, json=SAID[0])

    read, words = WAYS[path]
    with pytest.raises(SkipLimit, match=words):
        list(read(make(api_key="key", transport=httpx.MockTransport(handle), clock=StillClock())))


def test_page_that_fails_is_asked_for_again(make: Make) -> None:
    """A page that was begun ahead has the retries of any other request."""
    failed: set[str] = set()

    def respond(params: httpx.QueryParams) -> Any:
        skip = params["_skip"]
        if skip in failed or skip == "0":
            return listed(params, 1500)
        failed.add(skip)
        return httpx.Response(503)

    clock = StillClock()
    close = make(api_key="key", transport=answering(respond), clock=clock)
    found = [item.id for item in close.subscriptions.list(sequence_id="seq_1")]
    assert found == [f"sub_{n}" for n in range(1500)]
    assert clock.naps


def test_error_comes_after_the_items_before_it(make: Make) -> None:
    """A page that cannot be read ends the loop where it stands, not earlier."""

    def respond(params: httpx.QueryParams) -> Any:
        return httpx.Response(403) if int(params["_skip"]) > 300 else listed(params, 1500)

    close = make(api_key="key", transport=answering(respond), clock=StillClock())
    found: list[str] = []
    with pytest.raises(Forbidden):
        found.extend(item.id for item in close.subscriptions.list(sequence_id="seq_1"))
    assert found == [f"sub_{n}" for n in range(397)]


def test_loop_that_is_left_cancels_its_tasks() -> None:
    """No task of a loop outlives it, and none complains."""

    async def main() -> None:
        under_way = asyncio.Event()

        async def handle(request: httpx.Request) -> httpx.Response:
            if int(request.url.params["_skip"]) > 500:
                under_way.set()
                await asyncio.Event().wait()
            return httpx.Response(200, json=listed(request.url.params, 5000))

        transport = httpx.MockTransport(handle)
        close = AsyncClose(api_key="key", transport=transport, clock=StillClock())
        async with aclosing(close.subscriptions.list(sequence_id="seq_1").pages()) as pages:
            async for _ in pages:
                if under_way.is_set():
                    break
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


@pytest.mark.parametrize(("connections", "most"), [(1, 1), (2, 1), (5, 4)])
def test_reading_ahead_leaves_a_connection_free(connections: int, most: int) -> None:
    """There are never more pages under way than connections, less one for the loop itself."""
    release = threading.Event()
    call: Any = Call(SUBSCRIPTIONS.operation, {}, read=bytes, repeatable=True)
    wire: Any = SimpleNamespace(connections=connections, pace=Pace(), ahead=set())
    with (
        Threads(lambda *_: release.wait(), wire, StillClock()) as ahead,
        Threads(lambda *_: release.wait(), wire, StillClock()) as another,
    ):
        begun = [ahead.begin(call) for _ in range(connections + 1)]
        under_way = [ticket for ticket in begun if isinstance(ticket, Ticket)]
        assert len(under_way) == most
        # Lists that are read at the same time share the connections.
        assert another.begin(call) == inf
        ahead.forget(under_way)
        # They still hold their connections.
        assert ahead.begin(call) == inf
        release.set()
        while not all(ticket.has_ended for ticket in under_way):
            ahead.rest(5)
        assert isinstance(ahead.begin(call), Ticket)


def test_leaving_a_loop_waits_for_no_page() -> None:
    """Pages that are read ahead and not wanted any more keep nobody; no thread keeps the program alive."""
    release, slow = threading.Event(), threading.Event()

    def respond(params: httpx.QueryParams) -> Any:
        if int(params["_skip"]) > 150:
            slow.set()
            release.wait(5)
        return listed(params, 5000)

    close = Close(api_key="key", transport=answering(respond), clock=StillClock())
    known = set(threading.enumerate())
    for _ in close.subscriptions.list(sequence_id="seq_1"):
        if slow.is_set():
            break
    reading = set(threading.enumerate()) - known
    assert reading
    assert all(thread.is_alive() and thread.daemon for thread in reading)
    release.set()
    for thread in reading:
        thread.join(5)
        assert not thread.is_alive()


def test_page_that_nobody_waits_for_is_not_asked_for_again() -> None:
    """A page that failed before the loop was left has no further attempt after that."""
    asked, waiting, left = [0], threading.Event(), threading.Event()

    def respond(params: httpx.QueryParams) -> Any:
        asked.append(int(params["_skip"]))
        return listed(params, 5000) if asked[-1] < 150 else httpx.Response(503)

    class Holding(StillClock):
        """A clock whose sleepers wake when the loop is left."""

        def sleep(self, seconds: float) -> None:  # noqa: ARG002
            """Sleep until then."""
            waiting.set()
            assert left.wait(5)

    close = Close(api_key="key", transport=answering(respond), clock=Holding())
    known = set(threading.enumerate())
    with closing(close.subscriptions.list(sequence_id="seq_1").pages()) as pages:
        next(pages)
        next(pages)
        assert waiting.wait(5)
    reading = set(threading.enumerate()) - known
    assert reading
    left.set()
    for thread in reading:
        thread.join(5)
    beyond = [skip for skip in asked if skip >= 150]
    assert len(beyond) == len(set(beyond))


def test_pages_that_fail_together_wait_together() -> None:
    """Where all that is under way is refused for a while, that while passes once, not for each."""
    failed: set[str] = set()

    def respond(params: httpx.QueryParams) -> Any:
        skip = params["_skip"]
        if skip in failed or len(failed) == 3 or skip == "0":
            return listed(params, 1500)
        failed.add(skip)
        return httpx.Response(503, headers={"retry-after": "20"})

    @define
    class Sleepers(StillClock):
        """A clock whose sleepers wake when three of them sleep."""

        asleep: list[float] = field(factory=list[float])
        woken: asyncio.Event = field(factory=asyncio.Event)

        async def sleep_async(self, seconds: float) -> None:
            """Sleep until the others do."""
            self.asleep.append(seconds)
            if len(self.asleep) == 3:
                self.woken.set()
            await self.woken.wait()

    async def main() -> list[float]:
        clock = Sleepers()
        close = AsyncClose(api_key="key", transport=answering(respond), clock=clock)
        async with asyncio.timeout(5):
            items = [item async for item in close.subscriptions.list(sequence_id="seq_1")]
        assert len(items) == 1500
        return clock.asleep

    naps = asyncio.run(main())
    assert len(naps) == 3
    assert min(naps) >= 20
