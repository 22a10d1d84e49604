"""`close.sequences`: sequences, which the vendor's application calls workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from close_bulk._listing import AsyncListing, Listing
from close_bulk._resources import objects, steps
from close_bulk._resources.fields import NewSequenceFields, SequenceChanges
from close_bulk._resources.lists import sequences
from close_bulk._signatures import like, takes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Unpack

    from close_api_client.models import Sequence
    from close_bulk._session import AsyncSession, Session


class Sequences:
    """Reads, makes, changes and deletes sequences."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self) -> Listing[Sequence]:
        """List the sequences, in the service's order; nothing is read until you iterate.

        The items have no `subscription_counts_by_status`; `get()` has (seen in the vendor's examples).

        Raises:
            CloseError: While iterating: a page could not be read; the items before it were given.
        """
        return Listing(self._session, sequences, "sequences")

    def get(self, id: str, /) -> Sequence:
        """Read a sequence by its id, with its subscriptions counted by status.

        Its times have no offset and are in UTC (inferred).

        Args:
            id: The sequence, `seq_...`.

        Raises:
            InvalidRequest: It is no id of a sequence; nothing was sent.
            NotFound: There is none with this id.
            CloseError: It could not be read.
        """
        return self._session.run(objects.get(objects.SEQUENCE, id))

    @takes(NewSequenceFields)
    def create(self, **fields: Unpack[NewSequenceFields]) -> Sequence:
        """Make a sequence.

        Args:
            name: Its name.
            timezone: A name of the time zone database, such as `Europe/Riga`, in which the schedule is
                read. Required (observed).
            steps: What it does, at least one step (observed). Of each: `step_type`, such as email, call or
                sms; `delay` in seconds, after the step before it (whether it counts from there or from the
                beginning is contradictory in what is known: try it with a step or two); `required`;
                `email_template_id`, `tmpl_...`, a template that is shared (observed);
                `sms_template_id`; `threading`, new_thread or old_thread.
            schedule: When it may act: `{"ranges": [{"weekday": 1, "start": "09:00", "end": "16:59"}]}`,
                weekdays from 1, Monday (inferred), to 7; without it, or with None, the service decides.

        Raises:
            InvalidRequest: Names every missing, forbidden and invalid field; nothing was sent.
            OutcomeUnknown: It may or may not have been made; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was made.
        """
        return self._session.run(objects.create(objects.SEQUENCE, fields))

    @takes(SequenceChanges)
    def update(
        self, id: str, /, *, remove_steps: Iterable[str] = (), **fields: Unpack[SequenceChanges]
    ) -> Sequence:
        """Change a sequence; what is not given stays as it is.

        A list of `steps` is the whole list: the service removes the steps that are not in it (documented).
        So the sequence is read first, and a list that leaves out others than those of `remove_steps` is
        refused, also when somebody adds a step between your look at it and this call. Only a step that is
        added in the instant between that reading and the change can still be lost.

        Args:
            id: The sequence, `seq_...`.
            remove_steps: Ids of the steps that `steps` leaves out on purpose. What becomes of the contacts
                that stand at a removed step is documented nowhere.
            name: The new name.
            timezone: The new time zone, a name of the time zone database.
            schedule: When it may act, as for `create()`.
            status: `paused` to hold the whole sequence, `active` to let it go on (observed).
            steps: All steps that it shall have, in order: `{"id": "seqstep_..."}` with what changes in it
                for one that stays, the members that `create()` takes for a new one. A list of them is of
                the type `list[StepChange]`.

        Raises:
            InvalidRequest: A field is wrong, none is given, or a step is not one of this sequence;
                nothing was changed.
            StepsWouldBeRemoved: It names the steps that the list leaves out; nothing was changed.
            OutcomeUnknown: It may or may not have been changed; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was changed.
        """
        return self._session.run(steps.change(id, fields, remove_steps))

    def delete(self, id: str, /) -> None:
        """Delete a sequence.

        What becomes of its subscriptions is documented nowhere: pause them first, with
        `close.bulk.pause(sequence_id=...)`, or hold the sequence with `update(id, status="paused")`.
        Where the answer is lost, one look tells whether it is gone.

        Args:
            id: The sequence, `seq_...`.

        Raises:
            InvalidRequest: It is no id of a sequence; nothing was sent.
            NotFound: There is none with this id.
            OutcomeUnknown: It may or may not be deleted.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was deleted.
        """
        self._session.run(objects.delete(objects.SEQUENCE, id))


class AsyncSequences:
    """Reads, makes, changes and deletes sequences."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    @like(Sequences.list)
    def list(self) -> AsyncListing[Sequence]:
        return AsyncListing(self._session, sequences, "sequences")

    @like(Sequences.get)
    async def get(self, id: str, /) -> Sequence:
        return await self._session.run(objects.get(objects.SEQUENCE, id))

    @like(Sequences.create)
    async def create(self, **fields: Unpack[NewSequenceFields]) -> Sequence:
        return await self._session.run(objects.create(objects.SEQUENCE, fields))

    @like(Sequences.update)
    async def update(
        self, id: str, /, *, remove_steps: Iterable[str] = (), **fields: Unpack[SequenceChanges]
    ) -> Sequence:
        return await self._session.run(steps.change(id, fields, remove_steps))

    @like(Sequences.delete)
    async def delete(self, id: str, /) -> None:
        await self._session.run(objects.delete(objects.SEQUENCE, id))
