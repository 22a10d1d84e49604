"""What no schema says: which objects the server under test has, and a query that it understands."""

from collections.abc import Mapping
from typing import Any

from attrs import field, frozen


@frozen(kw_only=True)
class Known:
    """Objects that exist on the server under test, and selections that it understands.

    `bulk_action_id` is a bulk action that is not done yet, so that it can be paused; `lead_id`,
    `contact_id` and `sequence_id` belong to one subscription, so that a list narrowed by all three
    is not empty. `s_query` selects leads (for a bulk action), `query` is a search's; `sort` is an
    order that both understand.
    """

    bulk_action_id: str
    sequence_id: str
    sender_account_id: str
    user_id: str
    lead_id: str
    contact_id: str
    s_query: Mapping[str, Any]
    query: Mapping[str, Any]
    sort: list[Mapping[str, Any]] = field(factory=list[Mapping[str, Any]])

    def by_name(self) -> Mapping[str, Any]:
        """Return the values by the names of the parameters and members that they belong in."""
        return {
            "id": self.bulk_action_id,
            "sequence_id": self.sequence_id,
            "sender_account_id": self.sender_account_id,
            "calls_assigned_to": [self.user_id],
            "lead_id": self.lead_id,
            "contact_id": self.contact_id,
            "s_query": dict(self.s_query),
            "query": dict(self.query),
            "sort": [dict(term) for term in self.sort],
            # The page before would have to give one, and it lives for 30 seconds.
            "cursor": None,
        }
