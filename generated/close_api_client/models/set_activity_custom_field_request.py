from __future__ import annotations

from collections.abc import Mapping
from typing import (
    TYPE_CHECKING,
    Any,
    Literal,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.custom_field_operation import (
    CustomFieldOperation,
    check_custom_field_operation,
)
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sort_term import SortTerm
    from ..models.structured_query import StructuredQuery


T = TypeVar("T", bound="SetActivityCustomFieldRequest")


@_attrs_define
class SetActivityCustomFieldRequest:
    """Give a custom field of the selected leads' custom activities a value, or several. Inferred.

    Attributes:
        type_ (Literal['set_activity_custom_field']):  Default: 'set_activity_custom_field'.
        s_query (StructuredQuery): An Advanced Filtering query; `query` there is `s_query` in a bulk action.
        custom_field_id (str | Unset):
        custom_field_name (str | Unset): The exact name of the custom field.
        custom_field_value (bool | float | str | Unset): The new value.
        custom_field_values (list[bool | float | str] | Unset): The new values, for a custom field that takes several.
        custom_field_operation (CustomFieldOperation | Unset): What the new values of a custom field with several values
            do to those that are there.
        results_limit (int | None | Unset): At most so many leads, in the order of sort; null for all.
        sort (list[SortTerm] | Unset):
        send_done_email (bool | Unset): Whether the vendor confirms the end by e-mail; it does unless told not to.
    """

    s_query: StructuredQuery
    type_: Literal["set_activity_custom_field"] = "set_activity_custom_field"
    custom_field_id: str | Unset = UNSET
    custom_field_name: str | Unset = UNSET
    custom_field_value: bool | float | str | Unset = UNSET
    custom_field_values: list[bool | float | str] | Unset = UNSET
    custom_field_operation: CustomFieldOperation | Unset = UNSET
    results_limit: int | None | Unset = UNSET
    sort: list[SortTerm] | Unset = UNSET
    send_done_email: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        s_query = self.s_query.to_dict()

        custom_field_id = self.custom_field_id

        custom_field_name = self.custom_field_name

        custom_field_value: bool | float | str | Unset
        if isinstance(self.custom_field_value, Unset):
            custom_field_value = UNSET
        else:
            custom_field_value = self.custom_field_value

        custom_field_values: list[bool | float | str] | Unset = UNSET
        if not isinstance(self.custom_field_values, Unset):
            custom_field_values = []
            for componentsschemas_custom_field_values_item_data in self.custom_field_values:
                componentsschemas_custom_field_values_item: bool | float | str
                componentsschemas_custom_field_values_item = (
                    componentsschemas_custom_field_values_item_data
                )
                custom_field_values.append(componentsschemas_custom_field_values_item)

        custom_field_operation: str | Unset = UNSET
        if not isinstance(self.custom_field_operation, Unset):
            custom_field_operation = self.custom_field_operation

        results_limit: int | None | Unset
        if isinstance(self.results_limit, Unset):
            results_limit = UNSET
        else:
            results_limit = self.results_limit

        sort: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sort, Unset):
            sort = []
            for componentsschemas_sort_terms_item_data in self.sort:
                componentsschemas_sort_terms_item = componentsschemas_sort_terms_item_data.to_dict()
                sort.append(componentsschemas_sort_terms_item)

        send_done_email = self.send_done_email

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "s_query": s_query,
            }
        )
        if custom_field_id is not UNSET:
            field_dict["custom_field_id"] = custom_field_id
        if custom_field_name is not UNSET:
            field_dict["custom_field_name"] = custom_field_name
        if custom_field_value is not UNSET:
            field_dict["custom_field_value"] = custom_field_value
        if custom_field_values is not UNSET:
            field_dict["custom_field_values"] = custom_field_values
        if custom_field_operation is not UNSET:
            field_dict["custom_field_operation"] = custom_field_operation
        if results_limit is not UNSET:
            field_dict["results_limit"] = results_limit
        if sort is not UNSET:
            field_dict["sort"] = sort
        if send_done_email is not UNSET:
            field_dict["send_done_email"] = send_done_email

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sort_term import SortTerm  # noqa: PLC0415
        from ..models.structured_query import StructuredQuery  # noqa: PLC0415

        d = dict(src_dict)
        type_ = cast(Literal["set_activity_custom_field"], d.pop("type"))
        if type_ != "set_activity_custom_field":
            raise ValueError(f"type must match const 'set_activity_custom_field', got '{type_}'")

        s_query = StructuredQuery.from_dict(d.pop("s_query"))

        custom_field_id = d.pop("custom_field_id", UNSET)

        custom_field_name = d.pop("custom_field_name", UNSET)

        def _parse_custom_field_value(data: object) -> bool | float | str | Unset:
            if isinstance(data, Unset):
                return data
            return cast(bool | float | str | Unset, data)

        custom_field_value = _parse_custom_field_value(d.pop("custom_field_value", UNSET))

        _custom_field_values = d.pop("custom_field_values", UNSET)
        custom_field_values: list[bool | float | str] | Unset = UNSET
        if _custom_field_values is not UNSET:
            custom_field_values = []
            for componentsschemas_custom_field_values_item_data in _custom_field_values:

                def _parse_componentsschemas_custom_field_values_item(
                    data: object,
                ) -> bool | float | str:
                    return cast(bool | float | str, data)

                componentsschemas_custom_field_values_item = (
                    _parse_componentsschemas_custom_field_values_item(
                        componentsschemas_custom_field_values_item_data
                    )
                )

                custom_field_values.append(componentsschemas_custom_field_values_item)

        _custom_field_operation = d.pop("custom_field_operation", UNSET)
        custom_field_operation: CustomFieldOperation | Unset
        if isinstance(_custom_field_operation, Unset):
            custom_field_operation = UNSET
        else:
            custom_field_operation = check_custom_field_operation(_custom_field_operation)

        def _parse_results_limit(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        results_limit = _parse_results_limit(d.pop("results_limit", UNSET))

        _sort = d.pop("sort", UNSET)
        sort: list[SortTerm] | Unset = UNSET
        if _sort is not UNSET:
            sort = []
            for componentsschemas_sort_terms_item_data in _sort:
                componentsschemas_sort_terms_item = SortTerm.from_dict(
                    componentsschemas_sort_terms_item_data
                )

                sort.append(componentsschemas_sort_terms_item)

        send_done_email = d.pop("send_done_email", UNSET)

        set_activity_custom_field_request = cls(
            type_=type_,
            s_query=s_query,
            custom_field_id=custom_field_id,
            custom_field_name=custom_field_name,
            custom_field_value=custom_field_value,
            custom_field_values=custom_field_values,
            custom_field_operation=custom_field_operation,
            results_limit=results_limit,
            sort=sort,
            send_done_email=send_done_email,
        )

        return set_activity_custom_field_request
