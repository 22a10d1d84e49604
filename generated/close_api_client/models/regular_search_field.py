from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.search_related_type import SearchRelatedType, check_search_related_type

T = TypeVar("T", bound="RegularSearchField")


@_attrs_define
class RegularSearchField:
    """A field that objects of that type have.

    Attributes:
        type_ (Literal['regular_field']):  Default: 'regular_field'.
        object_type (SearchRelatedType | str):
        field_name (str):
    """

    object_type: SearchRelatedType | str
    field_name: str
    type_: Literal["regular_field"] = "regular_field"

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        object_type: str
        if isinstance(self.object_type, str):
            object_type = self.object_type
        else:
            object_type = self.object_type

        field_name = self.field_name

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "object_type": object_type,
                "field_name": field_name,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["regular_field"], d.pop("type"))
        if type_ != "regular_field":
            raise ValueError(f"type must match const 'regular_field', got '{type_}'")

        def _parse_object_type(data: object) -> SearchRelatedType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                object_type_type_0 = check_search_related_type(data)

                return object_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SearchRelatedType | str, data)

        object_type = _parse_object_type(d.pop("object_type"))

        field_name = d.pop("field_name")

        regular_search_field = cls(
            type_=type_,
            object_type=object_type,
            field_name=field_name,
        )

        return regular_search_field
