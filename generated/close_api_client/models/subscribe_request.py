from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.bulk_sequence_subscription_contact_preference import (
    BulkSequenceSubscriptionContactPreference,
    check_bulk_sequence_subscription_contact_preference,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sort_term import SortTerm
    from ..models.structured_query import StructuredQuery


T = TypeVar("T", bound="SubscribeRequest")


@_attrs_define
class SubscribeRequest:
    """Subscribe those contacts of the selected leads that have never had the sequence.

    Attributes:
        action_type (Literal['subscribe']):  Default: 'subscribe'.
        sequence_id (str):
        sender_account_id (str):
        sender_name (str):
        sender_email (str):
        contact_preference (BulkSequenceSubscriptionContactPreference):
        s_query (StructuredQuery): An Advanced Filtering query; `query` there is `s_query` in a bulk action.
        calls_assigned_to (list[str] | None | Unset): Users who get the sequence's call steps.
        from_phone_number_id (None | str | Unset): The number that the sequence's calls and text messages come from.
        results_limit (int | None | Unset): At most so many leads, in the order of sort; null for all.
        sort (list[SortTerm] | Unset):
        send_done_email (bool | Unset): Whether the vendor confirms the end by e-mail; it does unless told not to.
    """

    sequence_id: str
    sender_account_id: str
    sender_name: str
    sender_email: str
    contact_preference: BulkSequenceSubscriptionContactPreference
    s_query: StructuredQuery
    action_type: Literal["subscribe"] = "subscribe"
    calls_assigned_to: list[str] | None | Unset = UNSET
    from_phone_number_id: None | str | Unset = UNSET
    results_limit: int | None | Unset = UNSET
    sort: list[SortTerm] | Unset = UNSET
    send_done_email: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        action_type = self.action_type

        sequence_id = self.sequence_id

        sender_account_id = self.sender_account_id

        sender_name = self.sender_name

        sender_email = self.sender_email

        contact_preference: str = self.contact_preference

        s_query = self.s_query.to_dict()

        calls_assigned_to: list[str] | None | Unset
        if isinstance(self.calls_assigned_to, Unset):
            calls_assigned_to = UNSET
        elif isinstance(self.calls_assigned_to, list):
            calls_assigned_to = self.calls_assigned_to

        else:
            calls_assigned_to = self.calls_assigned_to

        from_phone_number_id: None | str | Unset
        if isinstance(self.from_phone_number_id, Unset):
            from_phone_number_id = UNSET
        else:
            from_phone_number_id = self.from_phone_number_id

        results_limit: int | None | Unset
        if isinstance(self.results_limit, Unset):
            results_limit = UNSET
        else:
            results_limit = self.results_limit

        sort: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sort, Unset):
            sort = []
            for sort_item_data in self.sort:
                sort_item = sort_item_data.to_dict()
                sort.append(sort_item)

        send_done_email = self.send_done_email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "action_type": action_type,
                "sequence_id": sequence_id,
                "sender_account_id": sender_account_id,
                "sender_name": sender_name,
                "sender_email": sender_email,
                "contact_preference": contact_preference,
                "s_query": s_query,
            }
        )
        if calls_assigned_to is not UNSET:
            field_dict["calls_assigned_to"] = calls_assigned_to
        if from_phone_number_id is not UNSET:
            field_dict["from_phone_number_id"] = from_phone_number_id
        if results_limit is not UNSET:
            field_dict["results_limit"] = results_limit
        if sort is not UNSET:
            field_dict["sort"] = sort
        if send_done_email is not UNSET:
            field_dict["send_done_email"] = send_done_email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sort_term import SortTerm  # noqa: PLC0415
        from ..models.structured_query import StructuredQuery  # noqa: PLC0415

        d = dict(src_dict)
        action_type = cast(Literal["subscribe"], d.pop("action_type"))
        if action_type != "subscribe":
            raise ValueError(f"action_type must match const 'subscribe', got '{action_type}'")

        sequence_id = d.pop("sequence_id")

        sender_account_id = d.pop("sender_account_id")

        sender_name = d.pop("sender_name")

        sender_email = d.pop("sender_email")

        contact_preference = check_bulk_sequence_subscription_contact_preference(
            d.pop("contact_preference")
        )

        s_query = StructuredQuery.from_dict(d.pop("s_query"))

        def _parse_calls_assigned_to(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                calls_assigned_to_type_0 = cast(list[str], data)

                return calls_assigned_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        calls_assigned_to = _parse_calls_assigned_to(d.pop("calls_assigned_to", UNSET))

        def _parse_from_phone_number_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        from_phone_number_id = _parse_from_phone_number_id(d.pop("from_phone_number_id", UNSET))

        def _parse_results_limit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        results_limit = _parse_results_limit(d.pop("results_limit", UNSET))

        _sort = d.pop("sort", UNSET)
        sort: list[SortTerm] | Unset = UNSET
        if _sort is not UNSET:
            sort = []
            for sort_item_data in _sort:
                sort_item = SortTerm.from_dict(sort_item_data)

                sort.append(sort_item)

        send_done_email = d.pop("send_done_email", UNSET)

        subscribe_request = cls(
            action_type=action_type,
            sequence_id=sequence_id,
            sender_account_id=sender_account_id,
            sender_name=sender_name,
            sender_email=sender_email,
            contact_preference=contact_preference,
            s_query=s_query,
            calls_assigned_to=calls_assigned_to,
            from_phone_number_id=from_phone_number_id,
            results_limit=results_limit,
            sort=sort,
            send_done_email=send_done_email,
        )

        return subscribe_request
