from typing import Literal

BulkSequenceSubscriptionContactPreference = Literal["contact", "lead"]

BULK_SEQUENCE_SUBSCRIPTION_CONTACT_PREFERENCE_VALUES: set[
    BulkSequenceSubscriptionContactPreference
] = {
    "contact",
    "lead",
}


def check_bulk_sequence_subscription_contact_preference(
    value: str,
) -> BulkSequenceSubscriptionContactPreference:
    if value in BULK_SEQUENCE_SUBSCRIPTION_CONTACT_PREFERENCE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {BULK_SEQUENCE_SUBSCRIPTION_CONTACT_PREFERENCE_VALUES!r}"
    )
