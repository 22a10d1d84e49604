"""The service's rate limits are used up to the last request, and not beyond."""

import heapq
import math
from itertools import count
from math import inf
from random import Random
from typing import Any

import httpx
import pytest
from attrs import define, field

from close_bulk import Close, RateLimited, _answers
from close_bulk._answers import Quota
from close_bulk._bodies import Page
from close_bulk._effects import Begin, Call, Emit, Join, Rest, Ticket
from close_bulk._endpoints import Endpoint
from close_bulk._pace import Pace
from close_bulk._pages import by_offset
from kit import Make, StillClock, answer, client

ENDPOINT = "an endpoint"


@define
class Bucket:
    """A limit as the emulator has it: tokens come back at a rate, and `reset` tells when the next does."""

    rate: float
    size: float
    tokens: float = field(init=False)
    at: float = 0.0
    refused: int = 0

    def __attrs_post_init__(self) -> None:
        self.tokens = self.size

    def hit(self, now: float) -> tuple[bool, Quota]:
        """Take a token, if there is one, and tell what the headers say."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        is_granted = self.tokens >= 1 - 1e-6
        if is_granted:
            self.tokens -= 1
        else:
            self.refused += 1
        left = max(0, math.floor(self.tokens + 1e-6))
        reset = math.ceil((left + 1 - self.tokens) / self.rate * 1000 - 1e-6) / 1000
        return is_granted, Quota(self.size, left, reset)


@define
class Shared(Bucket):
    """A limit of which somebody else takes every other request."""

    taken: int = 0

    def hit(self, now: float) -> tuple[bool, Quota]:
        """As `Bucket.hit`."""
        while self.taken < now * self.rate / 2:
            self.taken += 1
            self.tokens = max(0.0, self.tokens - 1)
        return Bucket.hit(self, now)


@define
class Window:
    """A limit of so many requests in each stretch of time, and `reset` tells when the next begins."""

    rate: float
    length: float
    number: int = -1
    left: int = 0
    refused: int = 0

    def hit(self, now: float) -> tuple[bool, Quota]:
        """As `Bucket.hit`."""
        most = int(self.rate * self.length)
        number = math.floor(now / self.length + 1e-9)
        if number != self.number:
            self.number, self.left = number, most
        is_granted = self.left > 0
        if is_granted:
            self.left -= 1
        else:
            self.refused += 1
        return is_granted, Quota(most, self.left, (number + 1) * self.length - now)


@define(eq=False)
class Sent:
    """A request under way."""

    ticket: Ticket[Any]
    began: float
    answered: float
    quota: Quota | None = None
    is_granted: bool = False
    is_told: bool = False
    """Whether the answer has come."""


@define
class Drain:
    """Drives the reading of a list against a limit: time is what the events make it."""

    limit: Bucket | Window
    latency: float
    connections: int
    jitter: float = 0.0
    """How much of the latency comes and goes by chance."""
    items: int = 0
    chance: Random = field(factory=lambda: Random(1))  # noqa: S311 - no secret
    pace: Pace = field(factory=Pace)
    now: float = 0.0
    events: list[tuple[float, int, Sent]] = field(factory=list)
    numbers: Any = field(factory=count)
    under_way: int = 0
    unread: int = 0

    def run(self, pages: int) -> float:
        """Read so many pages of 100 items and tell the seconds that it took."""
        self.items = 100 * pages
        flow = by_offset(Endpoint("get", "/sequence_subscription/"), {"sequence_id": "seq_1"})
        answer: Any = None
        given = 0
        while True:
            try:
                effect = flow.send(answer)
            except StopIteration:
                break
            answer = self.serve(effect)
            if isinstance(effect, Emit):
                assert effect.item == list(range(given, given + len(effect.item)))
                given += len(effect.item)
        assert given == self.items
        return self.now

    def serve(self, effect: object) -> Any:
        """Do what the reading asks for, as a session does."""
        if isinstance(effect, Begin):
            return self.begin(effect.call)
        if isinstance(effect, Rest):
            self.rest(self.now + effect.seconds)
        if isinstance(effect, Join):
            self.unread -= 1
            return self.page(effect.ticket.call)
        if isinstance(effect, Call):
            while seconds := self.claim():
                self.now += seconds
            ticket = self.send(effect)
            while not ticket.has_ended:
                self.rest(inf)
            return self.page(effect)
        return None

    def begin(self, call: Call[Any]) -> Ticket[Any] | float:
        """Put a page under way, if there is room for it."""
        if self.under_way == self.connections or self.unread == 2 * self.connections:
            return inf
        if seconds := self.claim():
            return seconds
        self.unread += 1
        return self.send(call)

    def claim(self) -> float:
        """Ask for a turn."""
        return self.pace.claim(ENDPOINT, self.now)

    def rest(self, until: float) -> None:
        """Let time pass until a page is there."""
        ended = False
        while not ended and self.events and self.events[0][0] <= until + 1e-12:
            ended = self.happen()
        if not ended:
            self.now = max(self.now, until)

    def send(self, call: Call[Any]) -> Ticket[Any]:
        """Put a request under way."""
        ticket = Ticket(call)
        self.under_way += 1
        self.attempt(ticket)
        return ticket

    def attempt(self, ticket: Ticket[Any]) -> None:
        """Send it: half of the latency is its way there."""
        arrives = self.now + self.half()
        self.plan(arrives, Sent(ticket, self.now, arrives + self.half()))

    def half(self) -> float:
        """Tell how long one way takes this time."""
        return self.latency / 2 * self.chance.uniform(1 - self.jitter, 1 + self.jitter)

    def plan(self, when: float, sent: Sent) -> None:
        """Let something happen to a request."""
        heapq.heappush(self.events, (when, next(self.numbers), sent))

    def happen(self) -> bool:
        """Let happen what happens next, and tell whether it ends a call."""
        self.now, _, sent = heapq.heappop(self.events)
        if sent.quota is None:
            sent.is_granted, sent.quota = self.limit.hit(self.now)
            self.plan(sent.answered, sent)
        elif sent.is_told:
            self.again(sent)
        else:
            sent.is_told = True
            self.pace.settled(ENDPOINT, sent.quota, began=sent.began, now=self.now)
            if sent.is_granted:
                self.under_way -= 1
                sent.ticket.has_ended = True
                return True
            self.pace.refused(ENDPOINT, sent.quota, self.now + sent.quota.reset)
            self.plan(self.now + sent.quota.reset, sent)
        return False

    def again(self, sent: Sent) -> None:
        """Send what was refused another time, in its turn."""
        if seconds := self.claim():
            self.plan(self.now + seconds, sent)
        else:
            self.attempt(sent.ticket)

    def page(self, call: Call[Any]) -> Page:
        """Read a page."""
        skip = call.arguments["skip"]
        numbers = list(range(skip, min(skip + 100, self.items)))
        return Page([str(n) for n in numbers], numbers, skip + 100 < self.items)


def drained(limit: Bucket | Window, latency: float, jitter: float = 0.0) -> float:
    """Tell how many times pages / rate a drain of 100 seconds takes."""
    slowest = latency * (1 + jitter)
    pages = int(limit.rate * 100)
    connections = math.ceil(limit.rate * slowest) + 7
    return Drain(limit, latency, connections, jitter).run(pages) / (pages / limit.rate)


@pytest.mark.parametrize("latency", [0.0, 0.05, 0.2, 1.0])
@pytest.mark.parametrize("rate", [5, 20])
def test_drain_takes_as_long_as_the_rate_limit_makes_it(rate: int, latency: float) -> None:
    """Whatever the latency, a drain takes at most 1.06 times pages / rate, and hardly any is refused."""
    bucket = Bucket(rate, rate)
    assert drained(bucket, latency) <= 1.06
    assert bucket.refused <= (30 if latency == 1 else 0)


@pytest.mark.parametrize("latency", [0.2, 1.0])
@pytest.mark.parametrize("rate", [5, 20])
def test_latency_that_comes_and_goes_costs_nothing(rate: int, latency: float) -> None:
    """Where an answer takes anything from no time to twice as long as others, the drain takes no longer."""
    bucket = Bucket(rate, rate)
    assert drained(bucket, latency, jitter=1) <= 1.06
    assert bucket.refused <= rate * 3


@pytest.mark.parametrize("latency", [0.0, 0.05, 0.2, 1.0])
@pytest.mark.parametrize("rate", [5, 20])
@pytest.mark.parametrize("length", [1, 5])
def test_reset_of_the_whole_limit_is_understood_too(
    rate: int, latency: float, length: float
) -> None:
    """Where `reset` brings back all requests at once, the drain takes no longer."""
    window = Window(rate, length)
    assert drained(window, latency) <= 1.06
    assert window.refused == 0


@pytest.mark.parametrize("rate", [5, 20])
def test_windows_are_understood_although_answers_overtake_each_other(rate: int) -> None:
    """Where windows begin while answers take now more, now less time, the drain takes no longer."""
    assert drained(Window(rate, 5), 0.2, jitter=1) <= 1.06


def test_bucket_that_is_taken_for_a_window_is_taken_for_one_no_more() -> None:
    """Where somebody has raised the limit, what comes back by and by is not expected all at once."""
    bucket = Bucket(20, 20)
    drain = Drain(bucket, 0.2, connections=11)
    drain.run(200)
    bucket.size, bucket.tokens, bucket.refused = 100, 100, 0
    again = Drain(bucket, 0.2, connections=11, pace=drain.pace, now=drain.now)
    assert again.run(1200) - drain.now <= 1.06 * 1200 / 20
    assert bucket.refused <= 30


def test_limit_that_others_use_as_well_is_kept() -> None:
    """Where somebody else takes requests as well, hardly one of the drain's is refused."""
    bucket = Shared(20, 20)
    assert Drain(bucket, 0.05, connections=8).run(600) <= 1.06 * 600 / 10
    assert bucket.refused < 10


