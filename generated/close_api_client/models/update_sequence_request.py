from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..models.sequence_status import SequenceStatus, check_sequence_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sequence_schedule_request import SequenceScheduleRequest
    from ..models.sequence_step_change import SequenceStepChange


T = TypeVar("T", bound="UpdateSequenceRequest")


@_attrs_define
class UpdateSequenceRequest:
    """
    Attributes:
        name (str | Unset):
        timezone (str | Unset):
        schedule (None | SequenceScheduleRequest | Unset):
        status (SequenceStatus | Unset): Whether a sequence runs.
        steps (list[SequenceStepChange] | Unset): All steps that the sequence shall have; the others are removed.
    """

    name: str | Unset = UNSET
    timezone: str | Unset = UNSET
    schedule: None | SequenceScheduleRequest | Unset = UNSET
    status: SequenceStatus | Unset = UNSET
    steps: list[SequenceStepChange] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.sequence_schedule_request import SequenceScheduleRequest  # noqa: PLC0415

        name = self.name

        timezone = self.timezone

        schedule: dict[str, Any] | None | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, SequenceScheduleRequest):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule

        status: str | Unset = UNSET
        if not isinstance(self.status, Unset):
            status = self.status

        steps: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.steps, Unset):
            steps = []
            for steps_item_data in self.steps:
                steps_item = steps_item_data.to_dict()
                steps.append(steps_item)

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if name is not UNSET:
            field_dict["name"] = name
        if timezone is not UNSET:
            field_dict["timezone"] = timezone
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if status is not UNSET:
            field_dict["status"] = status
        if steps is not UNSET:
            field_dict["steps"] = steps

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sequence_schedule_request import SequenceScheduleRequest  # noqa: PLC0415
        from ..models.sequence_step_change import SequenceStepChange  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name", UNSET)

        timezone = d.pop("timezone", UNSET)

        def _parse_schedule(data: object) -> None | SequenceScheduleRequest | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                schedule_type_0 = SequenceScheduleRequest.from_dict(data)

                return schedule_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SequenceScheduleRequest | Unset, data)

        schedule = _parse_schedule(d.pop("schedule", UNSET))

        _status = d.pop("status", UNSET)
        status: SequenceStatus | Unset
        if isinstance(_status, Unset):
            status = UNSET
        else:
            status = check_sequence_status(_status)

        _steps = d.pop("steps", UNSET)
        steps: list[SequenceStepChange] | Unset = UNSET
        if _steps is not UNSET:
            steps = []
            for steps_item_data in _steps:
                steps_item = SequenceStepChange.from_dict(steps_item_data)

                steps.append(steps_item)

        update_sequence_request = cls(
            name=name,
            timezone=timezone,
            schedule=schedule,
            status=status,
            steps=steps,
        )

        return update_sequence_request
