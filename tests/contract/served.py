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
    "list_sequence_subscriptions",
    "search_data",
)
"""Their operationIds."""

NOT_YET: Final = {("allow_header_conformance", "GET /sequence_subscription/")}
"""What a run finds because of an operation that the emulator does not serve: there is no POST."""
