"""Which operations the emulator serves, and so can be held against the contract.

The contract has grown to the whole API that the seeds describe; the emulator follows in a change of
its own, and then this list goes.
"""

from typing import Final

SERVED: Final = (
    "list_bulk_sequence_subscriptions",
    "create_bulk_sequence_subscription",
    "get_bulk_sequence_subscription",
    "update_bulk_sequence_subscription",
    "list_bulk_emails",
    "list_bulk_edits",
    "list_bulk_deletes",
    "list_sequence_subscriptions",
    "search_data",
)
"""Their operationIds."""

NOT_YET: Final = {
    ("positive_data_acceptance", "POST /bulk_action/sequence_subscription/"),
    ("positive_data_acceptance", "POST /data/search/"),
}
"""What a run finds because the contract is still too wide.

It takes any string for the header x-tz-offset, where the emulator wants a number of hours.
"""
