from typing import Literal

BulkActionStatusChangeStatus = Literal["paused", "resuming"]

BULK_ACTION_STATUS_CHANGE_STATUS_VALUES: set[BulkActionStatusChangeStatus] = {
    "paused",
    "resuming",
}


def check_bulk_action_status_change_status(value: str) -> BulkActionStatusChangeStatus:
    if value in BULK_ACTION_STATUS_CHANGE_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BULK_ACTION_STATUS_CHANGE_STATUS_VALUES!r}"
    )
