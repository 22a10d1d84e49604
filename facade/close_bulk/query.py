"""Everything that queries are written with.

    from close_bulk.query import ago, any_of, contact, lead

    lead("date_created") >= ago(days=30)
    lead.has(contact("title").has_words("CEO")) & ~lead("status_id").is_in("stat_lost")
    any_of(*map(lead.id, ids))

The commonest names are also in `close_bulk`: `lead`, `contact`, `smart_view`, `Query`.
"""

from close_bulk._queries.fields import (
    Field,
    ObjectType,
    address,
    contact,
    contact_email,
    contact_phone,
    contact_url,
    custom,
    lead,
    objects,
    opportunity,
    sequence_subscription,
)
from close_bulk._queries.moments import Moment, ago, at, end_of, from_now, now, start_of
from close_bulk._queries.nodes import Query, all_of, any_of, any_text
from close_bulk._selection import smart_view

__all__ = [
    "Field",
    "Moment",
    "ObjectType",
    "Query",
    "address",
    "ago",
    "all_of",
    "any_of",
    "any_text",
    "at",
    "contact",
    "contact_email",
    "contact_phone",
    "contact_url",
    "custom",
    "end_of",
    "from_now",
    "lead",
    "now",
    "objects",
    "opportunity",
    "sequence_subscription",
    "smart_view",
    "start_of",
]
