from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.moment_edge import MomentEdge, check_moment_edge

T = TypeVar("T", bound="RelativePeriodMoment")


@_attrs_define
class RelativePeriodMoment:
    """The start or the end of a period such as today.

    Attributes:
        type_ (Literal['start_end_of_predefined_relative_period']):  Default: 'start_end_of_predefined_relative_period'.
        range_ (str): Open; seen is today.
        which (MomentEdge): Which end of a day or of a period is meant.
    """

    range_: str
    which: MomentEdge
    type_: Literal["start_end_of_predefined_relative_period"] = (
        "start_end_of_predefined_relative_period"
    )

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        range_ = self.range_

        which: str = self.which

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "range": range_,
                "which": which,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["start_end_of_predefined_relative_period"], d.pop("type"))
        if type_ != "start_end_of_predefined_relative_period":
            raise ValueError(
                f"type must match const 'start_end_of_predefined_relative_period', got '{type_}'"
            )

        range_ = d.pop("range")

        which = check_moment_edge(d.pop("which"))

        relative_period_moment = cls(
            type_=type_,
            range_=range_,
            which=which,
        )

        return relative_period_moment
