from typing import Literal

BulkSequenceSubscriptionActionType = Literal[
    "pause", "reassign", "resume", "resume_finished", "subscribe"
]

BULK_SEQUENCE_SUBSCRIPTION_ACTION_TYPE_VALUES: set[BulkSequenceSubscriptionActionType] = {
    "pause",
    "reassign",
    "resume",
    "resume_finished",
    "subscribe",
}


def check_bulk_sequence_subscription_action_type(value: str) -> BulkSequenceSubscriptionActionType:
    if value in BULK_SEQUENCE_SUBSCRIPTION_ACTION_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BULK_SEQUENCE_SUBSCRIPTION_ACTION_TYPE_VALUES!r}"
    )
