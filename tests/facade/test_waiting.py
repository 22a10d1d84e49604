"""A wait's time limit holds for the looks of the wait, too."""

from typing import Any

import httpx
import pytest
from attrs import define, field

from close_bulk import CallTimeout, WaitTimeout
from kit import ID, Make, StillClock, answer, client


@define
class Hangs(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers the first requests and no other: those take all the time that they are given."""

    clock: StillClock
    answered: int
    status: str = "processing"
    limits: list[float] = field(factory=list[float])

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer, or let the time pass."""
        self.limits.append(request.extensions["timeout"]["read"])
        if len(self.limits) <= self.answered:
            return answer(status=self.status)
        self.clock.now += self.limits[-1]
        raise httpx.ReadTimeout("no answer")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """As for a client that waits."""
        return self.handle_request(request)


def _action(make: Make, answered: int, **options: Any) -> tuple[Any, Hangs, StillClock]:
    clock = StillClock()
    hangs = Hangs(clock, answered)
    close = make(api_key="key", transport=hangs, clock=clock, **options)
    return close.bulk.get(ID), hangs, clock


@pytest.mark.parametrize("retries", [0, 3])
def test_look_that_hangs_ends_with_the_wait(make: Make, retries: int) -> None:
    """A service that hangs does not keep a wait longer than its limit, whatever the client's is."""
    action, hangs, clock = _action(make, 1, timeout=30, max_retries=retries)
    with pytest.raises(WaitTimeout, match="after 4 s") as caught:
        action.wait(timeout=4)
    assert isinstance(caught.value.__cause__, CallTimeout)
    assert clock.now == 4
    assert hangs.limits == [30, 3.5]


def test_last_look_has_time_for_its_answer(make: Make) -> None:
    """The look at the end of the limit gets half a second, and no look gets more than the client's time."""
    action, hangs, clock = _action(make, 2, timeout=30)
    with pytest.raises(WaitTimeout):
        action.wait(timeout=1, poll=1)
    assert hangs.limits == [30, 0.5]
    action, hangs, clock = _action(make, 2, timeout=2)
    with pytest.raises(WaitTimeout):
        action.wait(timeout=9, poll=1)
    assert hangs.limits[:3] == [2, 2, 2]
    assert clock.now <= 10


def test_look_that_hangs_before_the_end_is_made_again(make: Make) -> None:
    """One look that fails by itself, long before the wait would be over, does not end the wait."""
    action, hangs, clock = _action(make, 1, timeout=2, max_retries=0)
    with pytest.raises(WaitTimeout, match="600 s, and the last look failed"):
        action.wait(timeout=600)
    assert 599.5 <= clock.now <= 600.5
    assert 600 / 12.1 < len(hangs.limits) < 600 / 5


def test_first_look_that_hangs_ends_with_the_wait(make: Make) -> None:
    """A wait that begins with a look, as for an action that has failed, has its limit for that one too."""
    clock = StillClock()
    hangs = Hangs(clock, 1, status="error")
    action = make(api_key="key", transport=hangs, clock=clock).bulk.get(ID)
    with pytest.raises(WaitTimeout):
        action.wait(timeout=2)
    assert hangs.limits == [30, 2]


def test_rate_leaves_out_what_was_done_before_the_wait(make: Make) -> None:
    """Who takes up an action that is half done is not told that it was done in a moment."""
    answers = [answer(status="processing", n_leads_processed=done) for done in (500, 500, 510)]
    close, _, _ = client(make, *answers, answer(status="done"))
    rates = [look.rate for look in close.bulk.get(ID).watch(poll=5)][:3]
    assert rates == [None, None, 2]
