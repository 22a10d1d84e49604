"""The fields that can be filtered and sorted by: regular ones with their kind of value, custom ones."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Final, Literal, TypeAlias

from attrs import frozen

from close_emulator.place import Place, shown
from close_emulator.records import (
    Address,
    Contact,
    ContactEmail,
    ContactPhone,
    ContactUrl,
    CustomValue,
    Lead,
    Subscription,
)
from close_emulator.scope import Scope

Record: TypeAlias = (
    Lead | Contact | ContactEmail | ContactPhone | ContactUrl | Address | Subscription
)
Held: TypeAlias = CustomValue | datetime | None
Kind: TypeAlias = Literal["text", "reference", "moment"]


@frozen
class Field:
    """A field: its name for messages, its kind of value, and how it is read.

    The kind is None for a custom field, which may hold anything. `read` returns a value, a list of
    values, or None if the field is empty or the record is of another type.
    """

    name: str
    kind: Kind | None
    read: Callable[[Record], Held]


FIELDS: Final[Mapping[str, Mapping[str, Kind]]] = {
    "lead": {
        "id": "reference",
        "name": "text",
        "display_name": "text",
        "description": "text",
        "url": "text",
        "status_id": "reference",
        "status_label": "text",
        "created_by": "reference",
        "date_created": "moment",
        "date_updated": "moment",
    },
    "contact": {
        "id": "reference",
        "lead_id": "reference",
        "name": "text",
        "display_name": "text",
        "title": "text",
        "date_created": "moment",
        "date_updated": "moment",
    },
    "contact_email": {"email": "text", "type": "text"},
    "contact_phone": {"phone": "text", "type": "text"},
    "contact_url": {"url": "text", "type": "text"},
    "address": {
        "label": "text",
        "address_1": "text",
        "address_2": "text",
        "city": "text",
        "state": "text",
        "zipcode": "text",
        "country": "text",
    },
    "sequence_subscription": {
        "id": "reference",
        "contact_id": "reference",
        "lead_id": "reference",
        "sequence_id": "reference",
        "sender_account_id": "reference",
        "calls_assigned_to": "reference",
        "created_by_id": "reference",
        "updated_by_id": "reference",
        "contact_email": "text",
        "sender_email": "text",
        "sender_name": "text",
        "status": "text",
        "status_reason": "text",
        "date_created": "moment",
        "date_updated": "moment",
    },
}


def compile_field(place: Place, scope: Scope) -> Field:
    """Return the field that a `regular_field` or `custom_field` node names.

    Raises:
        Misfit: the node has another form, or names a custom field that does not exist.
        Unknown: another type of node, of object, or another name of a regular field.
    """
    return place.member("type").known(_FIELD_TYPES, "field type")(place, scope)


def regular_field(object_type: str, name: str) -> Field:
    """Return a regular field that FIELDS lists."""
    get = attrgetter(_ATTRIBUTES.get(name, name))

    def read(record: Record) -> Held:
        return get(record) if record.object_type == object_type else None

    return Field(f"{object_type}.{name}", FIELDS[object_type][name], read)


def texts_of(record: Record) -> Iterator[str]:
    """Return all text of a record itself, its custom fields included."""
    for name in _TEXTS[record.object_type]:
        value: object = getattr(record, name)
        if isinstance(value, str):
            yield value
    if isinstance(record, Lead | Contact):
        for custom in record.custom.values():
            choices = custom if isinstance(custom, list) else [custom]
            yield from (choice for choice in choices if isinstance(choice, str))


def _regular_field(place: Place, _: Scope) -> Field:
    node = place.only("type", "object_type", "field_name")
    of_type = place.member("object_type").known(FIELDS, "fields of the object type")
    object_type = node["object_type"].text()
    place.member("field_name").known(of_type, f"{object_type} field")
    return regular_field(object_type, node["field_name"].text())


def _custom_field(place: Place, scope: Scope) -> Field:
    place.only("type", "custom_field_id")
    identity = place.member("custom_field_id").text()
    if identity not in scope.organization.custom_fields:
        place.member("custom_field_id").refuse(f"There is no custom field {shown(identity)}.")

    def read(record: Record) -> Held:
        return record.custom.get(identity) if isinstance(record, Lead | Contact) else None

    return Field(f"custom.{identity}", None, read)


_ATTRIBUTES: Final = {"display_name": "name"}
_TEXTS: Final = {
    object_type: tuple(
        name for name, kind in fields.items() if kind == "text" and name not in _ATTRIBUTES
    )
    for object_type, fields in FIELDS.items()
}
_FIELD_TYPES: Final = {"regular_field": _regular_field, "custom_field": _custom_field}
