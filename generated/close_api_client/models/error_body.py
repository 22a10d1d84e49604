from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.error_body_field_errors import ErrorBodyFieldErrors


T = TypeVar("T", bound="ErrorBody")


@_attrs_define
class ErrorBody:
    """
    Attributes:
        error (str | Unset):
        errors (list[str] | Unset):
        field_errors (ErrorBodyFieldErrors | Unset): What is wrong, by field; mostly strings, sometimes nested.
    """

    error: str | Unset = UNSET
    errors: list[str] | Unset = UNSET
    field_errors: ErrorBodyFieldErrors | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        error = self.error

        errors: list[str] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = self.errors

        field_errors: dict[str, Any] | Unset = UNSET
        if not isinstance(self.field_errors, Unset):
            field_errors = self.field_errors.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if error is not UNSET:
            field_dict["error"] = error
        if errors is not UNSET:
            field_dict["errors"] = errors
        if field_errors is not UNSET:
            field_dict["field-errors"] = field_errors

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.error_body_field_errors import ErrorBodyFieldErrors  # noqa: PLC0415

        d = dict(src_dict)
        error = d.pop("error", UNSET)

        errors = cast(list[str], d.pop("errors", UNSET))

        _field_errors = d.pop("field-errors", UNSET)
        field_errors: ErrorBodyFieldErrors | Unset
        if isinstance(_field_errors, Unset):
            field_errors = UNSET
        else:
            field_errors = ErrorBodyFieldErrors.from_dict(_field_errors)

        error_body = cls(
            error=error,
            errors=errors,
            field_errors=field_errors,
        )

        error_body.additional_properties = d
        return error_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
