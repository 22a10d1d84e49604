from typing import Literal

SavedSearchType = Literal[
    "call",
    "contact",
    "custom_activity",
    "email",
    "form_submission",
    "lead",
    "meeting",
    "note",
    "opportunity",
    "sms",
    "whatsapp_message",
]

SAVED_SEARCH_TYPE_VALUES: set[SavedSearchType] = {
    "call",
    "contact",
    "custom_activity",
    "email",
    "form_submission",
    "lead",
    "meeting",
    "note",
    "opportunity",
    "sms",
    "whatsapp_message",
}


def check_saved_search_type(value: str) -> SavedSearchType:
    if value in SAVED_SEARCH_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SAVED_SEARCH_TYPE_VALUES!r}")
