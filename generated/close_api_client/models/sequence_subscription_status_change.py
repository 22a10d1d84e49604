from typing import Literal

SequenceSubscriptionStatusChange = Literal["active", "finished", "paused"]

SEQUENCE_SUBSCRIPTION_STATUS_CHANGE_VALUES: set[SequenceSubscriptionStatusChange] = {
    "active",
    "finished",
    "paused",
}


def check_sequence_subscription_status_change(value: str) -> SequenceSubscriptionStatusChange:
    if value in SEQUENCE_SUBSCRIPTION_STATUS_CHANGE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SEQUENCE_SUBSCRIPTION_STATUS_CHANGE_VALUES!r}"
    )
