"""`close.bulk`: bulk actions are started and found here."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, overload

from attrs import evolve

from close_bulk import _starting, _steering
from close_bulk._actions import AsyncBulkAction, BulkAction
from close_bulk._drafting import Wish
from close_bulk._listing import AsyncListing, Listing
from close_bulk._signatures import like, takes
from close_bulk._verbs.edits import EditVerbs
from close_bulk._verbs.fields import ActionFilters
from close_bulk._verbs.leads import DeleteVerbs, EmailVerbs
from close_bulk._verbs.sequences import SequenceVerbs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Literal, Unpack

    from close_api_client.models import (
        BulkDeleteAction,
        BulkEditAction,
        BulkEmailAction,
        BulkSequenceSubscriptionAction,
    )
    from close_bulk._effects import Flow
    from close_bulk._kinds import ActionData, KindName
    from close_bulk._previewing import Preview
    from close_bulk._session import AsyncSession, Session
    from close_bulk._verbs.base import Dry, Real


_Subscribing = BulkAction["BulkSequenceSubscriptionAction"]
_Editing = BulkAction["BulkEditAction"]
_Emailing = BulkAction["BulkEmailAction"]
_Deleting = BulkAction["BulkDeleteAction"]
_AsyncStarted = Coroutine[Any, Any, AsyncBulkAction]
_AsyncSubscribing = Coroutine[Any, Any, AsyncBulkAction["BulkSequenceSubscriptionAction"]]
_AsyncEditing = Coroutine[Any, Any, AsyncBulkAction["BulkEditAction"]]
_AsyncEmailing = Coroutine[Any, Any, AsyncBulkAction["BulkEmailAction"]]
_AsyncDeleting = Coroutine[Any, Any, AsyncBulkAction["BulkDeleteAction"]]


class Bulk(
    SequenceVerbs[_Subscribing, "Preview[_Subscribing]"],
    EditVerbs[_Editing, "Preview[_Editing]"],
    EmailVerbs[_Emailing, "Preview[_Emailing]"],
    DeleteVerbs[_Deleting, "Preview[_Deleting]"],
):
    """Starts and finds bulk actions.

    Every method that starts something sends one request that does so and never a second one, unless the
    service provably had none of the first. It returns a `BulkAction` at once; `wait()` on that waits for
    the end. With `dry_run=True` it starts nothing and returns a `Preview`.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def _act(self, name: str, fields: Mapping[str, Any], *, dry_run: bool) -> Any:
        return self._begin(Wish(name, fields, dry_run))

    @overload
    def start(
        self, action_type: str, /, *, dry_run: Real = ..., unchecked: bool = ..., **fields: Any
    ) -> BulkAction: ...
    @overload
    def start(
        self, action_type: str, /, *, dry_run: Dry, unchecked: bool = ..., **fields: Any
    ) -> Preview: ...
    @overload
    def start(
        self, action_type: str, /, *, dry_run: bool, unchecked: bool = ..., **fields: Any
    ) -> BulkAction | Preview: ...
    def start(
        self, action_type: str, /, *, dry_run: bool = False, unchecked: bool = False, **fields: Any
    ) -> BulkAction | Preview:
        """Start a bulk action whose type is known only at run time; `subscribe()` and its like are typed.

        Args:
            action_type: What to do, by the name of the method that does it: `subscribe`,
                `set_lead_status`, ... Or the kind, `sequence_subscription` or `edit`, with the type among
                the fields, as the wire has it.
            dry_run: True to start nothing and return a `Preview`.
            unchecked: True to send an action type, fields and listed values that are newer than this
                release; what it knows of a request is checked all the same, also that there is a
                selection, though not each member of it.
            fields: By the wire's names, as the method of that name takes them.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
            CountDiffers: It would touch more or fewer leads than `expect`; nothing was started.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        begun: BulkAction | Preview = self._begin(Wish(action_type, fields, dry_run, unchecked))
        return begun

    def get(self, id: str, /) -> BulkAction:
        """Find a bulk action by its id alone, for instance in another process.

        Args:
            id: `bulkseqsub_...`, `bulkemail_...`, `bulkedit_...` or `bulkdelete_...`; how it begins tells
                the kind.

        Raises:
            InvalidRequest: It is no id of a bulk action; nothing was sent.
            NotFound: There is none with this id.
            CloseError: It could not be read.
        """
        return self._handle(self._session.run(_steering.read(id)))

    @overload
    def list(
        self, kind: Literal["sequence_subscription"], /, *, fields: None = None
    ) -> Listing[BulkAction[BulkSequenceSubscriptionAction]]: ...
    @overload
    def list(
        self, kind: Literal["email"], /, *, fields: None = None, **filters: Unpack[ActionFilters]
    ) -> Listing[BulkAction[BulkEmailAction]]: ...
    @overload
    def list(
        self, kind: Literal["edit"], /, *, fields: None = None
    ) -> Listing[BulkAction[BulkEditAction]]: ...
    @overload
    def list(
        self, kind: Literal["delete"], /, *, fields: None = None
    ) -> Listing[BulkAction[BulkDeleteAction]]: ...
    @overload
    def list(
        self,
        kind: KindName | None = None,
        /,
        *,
        fields: None = None,
        **filters: Unpack[ActionFilters],
    ) -> Listing[BulkAction]: ...
    @overload
    def list(
        self,
        kind: KindName | None = None,
        /,
        *,
        fields: Sequence[str],
        **filters: Unpack[ActionFilters],
    ) -> Listing[Mapping[str, Any]]: ...
    @takes(ActionFilters)
    def list(
        self,
        kind: KindName | None = None,
        /,
        *,
        fields: Sequence[str] | None = None,
        **filters: Unpack[ActionFilters],
    ) -> Listing[Any]:
        """List the bulk actions; nothing is read until you iterate.

        Of each kind in the service's order, one kind after the other; sort by `action.data.date_created`
        to have the newest first. One kind is read with fewer requests.

        Args:
            kind: sequence_subscription, email, edit or delete; None for all of them.
            fields: Members of the answer, by the wire's names, to get plain mappings of those in place of
                handles; without a kind, members that all kinds have.
            template_id: Of bulk e-mails, only those that send this template, `tmpl_...`.

        Raises:
            InvalidRequest: There is no such kind, field or filter; nothing was sent.
            CloseError: While iterating: a page could not be read; the items before it were given.
        """
        from close_bulk._history import history  # noqa: PLC0415 - a program that starts needs no lists

        read = history(kind, fields, filters)
        if fields is not None:
            return Listing(self._session, read, "bulk actions")
        return Listing(self._session, read, "bulk actions", self._handle)

    def _begin(self, wish: Wish) -> Any:
        if wish.dry_run is not True:
            return self._perform(_starting.start(wish))
        rehearsal = self._session.run(_starting.rehearse(wish))
        return evolve(rehearsal.preview, starter=lambda: self._perform(rehearsal.start()))

    def _perform(self, start: Flow[ActionData]) -> BulkAction:
        return self._handle(self._session.run(start))

    def _handle(self, data: ActionData) -> BulkAction:
        return BulkAction(data, self._session)


class AsyncBulk(
    SequenceVerbs[_AsyncSubscribing, Coroutine[Any, Any, "Preview[_AsyncSubscribing]"]],
    EditVerbs[_AsyncEditing, Coroutine[Any, Any, "Preview[_AsyncEditing]"]],
    EmailVerbs[_AsyncEmailing, Coroutine[Any, Any, "Preview[_AsyncEmailing]"]],
    DeleteVerbs[_AsyncDeleting, Coroutine[Any, Any, "Preview[_AsyncDeleting]"]],
):
    """Starts and finds bulk actions.

    Every method that starts something sends one request that does so and never a second one, unless the
    service provably had none of the first. Await it for an `AsyncBulkAction`, at once; `wait()` on that
    waits for the end. With `dry_run=True` it starts nothing and gives a `Preview`.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def _act(self, name: str, fields: Mapping[str, Any], *, dry_run: bool) -> Any:
        return self._begin(Wish(name, fields, dry_run))

    @overload
    async def start(
        self, action_type: str, /, *, dry_run: Real = ..., unchecked: bool = ..., **fields: Any
    ) -> AsyncBulkAction: ...
    @overload
    async def start(
        self, action_type: str, /, *, dry_run: Dry, unchecked: bool = ..., **fields: Any
    ) -> Preview[_AsyncStarted]: ...
    @overload
    async def start(
        self, action_type: str, /, *, dry_run: bool, unchecked: bool = ..., **fields: Any
    ) -> AsyncBulkAction | Preview[_AsyncStarted]: ...
    @like(Bulk.start)
    async def start(
        self, action_type: str, /, *, dry_run: bool = False, unchecked: bool = False, **fields: Any
    ) -> AsyncBulkAction | Preview[_AsyncStarted]:
        wish = Wish(action_type, fields, dry_run, unchecked)
        begun: AsyncBulkAction | Preview[_AsyncStarted] = await self._begin(wish)
        return begun

    @like(Bulk.get)
    async def get(self, id: str, /) -> AsyncBulkAction:
        return self._handle(await self._session.run(_steering.read(id)))

    @overload
    def list(
        self, kind: Literal["sequence_subscription"], /, *, fields: None = None
    ) -> AsyncListing[AsyncBulkAction[BulkSequenceSubscriptionAction]]: ...
    @overload
    def list(
        self, kind: Literal["email"], /, *, fields: None = None, **filters: Unpack[ActionFilters]
    ) -> AsyncListing[AsyncBulkAction[BulkEmailAction]]: ...
    @overload
    def list(
        self, kind: Literal["edit"], /, *, fields: None = None
    ) -> AsyncListing[AsyncBulkAction[BulkEditAction]]: ...
    @overload
    def list(
        self, kind: Literal["delete"], /, *, fields: None = None
    ) -> AsyncListing[AsyncBulkAction[BulkDeleteAction]]: ...
    @overload
    def list(
        self,
        kind: KindName | None = None,
        /,
        *,
        fields: None = None,
        **filters: Unpack[ActionFilters],
    ) -> AsyncListing[AsyncBulkAction]: ...
    @overload
    def list(
        self,
        kind: KindName | None = None,
        /,
        *,
        fields: Sequence[str],
        **filters: Unpack[ActionFilters],
    ) -> AsyncListing[Mapping[str, Any]]: ...
    @like(Bulk.list)
    def list(
        self,
        kind: KindName | None = None,
        /,
        *,
        fields: Sequence[str] | None = None,
        **filters: Unpack[ActionFilters],
    ) -> AsyncListing[Any]:
        from close_bulk._history import history  # noqa: PLC0415 - a program that starts needs no lists

        read = history(kind, fields, filters)
        if fields is not None:
            return AsyncListing(self._session, read, "bulk actions")
        return AsyncListing(self._session, read, "bulk actions", self._handle)

    async def _begin(self, wish: Wish) -> Any:
        if wish.dry_run is not True:
            return await self._perform(_starting.start(wish))
        rehearsal = await self._session.run(_starting.rehearse(wish))
        return evolve(rehearsal.preview, starter=lambda: self._perform(rehearsal.start()))

    async def _perform(self, start: Flow[ActionData]) -> AsyncBulkAction:
        return self._handle(await self._session.run(start))

    def _handle(self, data: ActionData) -> AsyncBulkAction:
        return AsyncBulkAction(data, self._session)
