from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

T = TypeVar("T", bound="TermCondition")


@_attrs_define
class TermCondition:
    """The field is one of the values, exactly.

    Attributes:
        type_ (Literal['term']):  Default: 'term'.
        values (list[str]):
    """

    values: list[str]
    type_: Literal["term"] = "term"

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        values = self.values

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "values": values,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["term"], d.pop("type"))
        if type_ != "term":
            raise ValueError(f"type must match const 'term', got '{type_}'")

        values = cast(list[str], d.pop("values"))

        term_condition = cls(
            type_=type_,
            values=values,
        )

        return term_condition
