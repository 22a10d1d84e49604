from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.moment_direction import MomentDirection, check_moment_direction
from ..models.moment_edge import MomentEdge, check_moment_edge
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.moment_offset import MomentOffset
    from ..models.now_moment import NowMoment


T = TypeVar("T", bound="OffsetMoment")


@_attrs_define
class OffsetMoment:
    """So far away from now.

    Attributes:
        type_ (Literal['offset']):  Default: 'offset'.
        direction (MomentDirection): Which way an offset goes.
        moment (NowMoment): The time of the search.
        offset (MomentOffset): How far; the application always writes all seven.
        which_day_end (MomentEdge | Unset): Which end of a day or of a period is meant.
    """

    direction: MomentDirection
    moment: NowMoment
    offset: MomentOffset
    type_: Literal["offset"] = "offset"
    which_day_end: MomentEdge | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        direction: str = self.direction

        moment = self.moment.to_dict()

        offset = self.offset.to_dict()

        which_day_end: str | Unset = UNSET
        if not isinstance(self.which_day_end, Unset):
            which_day_end = self.which_day_end

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "direction": direction,
                "moment": moment,
                "offset": offset,
            }
        )
        if which_day_end is not UNSET:
            field_dict["which_day_end"] = which_day_end

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.moment_offset import MomentOffset  # noqa: PLC0415
        from ..models.now_moment import NowMoment  # noqa: PLC0415

        d = dict(src_dict)
        type_ = cast(Literal["offset"], d.pop("type"))
        if type_ != "offset":
            raise ValueError(f"type must match const 'offset', got '{type_}'")

        direction = check_moment_direction(d.pop("direction"))

        moment = NowMoment.from_dict(d.pop("moment"))

        offset = MomentOffset.from_dict(d.pop("offset"))

        _which_day_end = d.pop("which_day_end", UNSET)
        which_day_end: MomentEdge | Unset
        if isinstance(_which_day_end, Unset):
            which_day_end = UNSET
        else:
            which_day_end = check_moment_edge(_which_day_end)

        offset_moment = cls(
            type_=type_,
            direction=direction,
            moment=moment,
            offset=offset,
            which_day_end=which_day_end,
        )

        return offset_moment
