from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.sequence_step_threading import (
    SequenceStepThreading,
    check_sequence_step_threading,
)
from ..models.sequence_step_type import SequenceStepType, check_sequence_step_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="SequenceStepChange")


@_attrs_define
class SequenceStepChange:
    """A step that stays, by its id and with what changes in it, or a new one.

    Attributes:
        id (str | Unset):
        step_type (SequenceStepType | str | Unset):
        delay (int | Unset): Seconds.
        required (bool | Unset):
        email_template_id (None | str | Unset):
        sms_template_id (None | str | Unset):
        threading (None | SequenceStepThreading | str | Unset):
    """

    id: str | Unset = UNSET
    step_type: SequenceStepType | str | Unset = UNSET
    delay: int | Unset = UNSET
    required: bool | Unset = UNSET
    email_template_id: None | str | Unset = UNSET
    sms_template_id: None | str | Unset = UNSET
    threading: None | SequenceStepThreading | str | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        step_type: str | Unset
        if isinstance(self.step_type, Unset):
            step_type = UNSET
        elif isinstance(self.step_type, str):
            step_type = self.step_type
        else:
            step_type = self.step_type

        delay = self.delay

        required = self.required

        email_template_id: None | str | Unset
        if isinstance(self.email_template_id, Unset):
            email_template_id = UNSET
        else:
            email_template_id = self.email_template_id

        sms_template_id: None | str | Unset
        if isinstance(self.sms_template_id, Unset):
            sms_template_id = UNSET
        else:
            sms_template_id = self.sms_template_id

        threading: None | str | Unset
        if isinstance(self.threading, Unset):
            threading = UNSET
        elif isinstance(self.threading, str):
            threading = self.threading
        else:
            threading = self.threading

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if id is not UNSET:
            field_dict["id"] = id
        if step_type is not UNSET:
            field_dict["step_type"] = step_type
        if delay is not UNSET:
            field_dict["delay"] = delay
        if required is not UNSET:
            field_dict["required"] = required
        if email_template_id is not UNSET:
            field_dict["email_template_id"] = email_template_id
        if sms_template_id is not UNSET:
            field_dict["sms_template_id"] = sms_template_id
        if threading is not UNSET:
            field_dict["threading"] = threading

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id", UNSET)

        def _parse_step_type(data: object) -> SequenceStepType | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                step_type_type_0 = check_sequence_step_type(data)

                return step_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SequenceStepType | str | Unset, data)

        step_type = _parse_step_type(d.pop("step_type", UNSET))

        delay = d.pop("delay", UNSET)

        required = d.pop("required", UNSET)

        def _parse_email_template_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        email_template_id = _parse_email_template_id(d.pop("email_template_id", UNSET))

        def _parse_sms_template_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        sms_template_id = _parse_sms_template_id(d.pop("sms_template_id", UNSET))

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

        sequence_step_change = cls(
            id=id,
            step_type=step_type,
            delay=delay,
            required=required,
            email_template_id=email_template_id,
            sms_template_id=sms_template_id,
            threading=threading,
        )

        return sequence_step_change
