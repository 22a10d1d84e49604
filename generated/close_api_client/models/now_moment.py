from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="NowMoment")


@_attrs_define
class NowMoment:
    """The time of the search.

    Attributes:
        type_ (Literal['now']):  Default: 'now'.
    """

    type_: Literal["now"] = "now"

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["now"], d.pop("type"))
        if type_ != "now":
            raise ValueError(f"type must match const 'now', got '{type_}'")

        now_moment = cls(
            type_=type_,
        )

        return now_moment
