"""`Close` and `AsyncClose`: where everything begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self

from close_bulk import _config
from close_bulk._bulk import AsyncBulk, Bulk
from close_bulk._clock import Clock, SystemClock
from close_bulk._config import Secret
from close_bulk._fields import like
from close_bulk._reading import AsyncLeads, AsyncSubscriptions, Leads, Subscriptions
from close_bulk._session import AsyncSession, Session
from close_bulk._wire import AwaitingWire, BlockingWire, Settings

if TYPE_CHECKING:
    from types import TracebackType

DEFAULT_TIMEOUT: Final = 30.0


def _settings(
    api_key: Secret | None,
    base_url: str | None,
    timeout: float,
    transport: Any,
    clock: Clock | None,
) -> Settings:
    return Settings(
        api_key=_config.api_key(api_key),
        base_url=_config.base_url(base_url),
        timeout=_config.timeout(timeout),
        transport=transport,
        clock=clock or SystemClock(),
    )


class Close:
    """A client of Close's bulk actions.

    Use it as a context manager, or call `close()` when done. It may be shared by threads.

    Attributes:
        bulk: Starts and finds bulk actions; see `help(close_bulk.Bulk)`.
        leads: Counts leads, the preview of a bulk action; see `help(close_bulk.Leads)`.
        subscriptions: Lists what a bulk action has done; see `help(close_bulk.Subscriptions)`.
    """

    bulk: Bulk
    leads: Leads
    subscriptions: Subscriptions
    _base_url: str = "not set up"

    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        transport: Any = None,
        clock: Clock | None = None,
    ) -> None:
        """Prepare a client; no connection is made yet.

        Args:
            api_key: The API key; without it, that of the environment variable CLOSE_API_KEY.
            base_url: Where the service is; without it, CLOSE_BASE_URL, and without that the vendor's.
            timeout: Seconds that one attempt may take in all, from connecting to the answer's last byte.
            transport: A stand-in for the network, such as the emulator's.
            clock: A stand-in for time and chance, for tests.

        Raises:
            ConfigurationError: There is no API key, or one of the arguments cannot be used.
        """
        # First of all, so that no traceback from here on has the key among its variables.
        secret, api_key = None if api_key is None else Secret(api_key), None
        settings = _settings(secret, base_url, timeout, transport, clock)
        self._base_url = settings.base_url
        self._session = Session(BlockingWire(settings), settings.clock)
        self.bulk = Bulk(self._session)
        self.leads = Leads(self._session)
        self.subscriptions = Subscriptions(self._session)

    def close(self) -> None:
        """Close the connections; the client cannot be used after that."""
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


class AsyncClose:
    """A client of Close's bulk actions, for asyncio.

    Use it as an asynchronous context manager, or await `close()` when done. It belongs to one event loop.

    Attributes:
        bulk: Starts and finds bulk actions; see `help(close_bulk.AsyncBulk)`.
        leads: Counts leads, the preview of a bulk action; see `help(close_bulk.AsyncLeads)`.
        subscriptions: Lists what a bulk action has done; see `help(close_bulk.AsyncSubscriptions)`.
    """

    bulk: AsyncBulk
    leads: AsyncLeads
    subscriptions: AsyncSubscriptions
    _base_url: str = "not set up"

    @like(Close.__init__)
    def __init__(
        self,
        *,
        api_key: str | None = None,
        base_url: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        transport: Any = None,
        clock: Clock | None = None,
    ) -> None:
        # First of all, so that no traceback from here on has the key among its variables.
        secret, api_key = None if api_key is None else Secret(api_key), None
        settings = _settings(secret, base_url, timeout, transport, clock)
        self._base_url = settings.base_url
        self._session = AsyncSession(AwaitingWire(settings), settings.clock)
        self.bulk = AsyncBulk(self._session)
        self.leads = AsyncLeads(self._session)
        self.subscriptions = AsyncSubscriptions(self._session)

    @like(Close.close)
    async def close(self) -> None:
        await self._session.wire.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncClose(base_url={self._base_url!r})"
