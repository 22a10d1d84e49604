from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.saved_search_type import SavedSearchType, check_saved_search_type
from ..types import UNSET, Unset

T = TypeVar("T", bound="SavedSearch")


@_attrs_define
class SavedSearch:
    """A Smart View.

    Attributes:
        id (str):
        name (str | Unset):
        organization_id (str | Unset):
        query (None | str | Unset): In the old search language; null if s_query is in use.
        s_query (Any | Unset): Any JSON value.
        type_ (SavedSearchType | str | Unset):
    """

    id: str
    name: str | Unset = UNSET
    organization_id: str | Unset = UNSET
    query: None | str | Unset = UNSET
    s_query: Any | Unset = UNSET
    type_: SavedSearchType | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        organization_id = self.organization_id

        query: None | str | Unset
        if isinstance(self.query, Unset):
            query = UNSET
        else:
            query = self.query

        s_query = self.s_query

        type_: str | Unset
        if isinstance(self.type_, Unset):
            type_ = UNSET
        elif isinstance(self.type_, str):
            type_ = self.type_
        else:
            type_ = self.type_

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
            }
        )
        if name is not UNSET:
            field_dict["name"] = name
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if query is not UNSET:
            field_dict["query"] = query
        if s_query is not UNSET:
            field_dict["s_query"] = s_query
        if type_ is not UNSET:
            field_dict["type"] = type_

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name", UNSET)

        organization_id = d.pop("organization_id", UNSET)

        def _parse_query(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        query = _parse_query(d.pop("query", UNSET))

        s_query = d.pop("s_query", UNSET)

        def _parse_type_(data: object) -> SavedSearchType | str | Unset:
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                type_type_0 = check_saved_search_type(data)

                return type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SavedSearchType | str | Unset, data)

        type_ = _parse_type_(d.pop("type", UNSET))

        saved_search = cls(
            id=id,
            name=name,
            organization_id=organization_id,
            query=query,
            s_query=s_query,
            type_=type_,
        )

        saved_search.additional_properties = d
        return saved_search

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
