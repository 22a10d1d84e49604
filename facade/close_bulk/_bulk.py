"""`close.bulk`: bulk actions are started and found here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from close_bulk import _flows, _pages
from close_bulk._actions import AsyncBulkAction, BulkAction
from close_bulk._fields import ReassignFields, SequenceFields, SubscribeFields, like, takes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Unpack

    from close_bulk._session import AsyncSession, Session


class Bulk:
    """Starts and finds bulk actions on sequence subscriptions.

    Every method that starts something sends one request and never a second one, unless the service
    provably had none of the first. It returns at once; `wait()` on the result waits for the end.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, action_type: str, /, **fields: Any) -> BulkAction:
        """Start a bulk action whose type is known only at run time; `subscribe()` and its like are typed.

        Args:
            action_type: subscribe, pause, resume, resume_finished or reassign.
            fields: By the wire's names, as the method of that name takes them.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was sent.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        data = self._session.run(_flows.start(action_type, fields, self._session.clock))
        return BulkAction(data, self._session)

    @takes(SubscribeFields)
    def subscribe(self, **fields: Unpack[SubscribeFields]) -> BulkAction:
        """Subscribe those contacts of the selected leads that have never had the sequence.

        The counters of the bulk action tell how many leads were looked at; how many contacts are
        subscribed, `close.subscriptions.list()` tells.

        Args:
            s_query: Which leads: an Advanced Filtering query, or `ALL_LEADS`.
            sequence_id: The sequence, `seq_...`.
            sender_account_id: The connected account that sends, `emailacct_...`.
            sender_name: The name that recipients see.
            sender_email: The address that recipients see.
            contact_preference: `lead` for the first contact of each lead, `contact` for every contact.
            results_limit: At most so many leads, in the order of `sort`; a small number is a canary. None
                for all.
            sort: The order in which leads are taken, as in Advanced Filtering; the newest first is
                `[{"direction": "desc", "field": {"type": "regular_field", "object_type": "lead",
                "field_name": "date_created"}}]`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            calls_assigned_to: Ids of the users who get the sequence's call steps (inferred).
            from_phone_number_id: Where calls and text messages come from (inferred).

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was sent.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self.start("subscribe", **fields)

    @takes(SequenceFields)
    def pause(self, **fields: Unpack[SequenceFields]) -> BulkAction:
        """Pause the active subscriptions of the selected leads.

        This is a bulk action of its own, and it pauses what is active while it runs: a subscribe that
        goes on beside it makes new active ones. In an incident, pause the running bulk actions first,
        with the `pause()` of each.

        Args:
            s_query: Which leads: an Advanced Filtering query, or `ALL_LEADS`.
            sequence_id: The sequence, `seq_...`; leave it out to mean every sequence.
            results_limit: At most so many leads, in the order of `sort`; None for all.
            sort: The order in which leads are taken, as for `subscribe()`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was sent.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self.start("pause", **fields)

    @takes(SequenceFields)
    def resume(self, **fields: Unpack[SequenceFields]) -> BulkAction:
        """Resume the paused subscriptions of the selected leads.

        All of them, also those that somebody paused one by one for a reason of their own: note which are
        paused before you pause a segment. To take up a bulk action that was paused, use its `resume()`.

        Takes the fields of `pause()` and raises its errors.
        """
        return self.start("resume", **fields)

    @takes(SequenceFields)
    def resume_finished(self, **fields: Unpack[SequenceFields]) -> BulkAction:
        """Resume the finished subscriptions of the selected leads, for instance after steps were added.

        Takes the fields of `pause()` and raises its errors.
        """
        return self.start("resume_finished", **fields)

    @takes(ReassignFields)
    def reassign(self, **fields: Unpack[ReassignFields]) -> BulkAction:
        """Give the subscriptions of the selected leads to another sender.

        The vendor lists this action type and describes it nowhere: its fields and its meaning are
        inferred.

        Args:
            s_query: Which leads: an Advanced Filtering query, or `ALL_LEADS`.
            sender_account_id: The connected account that sends from now on, `emailacct_...`.
            sender_name: The name that recipients see from now on.
            sender_email: The address that recipients see from now on.
            sequence_id: The sequence, `seq_...`; leave it out to mean every sequence.
            results_limit: At most so many leads, in the order of `sort`; None for all.
            sort: The order in which leads are taken, as for `subscribe()`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            calls_assigned_to: Ids of the users who get the call steps from now on.
            from_phone_number_id: Where calls and text messages come from.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was sent.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self.start("reassign", **fields)

    def get(self, id: str, /) -> BulkAction:
        """Find a bulk action by its id, `bulkseqsub_...`, for instance in another process.

        Raises:
            InvalidRequest: It is not the id of a bulk sequence subscription; nothing was sent.
            NotFound: There is none with this id.
            CloseError: It could not be read.
        """
        data = self._session.run(_flows.get(id, self._session.clock))
        return BulkAction(data, self._session)

    def list(self) -> Iterator[BulkAction]:
        """Iterate over the bulk actions, in the service's order; pages are read as the loop goes on.

        Raises:
            CloseError: A page could not be read; the items before it were given.
        """
        for data in self._session.iterate(_pages.list_actions(self._session.clock)):
            yield BulkAction(data, self._session)


class AsyncBulk:
    """Starts and finds bulk actions on sequence subscriptions.

    Every method that starts something sends one request and never a second one, unless the service
    provably had none of the first. It returns at once; `wait()` on the result waits for the end.
    """

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @like(Bulk.start)
    async def start(self, action_type: str, /, **fields: Any) -> AsyncBulkAction:
        data = await self._session.run(_flows.start(action_type, fields, self._session.clock))
        return AsyncBulkAction(data, self._session)

    @like(Bulk.subscribe)
    async def subscribe(self, **fields: Unpack[SubscribeFields]) -> AsyncBulkAction:
        return await self.start("subscribe", **fields)

    @like(Bulk.pause)
    async def pause(self, **fields: Unpack[SequenceFields]) -> AsyncBulkAction:
        return await self.start("pause", **fields)

    @like(Bulk.resume)
    async def resume(self, **fields: Unpack[SequenceFields]) -> AsyncBulkAction:
        return await self.start("resume", **fields)

    @like(Bulk.resume_finished)
    async def resume_finished(self, **fields: Unpack[SequenceFields]) -> AsyncBulkAction:
        return await self.start("resume_finished", **fields)

    @like(Bulk.reassign)
    async def reassign(self, **fields: Unpack[ReassignFields]) -> AsyncBulkAction:
        return await self.start("reassign", **fields)

    @like(Bulk.get)
    async def get(self, id: str, /) -> AsyncBulkAction:
        data = await self._session.run(_flows.get(id, self._session.clock))
        return AsyncBulkAction(data, self._session)

    @like(Bulk.list)
    async def list(self) -> AsyncIterator[AsyncBulkAction]:
        async for data in self._session.iterate(_pages.list_actions(self._session.clock)):
            yield AsyncBulkAction(data, self._session)
