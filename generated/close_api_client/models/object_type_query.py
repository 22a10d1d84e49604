from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.search_object_type import SearchObjectType, check_search_object_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="ObjectTypeQuery")


@_attrs_define
class ObjectTypeQuery:
    """Objects of that type; without such a node a search mixes types.

    Attributes:
        type_ (Literal['object_type']):  Default: 'object_type'.
        object_type (SearchObjectType): What a query selects.
        negate (bool | Unset): Whether to match everything else instead.
    """

    object_type: SearchObjectType
    type_: Literal["object_type"] = "object_type"
    negate: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        object_type: str = self.object_type

        negate = self.negate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "object_type": object_type,
            }
        )
        if negate is not UNSET:
            field_dict["negate"] = negate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["object_type"], d.pop("type"))
        if type_ != "object_type":
            raise ValueError(f"type must match const 'object_type', got '{type_}'")

        object_type = check_search_object_type(d.pop("object_type"))

        negate = d.pop("negate", UNSET)

        object_type_query = cls(
            type_=type_,
            object_type=object_type,
            negate=negate,
        )

        return object_type_query
