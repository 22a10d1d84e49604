from typing import Literal

BulkActionObjectType = Literal["call", "contact", "custom_activity", "form_submission", "lead"]

BULK_ACTION_OBJECT_TYPE_VALUES: set[BulkActionObjectType] = {
    "call",
    "contact",
    "custom_activity",
    "form_submission",
    "lead",
}


def check_bulk_action_object_type(value: str) -> BulkActionObjectType:
    if value in BULK_ACTION_OBJECT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BULK_ACTION_OBJECT_TYPE_VALUES!r}"
    )
