from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CreateSequenceSubscriptionRequest")


@_attrs_define
class CreateSequenceSubscriptionRequest:
    """
    Attributes:
        sequence_id (str):
        contact_id (str):
        contact_email (str | Unset):
        sender_account_id (str | Unset):
        sender_name (str | Unset):
        sender_email (str | Unset):
        calls_assigned_to (list[str] | Unset): Users who get the sequence's call steps.
        from_phone_number_id (str | Unset): The number that the sequence's calls and text messages come from.
    """

    sequence_id: str
    contact_id: str
    contact_email: str | Unset = UNSET
    sender_account_id: str | Unset = UNSET
    sender_name: str | Unset = UNSET
    sender_email: str | Unset = UNSET
    calls_assigned_to: list[str] | Unset = UNSET
    from_phone_number_id: str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        sequence_id = self.sequence_id

        contact_id = self.contact_id

        contact_email = self.contact_email

        sender_account_id = self.sender_account_id

        sender_name = self.sender_name

        sender_email = self.sender_email

        calls_assigned_to: list[str] | Unset = UNSET
        if not isinstance(self.calls_assigned_to, Unset):
            calls_assigned_to = self.calls_assigned_to

        from_phone_number_id = self.from_phone_number_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "sequence_id": sequence_id,
                "contact_id": contact_id,
            }
        )
        if contact_email is not UNSET:
            field_dict["contact_email"] = contact_email
        if sender_account_id is not UNSET:
            field_dict["sender_account_id"] = sender_account_id
        if sender_name is not UNSET:
            field_dict["sender_name"] = sender_name
        if sender_email is not UNSET:
            field_dict["sender_email"] = sender_email
        if calls_assigned_to is not UNSET:
            field_dict["calls_assigned_to"] = calls_assigned_to
        if from_phone_number_id is not UNSET:
            field_dict["from_phone_number_id"] = from_phone_number_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        sequence_id = d.pop("sequence_id")

        contact_id = d.pop("contact_id")

        contact_email = d.pop("contact_email", UNSET)

        sender_account_id = d.pop("sender_account_id", UNSET)

        sender_name = d.pop("sender_name", UNSET)

        sender_email = d.pop("sender_email", UNSET)

        calls_assigned_to = cast(list[str], d.pop("calls_assigned_to", UNSET))

        from_phone_number_id = d.pop("from_phone_number_id", UNSET)

        create_sequence_subscription_request = cls(
            sequence_id=sequence_id,
            contact_id=contact_id,
            contact_email=contact_email,
            sender_account_id=sender_account_id,
            sender_name=sender_name,
            sender_email=sender_email,
            calls_assigned_to=calls_assigned_to,
            from_phone_number_id=from_phone_number_id,
        )

        return create_sequence_subscription_request
