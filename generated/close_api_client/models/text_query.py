from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.text_mode import TextMode, check_text_mode
from ..types import UNSET, Unset

T = TypeVar("T", bound="TextQuery")


@_attrs_define
class TextQuery:
    """Objects with that text in any of their fields.

    Attributes:
        type_ (Literal['text']):  Default: 'text'.
        mode (TextMode): How a text is looked for.
        value (str):
        negate (bool | Unset): Whether to match everything else instead.
    """

    mode: TextMode
    value: str
    type_: Literal["text"] = "text"
    negate: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        mode: str = self.mode

        value = self.value

        negate = self.negate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "mode": mode,
                "value": value,
            }
        )
        if negate is not UNSET:
            field_dict["negate"] = negate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["text"], d.pop("type"))
        if type_ != "text":
            raise ValueError(f"type must match const 'text', got '{type_}'")

        mode = check_text_mode(d.pop("mode"))

        value = d.pop("value")

        negate = d.pop("negate", UNSET)

        text_query = cls(
            type_=type_,
            mode=mode,
            value=value,
            negate=negate,
        )

        return text_query
