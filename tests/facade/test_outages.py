"""A wait outlives what passes, and where it ends before the bulk action, it says that this goes on."""

import asyncio
import pickle
from typing import Any

import httpx
import pytest

from close_bulk import (
    ActionFailed,
    ActionStalled,
    BadResponse,
    CloseError,
    NotFound,
    RateLimited,
    ServerError,
    TransportError,
    Unauthorized,
    WaitTimeout,
)
from close_bulk._life import STALL
from kit import ID, Make, StillClock, answer, client, is_blocking

PROCESSING = answer(status="processing")
REFUSED = httpx.ConnectError("Connection refused")
PASSING: dict[str, httpx.Response | Exception] = {
    "no connection": REFUSED,
    "no answer": httpx.ReadTimeout("slow"),
    "broken answer": httpx.RemoteProtocolError("incomplete"),
    "500": httpx.Response(500),
    "503": httpx.Response(503),
    "429": httpx.Response(429),
}
LASTING: dict[str, tuple[httpx.Response, type[CloseError]]] = {
    "401": (httpx.Response(401), Unauthorized),
    "404": (httpx.Response(404), NotFound),
    "501": (httpx.Response(501), ServerError),
    "no JSON": (httpx.Response(200, content=b"<html>"), BadResponse),
}
AGAIN = f"close.bulk.get('{ID}').wait()"


@pytest.mark.parametrize("what", PASSING)
@pytest.mark.parametrize(
    "limits", [{}, {"timeout": 3600}, {"stall": 600}, {"stall": None}], ids=str
)
def test_wait_goes_on_when_the_service_is_back(make: Make, what: str, limits: Any) -> None:
    """A minute without an answer, of whatever kind, does not end a wait of an hour."""
    close, requests, clock = client(make, PROCESSING, *[PASSING[what]] * 16, answer(status="done"))
    assert close.bulk.get(ID).wait(**limits).status == "done"
    assert len(requests) == 18
    assert 15 < clock.now < 120


@pytest.mark.parametrize(
    ("limits", "kind", "seconds"),
    [
        ({"timeout": 300}, WaitTimeout, 300),
        ({"timeout": 300, "stall": None}, WaitTimeout, 300),
        ({"stall": 60}, ActionStalled, 60),
        ({}, ActionStalled, STALL),
        ({"stall": None}, ActionStalled, STALL),
    ],
)
def test_outage_ends_a_wait_with_its_limit(
    make: Make, limits: Any, kind: type[WaitTimeout | ActionStalled], seconds: float
) -> None:
    """Who is never answered again waits as long as the limits say, and no wait without limits is for ever."""
    close, requests, clock = client(make, PROCESSING, REFUSED)
    with pytest.raises(kind, match=f"{seconds:g} s, and the last look failed .*refused") as caught:
        close.bulk.get(ID).wait(**limits)
    assert seconds - 0.5 <= clock.now <= seconds + 10
    assert isinstance(caught.value.__cause__, TransportError)
    assert caught.value.action.id == ID
    assert AGAIN in str(caught.value)
    # Each look makes up to four attempts, after those come three seconds at least.
    assert len(requests) < 4 * seconds / 6


def test_stall_is_counted_from_the_last_movement(make: Make) -> None:
    """Outages between looks that show movement are no standstill, however many there are."""
    moving: list[httpx.Response | Exception] = []
    for n in range(1, 9):
        moving += [*[REFUSED] * 12, answer(status="processing", n_leads_processed=n)]
    close, _, clock = client(make, PROCESSING, *moving, answer(status="done"))
    assert close.bulk.get(ID).wait(stall=60).status == "done"
    assert clock.now > 120


def test_service_that_is_gone_is_not_hammered(make: Make) -> None:
    """Whatever `poll` says, some seconds lie between two looks that fail; then it counts again."""
    outage = [httpx.Response(500)] * 3
    close, _, clock = client(make, PROCESSING, *outage, PROCESSING, answer(status="done"))
    close.with_options(max_retries=0).bulk.get(ID).wait(poll=0.1)
    assert clock.naps == [0.1, 3, 3, 3, 0.1]


