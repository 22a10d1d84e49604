"""OAuth: what a client is told, what it hands back to be stored, and where its renewals stand.

(No postponed annotations here: they would hide `NotRequired` from `TypedDict`.)
"""

from collections.abc import Callable, Mapping
from math import inf
from threading import Lock
from typing import Any, Final, NotRequired, TypedDict, Unpack, cast

from attrs import define, field, frozen

from close_bulk import _config
from close_bulk._json import number, show, text
from close_bulk._schemas import positive
from close_bulk._secrets import Secret
from close_bulk._signatures import takes
from close_bulk.errors import ConfigurationError

_LATEST: Final = 1e11
"""Seconds since the epoch; a moment of our days in milliseconds is beyond it."""
_LONG_AGO: Final = 0.0
_EARLY: Final = 60.0
"""Seconds before its end that a token is renewed: a call must not outlast it on its way."""
_SECRETS: Final = ("client_secret", "refresh_token", "access_token")


@frozen(eq=False)
class OAuthTokens:
    """The tokens that a renewal brought: store them, for those before are revoked.

    They are in no repr and in no pickle; the members give them as plain values.
    """

    _access: Secret = field(repr=False)
    _refresh: Secret = field(repr=False)
    expires_at: float | None
    """When the access token expires, in seconds since the epoch; None where the service did not say."""

    @property
    def access_token(self) -> str:
        """The token that signs in, for about an hour."""
        return str(self._access.reveal())

    @property
    def refresh_token(self) -> str:
        """The token that brings the next ones; it works once."""
        return str(self._refresh.reveal())


@frozen(eq=False)
class Access:
    """What requests are signed in with, as long as it lasts."""

    header: Secret
    renew_at: float
    """From when on it is renewed before a call, in seconds since the epoch."""

    @classmethod
    def by(cls, token: Secret, expires_at: float | None, now: float = 0.0) -> "Access":
        """Sign in by an access token.

        Args:
            token: The token.
            expires_at: When it expires; None where that is not known.
            now: When it was received, if it was right now: one that lives for a minute only is used for half
                of that.
        """
        header = Secret(f"Bearer {token.reveal()}")
        if expires_at is None:
            return cls(header, inf)
        return cls(header, expires_at - min(_EARLY, (expires_at - now) / 2))


@define(eq=False)
class Standing:
    """Where the renewals stand; every client made with the same settings shares it."""

    refresh_token: Secret
    access: Access
    unstored: OAuthTokens | None = None
    """Tokens that were received, and that the caller's callback has not taken yet."""
    broken: str | None = None
    """Why no further renewal is tried."""
    lock: Lock = field(factory=Lock)


class OAuthSettings(TypedDict):
    """How OAuth is set up."""

    client_id: str
    client_secret: str
    refresh_token: str
    on_refresh: Callable[[OAuthTokens], Any]
    access_token: NotRequired[str | None]
    expires_at: NotRequired[float | None]
    token_url: NotRequired[str | None]


@frozen(init=False, repr=False, eq=False)
class OAuth:
    """Signs in with OAuth tokens and renews them: `Close(oauth=OAuth(...))`.

    Each renewal revokes the refresh token that it used and brings a new one (documented). `on_refresh` is
    called with the new tokens before they are used for anything; store them where the next process finds
    them. The access token is renewed a minute before it expires (one that lives for less than two, after half
    of that), and when the service answers 401.
    Clients made with one `OAuth` object share its tokens; any number of threads renew them once.
    """

    client_id: str
    client_secret: Secret
    on_refresh: Callable[[OAuthTokens], Any]
    token_url: str | None
    standing: Standing

    @takes(OAuthSettings)
    def __init__(self, **settings: Unpack[OAuthSettings]) -> None:
        """Take the tokens as they were stored.

        Args:
            client_id: The id of the app that is registered with Close.
            client_secret: Its secret.
            refresh_token: The newest one that was stored; those before have been revoked.
            on_refresh: Called with the new `OAuthTokens` after each renewal, before they are used.
                `AsyncClose` awaits what it returns, if that can be awaited. It must not use the client.
            access_token: The one stored with the refresh token; without it, the first call renews.
            expires_at: When the access token expires, in seconds since the epoch; without it, it is used
                until the service refuses it.
            token_url: Where tokens are renewed; without it, `/oauth2/token/` on the base URL's host.

        Raises:
            ConfigurationError: Something is missing, unknown, or cannot be used.
        """
        given = cast("dict[str, Any]", settings)
        # Out of the frame's variables first of all: an error's traceback may show them.
        hidden = {name: Secret(given.pop(name, None)).stripped() for name in _SECRETS}
        problem = _problem(given, hidden)
        if problem:
            raise ConfigurationError(f"OAuth: {problem}")
        token, expires_at = hidden["access_token"], number(given.get("expires_at"))
        if token.reveal() is None:
            expires_at = _LONG_AGO
        cast("Any", self).__attrs_init__(
            client_id=text(given["client_id"]),
            client_secret=hidden["client_secret"],
            on_refresh=given["on_refresh"],
            token_url=given.get("token_url"),
            standing=Standing(hidden["refresh_token"], Access.by(token, expires_at)),
        )
        if self.token_url is not None:
            _config.token_url(self.token_url, "")

    def __repr__(self) -> str:
        # A traceback may show an object that was never finished.
        return f"OAuth(client_id={getattr(self, 'client_id', None)!r})"


def _problem(given: Mapping[str, Any], hidden: Mapping[str, Secret]) -> str | None:
    known = OAuthSettings.__annotations__
    unknown = [name for name in given if name not in known]
    if unknown:
        return f"unknown setting {unknown[0]}; there are {', '.join(known)}"
    if not (text(given.get("client_id")) or "").strip():
        return (
            "client_id is missing or no text; it is the id of the app that is registered with Close"
        )
    for name, secret in hidden.items():
        if not _is_usable(secret, optional=name == "access_token"):
            return f"{name} is missing, or no text of visible ASCII characters; copy it again"
    if not callable(given.get("on_refresh")):
        return (
            "on_refresh is missing or no function; each renewal revokes the refresh token before it, so "
            "give a function that stores the new ones: on_refresh=lambda tokens: ..."
        )
    expires_at = given.get("expires_at")
    if expires_at is not None and not _is_moment(expires_at):
        return (
            f"expires_at is {show(expires_at)}; give seconds (no milliseconds) since the epoch, such as "
            "1767225600, or leave it out"
        )
    return None


def _is_moment(value: object) -> bool:
    seconds = number(value)
    return seconds is not None and 0 < seconds < _LATEST


def _is_usable(secret: Secret, *, optional: bool = False) -> bool:
    return _config.is_visible(secret) or (optional and secret.reveal() is None)


def received(members: Mapping[str, Any], before: Secret, now: float) -> OAuthTokens | None:
    """Take the tokens out of the answer to a renewal; None if there is no usable one.

    Args:
        members: The answer.
        before: The refresh token that was used: an answer without a new one leaves it valid (RFC 6749).
        now: When the renewal was asked for, in seconds since the epoch.
    """
    token, refresh = Secret(members.get("access_token")), Secret(members.get("refresh_token"))
    if not _is_usable(token) or not _is_usable(refresh, optional=True):
        return None
    lasts = positive(members.get("expires_in"))
    return OAuthTokens(
        token,
        before if refresh.reveal() is None else refresh,
        None if lasts is None else now + lasts,
    )
