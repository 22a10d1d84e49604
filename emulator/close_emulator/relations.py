"""Which objects are related to which, for `has_related`.

The six object types that the vendor's page names are here, and sequence subscriptions, which were
observed. What belongs to a contact also belongs to its lead.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from close_emulator.fields import Record
from close_emulator.organization import Organization
from close_emulator.records import Contact, Lead

Related: TypeAlias = Callable[[Organization, Record], Iterable[Record]]


def _people(record: Record) -> Iterable[Contact]:
    if isinstance(record, Lead):
        return record.contacts
    return (record,) if isinstance(record, Contact) else ()


def _contacts(_: Organization, record: Record) -> Iterable[Record]:
    return _people(record)


def _leads(organization: Organization, record: Record) -> Iterable[Record]:
    return (organization.leads[person.lead_id] for person in _people(record))


def _emails(_: Organization, record: Record) -> Iterable[Record]:
    return (each for person in _people(record) for each in person.emails)


def _phones(_: Organization, record: Record) -> Iterable[Record]:
    return (each for person in _people(record) for each in person.phones)


def _urls(_: Organization, record: Record) -> Iterable[Record]:
    return (each for person in _people(record) for each in person.urls)


def _subscriptions(organization: Organization, record: Record) -> Iterable[Record]:
    return (each for person in _people(record) for each in organization.subscriptions_of(person.id))


def _addresses(_: Organization, record: Record) -> Iterable[Record]:
    return record.addresses if isinstance(record, Lead) else ()


_OF_CONTACTS: Final[Mapping[str, Related]] = {
    "contact_email": _emails,
    "contact_phone": _phones,
    "contact_url": _urls,
    "sequence_subscription": _subscriptions,
}
RELATIONS: Final[Mapping[str, Mapping[str, Related]]] = {
    "lead": {"contact": _contacts, **_OF_CONTACTS, "address": _addresses},
    "contact": {"lead": _leads, **_OF_CONTACTS},
}
