"""What stops a call from outside, such as Ctrl-C or a cancelled task, takes no secret along."""

import asyncio
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from inspect import CO_GENERATOR
from types import CodeType, FrameType
from typing import Any

import pytest

from canaries import KEY, NEXT_ACCESS, REFRESH, SECRET, TOKEN, exposed, led_to
from close_bulk import ALL_LEADS, AsyncClose, Close, OAuth
from close_bulk._secrets import covered
from kit import ID, Make, is_blocking
from loopback import WHOLE, Server, connect, serving

SIGN_INS: dict[str, Callable[[], dict[str, Any]]] = {
    "api_key": lambda: {"api_key": KEY},
    "token": lambda: {"token": TOKEN},
    "oauth": lambda: {"oauth": renewing()},
}
STAGES = {
    "connect": ("httpcore.SyncBackend.connect_tcp", "httpcore.AnyIOBackend.connect_tcp"),
    "write": (
        "httpcore._backends.sync.SyncStream.write",
        "httpcore._backends.anyio.AnyIOStream.write",
    ),
    "read": (
        "httpcore._backends.sync.SyncStream.read",
        "httpcore._backends.anyio.AnyIOStream.read",
    ),
}
RENEWED = f'{{"access_token": "{NEXT_ACCESS}", "expires_in": 3600}}'.encode()


def renewing() -> OAuth:
    """Sign in with canaries; the first call renews."""
    return OAuth(
        client_id="app", client_secret=SECRET, refresh_token=REFRESH, on_refresh=lambda _: None
    )


def answers(connection: Any, request: bytes) -> None:
    """Renew tokens, and answer everything else with a bulk action."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(RENEWED)
    connection.sendall(head + RENEWED if b"/oauth2/" in request else WHOLE)
    connection.close()


def stopped(make: Make, server: Server, sign_in: str = "api_key") -> BaseException:
    """Make a start and give what stopped it."""
    close = connect(make, server, **{"api_key": None, **SIGN_INS[sign_in]()})
    with pytest.raises((KeyboardInterrupt, asyncio.CancelledError)) as caught:
        close.bulk.pause(s_query=ALL_LEADS)
    return caught.value


def interrupt(make: Make, patch: pytest.MonkeyPatch, stage: str) -> None:
    """Let a step on the network be stopped while it deals with a failure.

    An event loop makes a cancellation of Ctrl-C.
    """
    blocking, awaiting = STAGES[stage]
    stop = KeyboardInterrupt if is_blocking(make) else asyncio.CancelledError

    def fail(*arguments: object, **options: object) -> None:
        held: Any = (arguments, options)
        try:
            socket.inet_aton(held)
        except TypeError:
            raise stop  # noqa: B904 - the failure is what led to it

    async def fail_async(*arguments: object, **options: object) -> None:
        fail(*arguments, **options)

    patch.setattr(blocking, fail)
    patch.setattr(awaiting, fail_async)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("sign_in", SIGN_INS)
def test_interrupted_network_shows_no_secret(
    make: Make, monkeypatch: pytest.MonkeyPatch, sign_in: str, stage: str
) -> None:
    """Stopped in a connect, a write or a read, also in those of a renewal: no variable has a secret."""
    interrupt(make, monkeypatch, stage)
    with serving(answers) as server:
        assert not exposed(stopped(make, server, sign_in))


def test_interrupted_start_is_said_to_be_open(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stopped a start has the note that tells where to look, and still shows where that was."""
    interrupt(make, monkeypatch, "read")
    with serving(answers) as server:
        error = stopped(make, server)
    (note,) = error.__notes__
    assert "may or may not have taken effect" in note
    assert [*traceback.walk_tb(error.__traceback__)][-1][0].f_code.co_name == "fail"
    assert isinstance(error.__context__, TypeError)


