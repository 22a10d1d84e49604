"""`AsyncClose`: the client for asyncio, which a program without it does not pay for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, overload

from close_bulk import _setup
from close_bulk._bulk import AsyncBulk
from close_bulk._client import Close
from close_bulk._parts import Part
from close_bulk._resources import account
from close_bulk._session import AsyncSession
from close_bulk._signatures import like
from close_bulk._wire.awaiting import AwaitingWire

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType
    from typing import Unpack

    from close_api_client.models import Me
    from close_bulk._resources.events import AsyncEvents
    from close_bulk._resources.leads import AsyncLeads
    from close_bulk._resources.sequences import AsyncSequences
    from close_bulk._resources.smart_views import AsyncSmartViews
    from close_bulk._resources.subscriptions import AsyncSubscriptions
    from close_bulk._setup import ClientOptions, ClientSettings


class AsyncClose:
    """A client of Close's bulk actions, for asyncio.

    Use it as an asynchronous context manager, or await `close()` when done. It belongs to one event loop,
    that of its first call: make a new one in each `asyncio.run()`.

    Attributes:
        bulk: Starts and finds bulk actions; see `help(close_bulk.AsyncBulk)`.
        leads: Counts, samples and searches leads; see `help(close_bulk.AsyncLeads)`.
        sequences: Reads and changes sequences; see `help(close_bulk.AsyncSequences)`.
        subscriptions: Reads and changes contacts in sequences; see `help(close_bulk.AsyncSubscriptions)`.
        smart_views: Reads Smart Views; see `help(close_bulk.AsyncSmartViews)`.
        events: Reads the event log; see `help(close_bulk.AsyncEvents)`.
    """

    bulk: AsyncBulk
    leads: Part[AsyncLeads] = Part("_resources.leads", "AsyncLeads")
    sequences: Part[AsyncSequences] = Part("_resources.sequences", "AsyncSequences")
    subscriptions: Part[AsyncSubscriptions] = Part("_resources.subscriptions", "AsyncSubscriptions")
    smart_views: Part[AsyncSmartViews] = Part("_resources.smart_views", "AsyncSmartViews")
    events: Part[AsyncEvents] = Part("_resources.events", "AsyncEvents")
    _base_url: str = "not set up"
    _shares: bool = False

    @like(Close.__init__)
    def __init__(self, **settings: Unpack[ClientSettings]) -> None:
        made, options = _setup.settings(settings, blocking=False)
        self._base_url = made.base_url
        self._open(AsyncSession(AwaitingWire(made), made.clock, options))

    def _open(self, session: AsyncSession) -> None:
        self._session = session
        self.bulk = AsyncBulk(session)

    @overload
    async def me(self) -> Me: ...
    @overload
    async def me(self, *, fields: Sequence[str]) -> Mapping[str, Any]: ...
    @like(Close.me)
    async def me(self, *, fields: Sequence[str] | None = None) -> Me | Mapping[str, Any]:
        user: Me | Mapping[str, Any] = await self._session.run(account.me(fields))
        return user

    @like(Close.with_options)
    def with_options(self, **changes: Unpack[ClientOptions]) -> Self:
        copy = object.__new__(type(self))
        copy._base_url, copy._shares = self._base_url, True
        copy._open(
            self._session.having(_setup.options(self._session.options, changes, blocking=False))
        )
        return copy

    @like(Close.close)
    async def close(self) -> None:
        if not self._shares:
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
