"""Hooks may make calls of their own, and what they raise is not taken for a failed attempt."""

import asyncio
from typing import Any

import pytest

from close_bulk import (
    ALL_LEADS,
    AsyncClose,
    BadResponse,
    Close,
    CloseError,
    OutcomeUnknown,
    RequestSummary,
    TransportError,
)
from kit import DATA, ID, Make, StillClock, answer, client, scripted

_REQUEST = RequestSummary("GET", "/bulk_action/sequence_subscription/")
_BODY = (DATA / "seed_001_response.json").read_bytes()
HOOKS = ["on_request", "on_response"]


@pytest.mark.parametrize("name", HOOKS)
def test_hook_may_make_a_call_over_the_only_connection(name: str) -> None:
    """A hook holds no connection, so that a call of its own needs not wait for the one that it is about."""
    seen: list[str] = []

    def look(about: Any) -> None:
        request = getattr(about, "request", about)
        if request.method == "POST":
            seen.append(close.bulk.get(ID).id)

    transport, requests = scripted(answer())
    hooks: dict[str, Any] = {name: look}
    close = Close(api_key="key", transport=transport, max_connections=1, timeout=0.5, **hooks)
    assert close.bulk.pause(s_query=ALL_LEADS).id == ID
    assert seen == [ID]
    assert sorted(request.method for request in requests) == ["GET", "POST"]


@pytest.mark.parametrize("name", HOOKS)
def test_awaited_hook_may_make_a_call_over_the_only_connection(name: str) -> None:
    """As for the client that waits."""
    seen: list[str] = []
    transport, requests = scripted(answer())

    async def work() -> None:
        async def look(about: Any) -> None:
            request = getattr(about, "request", about)
            if request.method == "POST":
                seen.append((await close.bulk.get(ID)).id)

        hooks: dict[str, Any] = {name: look}
        close = AsyncClose(
            api_key="key", transport=transport, max_connections=1, timeout=0.5, **hooks
        )
        assert (await close.bulk.pause(s_query=ALL_LEADS)).id == ID

    asyncio.run(work())
    assert seen == [ID]
    assert sorted(request.method for request in requests) == ["GET", "POST"]


@pytest.mark.parametrize(
    "error",
    [
        BadResponse("odd", request=_REQUEST, status=200, body=_BODY),
        TransportError("no way", request=_REQUEST, sent=False),
        OutcomeUnknown("open", request=_REQUEST),
    ],
    ids=lambda error: type(error).__name__,
)
def test_error_of_ours_from_a_hook_is_the_callers(make: Make, error: CloseError) -> None:
    """A hook whose own call failed stops the start: once, as it is, and nothing is read for the start."""
    calls: list[RequestSummary] = []

    def guard(request: RequestSummary) -> None:
        calls.append(request)
        raise error

    close, requests, clock = client(make, answer())
    guarded = close.with_options(on_request=guard)
    with pytest.raises(CloseError) as caught:
        guarded.bulk.pause(s_query=ALL_LEADS)
    assert caught.value is error
    assert (error.__cause__, error.__context__) == (None, None)
    assert (len(calls), requests, clock.naps) == (1, [], [])
    with pytest.raises(CloseError) as again:
        list(guarded.bulk.list("edit"))
    assert again.value is error


def test_hook_sees_the_time_of_the_attempt_without_its_own(make: Make) -> None:
    """The seconds of an answer do not count those that the hook before it took."""
    clock = StillClock()
    seen: list[float] = []
    close = make(api_key="key", transport=scripted(answer())[0], clock=clock)
    close.with_options(
        on_request=lambda _: clock.sleep(9.0),
        on_response=lambda response: seen.append(response.seconds),
    ).bulk.get(ID)
    assert seen == [0.0]
