"""Furnishing sequences: sequences, contacts in them, what becomes of them, Smart Views."""

from collections.abc import Iterable, Mapping

from close_emulator import enrolment
from close_emulator.building import Builder
from close_emulator.forms import body_fields
from close_emulator.records import Sequence, SmartView, Subscription
from close_emulator.refusals import Refusal
from close_emulator.sequence_form import STEPS, new_step
from close_emulator.wire import Json


class SequenceBuilders(Builder):
    """The methods that concern sequences."""

    def add_sequence(
        self,
        name: str,
        *,
        steps: Iterable[Mapping[str, Json]] = (),
        timezone: str = "UTC",
        fixed_id: str | None = None,
    ) -> str:
        """Add a sequence and return its id.

        `steps` are written as in a request: `{"step_type": "email", "delay": 86400}`. Without any,
        contacts stay in the sequence until a test or a caller takes them out.

        Raises:
            ValueError: a step that a request could not have.
        """
        with self._present() as world:
            organization, now = world.organization, world.now
            try:
                given = STEPS.read(body_fields({"steps": [dict(step) for step in steps]}))["steps"]
            except Refusal as refusal:
                raise ValueError(f"A step does not fit: {refusal.payload}") from None
            sequence = Sequence(
                id=self._id("seq", fixed_id, organization.sequences),
                name=name,
                timezone=timezone,
                steps=[new_step(world.stage, step) for step in given],
                created_by_id=organization.user.id,
                updated_by_id=organization.user.id,
                date_created=now,
                date_updated=now,
            )
            organization.sequences[sequence.id] = sequence
            return sequence.id

    def add_subscription(
        self, contact_id: str, sequence_id: str, *, sender_account_id: str, status: str = "active"
    ) -> Subscription:
        """Put a contact into a sequence, whatever it had before; the account is the sender.

        Raises:
            KeyError: one of the ids is unknown.
            ValueError: the contact has no e-mail address.
        """
        with self._present() as world:
            organization = world.organization
            contact = organization.contacts[contact_id]
            account = organization.sender_accounts[sender_account_id]
            if not contact.emails:
                raise ValueError(f"The contact {contact_id} has no e-mail address.")
            subscription = Subscription(
                id=world.ids.new("sub"),
                contact_id=contact_id,
                contact_email=contact.emails[0].email,
                lead_id=contact.lead_id,
                sequence_id=organization.sequences[sequence_id].id,
                sender_account_id=account.id,
                sender_email=account.email,
                sender_name=account.name,
                calls_assigned_to=[],
                status=status,
                created_by_id=organization.user.id,
                updated_by_id=organization.user.id,
                date_created=world.now,
                date_updated=world.now,
            )
            enrolment.furnish(world.stage, subscription)
            return subscription

    def finish_subscription(self, subscription_id: str) -> None:
        """Let a contact have had the last step of a sequence: status `finished`.

        Raises:
            KeyError: there is no such subscription.
        """
        self._become(subscription_id, "finished", None)

    def reach_goal(self, subscription_id: str) -> None:
        """Let a contact do what the sequence is for, such as answering: status `goal`.

        Raises:
            KeyError: there is no such subscription.
        """
        self._become(subscription_id, "goal", None)

    def fail_subscription(self, subscription_id: str, reason: str | None = None) -> None:
        """Let a step of a sequence fail for a contact: status `error`, with a `status_reason`.

        Raises:
            KeyError: there is no such subscription.
        """
        self._become(subscription_id, "error", reason)

    def add_smart_view(
        self,
        name: str,
        s_query: Mapping[str, Json],
        type: str = "lead",
        *,
        fixed_id: str | None = None,
    ) -> str:
        """Add a Smart View that holds a query, and return its id.

        The query is kept unread, so it may be one that the emulator's own search does not know.
        """
        with self._present() as world:
            views = world.organization.smart_views
            view = SmartView(self._id("save", fixed_id, views), name, type, dict(s_query))
            views[view.id] = view
            return view.id

    def _become(self, subscription_id: str, status: str, reason: str | None) -> None:
        with self._present() as world:
            subscription = world.organization.subscriptions[subscription_id]
            enrolment.change(world.stage, subscription, status=status, status_reason=reason)
