"""How a client shows who it is: by an API key, by a token, or by OAuth tokens that it renews itself."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Protocol

from close_bulk import _config
from close_bulk._secrets import Secret, covered
from close_bulk.errors import ConfigurationError

if TYPE_CHECKING:
    from close_bulk._renewal import AsyncPost, Post


class SignIn(Protocol):
    """Who the client is, for the whole of its life. Calls come from many threads."""

    @property
    def advice(self) -> str:
        """What to do when the service does not know us."""
        ...

    def header(self) -> Secret:
        """Give the value of the Authorization header; the same object as long as it is the same value."""
        ...

    def due(self, now: float, /) -> bool:
        """Tell whether a renewal is needed before a call; ``now`` is the wall clock's time."""
        ...

    def renew(self, rejected: Secret | None, now: float, post: Post, patience: float, /) -> None:
        """Renew the token, unless that is needless or impossible.

        Args:
            rejected: The header that the service answered 401, or None where none was.
            now: The wall clock's time.
            post: Posts a form.
            patience: Seconds to wait for a renewal by another call.
        """
        ...

    async def renew_async(
        self, rejected: Secret | None, now: float, post: AsyncPost, patience: float, /
    ) -> None:
        """As `renew`, awaiting."""
        ...


class Fixed:
    """A sign-in that never changes."""

    def __init__(self, header: Secret, advice: str) -> None:
        self._header = header
        self.advice = advice

    def header(self) -> Secret:
        """Give the header that never changes."""
        return self._header

    def due(self, _: float, /) -> bool:
        """Say no: it cannot be renewed."""
        return False

    def renew(self, *_: object) -> None:
        """Do nothing: it cannot be renewed."""

    async def renew_async(self, *_: object) -> None:
        """Do nothing: it cannot be renewed."""


@covered()
def choose(
    *, api_key: Secret | None, token: Secret | None, oauth: object, base_url: str, blocking: bool
) -> SignIn:
    """Choose the sign-in that was asked for; without one, the API key may be in the environment.

    Raises:
        ConfigurationError: There is none, one that cannot be used, or more than one.
    """
    ways = {"api_key": api_key, "token": token, "oauth": oauth}
    given = [name for name, value in ways.items() if value is not None]
    if len(given) > 1:
        raise ConfigurationError(f"{' and '.join(given)} are ways to sign in; give one of them")
    if oauth is not None:
        # Loaded for those who need it: it is a hundredth of a cold start.
        from close_bulk import _renewal  # noqa: PLC0415

        return _renewal.rotating(oauth, base_url, blocking=blocking)
    if token is not None:
        return Fixed(
            Secret(f"Bearer {_config.token(token).reveal()}"),
            "the access token has expired, is revoked, or is mistyped; give a new one, or "
            "oauth=OAuth(...), which renews it",
        )
    return Fixed(
        _basic(_config.api_key(api_key)),
        "check the API key: it may be mistyped, deleted, or of another organization",
    )


def _basic(api_key: Secret) -> Secret:
    """HTTP Basic: the key as the user name, no password (documented)."""
    return Secret("Basic " + base64.b64encode(f"{api_key.reveal()}:".encode()).decode())
