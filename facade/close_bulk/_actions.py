"""Handles of bulk actions: what was started, how far it is, and how to steer it."""

from __future__ import annotations

from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from close_bulk import _flows
from close_bulk._fields import like
from close_bulk._watching import STALL, Limits, watch
from close_bulk.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from close_api_client.models import BulkSequenceSubscriptionAction
    from close_bulk._progress import Progress
    from close_bulk._session import AsyncSession, Session


class _Detached:
    """The session of a handle that was copied or came from another process."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ConfigurationError(
            "this handle is a copy and has no connection; take the bulk action up with close.bulk.get(id)"
        )


class ActionState:
    """What both kinds of handle know."""

    def __init__(self, data: BulkSequenceSubscriptionAction) -> None:
        self.data = data
        """The bulk action as last read, as a model of the generated client."""

    @property
    def id(self) -> str:
        """The id, to store and to `close.bulk.get()` in another process."""
        return self.data.id

    @property
    def action_type(self) -> str:
        """What it does: subscribe, pause, resume, resume_finished, reassign, or a newer type."""
        return self.data.action_type

    @property
    def status(self) -> str | None:
        """Its status as last read; `refresh()` reads it again."""
        return self.data.status

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connection behind: in another process only what was read is there."""
        return {"data": self.data, "_session": _Detached()}

    def __repr__(self) -> str:
        data = self.data
        total = "?" if data.n_leads is None else data.n_leads
        return (
            f"<{type(self).__name__} {data.id} {data.action_type}: {data.status}, "
            f"{data.n_leads_processed} of {total} leads>"
        )


class BulkAction(ActionState):
    """A bulk action of the service, as `Close` gives it."""

    def __init__(self, data: BulkSequenceSubscriptionAction, session: Session) -> None:
        super().__init__(data)
        self._session = session

    def refresh(self) -> BulkAction:
        """Read the bulk action again; the handle itself is brought up to date and returned.

        Raises:
            NotFound: It is gone.
            CloseError: It could not be read.
        """
        self.data = self._session.run(_flows.get(self.id, self._session.clock))
        return self

    def watch(
        self,
        *,
        timeout: float | None = None,
        stall: float | None = STALL,
        poll: float | None = None,
    ) -> Iterator[Progress]:
        """Yield the progress at once and after every look, until the bulk action is done.

        Args:
            timeout: Seconds after which to give up; None for no limit.
            stall: Seconds without any movement after which to give up; None for no limit.
            poll: Seconds between two looks; None to look often at first and near the end, seldom between.
                Give it to act on the progress in time.

        Raises:
            ActionFailed: The bulk action ended with status `error`.
            ActionStalled: Nothing moved for `stall` seconds; it may be paused.
            WaitTimeout: `timeout` seconds are over; the bulk action goes on.
            CloseError: It could not be read, after several attempts.
        """
        limits = Limits(timeout, stall, poll)
        return self._session.iterate(watch(self, self._session.clock, limits))

    def wait(
        self,
        *,
        timeout: float | None = None,
        stall: float | None = STALL,
        poll: float | None = None,
        on_progress: Callable[[Progress], Any] | None = None,
    ) -> BulkAction:
        """Wait until the bulk action is done and return the handle.

        Args:
            timeout: Seconds after which to give up; None for no limit.
            stall: Seconds without any movement after which to give up; None for no limit.
            poll: Seconds between two looks; None to look often at first and near the end, seldom between.
                Give it to act on the progress in time.
            on_progress: Called with the progress at once and after every look, for instance `print`;
                `AsyncBulkAction` awaits what it returns, if that can be awaited.

        Raises:
            ActionFailed: The bulk action ended with status `error`.
            ActionStalled: Nothing moved for `stall` seconds; it may be paused.
            WaitTimeout: `timeout` seconds are over; the bulk action goes on.
            CloseError: It could not be read, after several attempts.
        """
        for progress in self.watch(timeout=timeout, stall=stall, poll=poll):
            if on_progress is not None:
                on_progress(progress)
        return self

    def pause(self) -> BulkAction:
        """Pause the bulk action itself, not the subscriptions it made; the handle is brought up to date.

        What it has processed stays done. It can be resumed for seven days (documented); the method and
        path of the request are inferred.

        Raises:
            BadRequest: It is not running.
            OutcomeUnknown: The connection failed; `refresh()` tells the status.
        """
        self.data = self._session.run(_flows.change_status(self.id, "paused", self._session.clock))
        return self

    def resume(self) -> BulkAction:
        """Take up the bulk action after a pause; the handle is brought up to date.

        Possible for seven days after the pause (documented); the method and path of the request are
        inferred.

        Raises:
            BadRequest: It is not paused, or was paused more than seven days ago.
            OutcomeUnknown: The connection failed; `refresh()` tells the status.
        """
        self.data = self._session.run(
            _flows.change_status(self.id, "resuming", self._session.clock)
        )
        return self


class AsyncBulkAction(ActionState):
    """A bulk action of the service, as `AsyncClose` gives it."""

    def __init__(self, data: BulkSequenceSubscriptionAction, session: AsyncSession) -> None:
        super().__init__(data)
        self._session = session

    @like(BulkAction.refresh)
    async def refresh(self) -> AsyncBulkAction:
        self.data = await self._session.run(_flows.get(self.id, self._session.clock))
        return self

    @like(BulkAction.watch)
    def watch(
        self,
        *,
        timeout: float | None = None,
        stall: float | None = STALL,
        poll: float | None = None,
    ) -> AsyncIterator[Progress]:
        limits = Limits(timeout, stall, poll)
        return self._session.iterate(watch(self, self._session.clock, limits))

    @like(BulkAction.wait)
    async def wait(
        self,
        *,
        timeout: float | None = None,
        stall: float | None = STALL,
        poll: float | None = None,
        on_progress: Callable[[Progress], Any] | None = None,
    ) -> AsyncBulkAction:
        async for progress in self.watch(timeout=timeout, stall=stall, poll=poll):
            if on_progress is not None and isawaitable(done := on_progress(progress)):
                await done
        return self

    @like(BulkAction.pause)
    async def pause(self) -> AsyncBulkAction:
        self.data = await self._session.run(
            _flows.change_status(self.id, "paused", self._session.clock)
        )
        return self

    @like(BulkAction.resume)
    async def resume(self) -> AsyncBulkAction:
        self.data = await self._session.run(
            _flows.change_status(self.id, "resuming", self._session.clock)
        )
        return self
