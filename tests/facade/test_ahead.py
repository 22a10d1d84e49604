"""Pages that are read ahead: by threads of ours, which may end at any time and never come alone."""

import os
import threading
import time
from itertools import count
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from close_bulk import Close, ConfigurationError, OAuth
from close_bulk._ahead import Threads
from close_bulk._answers import Quota
from close_bulk._effects import Attempt, Call, Sleep, Ticket
from close_bulk._endpoints import Endpoint
from close_bulk._options import Options
from close_bulk._pace import Pace
from close_bulk._sending import deliver
from close_bulk.errors import RateLimited, RequestSummary
from kit import Make, StillClock

TOTAL = 900
ENDPOINT = "an endpoint"
CALL: Any = Call(Endpoint("get", "/sequence_subscription/").operation, {}, bytes, repeatable=True)
FORKED = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")


def page(request: httpx.Request, total: int = TOTAL) -> httpx.Response:
    """Answer with a page of subscriptions."""
    skip = int(request.url.params["_skip"])
    ids = range(skip, min(skip + 100, total))
    told = {"status": "active", "contact_id": "cont_1", "sequence_id": "seq_1"}
    data = [{"id": f"sub_{n}", **told} for n in ids]
    return httpx.Response(200, json={"data": data, "has_more": skip + 100 < total})


def wire(connections: int = 8) -> Any:
    """Give what reading ahead needs of a wire."""
    return SimpleNamespace(connections=connections, pace=Pace(), ahead=set())


