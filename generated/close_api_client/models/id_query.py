from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="IdQuery")


@_attrs_define
class IdQuery:
    """The one object of that id.

    Attributes:
        type_ (Literal['id']):  Default: 'id'.
        value (str):
        negate (bool | Unset): Whether to match everything else instead.
    """

    value: str
    type_: Literal["id"] = "id"
    negate: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        value = self.value

        negate = self.negate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "value": value,
            }
        )
        if negate is not UNSET:
            field_dict["negate"] = negate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["id"], d.pop("type"))
        if type_ != "id":
            raise ValueError(f"type must match const 'id', got '{type_}'")

        value = d.pop("value")

        negate = d.pop("negate", UNSET)

        id_query = cls(
            type_=type_,
            value=value,
            negate=negate,
        )

        return id_query
