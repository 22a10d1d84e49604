"""Furnishing the organisation by hand: what tests and demos need before the first request.

Ids come from the emulator's id source unless `fixed_id` gives one; it is refused (ValueError) if
it is taken or has not the form of an id of its kind.
"""

from collections.abc import Collection, Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock

from close_emulator import bulk
from close_emulator.forms import id_of
from close_emulator.organization import Organization
from close_emulator.place import Misfit, Place
from close_emulator.records import (
    Contact,
    ContactEmail,
    CustomValue,
    Lead,
    LeadStatus,
    SenderAccount,
    Sequence,
    Subscription,
    User,
)
from close_emulator.world import World


class Builders:
    """The state and the methods that add to it or change it; each is atomic."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lock = Lock()

    @property
    def organization(self) -> Organization:
        """The state, for reading: leads, contacts, sequences, subscriptions, bulk actions."""
        return self._world.organization

    @property
    def now(self) -> datetime:
        """What time it is here, in UTC."""
        with self._present() as world:
            return world.now

    def add_user(
        self, email: str, *, first_name: str = "", last_name: str = "", fixed_id: str | None = None
    ) -> str:
        """Add a user, whom calls can be assigned to, and return the id."""
        with self._present() as world:
            users = world.organization.users
            user = User(self._id("user", fixed_id, users), email, first_name, last_name)
            users[user.id] = user
            return user.id

    def add_lead_status(self, label: str, *, fixed_id: str | None = None) -> str:
        """Add a lead status and return its id."""
        with self._present() as world:
            statuses = world.organization.lead_statuses
            status = LeadStatus(self._id("stat", fixed_id, statuses), label)
            statuses[status.id] = status
            return status.id

    def add_sequence(self, name: str, *, fixed_id: str | None = None) -> str:
        """Add a sequence and return its id."""
        with self._present() as world:
            sequences = world.organization.sequences
            sequence = Sequence(self._id("seq", fixed_id, sequences), name)
            sequences[sequence.id] = sequence
            return sequence.id

    def add_sender_account(self, email: str, name: str, *, fixed_id: str | None = None) -> str:
        """Add a connected account, which sequences send from, and return its id."""
        with self._present() as world:
            accounts = world.organization.sender_accounts
            account = SenderAccount(self._id("emailacct", fixed_id, accounts), email, name)
            accounts[account.id] = account
            return account.id

    def add_lead(
        self,
        name: str,
        *,
        contacts: Iterable[tuple[str, str | None]] = (),
        status_id: str | None = None,
        description: str | None = None,
        url: str | None = None,
        custom: Mapping[str, CustomValue] | None = None,
        date_created: datetime | None = None,
        fixed_id: str | None = None,
    ) -> Lead:
        """Add a lead with its contacts, each a name and an e-mail address or None.

        `status_id` is that of a lead status, by default the first one; `custom` maps ids of custom
        fields to values; `date_created` is aware, by default now.

        Raises:
            ValueError: an unknown status or a naive date.
        """
        with self._present() as world:
            organization = world.organization
            created = world.now if date_created is None else _utc(date_created)
            lead = Lead(
                id=self._id("lead", fixed_id, organization.leads),
                name=name,
                status=_status(organization, status_id),
                description=description,
                url=url,
                created_by=organization.user.id,
                date_created=created,
                date_updated=created,
                custom=dict(custom or {}),
            )
            lead.contacts.extend(self._contact(lead, *contact) for contact in contacts)
            organization.keep_lead(lead)
            return lead

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
            organization.keep_subscription(subscription)
            return subscription

    def finish_subscription(self, subscription_id: str) -> None:
        """Let a contact have had the last step of a sequence: status `finished`.

        Raises:
            KeyError: there is no such subscription.
        """
        with self._present() as world:
            subscription = world.organization.subscriptions[subscription_id]
            subscription.status = "finished"
            subscription.date_updated = world.now

    def fail_bulk_action(self, action_id: str) -> None:
        """End a bulk action with status `error`, as a fault on the server would.

        Raises:
            KeyError: there is no such bulk action.
        """
        with self._present() as world:
            bulk.fail(world.organization.bulk_actions[action_id], world.stage)

    @contextmanager
    def _present(self) -> Generator[World]:
        """Hold the world and bring it up to the present moment."""
        with self._lock:
            self._world.settle()
            yield self._world

    def _id(self, prefix: str, fixed_id: str | None, taken: Collection[str]) -> str:
        if fixed_id is None:
            return self._world.ids.new(prefix)
        try:
            id_of(prefix)(Place(fixed_id))
        except Misfit as misfit:
            raise ValueError(f"{fixed_id!r} is no id: {misfit}") from None
        if fixed_id in taken:
            raise ValueError(f"The id {fixed_id} is taken.")
        return fixed_id

    def _contact(self, lead: Lead, name: str, email: str | None) -> Contact:
        return Contact(
            id=self._world.ids.new("cont"),
            lead_id=lead.id,
            name=name,
            emails=[ContactEmail(email)] if email else [],
            date_created=lead.date_created,
            date_updated=lead.date_created,
        )


def _status(organization: Organization, status_id: str | None) -> LeadStatus:
    statuses = organization.lead_statuses
    chosen = next(iter(statuses)) if status_id is None else status_id
    if chosen not in statuses:
        raise ValueError(f"There is no lead status {chosen}; add_lead_status() makes one.")
    return statuses[chosen]


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A date of the emulator has a time zone.")
    return moment.astimezone(UTC)
