"""One organisation: every record by its id, and the questions the rules ask of them."""

from collections import defaultdict
from collections.abc import Sequence as Ordered
from datetime import datetime

from attrs import Factory, define, field

from close_emulator.bulk_records import BulkAction
from close_emulator.records import (
    Contact,
    CustomField,
    EmailTemplate,
    Lead,
    LeadStatus,
    SenderAccount,
    SentEmail,
    Sequence,
    SmartView,
    Subscription,
    User,
)


@define(kw_only=True)
class Organization:
    """The state of the emulator, in order of creation. Read it freely; change it by `Emulator`.

    `user` is the owner of the API key, who creates whatever is created through the API;
    `outbox` holds what bulk emails and sequences sent, oldest first. `agenda` is a heap of the
    moments at which subscriptions have a step to take.
    """

    id: str
    name: str
    user: User
    users: dict[str, User] = Factory(dict[str, User])
    lead_statuses: dict[str, LeadStatus] = Factory(dict[str, LeadStatus])
    leads: dict[str, Lead] = Factory(dict[str, Lead])
    contacts: dict[str, Contact] = Factory(dict[str, Contact])
    sequences: dict[str, Sequence] = Factory(dict[str, Sequence])
    sender_accounts: dict[str, SenderAccount] = Factory(dict[str, SenderAccount])
    subscriptions: dict[str, Subscription] = Factory(dict[str, Subscription])
    smart_views: dict[str, SmartView] = Factory(dict[str, SmartView])
    bulk_actions: dict[str, BulkAction] = Factory(dict[str, BulkAction])
    custom_fields: dict[str, CustomField] = Factory(dict[str, CustomField])
    email_templates: dict[str, EmailTemplate] = Factory(dict[str, EmailTemplate])
    outbox: list[SentEmail] = Factory(list[SentEmail])
    agenda: list[tuple[datetime, str]] = Factory(list[tuple[datetime, str]])
    _subscriptions_of: dict[str, dict[str, Subscription]] = field(
        factory=lambda: defaultdict[str, dict[str, Subscription]](dict), init=False, repr=False
    )

    def subscriptions_of(self, owner_id: str) -> Ordered[Subscription]:
        """Return the subscriptions of a contact, a lead or a sequence, in order of creation."""
        return [*self._subscriptions_of.get(owner_id, {}).values()]

    def ever_subscribed(self, contact_id: str, sequence_id: str) -> bool:
        """Whether a contact has ever been in a sequence, whatever became of it."""
        return any(s.sequence_id == sequence_id for s in self.subscriptions_of(contact_id))

    def keep_lead(self, lead: Lead) -> None:
        """Take in a lead and its contacts."""
        self.leads[lead.id] = lead
        self.contacts.update((contact.id, contact) for contact in lead.contacts)

    def keep_subscription(self, subscription: Subscription) -> None:
        """Take in a subscription, findable by its contact, its lead and its sequence."""
        self.subscriptions[subscription.id] = subscription
        for owner in _owners(subscription):
            self._subscriptions_of[owner][subscription.id] = subscription

    def drop_subscription(self, subscription: Subscription) -> None:
        """Forget a subscription."""
        del self.subscriptions[subscription.id]
        for owner in _owners(subscription):
            del self._subscriptions_of[owner][subscription.id]

    def drop_lead(self, lead: Lead) -> None:
        """Forget a lead, its contacts and their subscriptions."""
        for subscription in self.subscriptions_of(lead.id):
            self.drop_subscription(subscription)
        for contact in lead.contacts:
            del self.contacts[contact.id]
        del self.leads[lead.id]


def _owners(subscription: Subscription) -> tuple[str, str, str]:
    return subscription.contact_id, subscription.lead_id, subscription.sequence_id
