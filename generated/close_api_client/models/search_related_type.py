from typing import Literal

SearchRelatedType = Literal[
    "activity.email",
    "address",
    "contact",
    "contact_email",
    "contact_phone",
    "contact_url",
    "custom_object",
    "lead",
    "opportunity",
    "sequence_subscription",
]

SEARCH_RELATED_TYPE_VALUES: set[SearchRelatedType] = {
    "activity.email",
    "address",
    "contact",
    "contact_email",
    "contact_phone",
    "contact_url",
    "custom_object",
    "lead",
    "opportunity",
    "sequence_subscription",
}


def check_search_related_type(value: str) -> SearchRelatedType:
    if value in SEARCH_RELATED_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEARCH_RELATED_TYPE_VALUES!r}")
