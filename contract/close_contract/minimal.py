"""Makes the request of a finding smaller for as long as the server answers it as wrongly.

schemathesis 4 does not shrink. What is removed here is members, items and parameters, the largest
first; then values become simple ones. Each attempt is a request, so there are few.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from attrs import evolve

from close_contract.traffic.messages import Request

Fails = Callable[[Request], bool]

ATTEMPTS: Final = 60
_SIMPLE: Final[tuple[Any, ...]] = ("x", 0, {}, [])


def minimal(request: Request, fails: Fails, *, simplify: bool, attempts: int = ATTEMPTS) -> Request:
    """Return the smallest request that was found and still fails; the same one if it does not.

    Without `simplify` only whole members at the top and parameters are taken away.
    """
    left = attempts - 1
    if not fails(request):
        return request
    progress = True
    while progress and left > 0:
        progress = False
        for smaller in _smaller(request, simplify=simplify):
            if left == 0:
                break
            left -= 1
            if fails(smaller):
                request, progress = smaller, True
                break
    return request


def _smaller(request: Request, *, simplify: bool) -> Iterator[Request]:
    """Yield requests with one thing less, the largest thing first."""
    pairs = parse_qsl(request.query, keep_blank_values=True)
    for n in range(len(pairs)):
        rest = urlencode([*pairs[:n], *pairs[n + 1 :]])
        yield evolve(request, target=f"{request.path}{'?' if rest else ''}{rest}")
    for n, (name, _) in enumerate(request.headers):
        if name.lower() == "x-tz-offset":
            yield evolve(request, headers=(*request.headers[:n], *request.headers[n + 1 :]))
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        return
    bodies = sorted(_removals(body) if simplify else _top(body), key=_size)
    for smaller in bodies:
        yield evolve(request, body=json.dumps(smaller).encode())
    for other in _simpler(body) if simplify else ():
        yield evolve(request, body=json.dumps(other).encode())


def _size(value: Any) -> int:
    return len(json.dumps(value))


def _top(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        members: dict[str, Any] = {**value}
        for key in members:
            yield {name: members[name] for name in members if name != key}


def _removals(value: Any) -> Iterator[Any]:
    """Yield a JSON value without one member or item, on every level."""
    yield from _top(value)
    match value:
        case dict():
            members: dict[str, Any] = {**value}
            for key, member in members.items():
                for less in _removals(member):
                    yield {**members, key: less}
        case list():
            items: list[Any] = [*value]
            for n, item in enumerate(items):
                yield [*items[:n], *items[n + 1 :]]
                for less in _removals(item):
                    yield [*items[:n], less, *items[n + 1 :]]
        case _:
            pass


def _simpler(value: Any) -> Iterator[Any]:
    """Yield a JSON value with one value in it made simple."""
    match value:
        case dict():
            members: dict[str, Any] = {**value}
            for key, member in members.items():
                yield from ({**members, key: simple} for simple in _simple(member))
                yield from ({**members, key: less} for less in _simpler(member))
        case list():
            items: list[Any] = [*value]
            for n, item in enumerate(items):
                yield from ([*items[:n], less, *items[n + 1 :]] for less in _simple(item))
                yield from ([*items[:n], less, *items[n + 1 :]] for less in _simpler(item))
        case _:
            pass


def _simple(value: Any) -> Iterator[Any]:
    """Yield simple values of the same type, if this is not as simple; of a text its halves, too."""
    for simple in _SIMPLE:
        if type(simple) is type(value) and _size(simple) < _size(value):
            yield simple
    if isinstance(value, str) and len(value) > 1:
        yield value[: len(value) // 2]
        yield value[len(value) // 2 :]
