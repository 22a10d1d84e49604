"""Handles of bulk actions: what was started, how far it is, and how to steer it."""

from __future__ import annotations

from datetime import UTC, datetime
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Generic, Self, cast

from close_bulk import _kinds, _rules, _steering
from close_bulk._lazy import Later
from close_bulk._life import PAUSED, RESUMABLE, STALL
from close_bulk._signatures import like
from close_bulk.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    # That of the standard library has no defaults before Python 3.13.
    from typing_extensions import TypeVar

    from close_bulk import _tables, _watching
    from close_bulk._kinds import ActionData, KindName
    from close_bulk._progress import Progress
    from close_bulk._session import AsyncSession, Session

    Data_co = TypeVar("Data_co", bound=ActionData, default=ActionData, covariant=True)
else:
    from typing import TypeVar

    Data_co = TypeVar("Data_co", covariant=True)
    _tables, _watching = Later("close_bulk._tables"), Later("close_bulk._watching")


class _Detached:
    """The session of a handle that was copied or came from another process."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ConfigurationError(
            "this handle is a copy and has no connection; take the bulk action up with close.bulk.get(id)"
        )


class ActionState(Generic[Data_co]):
    """What both kinds of handle know."""

    def __init__(self, data: Data_co) -> None:
        self.data = data
        """The bulk action as last read, as a model of the generated client."""

    @property
    def id(self) -> str:
        """The id, to store and to `close.bulk.get()` in another process."""
        return self.data.id

    @property
    def kind(self) -> KindName:
        """The kind: sequence_subscription, email, edit or delete."""
        return _kinds.of_data(self.data).name

    @property
    def action_type(self) -> str:
        """What it does, by the name of the method of `close.bulk` that starts such; or a newer type."""
        kind = _kinds.of_data(self.data)
        named: str = self.data.to_dict()[kind.discriminator] if kind.discriminator else kind.name
        return named

    @property
    def status(self) -> str | None:
        """Its status as last read; `refresh()` reads it again."""
        return self.data.status

    @property
    def resumable_until(self) -> datetime | None:
        """Until when it can be resumed, if it is paused: seven days after the pause (documented).

        The service does not tell when it was paused. This goes by `date_updated`, which is never before the
        pause: a moment that is past is certain, one to come may be too late by as much as was changed
        afterwards. None if it is not paused, or the service gives no date.
        """
        updated = self.data.date_updated
        if self.data.status != PAUSED or not isinstance(updated, datetime):
            return None
        aware = updated if updated.tzinfo else updated.replace(tzinfo=UTC)
        return aware + RESUMABLE

    def _take(self, data: ActionData) -> Self:
        self.data = cast("Data_co", data)
        return self

    def to_row(self) -> dict[str, Any]:
        """Give it as a flat row, for `csv.DictWriter` or a data frame: kind, type and the wire's members.

        Times are text in ISO 8601; lists and objects are JSON text.
        """
        members = {"id": self.id, "kind": self.kind, "action_type": self.action_type}
        return _tables.rows([{**members, **self.data.to_dict()}])[0]

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connection behind: in another process only what was read is there."""
        return {"data": self.data, "_session": _Detached()}

    def __repr__(self) -> str:
        data = self.data
        total = "?" if data.n_leads is None else data.n_leads
        return (
            f"<{type(self).__name__} {data.id} {self.action_type}: {data.status}, "
            f"{data.n_leads_processed} of {total} leads>"
        )

    def _repr_html_(self) -> str:
        shown = ("id", "action_type", "status", "n_leads_processed", "n_leads", "date_created")
        row = self.to_row()
        return _tables.html(type(self).__name__, [{name: row.get(name) for name in shown}])


