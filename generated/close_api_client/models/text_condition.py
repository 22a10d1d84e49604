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

T = TypeVar("T", bound="TextCondition")


@_attrs_define
class TextCondition:
    """The field has the text.

    Attributes:
        type_ (Literal['text']):  Default: 'text'.
        mode (TextMode): How a text is looked for.
        value (str):
    """

    mode: TextMode
    value: str
    type_: Literal["text"] = "text"

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        mode: str = self.mode

        value = self.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "mode": mode,
                "value": value,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        type_ = cast(Literal["text"], d.pop("type"))
        if type_ != "text":
            raise ValueError(f"type must match const 'text', got '{type_}'")

        mode = check_text_mode(d.pop("mode"))

        value = d.pop("value")

        text_condition = cls(
            type_=type_,
            mode=mode,
            value=value,
        )

        return text_condition
