"""Which leads a bulk action is for: always said, never assumed."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any


class AllLeads(Enum):
    """The type of `ALL_LEADS`."""

    ALL_LEADS = "ALL_LEADS"

    def __repr__(self) -> str:
        return self.name


ALL_LEADS = AllLeads.ALL_LEADS
"""Every lead of the organization, in so many words.

What the vendor does without a selection is documented nowhere, so this is sent as a query that every lead
matches, not as an absent one.
"""

Selection = Mapping[str, Any] | AllLeads
"""An Advanced Filtering query (the vendor's `query` there is `s_query` here), or `ALL_LEADS`."""


def to_query(selection: object) -> object:
    """Give the query that says what ``selection`` means; a query is left as it is."""
    if selection is ALL_LEADS:
        return {"type": "and", "queries": [{"type": "object_type", "object_type": "lead"}]}
    return selection
