"""`close.subscriptions`: contacts in sequences, one by one; for segments there is `close.bulk`."""

from __future__ import annotations

from inspect import isawaitable
from typing import TYPE_CHECKING, Any, overload

from close_bulk._listing import AsyncListing, Listing
from close_bulk._resources import each, lists, objects
from close_bulk._resources.fields import (
    NewSubscriptionFields,
    Sender,
    SubscriptionChanges,
    SubscriptionFilters,
)
from close_bulk._signatures import like, takes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Unpack

    from close_api_client.models import SequenceSubscription
    from close_bulk._resources.report import Report, ReportRow
    from close_bulk._session import AsyncSession, Session

    Many = Iterable[str | SequenceSubscription]
    OneOrMany = str | SequenceSubscription | Many
    OnProgress = Callable[[ReportRow], Any] | None


class Subscriptions:
    """Reads, makes, changes and deletes sequence subscriptions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @takes(SubscriptionFilters)
    def list(self, **filters: Unpack[SubscriptionFilters]) -> Listing[SequenceSubscription]:
        """List sequence subscriptions; nothing is read until you iterate.

        Several filters together leave what all of them leave (observed). There is none by status.

        Args:
            sequence_id: Only those to this sequence, `seq_...`.
            contact_id: Only those of this contact, `cont_...`.
            lead_id: Only those of this lead's contacts, `lead_...`.

        Raises:
            InvalidRequest: None of the three is given (the vendor demands one), or one is no such id.
            CloseError: While iterating: a page could not be read; the items before it were given.
        """
        return Listing(self._session, lists.subscriptions(filters), "sequence subscriptions")

    def get(self, id: str, /) -> SequenceSubscription:
        """Read a sequence subscription by its id.

        Args:
            id: The subscription, `sub_...`.

        Raises:
            InvalidRequest: It is no id of a sequence subscription; nothing was sent.
            NotFound: There is none with this id.
            CloseError: It could not be read.
        """
        return self._session.run(objects.get(objects.SUBSCRIPTION, id))

    @takes(NewSubscriptionFields)
    def create(self, **fields: Unpack[NewSubscriptionFields]) -> SequenceSubscription:
        """Subscribe one contact to a sequence; for a segment there is `close.bulk.subscribe()`.

        Which fields the steps of a sequence make necessary is documented nowhere; where the service
        refuses a request, its error says so.

        Args:
            sequence_id: The sequence, `seq_...`.
            contact_id: The contact, `cont_...`.
            contact_email: Which of the contact's addresses gets the mail.
            sender_account_id: The connected account that sends, `emailacct_...`; for e-mail steps
                (inferred).
            sender_name: The name that recipients see.
            sender_email: The address that recipients see.
            calls_assigned_to: Ids of the users, `user_...`, who get the call steps.
            from_phone_number_id: Where calls and text messages come from (inferred).

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was sent.
            OutcomeUnknown: It may or may not have been made; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was made.
        """
        return self._session.run(objects.create(objects.SUBSCRIPTION, fields))

    @takes(SubscriptionChanges)
    def update(self, id: str, /, **fields: Unpack[SubscriptionChanges]) -> SequenceSubscription:
        """Change one subscription, whatever its status; `pause()` and `resume()` look at it first.

        One request, and never a second one that could undo what somebody does meanwhile. If its answer is
        lost, one look follows: if the subscription is as asked by then, that is the result.

        Args:
            id: The subscription, `sub_...`.
            status: `paused`; `active`, which restarts it, a finished one too, and needs a plan that runs
                sequences (documented); `finished` (observed).
            sender_account_id: The connected account that sends from now on, `emailacct_...` (observed).
            sender_name: The name that recipients see from now on.
            sender_email: The address that recipients see from now on.

        Raises:
            InvalidRequest: A field is wrong, or none is given; nothing was sent.
            OutcomeUnknown: It may or may not have been changed; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was changed.
        """
        return self._session.run(objects.update(objects.SUBSCRIPTION, id, fields))

    @overload
    def delete(self, subscriptions: str | SequenceSubscription, /) -> None: ...  # type: ignore[overload-overlap]
    @overload
    def delete(self, subscriptions: Many, /, *, on_progress: OnProgress = None) -> Report: ...
    def delete(
        self, subscriptions: OneOrMany, /, *, on_progress: OnProgress = None
    ) -> Report | None:
        """Unsubscribe contacts from sequences by deleting their subscriptions (documented).

        Their history goes with them: to keep that, and to be able to go on later, use `pause()`. Where an
        answer is lost, one look tells whether it is gone.

        Of one, there is an error where it is not deleted. Of many, which are deleted one after the other by
        the rules of `pause()`, there is a report: each is read first, so that `before` tells what it was. One
        that is not there is refused: whether it was deleted before, or belongs to another organization and
        goes on mailing, cannot be told. A list of one is many.

        Args:
            subscriptions: An id, `sub_...`, or a subscription as read; or any number of them, as for
                `pause()`.
            on_progress: As for `pause()`; for many only.

        Returns:
            Of many, what became of each; `raise_for_failures()` makes an error of what did not succeed.

        Raises:
            InvalidRequest: Names everything that is no id of a subscription; nothing was sent.
            NotFound: Of one: there is none with this id.
            OutcomeUnknown: Of one: it may or may not be deleted.
            ApiError: Of one: the service refused it.
            TransportError: Of one: the service could not be reached; nothing was deleted.
        """
        if each.is_one(subscriptions):
            return self._session.run(each.delete_one(subscriptions, on_progress))
        return self._run(each.DELETE, subscriptions, on_progress)

    def pause(self, subscriptions: OneOrMany, /, *, on_progress: OnProgress = None) -> Report:
        """Pause subscriptions, one after the other; for a segment there is `close.bulk.pause()`.

        Each is read first. One that is paused already, and one that has ended (finished, goal, error), is
        left as it is; every other gets one request, never a second one. If its answer is lost, it is read
        again: if it is paused by then, it counts as changed, else as unknown. No failure of one stops the
        others, except that the run ends after three in a row without a clear answer and when the service
        does not accept the key; the rest is then reported as not done.

        Args:
            subscriptions: An id, `sub_...`, a subscription as read, or any number of them, such as
                `close.subscriptions.list(...)`. All are checked before the first request; one that is
                there twice is dealt with once.
            on_progress: Called with a `ReportRow` after each. `AsyncClose` awaits what it returns, if that
                can be awaited. What it raises ends the run.

        Returns:
            What became of each; `raise_for_failures()` makes an error of what did not succeed.

        Raises:
            InvalidRequest: Names everything that is no id of a subscription, or `on_progress` cannot be
                called; nothing was sent.
        """
        return self._run(each.PAUSE, subscriptions, on_progress)

    def resume(self, subscriptions: OneOrMany, /, *, on_progress: OnProgress = None) -> Report:
        """Resume paused subscriptions, one after the other; for a segment there is `close.bulk.resume()`.

        Each is read first, and only one that is paused gets a request: to make a finished one active would
        restart it, and mail its contact again (`update(id, status="active")` does that). It needs a plan
        that runs sequences; without one, each is refused with 400 (documented).

        Takes and gives what `pause()` does, and follows its rules.
        """
        return self._run(each.RESUME, subscriptions, on_progress)

    @takes(Sender)
    def change_sender(
        self,
        subscriptions: OneOrMany,
        /,
        *,
        on_progress: OnProgress = None,
        **sender: Unpack[Sender],
    ) -> Report:
        """Give subscriptions to another sender, one after the other; see also `close.bulk.reassign()`.

        Whatever its status, each that does not have this sender yet gets one request (observed, documented
        nowhere). Apart from that, the rules of `pause()` hold.

        Args:
            subscriptions: As for `pause()`.
            on_progress: As for `pause()`.
            sender_account_id: The connected account that sends from now on, `emailacct_...`.
            sender_name: The name that recipients see from now on.
            sender_email: The address that recipients see from now on.

        Returns:
            What became of each; `raise_for_failures()` makes an error of what did not succeed.

        Raises:
            InvalidRequest: A field of the sender is missing or wrong, or something is no id of a
                subscription; nothing was sent.
        """
        return self._run(each.change_sender(sender), subscriptions, on_progress)

    def _run(self, change: each.Change, subscriptions: object, on_progress: OnProgress) -> Report:
        run = each.begin(change, subscriptions, on_progress, blocking=True)
        with run.told():
            for row in self._session.iterate(run.flow()):
                if on_progress is not None:
                    on_progress(row)
        return run.report()


class AsyncSubscriptions:
    """Reads, makes, changes and deletes sequence subscriptions."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @like(Subscriptions.list)
    def list(self, **filters: Unpack[SubscriptionFilters]) -> AsyncListing[SequenceSubscription]:
        return AsyncListing(self._session, lists.subscriptions(filters), "sequence subscriptions")

    @like(Subscriptions.get)
    async def get(self, id: str, /) -> SequenceSubscription:
        return await self._session.run(objects.get(objects.SUBSCRIPTION, id))

    @like(Subscriptions.create)
    async def create(self, **fields: Unpack[NewSubscriptionFields]) -> SequenceSubscription:
        return await self._session.run(objects.create(objects.SUBSCRIPTION, fields))

    @like(Subscriptions.update)
    async def update(
        self, id: str, /, **fields: Unpack[SubscriptionChanges]
    ) -> SequenceSubscription:
        return await self._session.run(objects.update(objects.SUBSCRIPTION, id, fields))

    @overload
    async def delete(self, subscriptions: str | SequenceSubscription, /) -> None: ...  # type: ignore[overload-overlap]
    @overload
    async def delete(self, subscriptions: Many, /, *, on_progress: OnProgress = None) -> Report: ...
    @like(Subscriptions.delete)
    async def delete(
        self, subscriptions: OneOrMany, /, *, on_progress: OnProgress = None
    ) -> Report | None:
        if each.is_one(subscriptions):
            return await self._session.run(each.delete_one(subscriptions, on_progress))
        return await self._run(each.DELETE, subscriptions, on_progress)

    @like(Subscriptions.pause)
    async def pause(self, subscriptions: OneOrMany, /, *, on_progress: OnProgress = None) -> Report:
        return await self._run(each.PAUSE, subscriptions, on_progress)

    @like(Subscriptions.resume)
    async def resume(
        self, subscriptions: OneOrMany, /, *, on_progress: OnProgress = None
    ) -> Report:
        return await self._run(each.RESUME, subscriptions, on_progress)

    @like(Subscriptions.change_sender)
    async def change_sender(
        self,
        subscriptions: OneOrMany,
        /,
        *,
        on_progress: OnProgress = None,
        **sender: Unpack[Sender],
    ) -> Report:
        return await self._run(each.change_sender(sender), subscriptions, on_progress)

    async def _run(
        self, change: each.Change, subscriptions: object, on_progress: OnProgress
    ) -> Report:
        run = each.begin(change, subscriptions, on_progress, blocking=False)
        with run.told():
            async for row in self._session.iterate(run.flow()):
                answer = on_progress(row) if on_progress is not None else None
                if isawaitable(answer):
                    await answer
        return run.report()
