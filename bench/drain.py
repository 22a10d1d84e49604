"""What it takes to read a long list: time, CPU and memory."""

from __future__ import annotations

import sys
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import TYPE_CHECKING, Final

import httpx

from bench import pages
from bench.measuring import Child, Comparison
from close_bulk import Close

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import ExitStack
    from pathlib import Path

_LATENCY: Final = 0.05
_MANY: Final = 100_000
_FEW: Final = 10_000
_SOME: Final = 30_000
_LONG: Final = 120_000
"""A minute's requests: the first page, before which nothing is known of others, takes a second of it."""
_CONNECTIONS: Final = 8
_RATE: Final = 20
"""Requests a second; the vendor's own example."""
_AHEAD: Final = _CONNECTIONS - 1
"""Reading ahead leaves a connection to the loop."""
_STRIDE: Final = 99
"""New items on a page; one overlaps."""
_OURS: Final = """
from close_bulk import Close
items = Close(api_key="key", base_url={url!r}).subscriptions.list(sequence_id="seq_{total}")
assert sum(1 for _ in items) == {total}
"""
_BARE: Final = """
import httpx
client, skip, more = httpx.Client(auth=("key", "")), 0, True
while more:
    params = {{"sequence_id": "seq_{total}", "_limit": 100, "_skip": skip}}
    page = client.get({url!r} + "/sequence_subscription/", params=params).json()
    skip, more = skip + sum(1 for _ in page["data"]), page["has_more"]
assert skip == {total}
"""


def rows(folder: Path, stack: ExitStack) -> Iterator[str]:
    """Yield the table's lines; ``stack`` ends the servers."""
    url = stack.enter_context(pages.served(_LATENCY, _MANY))
    yield _against_the_floor(url)
    yield (
        Comparison(
            name=f"{_FEW} subscriptions, 50 ms per answer / a bare httpx loop to dicts",
            ours=_python(folder, _OURS, url, _FEW),
            base=_python(folder, _BARE, url, _FEW),
            goal=1.5,
            rounds=3,
        )
        .measure()
        .row()
    )
    for latency, total in ((0.0, _SOME), (0.2, _SOME), (1.0, _LONG)):
        url = stack.enter_context(pages.served(latency, total, _RATE))
        yield _paced(url, latency, total)
    yield _memory(stack.enter_context(pages.served(0, _MANY)))


def _python(folder: Path, code: str, url: str, total: int) -> Child:
    text = code.format(url=url, total=total)
    return Child(command=(sys.executable, "-c", text), folder=folder, environment={})


def _against_the_floor(url: str) -> str:
    """Compare the time of a drain with what as many pages in flight take without any work on them."""
    with Close(api_key="key", base_url=url, max_connections=_CONNECTIONS) as close:
        listing = close.subscriptions.list(sequence_id=f"seq_{_MANY}")
        seconds = median(_seconds(listing) for _ in range(3))
    name = f"{_MANY} subscriptions, 50 ms per answer / {_AHEAD} threads of bare httpx (s)"
    return _row(name, seconds, _floor(url, -(-_MANY // _STRIDE)), 1.1)


def _paced(url: str, latency: float, total: int) -> str:
    """Compare the time of a drain with pages / rate; the first second's requests are there at once."""
    with Close(api_key="key", base_url=url) as close:
        seconds = _seconds(close.subscriptions.list(sequence_id=f"seq_{total}"))
    requests = -(-total // _STRIDE)
    name = f"{requests} pages at {_RATE} a second, {latency * 1000:.0f} ms per answer / limit (s)"
    return _row(name, seconds, requests / _RATE, 1.06)


def _seconds(items: Iterable[object]) -> float:
    began = time.perf_counter()
    for _ in items:
        pass
    return time.perf_counter() - began


def _floor(url: str, requests: int) -> float:
    """Measure what so many answers take, unread, where as many are under way all the time."""
    address = f"{url}/sequence_subscription/?sequence_id=seq_{_MANY}&_skip=0"
    limits = httpx.Limits(max_connections=_AHEAD, max_keepalive_connections=_AHEAD)
    with httpx.Client(limits=limits) as client, ThreadPoolExecutor(_AHEAD) as pool:
        began = time.perf_counter()
        for _ in pool.map(client.get, [address] * requests):
            pass
        return time.perf_counter() - began


def _memory(url: str) -> str:
    # How many pages lie read and not asked for at the worst moment is a matter of chance.
    some, many = (median(_peak(url, total) for _ in range(3)) for total in (_SOME, _MANY))
    return _row(f"memory for {_MANY} / for {_SOME} subscriptions (MiB)", many, some, 1.1)


def _peak(url: str, total: int) -> float:
    """Drain, and give the MiB that this took at most."""
    with Close(api_key="key", base_url=url, max_connections=_CONNECTIONS) as close:
        listing = close.subscriptions.list(sequence_id=f"seq_{total}")
        listing.first()
        tracemalloc.start()
        for _ in listing:
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return peak / 2**20


def _row(name: str, ours: float, base: float, goal: float) -> str:
    ratio = ours / base
    verdict = "yes" if ratio <= goal else "NO"
    return f"{name:<62} {ours:>8.2f} {base:>8.2f} {ratio:>6.2f} {goal:>6.2f}  {verdict}"
