from typing import Literal

BulkActionStatus = Literal[
    "created", "done", "error", "loading", "paused", "processing", "resuming"
]

BULK_ACTION_STATUS_VALUES: set[BulkActionStatus] = {
    "created",
    "done",
    "error",
    "loading",
    "paused",
    "processing",
    "resuming",
}


def check_bulk_action_status(value: str) -> BulkActionStatus:
    if value in BULK_ACTION_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {BULK_ACTION_STATUS_VALUES!r}")