def test_without_headers_there_is_no_limit() -> None:
    """Answers without a RateLimit header, as they have been seen, slow nobody down."""
    pace = Pace()
    for turn in range(1000):
        assert pace.claim(ENDPOINT, 0.0) == 0
        pace.settled(ENDPOINT, None, began=0.0, now=float(turn))


def test_endpoints_have_limits_of_their_own() -> None:
    """What is used up for one endpoint leaves the others alone."""
    pace = Pace()
    pace.claim(ENDPOINT, 0.0)
    pace.settled(ENDPOINT, Quota(1, 0, 2.0), began=0.0, now=0.0)
    assert pace.claim(ENDPOINT, 0.0) == 2.0
    assert pace.claim("another", 0.0) == 0


LIMITS = {
    "documented": {"ratelimit": "limit=100, remaining=50, reset=5"},
    "observed": {"ratelimit": "limit=100; remaining=50; reset=5.0"},
    "another order": {"ratelimit": "reset=5,remaining=50,LIMIT=100"},
    "separate": {"ratelimit-limit": "100", "ratelimit-remaining": "50", "ratelimit-reset": "5"},
    "former": {
        "x-rate-limit-limit": "100",
        "x-rate-limit-remaining": "50",
        "x-rate-limit-reset": "5",
    },
}


