"""`Close`: where everything begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, overload

from close_bulk import _setup
from close_bulk._bulk import Bulk
from close_bulk._parts import Part
from close_bulk._resources import account
from close_bulk._session import Session
from close_bulk._setup import ClientOptions, ClientSettings
from close_bulk._signatures import takes
from close_bulk._wire.blocking import BlockingWire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Unpack

    from close_api_client.models import Me
    from close_bulk._resources.events import Events
    from close_bulk._resources.leads import Leads
    from close_bulk._resources.sequences import Sequences
    from close_bulk._resources.smart_views import SmartViews
    from close_bulk._resources.subscriptions import Subscriptions


class Close:
    """A client of Close's bulk actions.

    Use it as a context manager, or call `close()` when done. It may be shared by threads.

    Attributes:
        bulk: Starts and finds bulk actions; see `help(close_bulk.Bulk)`.
        leads: Counts, samples and searches leads; see `help(close_bulk.Leads)`.
        sequences: Reads and changes sequences; see `help(close_bulk.Sequences)`.
        subscriptions: Reads and changes contacts in sequences; see `help(close_bulk.Subscriptions)`.
        smart_views: Reads Smart Views; see `help(close_bulk.SmartViews)`.
        events: Reads the event log; see `help(close_bulk.Events)`.
    """

    bulk: Bulk
    leads: Part[Leads] = Part("_resources.leads", "Leads")
    sequences: Part[Sequences] = Part("_resources.sequences", "Sequences")
    subscriptions: Part[Subscriptions] = Part("_resources.subscriptions", "Subscriptions")
    smart_views: Part[SmartViews] = Part("_resources.smart_views", "SmartViews")
    events: Part[Events] = Part("_resources.events", "Events")
    _base_url: str = "not set up"
    _shares: bool = False
    """Whether the connections belong to another client, of which this one is a copy."""

    @takes(ClientSettings)
    def __init__(self, **settings: Unpack[ClientSettings]) -> None:
        """Prepare a client; no connection is made yet.

        Args:
            api_key: The API key; without it, that of the environment variable CLOSE_API_KEY.
            token: An OAuth access token, in place of an API key; it is not renewed.
            oauth: An `OAuth`, in place of an API key: tokens that are renewed as needed.
            base_url: Where the service is; without it, CLOSE_BASE_URL, and without that the vendor's.
            timeout: Seconds that one attempt may take in all, from connecting to the answer's last byte;
                30 unless told otherwise.
            deadline: Seconds after which a call makes no further attempt, whatever `max_retries` says; 120
                unless told otherwise.
            max_retries: How often a request is sent again at most, where that is safe: a read that
                failed, and whatever the service refused for its rate limit or cannot have had. 3 unless
                told otherwise.
            tz_offset: Hours east of UTC in which relative dates of a query ("this week") are meant;
                without it, the service decides.
            max_connections: How many calls may be under way at once, 32 unless told otherwise; further
                ones wait. A list is read with up to seven of them; where the service tells of a rate
                limit, with as many as that allows.
            on_request: Called with a `RequestSummary` before each attempt; what it raises stops the call
                before a byte is sent, and is raised as it is. `AsyncClose` awaits what it returns, if
                that can be awaited.
            on_response: Called with each answer as it came, a `Response`, refusals included; what it
                raises is logged and changes nothing. Neither hook sees the renewal of OAuth tokens.
            http_client: An `httpx.Client` (for `AsyncClose`, an `httpx.AsyncClient`) to send with, for
                proxies and certificates of your own. It stays yours to close. Its event hooks run; its
                sign-in, its headers, its time limits and its redirects are not used. For `Close`, the
                time limit holds for each step on the network and not for the whole attempt.
            transport: A stand-in for the network, such as the emulator's.
            clock: A stand-in for time and chance, for tests.

        Raises:
            ConfigurationError: There is no way to sign in, or one of the arguments cannot be used.
        """
        made, options = _setup.settings(settings, blocking=True)
        self._base_url = made.base_url
        self._open(Session(BlockingWire(made), made.clock, options))

    def _open(self, session: Session) -> None:
        self._session = session
        self.bulk = Bulk(session)

    @overload
    def me(self) -> Me: ...
    @overload
    def me(self, *, fields: Sequence[str]) -> Mapping[str, Any]: ...
    def me(self, *, fields: Sequence[str] | None = None) -> Me | Mapping[str, Any]:
        """Read the user behind the key, with the organizations that he or she belongs to.

        Args:
            fields: Names of the members that are wanted, such as `["id", "email"]`; they come as a plain
                mapping. Without it, the whole user comes, as a model of the generated client.

        Raises:
            InvalidRequest: `fields` names something that a user does not have; nothing was sent.
            Unauthorized: The key is not valid.
            CloseError: It could not be read.
        """
        user: Me | Mapping[str, Any] = self._session.run(account.me(fields))
        return user

    @takes(ClientOptions)
    def with_options(self, **changes: Unpack[ClientOptions]) -> Self:
        """Give a copy of this client that makes its calls in another way, over the same connections.

        For one call: `close.with_options(timeout=5).bulk.get(id)`. For the answers as they come:
        `close.with_options(on_response=seen.append)`. Closing the copy closes nothing.

        Args:
            timeout: Seconds that one attempt may take in all.
            deadline: Seconds after which a call makes no further attempt.
            max_retries: How often a request is sent again at most, where that is safe.
            tz_offset: Hours east of UTC in which relative dates of a query are meant.
            on_request: Called before each attempt, as `Close()` says.
            on_response: Called with each answer as it came, as `Close()` says.

        Raises:
            ConfigurationError: One of them is unknown or cannot be used.
        """
        copy = object.__new__(type(self))
        copy._base_url, copy._shares = self._base_url, True
        copy._open(
            self._session.having(_setup.options(self._session.options, changes, blocking=True))
        )
        return copy

    def close(self) -> None:
        """Close the connections; the client and its copies cannot be used after that."""
        if not self._shares:
            self._session.wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Close(base_url={self._base_url!r})"
