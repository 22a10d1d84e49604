"""The regular fields that can be filtered, sorted and asked for, each with its kind of value."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Literal, TypeAlias

from close_emulator.place import Place
from close_emulator.records import Contact, ContactEmail, Lead

Record: TypeAlias = Lead | Contact | ContactEmail
Kind: TypeAlias = Literal["text", "reference", "moment"]
Value: TypeAlias = str | int | float | bool | datetime
Values: TypeAlias = tuple[Value, ...]

FIELDS: Final[Mapping[str, Mapping[str, Kind]]] = {
    "lead": {
        "id": "reference",
        "name": "text",
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
        "date_created": "moment",
        "date_updated": "moment",
    },
    "contact_email": {"email": "text"},
}


def read_field(place: Place) -> tuple[str, str, Kind]:
    """Return the object type, name and kind of a `regular_field` node.

    Raises:
        Misfit: the node has another form, or names a field that the emulator does not know.
    """
    node = place.only("type", "object_type", "field_name")
    place.member("type").choose({"regular_field": None})
    of_type = place.member("object_type").choose(FIELDS)
    kind = place.member("field_name").choose(of_type)
    return node["object_type"].text(), node["field_name"].text(), kind


def values_of(record: Record, object_type: str, name: str) -> Values:
    """Return a record's values of a field: none if empty or if the record is of another type."""
    if record.object_type != object_type:
        return ()
    value: Value | None = getattr(record, name)
    return () if value is None else (value,)
