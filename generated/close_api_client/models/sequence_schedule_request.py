from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.sequence_schedule_request_ranges_item import (
        SequenceScheduleRequestRangesItem,
    )


T = TypeVar("T", bound="SequenceScheduleRequest")


@_attrs_define
class SequenceScheduleRequest:
    """When the sequence may act.

    Attributes:
        ranges (list[SequenceScheduleRequestRangesItem]):
    """

    ranges: list[SequenceScheduleRequestRangesItem]

    def to_dict(self) -> dict[str, Any]:
        ranges = []
        for ranges_item_data in self.ranges:
            ranges_item = ranges_item_data.to_dict()
            ranges.append(ranges_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "ranges": ranges,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sequence_schedule_request_ranges_item import (
            SequenceScheduleRequestRangesItem,  # noqa: PLC0415
        )

        d = dict(src_dict)
        ranges = []
        _ranges = d.pop("ranges")
        for ranges_item_data in _ranges:
            ranges_item = SequenceScheduleRequestRangesItem.from_dict(ranges_item_data)

            ranges.append(ranges_item)

        sequence_schedule_request = cls(
            ranges=ranges,
        )

        return sequence_schedule_request
