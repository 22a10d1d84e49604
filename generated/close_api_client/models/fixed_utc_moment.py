from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="FixedUtcMoment")


@_attrs_define
class FixedUtcMoment:
    """A fixed time.

    Attributes:
        type_ (Literal['fixed_utc']):  Default: 'fixed_utc'.
        value (str): ISO 8601.
    """

    value: str
    type_: Literal["fixed_utc"] = "fixed_utc"

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["fixed_utc"], d.pop("type"))
        if type_ != "fixed_utc":
            raise ValueError(f"type must match const 'fixed_utc', got '{type_}'")

        value = d.pop("value")

        fixed_utc_moment = cls(
            type_=type_,
            value=value,
        )

        return fixed_utc_moment
