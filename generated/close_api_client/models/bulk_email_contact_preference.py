from typing import Literal

BulkEmailContactPreference = Literal["all", "contact", "lead"]

BULK_EMAIL_CONTACT_PREFERENCE_VALUES: set[BulkEmailContactPreference] = {
    "all",
    "contact",
    "lead",
}


def check_bulk_email_contact_preference(value: str) -> BulkEmailContactPreference:
    if value in BULK_EMAIL_CONTACT_PREFERENCE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BULK_EMAIL_CONTACT_PREFERENCE_VALUES!r}"
    )
