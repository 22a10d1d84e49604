"""No secret is in a repr, a log, an error, a traceback with its variables, or a pickle."""

import base64
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote_plus

import httpx
import pytest

from canaries import KEY, NEXT_ACCESS, NEXT_REFRESH, REFRESH, SECRET, TOKEN, exposed, leaks
from close_bulk import ALL_LEADS, CloseError, ConfigurationError, OAuth, OAuthTokens
from kit import ID, Make, StillClock, scripted
from loopback import HEAD, WHOLE, Behaviour, connect, sends, serving

SIGN_INS: dict[str, Callable[[], dict[str, Any]]] = {
    "api_key": lambda: {"api_key": KEY},
    "token": lambda: {"token": TOKEN},
    "oauth": lambda: {"oauth": oauth(access_token=TOKEN)},
    "oauth without a token": lambda: {"oauth": oauth()},
}


def oauth(**settings: Any) -> OAuth:
    """Sign in with canaries."""
    given: dict[str, Any] = {
        "client_id": "app",
        "client_secret": SECRET,
        "refresh_token": REFRESH,
        "on_refresh": lambda _: None,
        **settings,
    }
    return OAuth(**given)


def described(error: BaseException) -> str:
    """Show an error as tools do that print every variable of every frame of this package."""
    shown = traceback.TracebackException.from_exception(error, capture_locals=True)
    for each in chain(shown):
        # The frames of the test itself hold the canaries.
        each.stack = traceback.StackSummary.from_list(
            [frame for frame in each.stack if "/tests/" not in frame.filename]
        )
        for frame in each.stack:
            assert "site-packages" not in frame.filename
    return "".join(shown.format())


def chain(error: traceback.TracebackException | None) -> Iterator[traceback.TracebackException]:
    """Give an error and what led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def token_endpoint(body: bytes, status: str = "200 OK") -> Behaviour:
    """Answer renewals with this, and everything else with a bulk action."""
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode()

    def behave(connection: Any, request: bytes) -> None:
        connection.sendall(head + body if b"/oauth2/token/" in request else WHOLE)
        connection.close()

    return behave


NEW = (
    f'{{"access_token": "{NEXT_ACCESS}", "refresh_token": "{NEXT_REFRESH}", "expires_in": 1}}'
).encode()
ECHO = f'{{"error": "{REFRESH}", "errors": ["{SECRET}"], "field-errors": {{"a": "{REFRESH}"}}}}'
UNAUTHORIZED = b"HTTP/1.1 401 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
FAULTS: dict[str, Behaviour] = {
    "no answer": sends(b""),
    "half an answer": sends(HEAD + b"Content-Length: 900\r\n\r\n"),
    "garbage": sends(b"\x00\r\n\r\n"),
    "refused": sends(UNAUTHORIZED),
    "answers": sends(WHOLE),
    "renews": token_endpoint(NEW),
    "renews in part": token_endpoint(NEW[:-1]),
    "renews, compressed": sends(HEAD + b"Content-Encoding: br\r\n\r\n" + NEW),
    "refuses and repeats what was sent": token_endpoint(ECHO.encode(), "400 Bad Request"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("sign_in", SIGN_INS)
def test_nothing_that_a_call_leaves_behind_holds_a_secret(
    make: Make, sign_in: str, fault: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Over real connections, with every logger at DEBUG: log, client, error, its frames and its pickle."""
    caplog.set_level(logging.DEBUG)
    error: BaseException | None = None
    with serving(FAULTS[fault]) as server:
        options = {"api_key": None, "clock": StillClock(), "max_retries": 0} | SIGN_INS[sign_in]()
        close = connect(make, server, **options)
        calls: list[Callable[[], Any]] = [
            lambda: close.bulk.get(ID),
            lambda: close.bulk.pause(s_query=ALL_LEADS),
        ]
        for call in calls:
            try:
                call()
            except CloseError as caught:
                error = caught
        assert not leaks(repr(close))
    assert not leaks("\n".join(record.getMessage() for record in caplog.records))
    assert caplog.records
    if error is not None:
        assert not exposed(error)
        assert not leaks(described(error))
        assert not leaks(repr(error) + str(error))
        assert not leaks(pickle.dumps(error))
        assert not leaks(repr(vars(error)))


def test_hook_that_fails_shows_no_secret(make: Make) -> None:
    """What a hook raises passes through our frames; their variables hold no secret."""

    def fail(_: object) -> None:
        raise LookupError("hook")

    for sign_in in SIGN_INS.values():
        options = {"api_key": None, "on_request": fail} | sign_in()
        with serving(token_endpoint(NEW)) as server:
            close = connect(make, server, **options)
            with pytest.raises(LookupError) as caught:
                close.bulk.pause(s_query=ALL_LEADS)
        assert not exposed(caught.value)
        assert not leaks(described(caught.value))


def test_store_that_fails_shows_no_secret(make: Make, caplog: pytest.LogCaptureFixture) -> None:
    """Where on_refresh fails, the tokens are in the error's `tokens` alone."""
    caplog.set_level(logging.DEBUG)
    transport, _ = scripted(httpx.Response(200, content=NEW))
    close = make(oauth=oauth(on_refresh=_fail), transport=transport)
    with pytest.raises(CloseError) as caught:
        close.bulk.get(ID)
    error: Any = caught.value
    assert error.tokens.refresh_token == NEXT_REFRESH
    assert not exposed(error)
    for text in (described(error), repr(error), str(error), repr(vars(error)), caplog.text):
        assert not leaks(text)
    assert not leaks(pickle.dumps(error))


def _fail(_: OAuthTokens) -> None:
    raise OSError("disk full")


def test_settings_show_no_secret_and_are_not_pickled(make: Make) -> None:
    """OAuth settings have a harmless repr, and pickling them or a client fails rather than leaks."""
    settings = oauth(access_token=TOKEN)
    assert repr(settings) == "OAuth(client_id='app')"
    for each in (settings, settings.client_secret):
        with pytest.raises(TypeError, match="secrets are not pickled"):
            pickle.dumps(each)
    assert not leaks(repr(make(oauth=settings)))


def test_wrong_settings_are_not_repeated(make: Make) -> None:
    """An error about a secret does not quote it, and neither do the variables of its frames."""
    bad = "canary+key/1 "
    wrong: list[Callable[[], Any]] = [
        lambda: make(api_key=f"{bad}x"),
        lambda: make(token=f"{bad}x"),
        lambda: make(api_key=bad, token=bad),
        lambda: make(api_key=bad, oauth={"refresh_token": 1}),
        lambda: oauth(refresh_token=f"{bad}x"),
        lambda: oauth(client_secret=f"{bad}x"),
        lambda: oauth(unknown=1),
        lambda: oauth(on_refresh=None),
        lambda: oauth(token_url="http://example.com"),
    ]
    for attempt in wrong:
        with pytest.raises(ConfigurationError) as caught:
            attempt()
        assert not leaks(described(caught.value))


def test_canaries_would_be_found() -> None:
    """The check of these tests sees what it is to see: text, forms, and variables of frames."""
    header = base64.b64encode(f"{KEY}:".encode())
    for text in (f"x {KEY} y", quote_plus(REFRESH), header, repr(header)):
        assert leaks(text)
