from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

T = TypeVar("T", bound="SequenceScheduleRequestRangesItem")


@_attrs_define
class SequenceScheduleRequestRangesItem:
    """
    Attributes:
        weekday (int): 1 is Monday, by inference.
        start (str): For instance 09:00.
        end (str): For instance 16:59.
    """

    weekday: int
    start: str
    end: str

    def to_dict(self) -> dict[str, Any]:
        weekday = self.weekday

        start = self.start

        end = self.end

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "weekday": weekday,
                "start": start,
                "end": end,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        weekday = d.pop("weekday")

        start = d.pop("start")

        end = d.pop("end")

        sequence_schedule_request_ranges_item = cls(
            weekday=weekday,
            start=start,
            end=end,
        )

        return sequence_schedule_request_ranges_item
