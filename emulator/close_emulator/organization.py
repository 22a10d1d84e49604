"""One organisation: every record by its id, and the questions the rules ask of them."""

from collections import defaultdict
from collections.abc import Sequence as Ordered

from attrs import Factory, define, field

from close_emulator.records import (
    BulkAction,
    Contact,
    Lead,
    LeadStatus,
    SenderAccount,
    Sequence,
    Subscription,
    User,
)


@define(kw_only=True)
class Organization:
    """The state of the emulator, in order of creation. Read it freely; change it by `Emulator`.

    `user` is the owner of the API key, who creates whatever is created through the API;
    `custom_fields` are the ids of the custom fields that any lead has.
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
    bulk_actions: dict[str, BulkAction] = Factory(dict[str, BulkAction])
    custom_fields: set[str] = Factory(set[str])
    _subscriptions_of: dict[str, list[Subscription]] = field(
        factory=lambda: defaultdict[str, list[Subscription]](list), init=False, repr=False
    )

    def subscriptions_of(self, owner_id: str) -> Ordered[Subscription]:
        """Return the subscriptions of a contact, a lead or a sequence, in order of creation."""
        return self._subscriptions_of.get(owner_id, ())

    def ever_subscribed(self, contact_id: str, sequence_id: str) -> bool:
        """Whether a contact has ever been in a sequence, whatever became of it."""
        return any(s.sequence_id == sequence_id for s in self.subscriptions_of(contact_id))

    def keep_lead(self, lead: Lead) -> None:
        """Take in a lead and its contacts."""
        self.leads[lead.id] = lead
        self.custom_fields.update(lead.custom)
        self.contacts.update((contact.id, contact) for contact in lead.contacts)

    def keep_subscription(self, subscription: Subscription) -> None:
        """Take in a subscription, findable by its contact, its lead and its sequence."""
        self.subscriptions[subscription.id] = subscription
        for owner in (subscription.contact_id, subscription.lead_id, subscription.sequence_id):
            self._subscriptions_of[owner].append(subscription)
