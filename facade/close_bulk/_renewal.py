"""How OAuth tokens are renewed.

A renewal is a generator: it yields the form to send, and what the caller's callback returned if that has
to be awaited. The two drivers decide nothing; one renewal is driven at a time.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Coroutine, Generator
from contextlib import closing
from inspect import iscoroutine
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlencode

from attrs import frozen

from close_bulk import _config, _rules
from close_bulk._json import show
from close_bulk._oauth import Access, OAuth, OAuthTokens, received
from close_bulk._secrets import Secret, covered
from close_bulk.errors import (
    ApiError,
    CallError,
    CloseError,
    ConfigurationError,
    RateLimited,
    SignInError,
    TokensNotStored,
    TransportError,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable
    from threading import Lock

_LOCK_POLL: Final = 0.01
_OPEN_STATUSES: Final = frozenset({408, 409, 425, 444, 499})
_AUTHORISE: Final = (
    "let the user authorise the app again, and make a new client with what that brings"
)


@frozen
class Form:
    """A form to post to the token endpoint."""

    url: str
    body: Secret
    """Form-encoded, as bytes."""


Post = Callable[[Form], Secret]
"""Posts a form and gives the body of a success; raises what else it came to."""
AsyncPost = Callable[[Form], Coroutine[Any, Any, Secret]]
_Steps = Generator["Form | Awaitable[object]", Any, None]


def rotating(oauth: object, base_url: str, *, blocking: bool) -> Rotating:
    """Sign in by OAuth.

    Raises:
        ConfigurationError: That is no `OAuth`, or one for a client of the other kind.
    """
    if not isinstance(oauth, OAuth):
        raise ConfigurationError(f"oauth is {show(oauth)}; give close_bulk.OAuth(...)")
    if problem := _rules.uncallable(oauth.on_refresh, blocking=blocking):
        raise ConfigurationError(f"on_refresh: {problem}")
    return Rotating(oauth, _config.token_url(oauth.token_url, base_url))


class Rotating:
    """OAuth tokens: each renewal revokes the refresh token it used and brings the next one."""

    advice = f"the service refuses even a new OAuth token: {_AUTHORISE}"

    def __init__(self, oauth: OAuth, token_url: str) -> None:
        self._oauth = oauth
        self._standing = oauth.standing
        self._token_url = token_url

    def header(self) -> Secret:
        """Give the header with the access token."""
        return self._standing.access.header

    def due(self, now: float, /) -> bool:
        """Tell whether the token is about to end, or the next one is still to be stored."""
        standing = self._standing
        return standing.unstored is not None or now >= standing.access.renew_at

    def renew(self, rejected: Secret | None, now: float, post: Post, patience: float) -> None:
        """Renew the tokens, have them stored, and use them from then on; unless that is needless by now.

        Raises:
            SignInError: That did not work; the text says what to do.
            CallError: The service cannot have renewed anything, and can be asked again.
        """
        if not self._standing.lock.acquire(timeout=patience):
            raise _slow(patience)
        try:
            with closing(self._steps(rejected, now)) as steps:
                step = _resume(steps, None)
                while step is not None:
                    step = _resume(steps, _waited(step, post))
        finally:
            self._standing.lock.release()

    async def renew_async(
        self, rejected: Secret | None, now: float, post: AsyncPost, patience: float
    ) -> None:
        """As `renew`, awaiting."""
        await _acquired(self._standing.lock, patience)
        try:
            with closing(self._steps(rejected, now)) as steps:
                step = _resume(steps, None)
                while step is not None:
                    step = _resume(steps, await _awaited(step, post))
        finally:
            self._standing.lock.release()

    def _steps(self, rejected: Secret | None, now: float) -> _Steps:
        standing = self._standing
        if rejected is not standing.access.header and not self.due(now):
            return
        if standing.unstored is None:
            standing.unstored = yield from self._renewed(now)
            with covered():
                standing.refresh_token = Secret(standing.unstored.refresh_token)
        tokens = standing.unstored
        yield from self._stored(tokens)
        with covered():
            standing.access = Access.by(Secret(tokens.access_token), tokens.expires_at, now)
        standing.unstored = None

    def _renewed(self, now: float) -> Generator[Form, Any, OAuthTokens]:
        standing = self._standing
        if standing.broken is not None:
            raise SignInError(standing.broken)
        # Until the answer is there, whatever ends this leaves open whether the token was used up.
        standing.broken = _lost("the renewal was interrupted")
        failure: CloseError | None = None
        answer = Secret(b"")
        try:
            answer = yield Form(self._token_url, self._form())
        except CloseError as error:
            failure = error
        # Outside the handler, so that nothing refers to an answer that may hold tokens.
        standing.broken = None if failure is None else _verdict(failure)
        if failure is not None and standing.broken is None:
            raise failure
        tokens = _tokens(answer, standing.refresh_token, now)
        if tokens is None:
            standing.broken = standing.broken or _lost("the answer has no usable token")
            raise SignInError(standing.broken)
        return tokens

    @covered()
    def _form(self) -> Secret:
        fields = {
            "grant_type": "refresh_token",
            "client_id": self._oauth.client_id,
            "client_secret": self._oauth.client_secret.reveal(),
            "refresh_token": self._standing.refresh_token.reveal(),
        }
        return Secret(urlencode(fields).encode())

    def _stored(self, tokens: OAuthTokens) -> Generator[Awaitable[object], Any, None]:
        try:
            returned = self._oauth.on_refresh(tokens)
            if hasattr(returned, "__await__"):
                yield returned
        except Exception as error:
            raise TokensNotStored(
                f"on_refresh did not store the new OAuth tokens ({type(error).__name__}), and the call was "
                "not sent. The tokens before are revoked, so do not lose these: they are in `tokens` of "
                "this error, and the client's next call begins with on_refresh and the same tokens",
                tokens=tokens,
            ) from error


@covered()
def _tokens(answer: Secret, before: Secret, now: float) -> OAuthTokens | None:
    try:
        members: Any = json.loads(answer.reveal())
    except (ValueError, RecursionError):
        return None
    return (
        received(cast("dict[str, Any]", members), before, now)
        if isinstance(members, dict)
        else None
    )


def _verdict(failure: CloseError) -> str | None:
    """Say why a renewal that failed so is not tried again; None if it may be.

    Only the error's code is quoted: the rest of the answer may repeat what was sent.
    """
    if isinstance(failure, RateLimited) or (
        isinstance(failure, TransportError) and not failure.sent
    ):
        return None
    if not isinstance(failure, ApiError):
        return _lost(failure.what if isinstance(failure, CallError) else "no answer came")
    code = next((text for text in failure.errors if re.fullmatch(r"[a-z_]{1,40}", text)), "")
    said = f"the token endpoint answered {failure.status} {code}".rstrip()
    if failure.status in _OPEN_STATUSES or not 400 <= failure.status < 500:  # noqa: PLR2004 - 4xx
        return _lost(said)
    if code == "invalid_client":
        return f"the OAuth tokens cannot be renewed: {said}; check client_id and client_secret"
    return (
        f"the OAuth tokens cannot be renewed: {said}. The refresh token was used before, revoked, or is "
        "none. If another process shares it, that one has stored a newer one: make a new client with it. "
        f"Otherwise {_AUTHORISE}. The call itself was not sent"
    )


def _lost(why: str) -> str:
    return (
        f"it is open whether the OAuth tokens were renewed: {why}. The refresh token may have been revoked "
        "and is not used twice. Make a new client with the newest one that was stored; if that is "
        f"refused, {_AUTHORISE}. The call itself was not sent"
    )


def _resume(steps: _Steps, answer: object) -> Form | Awaitable[object] | None:
    """Give a renewal what its last step came to, and take the next one; None at its end."""
    try:
        return steps.throw(answer) if isinstance(answer, Exception) else steps.send(answer)
    except StopIteration:
        return None


def _waited(step: Form | Awaitable[object], post: Post) -> object:
    if isinstance(step, Form):
        try:
            return post(step)
        except CloseError as error:
            return error
    if iscoroutine(step):
        step.close()
    return ConfigurationError("on_refresh returned something to await; only AsyncClose can do that")


async def _awaited(step: Form | Awaitable[object], post: AsyncPost) -> object:
    try:
        return await (post(step) if isinstance(step, Form) else step)
    except Exception as error:  # noqa: BLE001 - a caller's callback may fail in any way
        return error


async def _acquired(lock: Lock, patience: float) -> None:
    """Take a lock that clients of other threads and event loops take too."""
    try:
        async with asyncio.timeout(patience):
            while not lock.acquire(blocking=False):  # noqa: ASYNC110 - its holder may have no loop
                await asyncio.sleep(_LOCK_POLL)
    except TimeoutError:
        raise _slow(patience) from None


def _slow(patience: float) -> SignInError:
    return SignInError(
        f"another call is renewing the OAuth tokens and was not done within {patience:g} s; nothing was "
        "sent. If on_refresh takes long, make it faster; it must not use the client that calls it"
    )
