"""What each action type does to the contacts and subscriptions of a selected lead.

subscribe, resume, resume_finished and pause follow the vendor's text. `reassign` is in the
vendor's schema only; its meaning here is inferred.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final

from attrs import frozen

from close_emulator.ids import IdSource
from close_emulator.organization import Organization
from close_emulator.records import ActionType, BulkAction, Contact, Lead, Subscription


@frozen
class Stage:
    """Where effects take place: the organisation, the moment, the source of new ids."""

    organization: Organization
    now: datetime
    ids: IdSource


@frozen
class Effect:
    """The two halves of an action type.

    `concerns` names the objects of a lead when the action is loaded; `apply` changes one of them
    when its turn comes, and looks again first: another action may have been there meanwhile.
    """

    concerns: Callable[[Organization, BulkAction, Lead], Iterable[str]]
    apply: Callable[[Stage, BulkAction, str], None]


def _contacts_to_subscribe(_: Organization, action: BulkAction, lead: Lead) -> Iterable[str]:
    reachable = [contact.id for contact in lead.contacts if contact.emails]
    return reachable[:1] if action.request.contact_preference == "lead" else reachable


def _subscribe(stage: Stage, action: BulkAction, contact_id: str) -> None:
    request = action.request
    contact = stage.organization.contacts[contact_id]
    sequence_id = request.sequence_id or ""
    if not stage.organization.ever_subscribed(contact_id, sequence_id):
        stage.organization.keep_subscription(
            Subscription(
                id=stage.ids.new("sub"),
                contact_id=contact_id,
                contact_email=_primary(contact),
                lead_id=contact.lead_id,
                sequence_id=sequence_id,
                sender_account_id=request.sender_account_id,
                sender_email=request.sender_email,
                sender_name=request.sender_name,
                calls_assigned_to=list(request.calls_assigned_to or ()),
                status="active",
                created_by_id=action.created_by,
                updated_by_id=action.created_by,
                date_created=stage.now,
                date_updated=stage.now,
            )
        )


def _primary(contact: Contact) -> str:
    return contact.emails[0].email


@frozen
class _Change:
    """A change of the subscriptions that are in one of these statuses."""

    statuses: frozenset[str]
    change: Callable[[BulkAction, Subscription], None]

    def concerns(self, organization: Organization, action: BulkAction, lead: Lead) -> Iterable[str]:
        """Find a lead's subscriptions in those statuses, of the named sequence if there is one."""
        return (
            subscription.id
            for subscription in organization.subscriptions_of(lead.id)
            if subscription.status in self.statuses
            and action.request.sequence_id in {None, subscription.sequence_id}
        )

    def apply(self, stage: Stage, action: BulkAction, subscription_id: str) -> None:
        """Change one subscription, if it is still in one of those statuses."""
        subscription = stage.organization.subscriptions[subscription_id]
        if subscription.status in self.statuses:
            self.change(action, subscription)
            subscription.updated_by_id = action.created_by
            subscription.date_updated = stage.now


def _set_status(status: str, reason: str | None) -> Callable[[BulkAction, Subscription], None]:
    def change(_: BulkAction, subscription: Subscription) -> None:
        subscription.status = status
        subscription.status_reason = reason

    return change


_HANDED_OVER: Final = ("sender_account_id", "sender_email", "sender_name", "calls_assigned_to")


def _hand_over(action: BulkAction, subscription: Subscription) -> None:
    for name in _HANDED_OVER:
        value = getattr(action.request, name)
        if value is not None:
            setattr(subscription, name, value)


def _effect(statuses: set[str], change: Callable[[BulkAction, Subscription], None]) -> Effect:
    rule = _Change(frozenset(statuses), change)
    return Effect(rule.concerns, rule.apply)


EFFECTS: Final[Mapping[ActionType, Effect]] = {
    "subscribe": Effect(_contacts_to_subscribe, _subscribe),
    "resume": _effect({"paused"}, _set_status("active", None)),
    "resume_finished": _effect({"finished"}, _set_status("active", None)),
    "pause": _effect({"active"}, _set_status("paused", "manual")),
    "reassign": _effect({"active", "paused"}, _hand_over),
}
