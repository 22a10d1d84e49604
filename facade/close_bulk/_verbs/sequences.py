"""Verbs on sequence subscriptions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, overload

from close_bulk._signatures import takes
from close_bulk._verbs.base import Previewed, Started, Verbs
from close_bulk._verbs.fields import Expectation, PauseFields, ReassignFields, SubscribeFields

if TYPE_CHECKING:
    from typing import Unpack

    from close_bulk._verbs.base import Dry, Real


class SequenceVerbs(Verbs, Generic[Started, Previewed]):
    """Subscribes leads to sequences, and pauses, resumes and hands over their subscriptions."""

    @overload
    def subscribe(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[SubscribeFields]
    ) -> Started: ...
    @overload
    def subscribe(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[SubscribeFields]
    ) -> Previewed: ...
    @overload
    def subscribe(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[SubscribeFields]
    ) -> Started | Previewed: ...
    @takes(SubscribeFields, Expectation)
    def subscribe(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Subscribe those contacts of the selected leads that have never had the sequence.

        The counters of the bulk action tell how many leads were looked at; how many contacts are
        subscribed, `close.subscriptions.list()` tells.

        To add to fields that are kept as `SubscribeFields`, make others of them, for instance for a canary:
        `few: SubscribeFields = {**fields, "results_limit": 10}`. Type checkers refuse
        `subscribe(**fields, results_limit=10)`, as the fields may have a `results_limit` of their own, and
        then Python refuses it too.

        Args:
            s_query: Which leads: a `Query` or the JSON of one, a `smart_view(...)`, or `ALL_LEADS`.
            sequence_id: The sequence, `seq_...`.
            sender_account_id: The connected account that sends, `emailacct_...`.
            sender_name: The name that recipients see.
            sender_email: The address that recipients see.
            contact_preference: `lead` for the first contact of each lead, `contact` for every contact.
            results_limit: At most so many leads, in the order of `sort`; a small number is a canary. None
                for all.
            sort: The order in which leads are taken: terms such as `lead("date_created").descending()`, the
                newest first, or their JSON.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            calls_assigned_to: Ids of the users who get the sequence's call steps (inferred).
            from_phone_number_id: Where calls and text messages come from (inferred).
            expect: How many leads it is to touch; it is not started if that is not what a count just before
                says.
            dry_run: True to start nothing and get a `Preview`.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
            CountDiffers: It would touch more or fewer leads than `expect`; nothing was started.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self._act("subscribe", fields, dry_run=dry_run)

    @overload
    def pause(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Started: ...
    @overload
    def pause(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Previewed: ...
    @overload
    def pause(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Started | Previewed: ...
    @takes(PauseFields, Expectation)
    def pause(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Pause the active subscriptions of the selected leads.

        This is a bulk action of its own, and it pauses what is active while it runs: a subscribe that
        goes on beside it makes new active ones. In an incident, pause the running bulk actions first,
        with the `pause()` of each.

        Args:
            s_query: Which leads: a `Query` or the JSON of one, a `smart_view(...)`, or `ALL_LEADS`.
            sequence_id: The sequence, `seq_...`; leave it out to mean every sequence.
            results_limit: At most so many leads, in the order of `sort`; None for all.
            sort: The order in which leads are taken, as for `subscribe()`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            expect: How many leads it is to touch; it is not started if that is not what a count just before
                says.
            dry_run: True to start nothing and get a `Preview`.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
            CountDiffers: It would touch more or fewer leads than `expect`; nothing was started.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self._act("pause", fields, dry_run=dry_run)

    @overload
    def resume(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Started: ...
    @overload
    def resume(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Previewed: ...
    @overload
    def resume(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Started | Previewed: ...
    @takes(PauseFields, Expectation)
    def resume(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Resume the paused subscriptions of the selected leads.

        All of them, also those that somebody paused one by one for a reason of their own: note which are
        paused before you pause a segment. To take up a bulk action that was paused, use its `resume()`.

        Takes the fields of `pause()` and raises its errors.
        """
        return self._act("resume", fields, dry_run=dry_run)

    @overload
    def resume_finished(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Started: ...
    @overload
    def resume_finished(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Previewed: ...
    @overload
    def resume_finished(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[PauseFields]
    ) -> Started | Previewed: ...
    @takes(PauseFields, Expectation)
    def resume_finished(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Resume the finished subscriptions of the selected leads, for instance after steps were added.

        Takes the fields of `pause()` and raises its errors.
        """
        return self._act("resume_finished", fields, dry_run=dry_run)

    @overload
    def reassign(
        self, *, dry_run: Real = ..., expect: int = ..., **fields: Unpack[ReassignFields]
    ) -> Started: ...
    @overload
    def reassign(
        self, *, dry_run: Dry, expect: int = ..., **fields: Unpack[ReassignFields]
    ) -> Previewed: ...
    @overload
    def reassign(
        self, *, dry_run: bool, expect: int = ..., **fields: Unpack[ReassignFields]
    ) -> Started | Previewed: ...
    @takes(ReassignFields, Expectation)
    def reassign(self, *, dry_run: bool = False, **fields: Any) -> Any:
        """Give the subscriptions of the selected leads to another sender.

        The vendor lists this action type and describes it nowhere: its fields and its meaning are
        inferred.

        Args:
            s_query: Which leads: a `Query` or the JSON of one, a `smart_view(...)`, or `ALL_LEADS`.
            sender_account_id: The connected account that sends from now on, `emailacct_...`.
            sender_name: The name that recipients see from now on.
            sender_email: The address that recipients see from now on.
            sequence_id: The sequence, `seq_...`; leave it out to mean every sequence.
            calls_assigned_to: Ids of the users who get the call steps from now on.
            from_phone_number_id: Where calls and text messages come from.
            results_limit: At most so many leads, in the order of `sort`; None for all.
            sort: The order in which leads are taken, as for `subscribe()`.
            send_done_email: Whether the service confirms the end by e-mail; it does unless told not to.
            expect: How many leads it is to touch; it is not started if that is not what a count just before
                says.
            dry_run: True to start nothing and get a `Preview`.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
            CountDiffers: It would touch more or fewer leads than `expect`; nothing was started.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        return self._act("reassign", fields, dry_run=dry_run)
