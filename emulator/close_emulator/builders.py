"""Furnishing the organisation by hand: what tests and demos need before the first request."""

from collections.abc import Iterable
from datetime import UTC, datetime

from close_emulator import custom_fields
from close_emulator.access_builders import AccessBuilders
from close_emulator.bulk_builders import BulkBuilders
from close_emulator.organization import Organization
from close_emulator.records import (
    Address,
    Contact,
    ContactEmail,
    ContactPhone,
    ContactUrl,
    Lead,
    LeadStatus,
    SenderAccount,
    User,
)
from close_emulator.sequence_builders import SequenceBuilders


class Builders(SequenceBuilders, BulkBuilders, AccessBuilders):
    """All methods that furnish an emulator."""

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
        addresses: Iterable[Address] = (),
        custom: custom_fields.Custom | None = None,
        date_created: datetime | None = None,
        fixed_id: str | None = None,
    ) -> Lead:
        """Add a lead with its contacts, each a name and an e-mail address or None.

        `add_contact()` adds contacts of whom more is known. `status_id` is that of a lead status,
        by default the first one; `custom` maps ids of custom fields to values; `date_created` is
        aware, by default now.

        Raises:
            ValueError: an unknown status, a naive date, or a custom value that does not fit.
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
                addresses=list(addresses),
                custom=custom_fields.own_values(organization, "lead", custom),
            )
            lead.contacts.extend(self._contact(lead, *contact) for contact in contacts)
            organization.keep_lead(lead)
            return lead

    def add_contact(
        self,
        lead_id: str,
        name: str,
        *,
        emails: Iterable[str] = (),
        phones: Iterable[str] = (),
        urls: Iterable[str] = (),
        title: str | None = None,
        custom: custom_fields.Custom | None = None,
        fixed_id: str | None = None,
    ) -> Contact:
        """Add a contact to a lead, behind those that it has; the first of `emails` is primary.

        Raises:
            KeyError: there is no such lead.
            ValueError: a custom value that does not fit its field.
        """
        with self._present() as world:
            organization = world.organization
            lead = organization.leads[lead_id]
            contact = Contact(
                id=self._id("cont", fixed_id, organization.contacts),
                lead_id=lead.id,
                name=name,
                title=title,
                emails=[ContactEmail(email) for email in emails],
                phones=[ContactPhone(phone) for phone in phones],
                urls=[ContactUrl(url) for url in urls],
                date_created=world.now,
                date_updated=world.now,
                custom=custom_fields.own_values(organization, "contact", custom),
            )
            lead.contacts.append(contact)
            organization.keep_lead(lead)
            return contact

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
