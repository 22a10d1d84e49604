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

T = TypeVar("T", bound="FixedLocalDateMoment")


@_attrs_define
class FixedLocalDateMoment:
    """The start or the end of a day where the user is.

    Attributes:
        type_ (Literal['fixed_local_date']):  Default: 'fixed_local_date'.
        value (str): For instance 2026-03-31.
        which (MomentEdge): Which end of a day or of a period is meant.
    """

    value: str
    which: MomentEdge
    type_: Literal["fixed_local_date"] = "fixed_local_date"

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        value = self.value

        which: str = self.which

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "value": value,
                "which": which,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["fixed_local_date"], d.pop("type"))
        if type_ != "fixed_local_date":
            raise ValueError(f"type must match const 'fixed_local_date', got '{type_}'")

        value = d.pop("value")

        which = check_moment_edge(d.pop("which"))

        fixed_local_date_moment = cls(
            type_=type_,
            value=value,
            which=which,
        )

        return fixed_local_date_moment
