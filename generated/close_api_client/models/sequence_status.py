from typing import Literal

SequenceStatus = Literal["active", "paused"]

SEQUENCE_STATUS_VALUES: set[SequenceStatus] = {
    "active",
    "paused",
}


def check_sequence_status(value: str) -> SequenceStatus:
    if value in SEQUENCE_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEQUENCE_STATUS_VALUES!r}")
