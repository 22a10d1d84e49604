"""A service that renews OAuth tokens, for clients that sign in with them."""

from typing import Any
from urllib.parse import parse_qs

import httpx
from attrs import define, field

from close_bulk import OAuth, OAuthTokens
from kit import Make, Mocked, StillClock, answer

BASE = "http://127.0.0.1:1/api/v1"
Wrong = httpx.Response | BaseException


@define
class Vendor:
    """A service that rotates refresh tokens: each works once, and the access token for a time."""

    clock: StillClock = field(factory=StillClock)
    access: str = "access-0"
    refresh: str = "refresh-0"
    renewals: list[dict[str, str]] = field(factory=list)
    signed: list[str] = field(factory=list)
    lasts: float = 3600
    """Seconds that a new access token lives."""
    wrong: list[Wrong] = field(factory=list)
    """What the token endpoint does in place of a renewal, one after the other."""
    stored: list[OAuthTokens] = field(factory=list)
    urls: list[str] = field(factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Answer a call or a renewal."""
        if request.url.path == "/oauth2/token/":
            self.urls.append(str(request.url))
            return self._renew({k: v[0] for k, v in parse_qs(request.content.decode()).items()})
        self.signed.append(request.headers["authorization"].removeprefix("Bearer "))
        if self.signed[-1] != self.access:
            return httpx.Response(401, json={"error": "Unauthorized"})
        return answer()

    def _renew(self, form: dict[str, str]) -> httpx.Response:
        self.renewals.append(form)
        if self.wrong:
            wrong = self.wrong.pop(0)
            if isinstance(wrong, BaseException):
                raise wrong
            return wrong
        if form["refresh_token"] != self.refresh:
            return httpx.Response(400, json={"error": "invalid_grant"})
        number = len(self.renewals)
        self.access, self.refresh = f"access-{number}", f"refresh-{number}"
        return httpx.Response(
            200,
            json={
                "token_type": "Bearer",
                "access_token": self.access,
                "refresh_token": self.refresh,
                "expires_in": self.lasts,
            },
        )

    def oauth(self, **settings: Any) -> OAuth:
        """Give settings that sign in here."""
        given = {
            "client_id": "app",
            "client_secret": "client-secret",
            "refresh_token": "refresh-0",
            "on_refresh": self.stored.append,
            **settings,
        }
        return OAuth(**given)

    def client(self, make: Make, **settings: Any) -> Any:
        """Make a client that signs in here."""
        return make(
            oauth=self.oauth(**settings),
            base_url=BASE,
            transport=Mocked(self.handle),
            clock=self.clock,
        )
