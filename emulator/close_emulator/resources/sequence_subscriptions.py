"""/sequence_subscription/: the contacts in sequences, by sequence, contact or lead.

Documented: the filters, 201 for a new one, pausing and restarting. That a contact is in a sequence
only once at a time, and which statuses may follow which, is inferred.
"""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from close_emulator import enrolment, views
from close_emulator.bulk_form import read_address
from close_emulator.call import EMPTY, Answer, Call
from close_emulator.forms import Form, Reader, body_fields, existing, id_of, one_of
from close_emulator.listing import PAGE, page, read_query
from close_emulator.organization import Organization
from close_emulator.place import Place
from close_emulator.records import Subscription
from close_emulator.refusals import invalid, plain
from close_emulator.wire import Json
from close_emulator.world import World

_FILTERS: Final = {
    "sequence_id": id_of("seq"),
    "contact_id": id_of("cont"),
    "lead_id": id_of("lead"),
}
_SENDER: Final = ("sender_account_id", "sender_name", "sender_email")
_REASONS: Final = {"paused": "manual", "active": None, "finished": None}


def list_some(world: World, call: Call) -> Json:
    """Return the subscriptions that meet every filter, oldest first; one filter is required."""
    parameters = read_query(call.query, {**PAGE, **_FILTERS})
    wanted = {name: parameters[name] for name in _FILTERS if name in parameters}
    if not wanted:
        names = ", ".join(_FILTERS)
        raise invalid({}, f"At least one of {names} is required.")
    first, *others = wanted
    found = world.organization.subscriptions_of(wanted[first])
    if others:
        found = [s for s in found if all(getattr(s, name) == wanted[name] for name in others)]
    return page(parameters, found, partial(views.subscription, world.organization))


def create(world: World, call: Call) -> Answer:
    """Put a contact into a sequence; it is active at once."""
    organization, given = world.organization, body_fields(call.body)
    values = Form(_create_readers(organization), ("sequence_id", "contact_id")).read(given)
    contact = organization.contacts[values["contact_id"]]
    _check_new(organization, values)
    user_id = organization.user.id
    members: dict[str, Any] = {
        "contact_email": contact.emails[0].email,
        "calls_assigned_to": [],
        **dict.fromkeys(_SENDER),
        **values,
    }
    subscription = Subscription(
        id=world.ids.new("sub"),
        lead_id=contact.lead_id,
        status="active",
        created_by_id=user_id,
        updated_by_id=user_id,
        date_created=world.now,
        date_updated=world.now,
        **members,
    )
    enrolment.begin(world.stage, subscription)
    return Answer(views.subscription(organization, subscription), HTTPStatus.CREATED)


def fetch(world: World, call: Call) -> Json:
    """One subscription."""
    return views.subscription(world.organization, _find(world, call))


def update(world: World, call: Call) -> Json:
    """Pause, restart or finish a subscription, or change who sends."""
    subscription = _find(world, call)
    readers = {"status": one_of(*_REASONS), **_sender_readers(world.organization)}
    values = Form(readers).read(body_fields(call.body))
    if not values:
        raise invalid({}, "Nothing to change was sent.")
    status = values.get("status", subscription.status)
    if status != subscription.status:
        _check_status(world.organization, subscription, status)
        values["status_reason"] = _REASONS[status]
    enrolment.change(world.stage, subscription, by=world.organization.user.id, **values)
    return views.subscription(world.organization, subscription)


def delete(world: World, call: Call) -> Answer:
    """Take a contact out of a sequence, as if it had never been in it."""
    enrolment.end(world.stage, _find(world, call), by=world.organization.user.id)
    return EMPTY


def _find(world: World, call: Call) -> Subscription:
    subscription = world.organization.subscriptions.get(call.id)
    if subscription is None:
        raise plain(HTTPStatus.NOT_FOUND, "Not Found")
    return subscription


def _sender_readers(organization: Organization) -> dict[str, Reader]:
    return {
        "sender_account_id": existing("emailacct", organization.sender_accounts),
        "sender_name": Place.text,
        "sender_email": read_address,
    }


def _create_readers(organization: Organization) -> dict[str, Reader]:
    user = existing("user", organization.users)
    return {
        "sequence_id": existing("seq", organization.sequences),
        "contact_id": existing("cont", organization.contacts),
        "contact_email": read_address,
        "calls_assigned_to": lambda place: [user(item) for item in place.some()],
        "from_phone_number_id": Place.text,
        **_sender_readers(organization),
    }


def _check_new(organization: Organization, values: Mapping[str, Any]) -> None:
    """Refuse a subscription that could send nothing, or that its contact has already."""
    contact = organization.contacts[values["contact_id"]]
    sequence = organization.sequences[values["sequence_id"]]
    addresses = [each.email for each in contact.emails]
    if values.get("contact_email", *addresses[:1]) not in addresses:
        raise invalid({"contact_email": "Input should be an address of the contact."})
    sends = any(step.step_type == "email" for step in sequence.steps)
    if sends or any(name in values for name in _SENDER):
        missing = [name for name in _SENDER if name not in values]
        if missing:
            raise invalid(dict.fromkeys(missing, "This field is required."))
    if enrolment.running(organization, contact.id, sequence.id) is not None:
        raise invalid({"contact_id": "The contact is in this sequence already."})


def _check_status(organization: Organization, subscription: Subscription, status: str) -> None:
    """Refuse to pause what has ended, and to restart what runs again under another id."""
    if status == "paused" and subscription.status != "active":
        problem = f"A subscription that is {subscription.status} cannot be paused."
        raise invalid({"status": problem})
    other = enrolment.running(organization, subscription.contact_id, subscription.sequence_id)
    if status == "active" and other is not None and other is not subscription:
        raise invalid({"status": f"The contact is in this sequence already, by {other.id}."})
