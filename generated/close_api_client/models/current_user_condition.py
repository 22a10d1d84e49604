from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="CurrentUserCondition")


@_attrs_define
class CurrentUserCondition:
    """The field is the user who asks.

    Attributes:
        type_ (Literal['current_user']):  Default: 'current_user'.
    """

    type_: Literal["current_user"] = "current_user"

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
        type_ = cast(Literal["current_user"], d.pop("type"))
        if type_ != "current_user":
            raise ValueError(f"type must match const 'current_user', got '{type_}'")

        current_user_condition = cls(
            type_=type_,
        )

        return current_user_condition
