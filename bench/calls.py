"""What a call, a client and an import cost, beside bare httpx and the vendor's own client."""

from __future__ import annotations

import asyncio
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import httpx
from closeio_api import API

from bench.canned import ID, REQUEST
from bench.measuring import Allowance, Child, Comparison, Work
from close_bulk import AsyncClose, Close

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import ExitStack
    from pathlib import Path

_BULK: Final = "bulk_action/sequence_subscription"
_CALLS: Final = 200
_ROUNDS: Final = 25
_CALLERS: Final = 50
_FIRST_CALL: Final = {
    "close_bulk": "import close_bulk; close_bulk.Close(api_key='key', base_url={url!r}).bulk.get({id!r}).id",
    "httpx": (
        "import httpx; httpx.Client(auth=('key', '')).get({url!r} + '/bulk_action/"
        "sequence_subscription/{id}/').json()['id']"
    ),
}


def comparisons(url: str, folder: Path, stack: ExitStack) -> Iterator[Comparison | Allowance]:
    """Yield what is promised of calls to a server at ``url``; ``stack`` closes what they use."""
    subscribe = Work(_subscribe(url, stack), _CALLS)
    yield Comparison(
        name="bulk.subscribe / httpx.Client.post with the same body",
        ours=subscribe,
        base=Work(_bare_post(url, stack), _CALLS),
        goal=1.05,
        rounds=_ROUNDS,
    )
    yield Comparison(
        name="bulk.subscribe / closeio 2.1",
        ours=subscribe,
        base=Work(_closeio(url, stack), _CALLS),
        goal=0.75,
        rounds=_ROUNDS,
    )
    yield _concurrent(url, stack)
    yield from _starts(url, folder)
    make = partial(Close, api_key="key", base_url="https://api.close.com/api/v1")
    make()
    yield Allowance(
        name="a second client, 20 times",
        ours=Work(make, 20),
        base=Work(object, 20),
        seconds=0.001 * 20,
        rounds=_ROUNDS,
    )


def _subscribe(url: str, stack: ExitStack) -> Callable[[], object]:
    close = stack.enter_context(Close(api_key="key", base_url=url))
    fields = {name: value for name, value in REQUEST.items() if name != "action_type"}
    return partial(close.bulk.subscribe, **fields)


def _bare_post(url: str, stack: ExitStack) -> Callable[[], object]:
    client = stack.enter_context(httpx.Client(auth=("key", "")))
    address = f"{url}/{_BULK}/"
    return lambda: client.post(address, json=REQUEST).json()


def _closeio(url: str, stack: ExitStack) -> Callable[[], object]:
    api: Any = API(f"{url}/", "key")
    stack.callback(api.session.close)
    return lambda: api.post(_BULK, data=REQUEST)


def _concurrent(url: str, stack: ExitStack) -> Comparison:
    loop = asyncio.new_event_loop()
    stack.callback(loop.close)
    close = AsyncClose(api_key="key", base_url=url)
    stack.callback(lambda: loop.run_until_complete(close.close()))

    async def caller(calls: int) -> None:
        for _ in range(calls):
            await close.bulk.get(ID)

    async def callers(count: int) -> None:
        await asyncio.gather(*(caller(_CALLS // count) for _ in range(count)))

    return Comparison(
        name=f"{_CALLERS} asyncio callers / one, the same calls in all",
        ours=Work(lambda: loop.run_until_complete(callers(_CALLERS)), 1),
        base=Work(lambda: loop.run_until_complete(callers(1)), 1),
        goal=1.3,
        rounds=_ROUNDS,
    )


def _starts(url: str, folder: Path) -> Iterator[Comparison | Allowance]:
    def python(code: str) -> Child:
        return Child(command=(sys.executable, "-c", code), folder=folder, environment={})

    yield Allowance(
        name="import close_bulk",
        ours=python("import close_bulk"),
        base=python("pass"),
        seconds=0.005,
        rounds=_ROUNDS,
    )
    ours, base = (python(code.format(url=url, id=ID)) for code in _FIRST_CALL.values())
    yield Comparison(
        name="cold start to the first answered call / bare httpx",
        ours=ours,
        base=base,
        goal=1.10,
        rounds=_ROUNDS,
    )
