from typing import Literal

SequenceSubscriptionStatus = Literal["active", "error", "finished", "goal", "paused"]

SEQUENCE_SUBSCRIPTION_STATUS_VALUES: set[SequenceSubscriptionStatus] = {
    "active",
    "error",
    "finished",
    "goal",
    "paused",
}


def check_sequence_subscription_status(value: str) -> SequenceSubscriptionStatus:
    if value in SEQUENCE_SUBSCRIPTION_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SEQUENCE_SUBSCRIPTION_STATUS_VALUES!r}"
    )