def in_child(work: Any) -> int:
    """Do something in a forked process and tell its exit code: 0 if it returned True."""
    child = os.fork()
    if not child:
        os._exit(0 if work() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("due", [True, False])
def test_thread_that_reads_ahead_never_renews(*, due: bool) -> None:
    """It may end with the program in the middle of it, and the only refresh token would be lost.

    Who asks for the page renews, in its own thread, whether the token was about to end or was refused.
    """
    expires = time.time() + 3600
    stored: list[str] = []
    access = ["access-0"]

    def handle(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth2/token/":
            access[0] = "access-1"
            tokens = {"access_token": "access-1", "refresh_token": "refresh-1", "expires_in": 3600}
            return httpx.Response(200, json=tokens)
        if request.url.params["_skip"] != "0" and access[0] == "access-0":
            if due:
                clock.shift = 3600
            return httpx.Response(401)
        return page(request)

    class Shifted(StillClock):
        """A clock that can be put forward."""

        shift = 0.0

        def time(self) -> float:
            """Tell the time."""
            return time.time() + self.shift

    clock = Shifted()
    oauth = OAuth(
        client_id="app",
        client_secret="client-secret",
        refresh_token="refresh-0",
        access_token="access-0",
        expires_at=expires,
        on_refresh=lambda _: stored.append(threading.current_thread().name),
    )
    with Close(
        oauth=oauth,
        base_url="http://127.0.0.1:1/api/v1",
        transport=httpx.MockTransport(handle),
        clock=clock,
    ) as close:
        assert len(list(close.subscriptions.list(sequence_id="seq_1"))) == TOTAL
    assert stored == [threading.current_thread().name]


def test_service_that_refuses_without_telling_its_limit_is_read_page_by_page() -> None:
    """Where seven at once would refuse each other until all attempts are used up, one goes at a time."""
    clock = StillClock()
    moments: list[float] = []
    lock = threading.Lock()

    def handle(request: httpx.Request) -> httpx.Response:
        with lock:
            now = time.monotonic()
            if moments and now - moments[-1] < 0.005:
                return httpx.Response(429, headers={"retry-after": "0"})
            moments.append(now)
        return page(request)

    class Napping(StillClock):
        """A clock whose seconds are shorter."""

        def sleep(self, seconds: float) -> None:
            """Let a little time pass."""
            time.sleep(min(seconds, 1) * 0.02)

    clock = Napping()
    with Close(api_key="key", transport=httpx.MockTransport(handle), clock=clock) as close:
        assert len(list(close.subscriptions.list(sequence_id="seq_1"))) == TOTAL
    assert moments


@pytest.mark.parametrize("total", [250, TOTAL, 1600])
def test_nothing_is_begun_behind_a_page_that_is_known_to_be_the_last(
    make: Make, total: int
) -> None:
    """Whoever reads a short list spends the pages that it has, and no more than are under way at its end."""
    asked: list[int] = []

    def handle(request: httpx.Request) -> httpx.Response:
        asked.append(int(request.url.params["_skip"]))
        return page(request, total)

    close = make(api_key="key", transport=httpx.MockTransport(handle), clock=StillClock())
    assert len(list(close.subscriptions.list(sequence_id="seq_1"))) == total
    needed = [skip for skip in asked if skip < total]
    assert len(needed) == len({*needed})
    assert len(asked) - len(needed) <= 7


def test_one_call_at_a_time_finds_out_where_no_limit_is_told() -> None:
    """After a refusal without a limit, one call is under way; where a limit is told, as many as it allows."""
    own, release = wire(), threading.Event()
    name = CALL.operation.__name__
    own.pace.refused(name, None, 0.0)
    with Threads(lambda *_: release.wait(), own, StillClock()) as ahead:
        assert isinstance(ahead.begin(CALL), Ticket)
        assert not isinstance(ahead.begin(CALL), Ticket)
        own.pace.settled(name, Quota(20, 20, 1.0), began=0.0, now=0.0)
        assert isinstance(ahead.begin(CALL), Ticket)
        release.set()


def test_system_without_threads_is_read_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no thread can be started, the list is read all the same."""

    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    transport = httpx.MockTransport(page)
    with Close(api_key="key", transport=transport, clock=StillClock()) as close:
        monkeypatch.setattr(threading.Thread, "start", refuse)
        assert len(list(close.subscriptions.list(sequence_id="seq_1"))) == TOTAL


def test_what_was_refused_comes_before_what_is_new() -> None:
    """Nothing is begun while a refused call waits for its turn: it may lie beyond the end of a list."""
    clock, own, release = StillClock(), wire(), threading.Event()
    name = CALL.operation.__name__
    own.pace.settled(name, Quota(1, 1, 5.0), began=0.0, now=0.0)
    options = Options(30.0, 300.0, 5, None, None, None)
    refusal = RateLimited("?", status=429, request=RequestSummary("GET", "/"), retry_after=1.0)
    with Threads(lambda *_: release.wait(), own, clock) as ahead:
        ticket = ahead.begin(CALL)
        assert isinstance(ticket, Ticket)
        older = deliver(CALL, clock, options, own.pace, ticket)
        assert isinstance(next(older), Attempt)
        assert isinstance(older.throw(refusal), Sleep)
        wait: Any = next(older)
        clock.now += wait.seconds
        # There is room by now, and it is for the older one.
        assert ahead.begin(CALL) == pytest.approx(0.01)
        assert isinstance(next(older), Attempt)
        assert ahead.begin(CALL) == pytest.approx(5.0)
        older.close()
        release.set()


@FORKED
def test_list_of_another_process_is_not_read_on() -> None:
    """In a child process, whose parent has the threads, that is an error and no hang."""
    release = threading.Event()

    def handle(request: httpx.Request) -> httpx.Response:
        if int(request.url.params["_skip"]) > 150:
            release.wait(10)
        return page(request)

    with Close(api_key="key", transport=httpx.MockTransport(handle), clock=StillClock()) as close:
        items = iter(close.subscriptions.list(sequence_id="seq_1"))
        for _ in range(150):
            next(items)

        def read_on() -> bool:
            try:
                list(items)
            except ConfigurationError as error:
                return "begin it anew" in str(error)
            return False

        code = in_child(read_on)
        release.set()
        assert code == 0


@FORKED
def test_child_process_has_all_connections_and_turns() -> None:
    """What the parent's threads hold is not missing in the child."""
    entered, release = threading.Event(), threading.Event()

    def handle(request: httpx.Request) -> httpx.Response:
        if request.headers.get("x-held") or threading.current_thread().name == "holder":
            entered.set()
            release.wait(10)
        return page(request)

    with Close(
        api_key="key", transport=httpx.MockTransport(handle), timeout=1, max_connections=1
    ) as close:
        listing = close.subscriptions.list(sequence_id="seq_1")
        holder = threading.Thread(target=listing.first, name="holder")
        holder.start()
        assert entered.wait(5)
        code = in_child(lambda: close.subscriptions.list(sequence_id="seq_1").first() is not None)
        release.set()
        holder.join(5)
        assert code == 0


def test_one_odd_reset_does_not_slow_windows_for_good() -> None:
    """Windows of a second are found again after an answer has told of a minute."""
    pace, left = Pace(), 20
    now, opened, sent = 0.0, 0.0, 0
    for number in count():
        if now - opened >= 1:
            opened, left = opened + (now - opened) // 1, 20
        if wait := pace.claim(ENDPOINT, now):
            now += min(wait, 60.0)
        else:
            left = max(0, left - 1)
            reset = 59.0 if number == 100 else opened + 1 - now
            pace.settled(ENDPOINT, Quota(20, left, reset), began=now, now=now)
            sent += 1
        if now > 600:
            break
    assert sent > 0.8 * 20 * 600


def test_smaller_limit_leaves_a_turn() -> None:
    """What was kept back of a large limit does not use up a small one."""
    pace = Pace()
    pace.settled(ENDPOINT, Quota(100, 50, 0.1), began=0.0, now=0.0)
    for _ in range(60):
        pace.refused(ENDPOINT, Quota(100, 0, 0.1), 0.1)
    pace.settled(ENDPOINT, Quota(5, 5, 0.1), began=1.0, now=1.0)
    now, waited = 1.0, 0.0
    while wait := pace.claim(ENDPOINT, now):
        now, waited = now + wait, waited + wait
    assert waited < 1
