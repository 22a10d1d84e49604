from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="ExistsCondition")


@_attrs_define
class ExistsCondition:
    """The field has a value.

    Attributes:
        type_ (Literal['exists']):  Default: 'exists'.
    """

    type_: Literal["exists"] = "exists"

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
        type_ = cast(Literal["exists"], d.pop("type"))
        if type_ != "exists":
            raise ValueError(f"type must match const 'exists', got '{type_}'")

        exists_condition = cls(
            type_=type_,
        )

        return exists_condition
