from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sequence_schedule_request import SequenceScheduleRequest
    from ..models.sequence_step_request import SequenceStepRequest


T = TypeVar("T", bound="CreateSequenceRequest")


@_attrs_define
class CreateSequenceRequest:
    """
    Attributes:
        name (str):
        timezone (str): A name of the time zone database, in which the schedule is read.
        steps (list[SequenceStepRequest]):
        schedule (None | SequenceScheduleRequest | Unset):
    """

    name: str
    timezone: str
    steps: list[SequenceStepRequest]
    schedule: None | SequenceScheduleRequest | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.sequence_schedule_request import SequenceScheduleRequest  # noqa: PLC0415

        name = self.name

        timezone = self.timezone

        steps = []
        for steps_item_data in self.steps:
            steps_item = steps_item_data.to_dict()
            steps.append(steps_item)

        schedule: dict[str, Any] | None | Unset
        if isinstance(self.schedule, Unset):
            schedule = UNSET
        elif isinstance(self.schedule, SequenceScheduleRequest):
            schedule = self.schedule.to_dict()
        else:
            schedule = self.schedule

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "timezone": timezone,
                "steps": steps,
            }
        )
        if schedule is not UNSET:
            field_dict["schedule"] = schedule

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sequence_schedule_request import SequenceScheduleRequest  # noqa: PLC0415
        from ..models.sequence_step_request import SequenceStepRequest  # noqa: PLC0415

        d = dict(src_dict)
        name = d.pop("name")

        timezone = d.pop("timezone")

        steps = []
        _steps = d.pop("steps")
        for steps_item_data in _steps:
            steps_item = SequenceStepRequest.from_dict(steps_item_data)

            steps.append(steps_item)

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

        create_sequence_request = cls(
            name=name,
            timezone=timezone,
            steps=steps,
            schedule=schedule,
        )

        return create_sequence_request
