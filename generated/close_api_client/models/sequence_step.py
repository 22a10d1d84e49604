from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sequence_step_threading import (
    SequenceStepThreading,
    check_sequence_step_threading,
)
from ..models.sequence_step_type import SequenceStepType, check_sequence_step_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="SequenceStep")


@_attrs_define
class SequenceStep:
    """
    Attributes:
        id (str):
        created_by_id (None | str | Unset):
        date_created (str | Unset): ISO 8601 without an offset; UTC by inference.
        date_updated (str | Unset): ISO 8601 without an offset; UTC by inference.
        delay (int | None | Unset): Seconds.
        email_template_id (None | str | Unset):
        required (bool | None | Unset):
        sms_template_id (None | str | Unset):
        step_allowed_delay (int | None | Unset):
        step_type (None | SequenceStepType | str | Unset):
        threading (None | SequenceStepThreading | str | Unset):
        updated_by_id (None | str | Unset):
    """

    id: str
    created_by_id: None | str | Unset = UNSET
    date_created: str | Unset = UNSET
    date_updated: str | Unset = UNSET
    delay: int | None | Unset = UNSET
    email_template_id: None | str | Unset = UNSET
    required: bool | None | Unset = UNSET
    sms_template_id: None | str | Unset = UNSET
    step_allowed_delay: int | None | Unset = UNSET
    step_type: None | SequenceStepType | str | Unset = UNSET
    threading: None | SequenceStepThreading | str | Unset = UNSET
    updated_by_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        created_by_id: None | str | Unset
        if isinstance(self.created_by_id, Unset):
            created_by_id = UNSET
        else:
            created_by_id = self.created_by_id

        date_created = self.date_created

        date_updated = self.date_updated

        delay: int | None | Unset
        if isinstance(self.delay, Unset):
            delay = UNSET
        else:
            delay = self.delay

        email_template_id: None | str | Unset
        if isinstance(self.email_template_id, Unset):
            email_template_id = UNSET
        else:
            email_template_id = self.email_template_id

        required: bool | None | Unset
        if isinstance(self.required, Unset):
            required = UNSET
        else:
            required = self.required

        sms_template_id: None | str | Unset
        if isinstance(self.sms_template_id, Unset):
            sms_template_id = UNSET
        else:
            sms_template_id = self.sms_template_id

        step_allowed_delay: int | None | Unset
        if isinstance(self.step_allowed_delay, Unset):
            step_allowed_delay = UNSET
        else:
            step_allowed_delay = self.step_allowed_delay

        step_type: None | str | Unset
        if isinstance(self.step_type, Unset):
            step_type = UNSET
        elif isinstance(self.step_type, str):
            step_type = self.step_type
        else:
            step_type = self.step_type

        threading: None | str | Unset
        if isinstance(self.threading, Unset):
            threading = UNSET
        elif isinstance(self.threading, str):
            threading = self.threading
        else:
            threading = self.threading

        updated_by_id: None | str | Unset
        if isinstance(self.updated_by_id, Unset):
            updated_by_id = UNSET
        else:
            updated_by_id = self.updated_by_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if created_by_id is not UNSET:
            field_dict["created_by_id"] = created_by_id
        if date_created is not UNSET:
            field_dict["date_created"] = date_created
        if date_updated is not UNSET:
            field_dict["date_updated"] = date_updated
        if delay is not UNSET:
            field_dict["delay"] = delay
        if email_template_id is not UNSET:
            field_dict["email_template_id"] = email_template_id
        if required is not UNSET:
            field_dict["required"] = required
        if sms_template_id is not UNSET:
            field_dict["sms_template_id"] = sms_template_id
        if step_allowed_delay is not UNSET:
            field_dict["step_allowed_delay"] = step_allowed_delay
        if step_type is not UNSET:
            field_dict["step_type"] = step_type
        if threading is not UNSET:
            field_dict["threading"] = threading
        if updated_by_id is not UNSET:
            field_dict["updated_by_id"] = updated_by_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_created_by_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_id = _parse_created_by_id(d.pop("created_by_id", UNSET))

        date_created = d.pop("date_created", UNSET)

        date_updated = d.pop("date_updated", UNSET)

        def _parse_delay(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        delay = _parse_delay(d.pop("delay", UNSET))

        def _parse_email_template_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email_template_id = _parse_email_template_id(d.pop("email_template_id", UNSET))

        def _parse_required(data: object) -> bool | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(bool | None | Unset, data)

        required = _parse_required(d.pop("required", UNSET))

        def _parse_sms_template_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        sms_template_id = _parse_sms_template_id(d.pop("sms_template_id", UNSET))

        def _parse_step_allowed_delay(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        step_allowed_delay = _parse_step_allowed_delay(d.pop("step_allowed_delay", UNSET))

        def _parse_step_type(data: object) -> None | SequenceStepType | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                step_type_type_0 = check_sequence_step_type(data)

                return step_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SequenceStepType | str | Unset, data)

        step_type = _parse_step_type(d.pop("step_type", UNSET))

        def _parse_threading(data: object) -> None | SequenceStepThreading | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                threading_type_0 = check_sequence_step_threading(data)

                return threading_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SequenceStepThreading | str | Unset, data)

        threading = _parse_threading(d.pop("threading", UNSET))

        def _parse_updated_by_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_by_id = _parse_updated_by_id(d.pop("updated_by_id", UNSET))

        sequence_step = cls(
            id=id,
            created_by_id=created_by_id,
            date_created=date_created,
            date_updated=date_updated,
            delay=delay,
            email_template_id=email_template_id,
            required=required,
            sms_template_id=sms_template_id,
            step_allowed_delay=step_allowed_delay,
            step_type=step_type,
            threading=threading,
            updated_by_id=updated_by_id,
        )

        sequence_step.additional_properties = d
        return sequence_step

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
