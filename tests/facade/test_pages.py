"""Lists that move while they are read: nothing twice, nothing lost in silence, and an end."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import count, islice
from math import inf
from random import Random
from typing import Any

import pytest
from attrs import define, field
from hypothesis import given, settings
from hypothesis import strategies as st

from close_bulk import _pages, _trail
from close_bulk._bodies import Page
from close_bulk._effects import Begin, Call, Emit, Forget, Join, Rest, Ticket
from close_bulk._endpoints import Endpoint
from close_bulk.errors import ListChanged

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
