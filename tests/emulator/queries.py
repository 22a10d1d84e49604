"""Short ways to write the nodes of Advanced Filtering."""

from typing import Any

Query = dict[str, Any]


def regular(name: str, of: str = "lead") -> Query:
    """A regular field."""
    return {"type": "regular_field", "object_type": of, "field_name": name}


def own(identity: str) -> Query:
    """A custom field."""
    return {"type": "custom_field", "custom_field_id": identity}


def asked(field: Query, condition: Query) -> Query:
    """A condition on a field."""
    return {"type": "field_condition", "field": field, "condition": condition}


def field(name: str, condition: Query, of: str = "lead") -> Query:
    """A condition on a regular field."""
    return asked(regular(name, of), condition)


def custom(identity: str, condition: Query) -> Query:
    """A condition on a custom field."""
    return asked(own(identity), condition)


def related(query: Query, this: str = "lead", other: str = "contact") -> Query:
    """A condition on what belongs to a lead or a contact."""
    return {
        "type": "has_related",
        "this_object_type": this,
        "related_object_type": other,
        "related_query": query,
    }


def both(*queries: Query, kind: str = "and") -> Query:
    """Several queries in one."""
    return {"type": kind, "queries": list(queries)}


def text(value: str, mode: str = "full_words") -> Query:
    """A condition on words, or a query for them in all fields."""
    return {"type": "text", "mode": mode, "value": value}


def between(**bounds: Query | None) -> Query:
    """A range in time."""
    return {"type": "moment_range", **bounds}


def utc(moment: str) -> Query:
    """A fixed moment."""
    return {"type": "fixed_utc", "value": moment}


def refers(kind: str, *ids: str) -> Query:
    """A condition on a reference."""
    return {"type": "reference", "reference_type": kind, "object_ids": list(ids)}


EXISTS = {"type": "exists"}
NOW = {"type": "now"}
