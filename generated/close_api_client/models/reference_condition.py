from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="ReferenceCondition")


@_attrs_define
class ReferenceCondition:
    """The field refers to one of the objects.

    Attributes:
        type_ (Literal['reference']):  Default: 'reference'.
        reference_type (str):
        object_ids (list[str]):
    """

    reference_type: str
    object_ids: list[str]
    type_: Literal["reference"] = "reference"

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        reference_type = self.reference_type

        object_ids = self.object_ids

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "reference_type": reference_type,
                "object_ids": object_ids,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["reference"], d.pop("type"))
        if type_ != "reference":
            raise ValueError(f"type must match const 'reference', got '{type_}'")

        reference_type = d.pop("reference_type")

        object_ids = cast(list[str], d.pop("object_ids"))

        reference_condition = cls(
            type_=type_,
            reference_type=reference_type,
            object_ids=object_ids,
        )

        return reference_condition