@pytest.mark.parametrize("headers", LIMITS.values(), ids=LIMITS.keys())
def test_limit_is_read_in_every_form(headers: dict[str, str]) -> None:
    """What is left of the limit is understood in each form in which it has been seen."""
    told = _answers.quota(headers)
    assert told is not None
    assert (told.limit, told.remaining, told.reset) == (100, 50, 5)


@pytest.mark.parametrize(
    "text", ["", "limit=100", "limit=x, remaining=y, reset=z", "remaining=1.2.3, limit=1, reset=2"]
)
def test_nonsense_is_no_limit(text: str) -> None:
    """A header that says nothing usable is passed over."""
    assert _answers.quota({"ratelimit": text}) is None


def test_calls_wait_for_the_limit(make: Make) -> None:
    """A call that would be refused waits first, and calls of other endpoints do not."""
    empty = answer()
    empty.headers["ratelimit"] = "limit=20, remaining=0, reset=0.75"
    close, _, clock = client(make, empty, answer())
    found = close.bulk.get(answer().json()["id"])
    assert clock.naps == []
    found.refresh()
    assert clock.naps == [0.75]


def test_limit_that_is_used_up_for_long_is_left_to_the_service(make: Make) -> None:
    """A call does not sleep for an hour in silence: the service is asked, and its refusal says it."""
    empty = answer()
    empty.headers["ratelimit"] = "limit=20, remaining=0, reset=3600"
    close, requests, clock = client(make, empty, answer())
    close.bulk.get(answer().json()["id"]).refresh()
    assert clock.naps == []
    assert len(requests) == 2


def test_refusal_pauses_everybody() -> None:
    """After a 429, no call to the endpoint goes before the time is over, whoever makes it."""
    answers = iter([httpx.Response(429, headers={"retry-after": "7"}), answer(), answer()])
    sent: list[float] = []
    clock = StillClock()

    def handle(_: httpx.Request) -> httpx.Response:
        sent.append(clock.now)
        return next(answers)

    close = Close(api_key="key", transport=httpx.MockTransport(handle), clock=clock, max_retries=0)
    id_ = answer().json()["id"]
    with pytest.raises(RateLimited):
        close.bulk.get(id_)
    close.with_options(timeout=5).bulk.get(id_)
    assert sent == [0.0, 7.0]
