from typing import Literal

CustomFieldOperation = Literal["add", "remove", "replace"]

CUSTOM_FIELD_OPERATION_VALUES: set[CustomFieldOperation] = {
    "add",
    "remove",
    "replace",
}


def check_custom_field_operation(value: str) -> CustomFieldOperation:
    if value in CUSTOM_FIELD_OPERATION_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CUSTOM_FIELD_OPERATION_VALUES!r}"
    )
