from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define

from ..models.sort_direction import SortDirection, check_sort_direction

if TYPE_CHECKING:
    from ..models.custom_search_field import CustomSearchField
    from ..models.regular_search_field import RegularSearchField


T = TypeVar("T", bound="SearchSort")


@_attrs_define
class SearchSort:
    """A field to sort by, and which way.

    Attributes:
        direction (SortDirection): Which way to sort.
        field (CustomSearchField | RegularSearchField): The field that a condition or an order is about.
    """

    direction: SortDirection
    field: CustomSearchField | RegularSearchField

    def to_dict(self) -> dict[str, Any]:
        from ..models.regular_search_field import RegularSearchField  # noqa: PLC0415

        direction: str = self.direction

        field: dict[str, Any]
        if isinstance(self.field, RegularSearchField):
            field = self.field.to_dict()
        else:
            field = self.field.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "direction": direction,
                "field": field,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.custom_search_field import CustomSearchField  # noqa: PLC0415
        from ..models.regular_search_field import RegularSearchField  # noqa: PLC0415

        d = dict(src_dict)
        direction = check_sort_direction(d.pop("direction"))

        def _parse_field(data: object) -> CustomSearchField | RegularSearchField:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_field_type_0 = RegularSearchField.from_dict(data)

                return componentsschemas_search_field_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_search_field_type_1 = CustomSearchField.from_dict(data)

            return componentsschemas_search_field_type_1

        field = _parse_field(d.pop("field"))

        search_sort = cls(
            direction=direction,
            field=field,
        )

        return search_sort
