"""Furnishing what stands before the resources: who may sign in, and how much at a time."""

from close_emulator.building import Builder
from close_emulator.throttle import Throttle


class AccessBuilders(Builder):
    """The methods that concern keys, tokens, rate limits and the reach of pages."""

    def add_api_key(self, api_key: str) -> str:
        """Accept one more API key and return its id, which events name in `api_key_id`.

        Raises:
            ValueError: the key looks like a real one, or cannot be sent.
        """
        with self._present() as world:
            return world.sign_in.add_api_key(api_key)

    def add_token(self, token: str) -> None:
        """Accept a bearer token, for as long as the emulator lives.

        Raises:
            ValueError: the token looks like a real key, or cannot be sent.
        """
        with self._present() as world:
            world.sign_in.add_token(token)

    def add_oauth_grant(self, *, client_id: str, client_secret: str) -> str:
        """Let an OAuth client act for the organisation and return its first refresh token.

        `POST /oauth2/token/` exchanges it for an access token, which ends after an hour by the
        emulator's clock, and for the next refresh token.

        Raises:
            ValueError: one of the two looks like a real key, or cannot be sent.
        """
        with self._present() as world:
            return world.sign_in.add_client(client_id, client_secret)

    def limit_requests(self, per_second: float, *, burst: int | None = None) -> None:
        """Answer 429 beyond this rate, for each method and path by itself; `burst` fit at once.

        By default a burst is what a second allows. Every answer tells what is left of the limit.

        Raises:
            ValueError: a rate that is not above 0, or a burst below 1.
        """
        with self._present() as world:
            world.throttle = Throttle(per_second, burst)

    def cap_skip(self, most: int) -> None:
        """Refuse every `_skip` above this with 400, as Close does at bounds of its own."""
        with self._present() as world:
            world.max_skip = most
