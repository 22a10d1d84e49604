from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.search_request_fields import SearchRequestFields
    from ..models.sort_term import SortTerm
    from ..models.structured_query import StructuredQuery


T = TypeVar("T", bound="SearchRequest")


@_attrs_define
class SearchRequest:
    """
    Attributes:
        query (StructuredQuery): An Advanced Filtering query; `query` there is `s_query` in a bulk action.
        fields (SearchRequestFields | Unset): Names of the fields to return, by object type; without it only ids come
            back.
        limit (int | Unset):
        cursor (None | str | Unset): From the page before; lives for 30 seconds.
        include_counts (bool | Unset):
        results_limit (int | None | Unset):
        sort (list[SortTerm] | Unset):
    """

    query: StructuredQuery
    fields: SearchRequestFields | Unset = UNSET
    limit: int | Unset = UNSET
    cursor: None | str | Unset = UNSET
    include_counts: bool | Unset = UNSET
    results_limit: int | None | Unset = UNSET
    sort: list[SortTerm] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        query = self.query.to_dict()

        fields: dict[str, Any] | Unset = UNSET
        if not isinstance(self.fields, Unset):
            fields = self.fields.to_dict()

        limit = self.limit

        cursor: None | str | Unset
        if isinstance(self.cursor, Unset):
            cursor = UNSET
        else:
            cursor = self.cursor

        include_counts = self.include_counts

        results_limit: int | None | Unset
        if isinstance(self.results_limit, Unset):
            results_limit = UNSET
        else:
            results_limit = self.results_limit

        sort: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.sort, Unset):
            sort = []
            for sort_item_data in self.sort:
                sort_item = sort_item_data.to_dict()
                sort.append(sort_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "query": query,
            }
        )
        if fields is not UNSET:
            field_dict["_fields"] = fields
        if limit is not UNSET:
            field_dict["_limit"] = limit
        if cursor is not UNSET:
            field_dict["cursor"] = cursor
        if include_counts is not UNSET:
            field_dict["include_counts"] = include_counts
        if results_limit is not UNSET:
            field_dict["results_limit"] = results_limit
        if sort is not UNSET:
            field_dict["sort"] = sort

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.search_request_fields import SearchRequestFields  # noqa: PLC0415
        from ..models.sort_term import SortTerm  # noqa: PLC0415
        from ..models.structured_query import StructuredQuery  # noqa: PLC0415

        d = dict(src_dict)
        query = StructuredQuery.from_dict(d.pop("query"))

        _fields = d.pop("_fields", UNSET)
        fields: SearchRequestFields | Unset
        if isinstance(_fields, Unset):
            fields = UNSET
        else:
            fields = SearchRequestFields.from_dict(_fields)

        limit = d.pop("_limit", UNSET)

        def _parse_cursor(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        cursor = _parse_cursor(d.pop("cursor", UNSET))

        include_counts = d.pop("include_counts", UNSET)

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
            for sort_item_data in _sort:
                sort_item = SortTerm.from_dict(sort_item_data)

                sort.append(sort_item)

        search_request = cls(
            query=query,
            fields=fields,
            limit=limit,
            cursor=cursor,
            include_counts=include_counts,
            results_limit=results_limit,
            sort=sort,
        )

        return search_request
