from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.bulk_action_status import BulkActionStatus, check_bulk_action_status
from ..models.bulk_sequence_subscription_action_type import (
    BulkSequenceSubscriptionActionType,
    check_bulk_sequence_subscription_action_type,
)
from ..models.bulk_sequence_subscription_contact_preference import (
    BulkSequenceSubscriptionContactPreference,
    check_bulk_sequence_subscription_contact_preference,
)

T = TypeVar("T", bound="BulkSequenceSubscriptionAction")


@_attrs_define
class BulkSequenceSubscriptionAction:
    """
    Attributes:
        calls_assigned_to (list[str] | None):
        created_by (None | str):
        date_created (datetime.datetime | None):
        date_updated (datetime.datetime | None):
        from_phone_number_id (None | str):
        id (str):
        n_leads (int | None):
        n_leads_processed (int):
        n_objects (int | None):
        n_objects_processed (int):
        organization_id (str):
        query (None | str):
        results_limit (int | None):
        send_done_email (bool):
        sender_account_id (None | str):
        sender_email (None | str):
        sender_name (None | str):
        sequence_id (None | str):
        updated_by (None | str):
        action_type (BulkSequenceSubscriptionActionType | str):
        contact_preference (BulkSequenceSubscriptionContactPreference | None | str):
        status (BulkActionStatus | None | str):
        s_query (Any): Any JSON value.
        sort (Any): Any JSON value.
    """

    calls_assigned_to: list[str] | None
    created_by: None | str
    date_created: datetime.datetime | None
    date_updated: datetime.datetime | None
    from_phone_number_id: None | str
    id: str
    n_leads: int | None
    n_leads_processed: int
    n_objects: int | None
    n_objects_processed: int
    organization_id: str
    query: None | str
    results_limit: int | None
    send_done_email: bool
    sender_account_id: None | str
    sender_email: None | str
    sender_name: None | str
    sequence_id: None | str
    updated_by: None | str
    action_type: BulkSequenceSubscriptionActionType | str
    contact_preference: BulkSequenceSubscriptionContactPreference | None | str
    status: BulkActionStatus | None | str
    s_query: Any
    sort: Any
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        calls_assigned_to: list[str] | None
        if isinstance(self.calls_assigned_to, list):
            calls_assigned_to = self.calls_assigned_to

        else:
            calls_assigned_to = self.calls_assigned_to

        created_by: None | str
        created_by = self.created_by

        date_created: None | str
        if isinstance(self.date_created, datetime.datetime):
            date_created = self.date_created.isoformat()
        else:
            date_created = self.date_created

        date_updated: None | str
        if isinstance(self.date_updated, datetime.datetime):
            date_updated = self.date_updated.isoformat()
        else:
            date_updated = self.date_updated

        from_phone_number_id: None | str
        from_phone_number_id = self.from_phone_number_id

        id = self.id

        n_leads: int | None
        n_leads = self.n_leads

        n_leads_processed = self.n_leads_processed

        n_objects: int | None
        n_objects = self.n_objects

        n_objects_processed = self.n_objects_processed

        organization_id = self.organization_id

        query: None | str
        query = self.query

        results_limit: int | None
        results_limit = self.results_limit

        send_done_email = self.send_done_email

        sender_account_id: None | str
        sender_account_id = self.sender_account_id

        sender_email: None | str
        sender_email = self.sender_email

        sender_name: None | str
        sender_name = self.sender_name

        sequence_id: None | str
        sequence_id = self.sequence_id

        updated_by: None | str
        updated_by = self.updated_by

        action_type: str
        if isinstance(self.action_type, str):
            action_type = self.action_type
        else:
            action_type = self.action_type

        contact_preference: None | str
        if isinstance(self.contact_preference, str):
            contact_preference = self.contact_preference
        else:
            contact_preference = self.contact_preference

        status: None | str
        if isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

        s_query = self.s_query

        sort = self.sort

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "calls_assigned_to": calls_assigned_to,
                "created_by": created_by,
                "date_created": date_created,
                "date_updated": date_updated,
                "from_phone_number_id": from_phone_number_id,
                "id": id,
                "n_leads": n_leads,
                "n_leads_processed": n_leads_processed,
                "n_objects": n_objects,
                "n_objects_processed": n_objects_processed,
                "organization_id": organization_id,
                "query": query,
                "results_limit": results_limit,
                "send_done_email": send_done_email,
                "sender_account_id": sender_account_id,
                "sender_email": sender_email,
                "sender_name": sender_name,
                "sequence_id": sequence_id,
                "updated_by": updated_by,
                "action_type": action_type,
                "contact_preference": contact_preference,
                "status": status,
                "s_query": s_query,
                "sort": sort,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_calls_assigned_to(data: object) -> list[str] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                calls_assigned_to_type_0 = cast(list[str], data)

                return calls_assigned_to_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None, data)

        calls_assigned_to = _parse_calls_assigned_to(d.pop("calls_assigned_to"))

        def _parse_created_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        created_by = _parse_created_by(d.pop("created_by"))

        def _parse_date_created(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_created_type_0 = datetime.datetime.fromisoformat(data)

                return date_created_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        date_created = _parse_date_created(d.pop("date_created"))

        def _parse_date_updated(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                date_updated_type_0 = datetime.datetime.fromisoformat(data)

                return date_updated_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        date_updated = _parse_date_updated(d.pop("date_updated"))

        def _parse_from_phone_number_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        from_phone_number_id = _parse_from_phone_number_id(d.pop("from_phone_number_id"))

        id = d.pop("id")

        def _parse_n_leads(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        n_leads = _parse_n_leads(d.pop("n_leads"))

        n_leads_processed = d.pop("n_leads_processed")

        def _parse_n_objects(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        n_objects = _parse_n_objects(d.pop("n_objects"))

        n_objects_processed = d.pop("n_objects_processed")

        organization_id = d.pop("organization_id")

        def _parse_query(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        query = _parse_query(d.pop("query"))

        def _parse_results_limit(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        results_limit = _parse_results_limit(d.pop("results_limit"))

        send_done_email = d.pop("send_done_email")

        def _parse_sender_account_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sender_account_id = _parse_sender_account_id(d.pop("sender_account_id"))

        def _parse_sender_email(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sender_email = _parse_sender_email(d.pop("sender_email"))

        def _parse_sender_name(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sender_name = _parse_sender_name(d.pop("sender_name"))

        def _parse_sequence_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sequence_id = _parse_sequence_id(d.pop("sequence_id"))

        def _parse_updated_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        updated_by = _parse_updated_by(d.pop("updated_by"))

        def _parse_action_type(data: object) -> BulkSequenceSubscriptionActionType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                action_type_type_0 = check_bulk_sequence_subscription_action_type(data)

                return action_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BulkSequenceSubscriptionActionType | str, data)

        action_type = _parse_action_type(d.pop("action_type"))

        def _parse_contact_preference(
            data: object,
        ) -> BulkSequenceSubscriptionContactPreference | None | str:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contact_preference_type_0 = check_bulk_sequence_subscription_contact_preference(
                    data
                )

                return contact_preference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BulkSequenceSubscriptionContactPreference | None | str, data)

        contact_preference = _parse_contact_preference(d.pop("contact_preference"))

        def _parse_status(data: object) -> BulkActionStatus | None | str:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = check_bulk_action_status(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BulkActionStatus | None | str, data)

        status = _parse_status(d.pop("status"))

        s_query = d.pop("s_query")

        sort = d.pop("sort")

        bulk_sequence_subscription_action = cls(
            calls_assigned_to=calls_assigned_to,
            created_by=created_by,
            date_created=date_created,
            date_updated=date_updated,
            from_phone_number_id=from_phone_number_id,
            id=id,
            n_leads=n_leads,
            n_leads_processed=n_leads_processed,
            n_objects=n_objects,
            n_objects_processed=n_objects_processed,
            organization_id=organization_id,
            query=query,
            results_limit=results_limit,
            send_done_email=send_done_email,
            sender_account_id=sender_account_id,
            sender_email=sender_email,
            sender_name=sender_name,
            sequence_id=sequence_id,
            updated_by=updated_by,
            action_type=action_type,
            contact_preference=contact_preference,
            status=status,
            s_query=s_query,
            sort=sort,
        )

        bulk_sequence_subscription_action.additional_properties = d
        return bulk_sequence_subscription_action

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
