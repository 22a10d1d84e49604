"""The life of a subscription: it begins, takes its sequence's steps, changes, and goes.

One at a time, whoever asks: a caller, a bulk action, a test, or time. The statuses were observed
and `manual` is an example's; that delays count from the step before, that a restarted subscription
begins anew and a resumed one goes on where it was, is inferred.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from heapq import heappop, heappush
from operator import attrgetter
from typing import Any, Final

from attrs import evolve

from close_emulator import views
from close_emulator.effects import Stage
from close_emulator.events import Origin, Picture, Subject
from close_emulator.organization import Organization
from close_emulator.records import SentEmail, Sequence, SequenceStep, Subscription
from close_emulator.wire import Json

RUNNING: Final = frozenset({"active", "paused"})
NEVER: Final = datetime.max.replace(tzinfo=UTC)

_CHANGING: Final = (
    *("status", "status_reason", "sender_account_id", "sender_name", "sender_email"),
    *("calls_assigned_to", "from_phone_number_id", "updated_by_id", "date_updated"),
)
_state: Final = attrgetter(*_CHANGING)


def begin(stage: Stage, subscription: Subscription, *, bulk_action_id: str | None = None) -> None:
    """Take in a new subscription; its creator is the event's user."""
    furnish(stage, subscription)
    by = subscription.created_by_id
    _log(stage, "created", subscription, by=by, bulk_action_id=bulk_action_id)


def furnish(stage: Stage, subscription: Subscription) -> None:
    """Take in a subscription that was there before the log began."""
    stage.organization.keep_subscription(subscription)
    _plan(stage, subscription)


def change(
    stage: Stage,
    subscription: Subscription,
    *,
    by: str | None = None,
    bulk_action_id: str | None = None,
    **values: Json,
) -> None:
    """Set members of a subscription; what is so already is no change.

    `by` is the user who wants it, none if time or a fault is the cause.
    """
    previous = {
        name: getattr(subscription, name)
        for name, value in values.items()
        if getattr(subscription, name) != value
    }
    if not previous:
        return
    for name in previous:
        setattr(subscription, name, values[name])
    subscription.updated_by_id = by or subscription.updated_by_id
    subscription.date_updated = stage.now
    if "status" in previous:
        _go_on(stage, subscription, previous["status"])
    _log(stage, "updated", subscription, by=by, bulk_action_id=bulk_action_id, previous=previous)


def end(
    stage: Stage,
    subscription: Subscription,
    *,
    by: str | None = None,
    bulk_action_id: str | None = None,
) -> None:
    """Take a subscription away, as if it had never been."""
    stage.organization.drop_subscription(subscription)
    _log(stage, "deleted", subscription, by=by, bulk_action_id=bulk_action_id)


def running(organization: Organization, contact_id: str, sequence_id: str) -> Subscription | None:
    """Return the subscription with which a contact is in a sequence now, active or paused."""
    return next(
        (
            subscription
            for subscription in organization.subscriptions_of(contact_id)
            if subscription.sequence_id == sequence_id and subscription.status in RUNNING
        ),
        None,
    )


def wake(stage: Stage, sequence: Sequence) -> None:
    """Let a sequence's subscriptions go on after it was resumed or got other steps."""
    for subscription in stage.organization.subscriptions_of(sequence.id):
        _plan(stage, subscription)


def pass_time(stage: Stage) -> None:
    """Let every active subscription take the steps that are due by now."""
    organization, agenda = stage.organization, stage.organization.agenda
    while agenda and agenda[0][0] <= stage.now:
        moment, subscription_id = heappop(agenda)
        subscription = organization.subscriptions.get(subscription_id)
        if subscription is None or subscription.due != moment or subscription.status != "active":
            continue
        sequence = organization.sequences[subscription.sequence_id]
        if sequence.status == "active":
            _take_step(stage, subscription, sequence, moment)


def _take_step(
    stage: Stage, subscription: Subscription, sequence: Sequence, moment: datetime
) -> None:
    for step in sequence.steps[subscription.next_step : subscription.next_step + 1]:
        _act(stage, subscription, step)
        subscription.next_step += 1
    if subscription.next_step < len(sequence.steps):
        subscription.due = _later(moment, sequence.steps[subscription.next_step].delay)
        heappush(stage.organization.agenda, (subscription.due, subscription.id))
    else:
        change(stage, subscription, status="finished", status_reason=None)


def _go_on(stage: Stage, subscription: Subscription, was: Json) -> None:
    """Plan the next step of one whose status has changed: the first one, if it had come to its end."""
    if was in {"finished", "goal", "error"}:
        subscription.next_step, subscription.due = 0, None
    _plan(stage, subscription)


def _plan(stage: Stage, subscription: Subscription) -> None:
    """Put the next step of an active subscription on the agenda, an overdue one for now."""
    sequence = stage.organization.sequences[subscription.sequence_id]
    if subscription.status != "active" or not sequence.steps:
        return
    if subscription.due is None:
        subscription.due = _later(stage.now, sequence.steps[0].delay)
    subscription.due = max(subscription.due, stage.now)
    heappush(stage.organization.agenda, (subscription.due, subscription.id))


def _act(stage: Stage, subscription: Subscription, step: SequenceStep) -> None:
    """Send the e-mail of a step; calls and text messages leave no trace (simplified)."""
    if step.step_type == "email":
        stage.organization.outbox.append(
            SentEmail(
                recipient=subscription.contact_email,
                contact_id=subscription.contact_id,
                lead_id=subscription.lead_id,
                template_id=step.email_template_id,
                email_account_id=subscription.sender_account_id,
                sender=subscription.sender_email or stage.organization.user.email,
                sequence_id=subscription.sequence_id,
                date_sent=stage.now,
            )
        )


def _later(moment: datetime, seconds: int) -> datetime:
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        return NEVER


def _log(
    stage: Stage,
    action: str,
    subscription: Subscription,
    *,
    by: str | None,
    bulk_action_id: str | None,
    previous: Mapping[str, Json] | None = None,
) -> None:
    gone, present = action == "deleted", stage.events.origin
    stage.events.add(
        stage.now,
        action,
        Subject("sequence_subscription", subscription.id, subscription.lead_id),
        data=None if gone else _picture(stage.organization, subscription),
        previous=previous,
        origin=Origin(present.request_id, by, present.api_key_id),
        bulk_action_id=bulk_action_id,
    )


def _picture(organization: Organization, subscription: Subscription) -> Picture:
    """Return what draws a subscription as it is now; its state is a tenth of a copy's cost."""
    return partial(_draw, organization, subscription, _state(subscription))


def _draw(
    organization: Organization, subscription: Subscription, state: tuple[Any, ...]
) -> Mapping[str, Json]:
    then = dict(zip(_CHANGING, state, strict=True))
    return views.subscription(organization, evolve(subscription, **then))
