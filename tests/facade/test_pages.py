"""Lists that move while they are read: nothing twice, nothing lost in silence, and an end."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from contextlib import aclosing, closing, suppress
from itertools import count, islice
from math import inf
from random import Random
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from close_bulk import AsyncClose, Close, _pages, _trail
from close_bulk._ahead import Threads
from close_bulk._bodies import Page
from close_bulk._effects import Begin, Call, Emit, Forget, Join, Rest, Ticket
from close_bulk._endpoints import Endpoint
from close_bulk._pace import Pace
from close_bulk.errors import BadResponse, Forbidden, ListChanged, SkipLimit
from kit import Make, StillClock

SUBSCRIPTIONS = Endpoint("get", "/sequence_subscription/")


@define
class Shifting:
    """A list in a stable order, into which items are put and from which they are taken."""

    ids: list[str]
    cap: int = 5
    """Items on a page, whatever is asked for."""
    numbers: Any = field(factory=count)
    requests: int = 0

    def page(self, skip: int, limit: int) -> Page:
        """Read a page as the list is now."""
        self.requests += 1
        end = skip + min(limit, self.cap)
        ids = self.ids[skip:end]
        return Page(list(ids), [id_.upper() for id_ in ids], end < len(self.ids))

    def put(self, position: int, many: int = 1) -> None:
        """Put new items in."""
        at = min(position, len(self.ids))
        self.ids[at:at] = [f"new{next(self.numbers)}" for _ in range(many)]

    def take(self, position: int, many: int = 1) -> None:
        """Take items out."""
        del self.ids[position : position + many]


@define
class Reader:
    """Drives a reading, the list shifting before each page is read; begun pages are read in any order."""

    service: Shifting
    shift: Callable[[], None]
    chance: Random | None
    most: int
    waiting: dict[int, Ticket[Page]] = field(factory=dict[int, Ticket[Page]])
    under_way: int = 0

    def serve(self, effect: object) -> Any:
        """Do what the reading asks for."""
        for ticket in list(self.waiting.values()):
            if self.chance and self.chance.random() < 0.3:
                self.settle(ticket)
        if isinstance(effect, Call):
            return self.page(effect.arguments)
        if isinstance(effect, Begin):
            return self.begin(effect.call)
        if isinstance(effect, Rest) and self.waiting:
            coming = list(self.waiting.values())
            self.settle(self.chance.choice(coming) if self.chance else coming[0])
        if isinstance(effect, Join):
            self.under_way -= 1
            return effect.ticket.work
        if isinstance(effect, Forget):
            for ticket in effect.tickets:
                self.waiting.pop(id(ticket), None)
                self.under_way -= 1
        return None

    def begin(self, call: Call[Any]) -> Ticket[Page] | float:
        """Put a page under way, if there is room for it."""
        if self.under_way == self.most:
            return inf
        ticket = Ticket(call)
        self.waiting[id(ticket)] = ticket
        self.under_way += 1
        return ticket

    def page(self, arguments: Mapping[str, Any]) -> Page:
        """Read a page, after the list has shifted."""
        self.shift()
        return self.service.page(arguments["skip"], arguments["limit"])

    def settle(self, ticket: Ticket[Page]) -> None:
        """Read a page that was begun."""
        del self.waiting[id(ticket)]
        ticket.work, ticket.has_ended = self.page(ticket.call.arguments), True


def read(
    service: Shifting,
    shift: Callable[[], None] = lambda: None,
    chance: Random | None = None,
    most: int = 7,
    heard: Callable[[str], None] = lambda _: None,
) -> list[str]:
    """Read the list to its end and tell what was given."""
    found: list[str] = []
    reader = Reader(service, shift, chance, most)
    flow = _pages.by_offset(SUBSCRIPTIONS, {"sequence_id": "seq_1"})
    answer: Any = None
    with suppress(StopIteration):
        while True:
            effect = flow.send(answer)
            answer = reader.serve(effect)
            if isinstance(effect, Emit):
                assert effect.item, "a page is never empty"
                for item in effect.item:
                    found.append(item.lower())
                    heard(item.lower())
    return found


def shifts(service: Shifting, changes: list[tuple[bool, int, int]]) -> Callable[[], None]:
    """Give what makes the next of the changes, each time it is called."""
    left = iter(changes)

    def shift() -> None:
        for adds, position, many in islice(left, 1):
            (service.put if adds else service.take)(position, many)

    return shift


def after(turns: int, change: Callable[[], None]) -> Callable[[], None]:
    """Give what makes a change before one of the requests."""
    numbers = count()

    def shift() -> None:
        if next(numbers) == turns:
            change()

    return shift


def assert_sound(found: list[str], service: Shifting) -> None:
    """Hold that nothing was given twice, and everything that was there all the time."""
    assert len(found) == len(set(found))
    assert {id_ for id_ in service.ids if id_.startswith("old")} <= set(found)


@given(
    size=st.integers(0, 60),
    cap=st.integers(2, 9),
    most=st.integers(0, 7),
    changes=st.lists(st.tuples(st.booleans(), st.integers(0, 60), st.integers(1, 20)), max_size=40),
    seed=st.integers(0, 2**32),
)
def test_what_stays_is_given_once_however_the_list_shifts(
    size: int, cap: int, most: int, changes: list[tuple[bool, int, int]], seed: int
) -> None:
    """Every item that is there all the time is given exactly once, and none twice."""
    service = Shifting([f"old{n}" for n in range(size)], cap)
    found = read(service, shifts(service, changes), Random(seed), most)  # noqa: S311 - no secret
    assert_sound(found, service)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 600), st.integers(1, 5)), max_size=200),
    st.integers(0, 2**32),
)
def test_little_has_to_be_remembered(changes: list[tuple[bool, int, int]], seed: int) -> None:
    """That holds with few ids in mind, as long as far fewer items come or go in the time of some reads."""
    service = Shifting([f"old{n}" for n in range(600)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_trail.Trail.__init__, "__defaults__", (200,))
        found = read(service, shifts(service, changes), Random(seed))  # noqa: S311 - no secret
    assert_sound(found, service)


def test_place_that_is_lost_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing of what was given is there any more, what comes cannot be told from what was given."""
    monkeypatch.setattr(_trail.Trail.__init__, "__defaults__", (10,))
    service = Shifting([f"old{n}" for n in range(90)])
    shift = after(8, lambda: service.take(0, 60))
    with pytest.raises(ListChanged, match="read it to the end first") as caught:
        read(service, shift, most=0)
    assert caught.value.given == 33


