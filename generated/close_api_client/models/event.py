from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="Event")


@_attrs_define
class Event:
    """Something that was done to an object.

    Attributes:
        action (str): Open; of bulk actions known are created, updated, completed and paused.
        id (str):
        object_id (str):
        object_type (str):
        api_key_id (None | str | Unset): The key that the request was signed with, if any.
        changed_fields (list[str] | None | Unset):
        data (Any | Unset): Any JSON value.
        date_created (str | Unset): ISO 8601.
        date_updated (str | Unset): ISO 8601; equal events that follow each other closely are one event.
        lead_id (None | str | Unset):
        meta (Any | Unset): Any JSON value.
        organization_id (str | Unset):
        previous_data (Any | Unset): Any JSON value.
        request_id (None | str | Unset): The same for all events of one request.
        user_id (None | str | Unset):
    """

    action: str
    id: str
    object_id: str
    object_type: str
    api_key_id: None | str | Unset = UNSET
    changed_fields: list[str] | None | Unset = UNSET
    data: Any | Unset = UNSET
    date_created: str | Unset = UNSET
    date_updated: str | Unset = UNSET
    lead_id: None | str | Unset = UNSET
    meta: Any | Unset = UNSET
    organization_id: str | Unset = UNSET
    previous_data: Any | Unset = UNSET
    request_id: None | str | Unset = UNSET
    user_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        action = self.action

        id = self.id

        object_id = self.object_id

        object_type = self.object_type

        api_key_id: None | str | Unset
        if isinstance(self.api_key_id, Unset):
            api_key_id = UNSET
        else:
            api_key_id = self.api_key_id

        changed_fields: list[str] | None | Unset
        if isinstance(self.changed_fields, Unset):
            changed_fields = UNSET
        elif isinstance(self.changed_fields, list):
            changed_fields = self.changed_fields

        else:
            changed_fields = self.changed_fields

        data = self.data

        date_created = self.date_created

        date_updated = self.date_updated

        lead_id: None | str | Unset
        if isinstance(self.lead_id, Unset):
            lead_id = UNSET
        else:
            lead_id = self.lead_id

        meta = self.meta

        organization_id = self.organization_id

        previous_data = self.previous_data

        request_id: None | str | Unset
        if isinstance(self.request_id, Unset):
            request_id = UNSET
        else:
            request_id = self.request_id

        user_id: None | str | Unset
        if isinstance(self.user_id, Unset):
            user_id = UNSET
        else:
            user_id = self.user_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "action": action,
                "id": id,
                "object_id": object_id,
                "object_type": object_type,
            }
        )
        if api_key_id is not UNSET:
            field_dict["api_key_id"] = api_key_id
        if changed_fields is not UNSET:
            field_dict["changed_fields"] = changed_fields
        if data is not UNSET:
            field_dict["data"] = data
        if date_created is not UNSET:
            field_dict["date_created"] = date_created
        if date_updated is not UNSET:
            field_dict["date_updated"] = date_updated
        if lead_id is not UNSET:
            field_dict["lead_id"] = lead_id
        if meta is not UNSET:
            field_dict["meta"] = meta
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if previous_data is not UNSET:
            field_dict["previous_data"] = previous_data
        if request_id is not UNSET:
            field_dict["request_id"] = request_id
        if user_id is not UNSET:
            field_dict["user_id"] = user_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        action = d.pop("action")

        id = d.pop("id")

        object_id = d.pop("object_id")

        object_type = d.pop("object_type")

        def _parse_api_key_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        api_key_id = _parse_api_key_id(d.pop("api_key_id", UNSET))

        def _parse_changed_fields(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                changed_fields_type_0 = cast(list[str], data)

                return changed_fields_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        changed_fields = _parse_changed_fields(d.pop("changed_fields", UNSET))

        data = d.pop("data", UNSET)

        date_created = d.pop("date_created", UNSET)

        date_updated = d.pop("date_updated", UNSET)

        def _parse_lead_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        lead_id = _parse_lead_id(d.pop("lead_id", UNSET))

        meta = d.pop("meta", UNSET)

        organization_id = d.pop("organization_id", UNSET)

        previous_data = d.pop("previous_data", UNSET)

        def _parse_request_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        request_id = _parse_request_id(d.pop("request_id", UNSET))

        def _parse_user_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        user_id = _parse_user_id(d.pop("user_id", UNSET))

        event = cls(
            action=action,
            id=id,
            object_id=object_id,
            object_type=object_type,
            api_key_id=api_key_id,
            changed_fields=changed_fields,
            data=data,
            date_created=date_created,
            date_updated=date_updated,
            lead_id=lead_id,
            meta=meta,
            organization_id=organization_id,
            previous_data=previous_data,
            request_id=request_id,
            user_id=user_id,
        )

        event.additional_properties = d
        return event

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