class BulkAction(ActionState[Data_co]):
    """A bulk action of the service, as `Close` gives it."""

    def __init__(self, data: Data_co, session: Session) -> None:
        super().__init__(data)
        self._session = session

    def refresh(self) -> Self:
        """Read the bulk action again; the handle itself is brought up to date and returned.

        Raises:
            NotFound: It is gone.
            CloseError: It could not be read.
        """
        return self._take(self._session.run(_steering.read(self.id)))

    def watch(
        self,
        *,
        timeout: float | None = None,
        stall: float | None = STALL,
        poll: float | None = None,
    ) -> Iterator[Progress]:
        """Yield the progress at once and after every look, until the bulk action is done.

        A look that fails for what may pass (no connection, no answer in time, 5xx, 429) is made again, every
        few seconds, until `timeout` or `stall` is over; without either, until it has failed for 15 minutes.

        Args:
            timeout: Seconds after which to give up, at most half a second later for a last look; None for
                no limit.
            stall: Seconds without any movement after which to give up; None for no limit.
            poll: Seconds between two looks, at least 0.1; None to look often at first and near the end,
                seldom between. Give it to act on the progress in time.

        Raises:
            ActionFailed: The bulk action ended with status `error`.
            ActionStalled: Nothing was seen to move for `stall` seconds; it may be paused, or `__cause__` says
                why it could not be read.
            WaitTimeout: `timeout` seconds are over; the bulk action goes on.
            CloseError: It could not be read, for a reason that does not pass; the bulk action goes on.
        """
        limits = _watching.Limits.of(timeout=timeout, stall=stall, poll=poll)
        flow = _watching.watch(self, self._session.clock, limits)
        return self._session.iterate(flow, _watching.outlived(self))

    def wait(
        self,
        *,
        timeout: float | None = None,
        stall: float | None = STALL,
        poll: float | None = None,
        on_progress: Callable[[Progress], Any] | None = None,
    ) -> Self:
        """Wait until the bulk action is done and return the handle.

        A look that fails for what may pass (no connection, no answer in time, 5xx, 429) is made again, every
        few seconds, until `timeout` or `stall` is over; without either, until it has failed for 15 minutes.

        Args:
            timeout: Seconds after which to give up, at most half a second later for a last look; None for
                no limit.
            stall: Seconds without any movement after which to give up; None for no limit.
            poll: Seconds between two looks, at least 0.1; None to look often at first and near the end,
                seldom between. Give it to act on the progress in time.
            on_progress: Called with the progress at once and after every look, for instance `print`; in a
                pause only when something changed. `AsyncBulkAction` awaits what it returns, if that can be
                awaited.

        Raises:
            InvalidRequest: One of the arguments is wrong; nothing was read.
            ActionFailed: The bulk action ended with status `error`.
            ActionStalled: Nothing was seen to move for `stall` seconds; it may be paused, or `__cause__` says
                why it could not be read.
            WaitTimeout: `timeout` seconds are over; the bulk action goes on.
            CloseError: It could not be read, for a reason that does not pass; the bulk action goes on.
        """
        _rules.check_callback("the wait was not begun", on_progress, blocking=True)
        last, looks = None, self.watch(timeout=timeout, stall=stall, poll=poll)
        with _watching.outlived(self):
            for progress in looks:
                if on_progress is not None and _watching.is_news(progress, last):
                    on_progress(progress)
                last = progress
        return self

    def pause(self) -> Self:
        """Pause the bulk action itself, not the subscriptions it made; the handle is brought up to date.

        What it has processed stays done. It can be resumed for seven days (documented), and
        `resumable_until` tells until when; the method and path of the request are inferred.

        Raises:
            BadRequest: It is not running.
            OutcomeUnknown: The connection failed; `refresh()` tells the status.
        """
        return self._take(self._session.run(_steering.change_status(self.id, "paused")))

    def resume(self) -> Self:
        """Take up the bulk action after a pause; the handle is brought up to date.

        Possible for seven days after the pause (documented); the service decides, and `resumable_until`
        tells beforehand. The method and path of the request are inferred.

        Raises:
            BadRequest: It is not paused, or was paused more than seven days ago.
            OutcomeUnknown: The connection failed; `refresh()` tells the status.
        """
        return self._take(self._session.run(_steering.change_status(self.id, "resuming")))


class AsyncBulkAction(ActionState[Data_co]):
    """A bulk action of the service, as `AsyncClose` gives it."""

    def __init__(self, data: Data_co, session: AsyncSession) -> None:
        super().__init__(data)
        self._session = session

    @like(BulkAction.refresh)
    async def refresh(self) -> Self:
        return self._take(await self._session.run(_steering.read(self.id)))

    @like(BulkAction.watch)
    def watch(
        self,
        *,
        timeout: float | None = None,
        stall: float | None = STALL,
        poll: float | None = None,
    ) -> AsyncIterator[Progress]:
        limits = _watching.Limits.of(timeout=timeout, stall=stall, poll=poll)
        flow = _watching.watch(self, self._session.clock, limits)
        return self._session.iterate(flow, _watching.outlived(self))

    @like(BulkAction.wait)
    async def wait(
        self,
        *,
        timeout: float | None = None,
        stall: float | None = STALL,
        poll: float | None = None,
        on_progress: Callable[[Progress], Any] | None = None,
    ) -> Self:
        _rules.check_callback("the wait was not begun", on_progress, blocking=False)
        last, looks = None, self.watch(timeout=timeout, stall=stall, poll=poll)
        with _watching.outlived(self):
            async for progress in looks:
                if on_progress is not None and _watching.is_news(progress, last):
                    done = on_progress(progress)
                    if isawaitable(done):
                        await done
                last = progress
        return self

    @like(BulkAction.pause)
    async def pause(self) -> Self:
        return self._take(await self._session.run(_steering.change_status(self.id, "paused")))

    @like(BulkAction.resume)
    async def resume(self) -> Self:
        return self._take(await self._session.run(_steering.change_status(self.id, "resuming")))