def test_rest_that_the_service_asks_for_is_kept_within_the_limits(make: Make) -> None:
    """A refusal's own time to wait is kept, also where it is long; the limit of the wait comes first."""
    limited = httpx.Response(429, headers={"Retry-After": "200"})
    close, requests, clock = client(make, PROCESSING, limited, answer(status="done"))
    assert close.bulk.get(ID).wait().status == "done"
    assert 200 <= clock.now < 201
    assert len(requests) == 3
    close, _, clock = client(make, PROCESSING, limited)
    with pytest.raises(WaitTimeout) as caught:
        close.bulk.get(ID).wait(timeout=30)
    assert isinstance(caught.value.__cause__, RateLimited)
    assert clock.now <= 30.5


def test_pause_is_told_in_an_outage_too(make: Make) -> None:
    """A wait that ends for an outage during a pause says that the action is paused."""
    close, _, _ = client(make, answer(status="paused"), REFUSED)
    with pytest.raises(ActionStalled, match=r"it is paused: resume\(\)"):
        close.bulk.get(ID).wait(stall=60)


@pytest.mark.parametrize("follow", ["wait", "watch"])
@pytest.mark.parametrize("what", LASTING)
def test_what_does_not_pass_ends_a_wait_at_once(make: Make, follow: str, what: str) -> None:
    """An error that stays is raised as it is, with a note that the action goes on, and how to wait again."""
    refused, kind = LASTING[what]
    close, requests, _ = client(make, PROCESSING, refused, answer(status="done"))
    action = close.bulk.get(ID)
    with pytest.raises(kind) as caught:
        list(getattr(action, follow)())
    assert len(requests) == 2
    (note,) = caught.value.__notes__
    assert AGAIN in note
    assert pickle.loads(pickle.dumps(caught.value)).__notes__ == [note]  # noqa: S301 - our own bytes


class Stops(StillClock):
    """A clock whose user is stopped while it sleeps."""

    stop: type[BaseException]

    def sleep(self, seconds: float) -> None:  # noqa: ARG002
        """Stop."""
        raise self.stop


@pytest.mark.parametrize("follow", ["wait", "watch"])
def test_interrupted_wait_says_that_the_action_goes_on(make: Make, follow: str) -> None:
    """Ctrl-C and a cancellation stay what they are, and have one note with the id to wait for again."""
    clock = Stops()
    clock.stop = KeyboardInterrupt if is_blocking(make) else asyncio.CancelledError
    close = make(api_key="key", transport=httpx.MockTransport(lambda _: PROCESSING), clock=clock)
    action = close.bulk.get(ID)
    with pytest.raises(clock.stop) as caught:
        list(getattr(action, follow)())
    (note,) = caught.value.__notes__
    assert note.startswith(f"Only the wait has ended: bulk action {ID} goes on")
    assert AGAIN in note


def _fails(_: object) -> None:
    raise ValueError("of the caller")


@pytest.mark.parametrize(
    ("status", "does"), [("processing", "goes on"), ("paused", "stays paused"), ("done", "")]
)
def test_callback_that_fails_is_told_the_same(make: Make, status: str, does: str) -> None:
    """What a caller's own callback raises ends the wait, and not the action, unless this is done."""
    close, _, _ = client(make, answer(status=status))
    with pytest.raises(ValueError, match="of the caller") as caught:
        close.bulk.get(ID).wait(on_progress=_fails)
    notes = getattr(caught.value, "__notes__", [])
    assert [f"{ID} {does}" in note and AGAIN in note for note in notes] == ([True] if does else [])


@pytest.mark.parametrize(("status", "kind"), [("error", ActionFailed), ("paused", WaitTimeout)])
def test_ends_of_a_wait_have_no_note(make: Make, status: str, kind: type[CloseError]) -> None:
    """What says by itself how the action is has no second text."""
    close, _, _ = client(make, answer(status=status))
    with pytest.raises(kind) as caught:
        close.bulk.get(ID).wait(timeout=1)
    assert not getattr(caught.value, "__notes__", ())
