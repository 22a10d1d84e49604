"""Bulk sequence subscriptions: contacts are subscribed, subscriptions paused, resumed, reassigned.

What each action type requires and does is documented, except for `reassign`: the vendor's schema
has its name and no more, so it is inferred.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from attrs import frozen

from close_emulator import enrolment
from close_emulator.bulk_form import Rule, common_readers, read_address, read_typed_body
from close_emulator.bulk_records import ActionType, BulkAction, BulkSubscriptionRequest
from close_emulator.effects import Effect, Stage, reachable
from close_emulator.forms import existing, one_of, or_none
from close_emulator.kinds.kind import Kind
from close_emulator.organization import Organization
from close_emulator.place import Place
from close_emulator.records import Lead, Subscription
from close_emulator.scope import Scope
from close_emulator.wire import Json

_SENDER: Final = ("sender_account_id", "sender_name", "sender_email")
_CALLS: Final = ("calls_assigned_to", "from_phone_number_id")
_RULES: Final[Mapping[str, Rule]] = {
    "subscribe": Rule(("sequence_id", *_SENDER, "contact_preference"), _CALLS),
    "resume": Rule((), ("sequence_id",)),
    "resume_finished": Rule((), ("sequence_id",)),
    "pause": Rule((), ("sequence_id",)),
    "reassign": Rule(_SENDER, ("sequence_id", *_CALLS)),
}


def _read(body: Json, scope: Scope) -> BulkSubscriptionRequest:
    organization = scope.organization
    user = existing("user", organization.users)
    readers = {
        **common_readers(scope),
        "sequence_id": existing("seq", organization.sequences),
        "sender_account_id": existing("emailacct", organization.sender_accounts),
        "sender_name": Place.text,
        "sender_email": read_address,
        "contact_preference": one_of("lead", "contact"),
        "calls_assigned_to": or_none(lambda place: [user(item) for item in place.some()]),
        "from_phone_number_id": or_none(Place.text),
    }
    return BulkSubscriptionRequest(**read_typed_body(body, readers, "action_type", _RULES))


def _subscribe(request: BulkSubscriptionRequest) -> Effect:
    sequence_id = request.sequence_id or ""

    def concerns(_: Organization, lead: Lead) -> Iterable[str]:
        return reachable(lead, request.contact_preference)

    def apply(stage: Stage, action: BulkAction, contact_id: str) -> None:
        organization = stage.organization
        contact = organization.contacts.get(contact_id)
        if contact is None or sequence_id not in organization.sequences:
            return
        if organization.ever_subscribed(contact_id, sequence_id):
            return
        enrolment.begin(
            stage,
            Subscription(
                id=stage.ids.new("sub"),
                contact_id=contact_id,
                contact_email=contact.emails[0].email,
                lead_id=contact.lead_id,
                sequence_id=sequence_id,
                sender_account_id=request.sender_account_id,
                sender_email=request.sender_email,
                sender_name=request.sender_name,
                calls_assigned_to=list(request.calls_assigned_to or ()),
                from_phone_number_id=request.from_phone_number_id,
                status="active",
                created_by_id=action.created_by,
                updated_by_id=action.created_by,
                date_created=stage.now,
                date_updated=stage.now,
            ),
            bulk_action_id=action.id,
        )

    return Effect(concerns, apply)


@frozen
class _Change:
    """A change of the subscriptions that are in one of these statuses: their new values."""

    statuses: frozenset[str]
    values: Callable[[BulkSubscriptionRequest], Mapping[str, Json]]

    def effect(self, request: BulkSubscriptionRequest) -> Effect:
        """Change a lead's subscriptions of the named sequence, or all if none is named."""
        values = self.values(request)

        def concerns(organization: Organization, lead: Lead) -> Iterable[str]:
            return (
                subscription.id
                for subscription in organization.subscriptions_of(lead.id)
                if subscription.status in self.statuses
                and request.sequence_id in {None, subscription.sequence_id}
            )

        def apply(stage: Stage, action: BulkAction, subscription_id: str) -> None:
            subscription = stage.organization.subscriptions.get(subscription_id)
            if subscription is None or subscription.status not in self.statuses:
                return
            if _would_be_second(stage.organization, subscription):
                return
            by, cause = action.created_by, action.id
            enrolment.change(stage, subscription, by=by, bulk_action_id=cause, **values)

        return Effect(concerns, apply)


def _would_be_second(organization: Organization, subscription: Subscription) -> bool:
    """Whether the contact has ended this subscription and is in the sequence by another now."""
    contact_id, sequence_id = subscription.contact_id, subscription.sequence_id
    ended = subscription.status not in enrolment.RUNNING
    return ended and enrolment.running(organization, contact_id, sequence_id) is not None


def _to(status: str, reason: str | None) -> Callable[[BulkSubscriptionRequest], Mapping[str, Json]]:
    return lambda _: {"status": status, "status_reason": reason}


def _handed_over(request: BulkSubscriptionRequest) -> Mapping[str, Json]:
    given = {name: getattr(request, name) for name in (*_SENDER, *_CALLS)}
    return {name: value for name, value in given.items() if value is not None}


_EFFECTS: Final[Mapping[ActionType, Callable[[BulkSubscriptionRequest], Effect]]] = {
    "subscribe": _subscribe,
    "resume": _Change(frozenset({"paused"}), _to("active", None)).effect,
    "resume_finished": _Change(frozenset({"finished"}), _to("active", None)).effect,
    "pause": _Change(frozenset({"active"}), _to("paused", "manual")).effect,
    "reassign": _Change(frozenset({"active", "paused"}), _handed_over).effect,
}


def _answer(request: BulkSubscriptionRequest) -> dict[str, Json]:
    return {
        "action_type": request.action_type,
        "calls_assigned_to": _strings_or_none(request.calls_assigned_to),
        "contact_preference": request.contact_preference,
        "from_phone_number_id": request.from_phone_number_id,
        "sender_account_id": request.sender_account_id,
        "sender_email": request.sender_email,
        "sender_name": request.sender_name,
        "sequence_id": request.sequence_id,
    }


def _strings_or_none(values: list[str] | None) -> Json:
    return None if values is None else [*values]


SEQUENCE_SUBSCRIPTION: Final = Kind(
    name="sequence_subscription",
    prefix="bulkseqsub",
    read=_read,
    effect=lambda request: _EFFECTS[request.action_type](request),
    answer=_answer,
)
