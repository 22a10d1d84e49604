"""What a search shows of leads and contacts, field by field: what filters are compared with."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import frozen

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import items, members

Query: TypeAlias = Mapping[str, Any]

TEXT: Final = "text"
REFERENCE: Final = "reference"
MOMENT: Final = "moment"
ANYTHING: Final = "anything"

_ALIKE: Final[Mapping[str, str]] = {
    "name": TEXT,
    "display_name": TEXT,
    "date_created": MOMENT,
    "date_updated": MOMENT,
}
_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "lead": {
        **_ALIKE,
        "id": REFERENCE,
        "description": TEXT,
        "url": TEXT,
        "status_id": REFERENCE,
        "status_label": TEXT,
        "created_by": REFERENCE,
    },
    "contact": {**_ALIKE, "id": REFERENCE, "lead_id": REFERENCE, "title": TEXT},
}
_WITHIN: Final[Mapping[str, Mapping[str, tuple[str, tuple[str, ...]]]]] = {
    "lead": {
        "address": (
            "addresses",
            ("label", "address_1", "address_2", "city", "state", "zipcode", "country"),
        ),
    },
    "contact": {
        "contact_email": ("emails", ("email", "type")),
        "contact_phone": ("phones", ("phone", "type")),
        "contact_url": ("urls", ("url", "type")),
    },
}
"""What is shown within an object, by the type that filters call it: the member, and its fields."""
_SUBSCRIPTION: Final[Mapping[str, str]] = {
    **dict.fromkeys(("id", "contact_id", "lead_id", "sequence_id"), REFERENCE),
    **dict.fromkeys(("sender_account_id", "created_by_id", "updated_by_id"), REFERENCE),
    "calls_assigned_to": REFERENCE,
    **dict.fromkeys(("status", "status_reason"), TEXT),
    **dict.fromkeys(("contact_email", "sender_email", "sender_name"), TEXT),
    **dict.fromkeys(("date_created", "date_updated"), MOMENT),
}
_LISTS: Final = frozenset({"list_sequences", "list_sequence_subscriptions"})
_MOST: Final = 200
_FEW: Final = 50


@frozen
class Column:
    """One field of all objects of a type: its values by the object's id, and how it is asked for.

    `related` is the type of related objects that have the field, None if the objects have it.
    """

    object_type: str
    field: Mapping[str, Any]
    kind: str
    values: Mapping[str, list[Any]]
    related: str | None = None

    @property
    def name(self) -> str:
        """The name of the field, with that of its type."""
        own = self.field.get("field_name", self.field.get("custom_field_id"))
        return f"{self.related or self.object_type}.{own}"

    @property
    def is_empty(self) -> bool:
        """No object has a value."""
        return not any(map(any, self.values.values()))

    def query(self, condition: Mapping[str, Any], *, negate: bool = False) -> dict[str, Any]:
        """Return the query for the objects that meet a condition in this field, or do not."""
        asked: dict[str, Any] = {
            "type": "field_condition",
            "field": dict(self.field),
            "condition": dict(condition),
        }
        if self.related is not None:
            asked = related(self.object_type, self.related, asked)
        return {
            "type": "and",
            "queries": [of_type(self.object_type), {**asked, "negate": negate}],
        }


def of_type(object_type: str) -> dict[str, Any]:
    """Return a query for all objects of a type."""
    return {"type": "object_type", "object_type": object_type}


def related(this: str, other: str, query: Query) -> dict[str, Any]:
    """Return a query for objects with a related one that meets a query."""
    return {
        "type": "has_related",
        "this_object_type": this,
        "related_object_type": other,
        "related_query": dict(query),
    }


def search(bench: Bench, query: Query, zone: str = "", **more: Any) -> Exchanged:
    """Search, with the greatest page."""
    body = {"query": dict(query), "_limit": 200, **more}
    return bench.call("search_data", body=body, zone=zone)


def columns(bench: Bench) -> list[Column]:
    """Return all columns of leads and of contacts; none if there are more than fit on a page."""
    shown = {object_type: _shown(bench, object_type) for object_type in _FIELDS}
    if any(found is None for found in shown.values()):
        return []
    rows = {object_type: found or {} for object_type, found in shown.items()}
    found: list[Column] = []
    for object_type, own in rows.items():
        found += _own(own, object_type)
        found += _parts(own, object_type, object_type)
    people = _by_lead(rows)
    for name, kind in _FIELDS["contact"].items():
        found.append(_column("lead", "contact", name, kind, people))
    found += _parts(people, "lead", "contact")
    found += _subscriptions(bench, rows)
    return found


def _subscriptions(
    bench: Bench, rows: Mapping[str, Mapping[str, list[Mapping[str, Any]]]]
) -> Iterator[Column]:
    """Yield the columns of subscriptions, if there are not too many to be read whole."""
    if not {each.id for each in bench.operations} >= _LISTS:
        return
    sequences = bench.call("list_sequences", query={"_limit": _MOST})
    queries = [{"sequence_id": each, "_limit": _MOST} for each in sequences.ids[:_FEW]]
    lists = [bench.call("list_sequence_subscriptions", query=query) for query in queries]
    if len(sequences.ids) > _FEW or any(each.members.get("has_more") for each in lists):
        return
    listed = [item for each in lists for item in each.items]
    for object_type, owner in ("contact", "contact_id"), ("lead", "lead_id"):
        owned: dict[str, list[Mapping[str, Any]]] = {each: [] for each in rows[object_type]}
        for item in listed:
            owned.setdefault(str(item.get(owner)), []).append(item)
        for name, kind in _SUBSCRIPTION.items():
            yield _column(object_type, "sequence_subscription", name, kind, owned)


def _shown(bench: Bench, object_type: str) -> dict[str, list[Mapping[str, Any]]] | None:
    """Return all objects of a type by their ids, each in a list of its own."""
    custom = [f"custom.{each.id}" for each in bench.known.all_fields]
    names = [*_FIELDS[object_type], *(member for member, _ in _WITHIN[object_type].values())]
    fields = {object_type: [*names, *custom]}
    sent = search(bench, of_type(object_type), _fields=fields)
    if not sent.accepted or sent.members.get("cursor") is not None:
        return None
    return {str(item.get("id")): [item] for item in sent.items}


def _by_lead(
    rows: Mapping[str, Mapping[str, list[Mapping[str, Any]]]],
) -> dict[str, list[Mapping[str, Any]]]:
    """Return the contacts of each lead."""
    people: dict[str, list[Mapping[str, Any]]] = {lead_id: [] for lead_id in rows["lead"]}
    for person in (each for one in rows["contact"].values() for each in one):
        people.setdefault(str(person.get("lead_id")), []).append(person)
    return people


def _own(rows: Mapping[str, list[Mapping[str, Any]]], object_type: str) -> Iterator[Column]:
    for name, kind in _FIELDS[object_type].items():
        yield _column(object_type, None, name, kind, rows)
    for name in sorted({n for row in rows.values() for n in row[0] if n.startswith("custom.")}):
        field = {"type": "custom_field", "custom_field_id": name.removeprefix("custom.")}
        values = {key: _listed(row[0].get(name)) for key, row in rows.items()}
        yield Column(object_type, field, ANYTHING, values)


def _parts(
    rows: Mapping[str, list[Mapping[str, Any]]], object_type: str, holder: str
) -> Iterator[Column]:
    for related_type, (member, names) in _WITHIN[holder].items():
        for name in names:
            values = {
                key: [members(each).get(name) for row in found for each in items(row.get(member))]
                for key, found in rows.items()
            }
            yield Column(object_type, _field(related_type, name), TEXT, values, related_type)


def _column(
    object_type: str,
    related_type: str | None,
    name: str,
    kind: str,
    rows: Mapping[str, list[Mapping[str, Any]]],
) -> Column:
    values = {
        key: [v for row in found for v in _listed(row.get(name))] for key, found in rows.items()
    }
    field = _field(related_type or object_type, name)
    return Column(object_type, field, kind, values, related_type)


def _field(object_type: str, name: str) -> Mapping[str, Any]:
    return {"type": "regular_field", "object_type": object_type, "field_name": name}


def _listed(value: Any) -> list[Any]:
    return items(value) if isinstance(value, list) else [value]