def test_far_place_is_found_with_few_requests() -> None:
    """However many items were removed before it, the place is looked for in steps that double."""
    service = Shifting([f"old{n}" for n in range(1000)])
    found = read(service, after(200, lambda: service.take(0, 400)), most=0)
    assert_sound(found, service)
    assert service.requests < 1000 / 4 + 60


@pytest.mark.parametrize("position", [0, 4])
def test_what_was_given_is_known_behind_many_new_items(
    position: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Items that were given are told from new ones even where more came before them than is kept."""
    monkeypatch.setattr(_trail.Trail.__init__, "__defaults__", (14,))
    service = Shifting([f"old{n}" for n in range(40)])
    found = read(service, after(2, lambda: service.put(position, 50)), most=0)
    assert_sound(found, service)


@pytest.mark.parametrize("most", [0, 1, 7])
def test_what_is_removed_while_it_is_given_hides_nothing(most: int) -> None:
    """A loop that removes each item that it was given still gets every one, in order."""
    service = Shifting([f"old{n}" for n in range(300)])
    found = read(service, most=most, heard=service.ids.remove)
    assert found == [f"old{n}" for n in range(300)]
    assert service.ids == []


def test_calm_list_is_read_with_one_item_of_overlap() -> None:
    """Where nothing changes, each page costs one request and brings all its items but one."""
    service = Shifting([f"old{n}" for n in range(1 + 4 * 50)])
    assert read(service, most=0) == service.ids
    assert service.requests == 50


def test_first_page_tells_whether_there_are_others() -> None:
    """Nothing is read ahead before the first page is given, and nothing at all after the only one."""
    service = Shifting([f"old{n}" for n in range(5)])
    assert len(read(service)) == 5
    assert service.requests == 1


def test_lists_of_one_item_a_page_are_read() -> None:
    """Pages that are too small to overlap follow each other."""
    service = Shifting([f"old{n}" for n in range(7)], cap=1)
    assert read(service) == service.ids


def test_list_that_never_ends_is_an_error(make: Make) -> None:
    """A page that says again and again that there is more, and has nothing new, is an error."""
    page = {"data": [subscription(n) for n in range(3)], "has_more": True}
    close = make(api_key="key", transport=answering(lambda _: page), clock=StillClock())
    with pytest.raises(BadResponse, match="does not end"):
        list(close.subscriptions.list(sequence_id="seq_1"))


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
