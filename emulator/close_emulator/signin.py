"""Who signs in: API keys, bearer tokens, and OAuth clients that refresh theirs.

Documented: a key is the user name of HTTP Basic with an empty password; an access token lives for
an hour; a refresh token serves once, and brings the next one. That an access token outlives the
refresh token that it came with is inferred.
"""

import base64
import binascii
from collections.abc import Iterable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final

from close_emulator.ids import IdSource
from close_emulator.refusals import plain
from close_emulator.wire import Request

ACCESS_LIFE: Final = timedelta(hours=1)


class SignIn:
    """All keys and tokens of an emulator. They are made up; what looks like a real key is refused."""

    def __init__(self, ids: IdSource, api_key: str, tokens: Iterable[str] = ()) -> None:
        """Accept a key, and tokens that never end.

        Raises:
            ValueError: one of them looks like a real key, or cannot be sent.
        """
        self._ids = ids
        self._key_ids: dict[str, str] = {}
        self._ends: dict[str, datetime | None] = {}
        self._secrets: dict[str, str] = {}
        self._refreshing: dict[str, str] = {}
        self.add_api_key(api_key)
        for token in tokens:
            self.add_token(token)

    def add_api_key(self, api_key: str) -> str:
        """Accept a key and return its id."""
        if ":" in _harmless("API key", api_key):
            raise ValueError("The emulator's API key has no colon, where the user name would end.")
        if api_key not in self._key_ids:
            self._key_ids[api_key] = self._ids.new("api")
        return self._key_ids[api_key]

    def add_token(self, token: str) -> None:
        """Accept a bearer token that never ends."""
        self._ends[_harmless("token", token)] = None

    def add_client(self, client_id: str, client_secret: str) -> str:
        """Accept an OAuth client and return a refresh token for it."""
        self._secrets[_harmless("client id", client_id)] = _harmless("secret", client_secret)
        return self._new_refresh_token(client_id)

    def check(self, request: Request, now: datetime) -> str | None:
        """Return the id of the API key that a request is signed in with, None for a token.

        Raises:
            Refusal: 401, it is not signed in.
        """
        given = request.header("authorization")
        scheme, _, credentials = (given[0] if len(given) == 1 else "").partition(" ")
        if scheme.lower() == "bearer" and self._is_good(credentials.strip(), now):
            return None
        key, colon, password = _decoded(credentials).partition(":")
        if scheme.lower() == "basic" and key in self._key_ids and (colon, password) == (":", ""):
            return self._key_ids[key]
        raise plain(HTTPStatus.UNAUTHORIZED, "Unauthorized")

    def is_client(self, client_id: str, client_secret: str) -> bool:
        """Whether this is a client and its secret."""
        return self._secrets.get(client_id) == client_secret

    def refresh(self, client_id: str, refresh_token: str, now: datetime) -> tuple[str, str] | None:
        """Exchange a refresh token for an access token and the next refresh token.

        The old one is revoked. None if it is none of this client's, or has served already.
        """
        if self._refreshing.get(refresh_token) != client_id:
            return None
        del self._refreshing[refresh_token]
        access_token = self._ids.new("access")
        self._ends[access_token] = now + ACCESS_LIFE
        return access_token, self._new_refresh_token(client_id)

    def _new_refresh_token(self, client_id: str) -> str:
        token = self._ids.new("refresh")
        self._refreshing[token] = client_id
        return token

    def _is_good(self, token: str, now: datetime) -> bool:
        if token not in self._ends:
            return False
        end = self._ends[token]
        return end is None or now < end


def _decoded(credentials: str) -> str:
    try:
        return base64.b64decode(credentials.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return ""


def _harmless(what: str, secret: str) -> str:
    if secret.startswith("api_"):
        raise ValueError(f"This {what} looks like a real API key; give the emulator a made-up one.")
    if not secret or " " in secret or not (secret.isascii() and secret.isprintable()):
        raise ValueError(f"The emulator's {what} is printable ASCII without spaces.")
    return secret
