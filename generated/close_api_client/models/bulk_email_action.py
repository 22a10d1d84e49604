from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.bulk_action_status import BulkActionStatus, check_bulk_action_status
from ..models.bulk_email_contact_preference import (
    BulkEmailContactPreference,
    check_bulk_email_contact_preference,
)

T = TypeVar("T", bound="BulkEmailAction")


@_attrs_define
class BulkEmailAction:
    """An e-mail template on its way to many leads.

    Attributes:
        contact_preference (BulkEmailContactPreference | None | str):
        email_account_id (None | str):
        sender (None | str):
        template_id (None | str):
        created_by (None | str):
        date_created (datetime.datetime | None):
        date_updated (datetime.datetime | None):
        id (str):
        n_leads (int | None): The leads that were selected; null until they are known.
        n_leads_processed (int):
        n_objects (int | None): The objects that the leads have and that the action is about.
        n_objects_processed (int):
        organization_id (str):
        query (None | str):
        results_limit (int | None):
        s_query (Any): Any JSON value.
        send_done_email (bool):
        sort (Any): Any JSON value.
        status (BulkActionStatus | None | str):
        updated_by (None | str):
    """

    contact_preference: BulkEmailContactPreference | None | str
    email_account_id: None | str
    sender: None | str
    template_id: None | str
    created_by: None | str
    date_created: datetime.datetime | None
    date_updated: datetime.datetime | None
    id: str
    n_leads: int | None
    n_leads_processed: int
    n_objects: int | None
    n_objects_processed: int
    organization_id: str
    query: None | str
    results_limit: int | None
    s_query: Any
    send_done_email: bool
    sort: Any
    status: BulkActionStatus | None | str
    updated_by: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        contact_preference: None | str
        if isinstance(self.contact_preference, str):
            contact_preference = self.contact_preference
        else:
            contact_preference = self.contact_preference

        email_account_id: None | str
        email_account_id = self.email_account_id

        sender: None | str
        sender = self.sender

        template_id: None | str
        template_id = self.template_id

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

        s_query = self.s_query

        send_done_email = self.send_done_email

        sort = self.sort

        status: None | str
        if isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

        updated_by: None | str
        updated_by = self.updated_by

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "contact_preference": contact_preference,
                "email_account_id": email_account_id,
                "sender": sender,
                "template_id": template_id,
                "created_by": created_by,
                "date_created": date_created,
                "date_updated": date_updated,
                "id": id,
                "n_leads": n_leads,
                "n_leads_processed": n_leads_processed,
                "n_objects": n_objects,
                "n_objects_processed": n_objects_processed,
                "organization_id": organization_id,
                "query": query,
                "results_limit": results_limit,
                "s_query": s_query,
                "send_done_email": send_done_email,
                "sort": sort,
                "status": status,
                "updated_by": updated_by,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_contact_preference(data: object) -> BulkEmailContactPreference | None | str:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                contact_preference_type_0 = check_bulk_email_contact_preference(data)

                return contact_preference_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(BulkEmailContactPreference | None | str, data)

        contact_preference = _parse_contact_preference(d.pop("contact_preference"))

        def _parse_email_account_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        email_account_id = _parse_email_account_id(d.pop("email_account_id"))

        def _parse_sender(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        sender = _parse_sender(d.pop("sender"))

        def _parse_template_id(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        template_id = _parse_template_id(d.pop("template_id"))

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

        s_query = d.pop("s_query")

        send_done_email = d.pop("send_done_email")

        sort = d.pop("sort")

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

        def _parse_updated_by(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        updated_by = _parse_updated_by(d.pop("updated_by"))

        bulk_email_action = cls(
            contact_preference=contact_preference,
            email_account_id=email_account_id,
            sender=sender,
            template_id=template_id,
            created_by=created_by,
            date_created=date_created,
            date_updated=date_updated,
            id=id,
            n_leads=n_leads,
            n_leads_processed=n_leads_processed,
            n_objects=n_objects,
            n_objects_processed=n_objects_processed,
            organization_id=organization_id,
            query=query,
            results_limit=results_limit,
            s_query=s_query,
            send_done_email=send_done_email,
            sort=sort,
            status=status,
            updated_by=updated_by,
        )

        bulk_email_action.additional_properties = d
        return bulk_email_action

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
