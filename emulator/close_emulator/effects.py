"""What a bulk action does to one lead: what every kind's own effect is made of."""

from collections.abc import Callable, Iterable
from datetime import datetime

from attrs import frozen

from close_emulator.bulk_records import BulkAction
from close_emulator.events import EventLog
from close_emulator.ids import IdSource
from close_emulator.organization import Organization
from close_emulator.records import Lead


@frozen
class Stage:
    """Where effects take place: the organisation, the moment, the source of ids, the event log."""

    organization: Organization
    now: datetime
    ids: IdSource
    events: EventLog


@frozen
class Effect:
    """The two halves of what a bulk action does.

    `concerns` names the objects of a lead when the action is loaded; `apply` changes one of them
    when its turn comes, and looks again first: another action may have been there meanwhile, and
    the object may be gone.
    """

    concerns: Callable[[Organization, Lead], Iterable[str]]
    apply: Callable[[Stage, BulkAction, str], None]


def the_lead(_: Organization, lead: Lead) -> Iterable[str]:
    """Name the lead itself."""
    return (lead.id,)


def reachable(lead: Lead, contact_preference: str | None) -> Iterable[str]:
    """Name the contacts of the lead that have an address; for the preference lead, the first."""
    found = [contact.id for contact in lead.contacts if contact.emails]
    return found[:1] if contact_preference == "lead" else found
