"""The service's rate limits are used up to the last request, and not beyond."""

import heapq
import math
from itertools import count
from random import Random
from typing import Any

import httpx
import pytest
from attrs import define, field

from close_bulk import Close, RateLimited, _answers
from close_bulk._answers import Quota
from close_bulk._bodies import Page
from close_bulk._effects import Begin, Call, Emit, Join, Ticket
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

    call: Call[Any]
    began: float
    answered: float
    quota: Quota | None = None
    is_granted: bool = False


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
            if self.under_way == self.connections or self.claim():
                return None
            self.under_way += 1
            return Ticket(effect.call, self.send(effect.call))
        if isinstance(effect, Join):
            self.under_way -= 1
            return self.arrive(effect.ticket.work)
        if isinstance(effect, Call):
            return self.arrive(self.send_in_turn(effect))
        return None

    def claim(self) -> float:
        """Ask for a turn."""
        self.advance(self.now)
        return self.pace.claim(ENDPOINT, self.now)

    def send_in_turn(self, call: Call[Any]) -> Sent:
        """Wait for a turn."""
        while seconds := self.claim():
            self.now += seconds
        return self.send(call)

    def send(self, call: Call[Any]) -> Sent:
        """Put a request under way: half of the latency is its way there."""
        arrives = self.now + self.half()
        sent = Sent(call, self.now, arrives + self.half())
        self.plan(arrives, sent)
        return sent

    def half(self) -> float:
        """Tell how long one way takes this time."""
        return self.latency / 2 * self.chance.uniform(1 - self.jitter, 1 + self.jitter)

    def plan(self, when: float, sent: Sent) -> None:
        """Let something happen to a request."""
        heapq.heappush(self.events, (when, next(self.numbers), sent))

    def arrive(self, sent: Sent) -> Page:
        """Wait for an answer; a refusal is followed by another request."""
        self.now = max(self.now, sent.answered)
        self.advance(self.now)
        if not sent.is_granted:
            return self.arrive(self.send_in_turn(sent.call))
        skip = sent.call.arguments["skip"]
        numbers = list(range(skip, min(skip + 100, self.items)))
        return Page([str(n) for n in numbers], numbers, skip + 100 < self.items)

    def advance(self, until: float) -> None:
        """Let happen what happens until then."""
        while self.events and self.events[0][0] <= until + 1e-12:
            when, _, sent = heapq.heappop(self.events)
            if sent.quota is None:
                sent.is_granted, sent.quota = self.limit.hit(when)
                self.plan(sent.answered, sent)
                continue
            self.pace.settled(ENDPOINT, sent.quota, began=sent.began, now=when)
            if not sent.is_granted:
                self.pace.pause(ENDPOINT, when + sent.quota.reset)


@pytest.mark.parametrize("latency", [0.0, 0.05, 0.2, 1.0])
@pytest.mark.parametrize("rate", [5, 20, 100])
def test_drain_takes_as_long_as_the_rate_limit_makes_it(rate: int, latency: float) -> None:
    """Whatever the latency, a drain takes at most 1.06 times pages / rate, and no request is refused."""
    pages = 60 * rate
    drain = Drain(Bucket(rate, rate), latency, connections=math.ceil(rate * latency) + 7)
    assert drain.run(pages) <= 1.06 * pages / rate
    assert drain.limit.refused == 0


@pytest.mark.parametrize("rate", [5, 20, 100])
def test_latency_that_comes_and_goes_costs_nothing(rate: int) -> None:
    """Where answers take now more, now less time and overtake each other, hardly any is refused."""
    pages = 60 * rate
    drain = Drain(Bucket(rate, rate), 0.2, math.ceil(rate * 0.2) + 7, jitter=0.5)
    assert drain.run(pages) <= 1.06 * pages / rate
    assert drain.limit.refused <= 0.015 * pages


@pytest.mark.parametrize("latency", [0.0, 0.05, 0.2])
@pytest.mark.parametrize("rate", [5, 20])
@pytest.mark.parametrize("length", [1, 5])
def test_reset_of_the_whole_limit_is_understood_too(
    rate: int, latency: float, length: float
) -> None:
    """Where `reset` brings back all requests at once, the drain takes no longer."""
    pages = 60 * rate
    drain = Drain(Window(rate, length), latency, connections=math.ceil(rate * latency) + 7)
    assert drain.run(pages) <= 1.06 * pages / rate
    assert drain.limit.refused == 0


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