def test_what_failed_before_the_call_keeps_its_variables(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call in an `except` block leaves the error of that block as it was, for whoever looks into it."""
    interrupt(make, monkeypatch, "write")

    def divide(by: int) -> float:
        return 1 / by

    seen: list[BaseException] = []
    with serving(answers) as server:
        try:
            divide(0)
        except ZeroDivisionError as before:
            seen += [before, stopped(make, server)]
    *_, (last, _) = traceback.walk_tb(seen[0].__traceback__)
    assert last.f_locals == {"by": 0}
    assert seen[0] in led_to(seen[1])


def test_all_that_led_to_an_exception_is_covered() -> None:
    """Causes, contexts and the members of groups are covered with it, also where they go round in a ring."""

    def fail(kind: type[BaseException], secret: str) -> None:
        raise kind(len(secret))

    def failed(kind: type[BaseException]) -> BaseException:
        with pytest.raises(kind) as caught:
            fail(kind, KEY)
        return caught.value

    first, *others = (failed(kind) for kind in (LookupError, OSError, ValueError, TypeError))
    cause, context, member = others
    group = BaseExceptionGroup("several", [member])
    first.__cause__, first.__context__, context.__context__ = cause, context, group
    member.__context__ = context
    with pytest.raises(LookupError), covered():
        raise first
    for one in (first, *others):
        *_, (last, _) = traceback.walk_tb(one.__traceback__)
        assert last.f_code.co_name == "fail"
        assert last.f_locals == {}


OURS = ("_wire/", "_network.py", "_renewal.py", "_oauth.py", "_secrets.py", "_signin.py")
THEIRS = ("httpcore/", "h11/")


@contextmanager
def stopped_at_a_new_line(known: set[tuple[CodeType, int]]) -> Iterator[None]:
    """Raise KeyboardInterrupt at the first place that a call comes to and that is not yet known.

    Places are all lines that deal with secrets or with the network, and all functions of the HTTP library.
    """

    def trace(frame: FrameType, event: str, _: object) -> Any:
        place, file = (frame.f_code, frame.f_lineno), frame.f_code.co_filename
        is_ours = "close_bulk/" in file and any(name in file for name in OURS)
        # What is raised in a generator that is thrown away, nobody gets to see.
        is_theirs = (
            any(name in file for name in THEIRS) and not frame.f_code.co_flags & CO_GENERATOR
        )
        if not is_ours and not is_theirs:
            return None
        if event == ("line" if is_ours else "call") and place not in known:
            known.add(place)
            sys.settrace(None)
            raise KeyboardInterrupt
        return trace if is_ours else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_interruption_at_any_place_shows_no_secret() -> None:
    """Ctrl-C at each place that a call comes to on the network, and a renewal before it."""
    # In a thread of its own: an exception out of a trace function may stay behind as the one that is being
    # handled (seen with 3.11.2), for all that the thread does after that.
    with ThreadPoolExecutor(1) as pool:
        found, places = pool.submit(interrupted_everywhere).result()
    assert found == []
    assert places > 200


def interrupted_everywhere() -> tuple[list[str], int]:
    """Interrupt a call at each place, and give what secrets showed, and how many places there were."""
    known: set[tuple[CodeType, int]] = set()
    found: list[str] = []
    with serving(answers) as server:
        done = False
        while not done:
            with Close(base_url=server.url, oauth=renewing()) as close:
                try:
                    with stopped_at_a_new_line(known):
                        done = close.bulk.get(ID).id == ID
                except KeyboardInterrupt as stop:
                    found += exposed(stop, deepest=3)
    return found, len(known)


def test_cancelled_task_shows_no_secret() -> None:
    """A task that is cancelled at each of its steps, or in its read: what that leaves shows no secret."""
    go_on = threading.Event()

    def behave(connection: Any, request: bytes) -> None:
        go_on.wait(5)
        answers(connection, request)

    async def cancelled_after(steps: int | None) -> BaseException:
        options = {"base_url": server.url, **SIGN_INS["api_key"]()}
        async with AsyncClose(**options) as close:
            task = asyncio.ensure_future(close.bulk.pause(s_query=ALL_LEADS))
            for _ in range(steps or 0):
                await asyncio.sleep(0)
            while steps is None and not server.requests:  # noqa: ASYNC110 - it has threads, no loop
                await asyncio.sleep(0.001)
            task.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await task
            return caught.value

    with serving(behave) as server:
        for steps in (None, *range(0, 30, 2)):
            assert not exposed(asyncio.run(cancelled_after(steps)))
        go_on.set()


def test_time_limit_of_a_caller_shows_no_secret() -> None:
    """A caller's own time limit ends a call: nothing that led to its error shows a secret."""

    async def work() -> None:
        async with (
            AsyncClose(base_url=server.url, api_key=KEY) as close,
            asyncio.timeout(0.05),
        ):
            await close.bulk.pause(s_query=ALL_LEADS)

    with serving(lambda *_: None) as server, pytest.raises(TimeoutError) as caught:
        asyncio.run(work())
    assert not exposed(caught.value)


def test_what_a_reader_of_frames_would_see_is_seen() -> None:
    """The check of these tests finds a secret in a variable, in what it refers to, and in what led to it."""

    class Holder:
        def __init__(self, held: object) -> None:
            self.held = held

    source = "def fail(value):\n    raise LookupError\n"
    functions: dict[str, Any] = {}
    exec(compile(source, "elsewhere.py", "exec"), functions)  # noqa: S102 - frames of no test file
    for value in (
        KEY,
        Holder([(b"Authorization", KEY.encode())]),
        {"a": Holder(bytearray(KEY.encode()))},
    ):
        with pytest.raises(LookupError) as caught:
            functions["fail"](value)
        assert exposed(caught.value)
        with pytest.raises(ValueError, match="later") as later:
            raise ValueError("later") from caught.value
        assert exposed(later.value)
