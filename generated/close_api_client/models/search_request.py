from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.and_query import AndQuery
    from ..models.field_condition_query import FieldConditionQuery
    from ..models.has_related_query import HasRelatedQuery
    from ..models.id_query import IdQuery
    from ..models.object_type_query import ObjectTypeQuery
    from ..models.or_query import OrQuery
    from ..models.search_request_fields import SearchRequestFields
    from ..models.search_sort import SearchSort
    from ..models.sort_term import SortTerm
    from ..models.structured_query import StructuredQuery
    from ..models.text_query import TextQuery


T = TypeVar("T", bound="SearchRequest")


@_attrs_define
class SearchRequest:
    """
    Attributes:
        query (AndQuery | FieldConditionQuery | HasRelatedQuery | IdQuery | ObjectTypeQuery | OrQuery | StructuredQuery
            | TextQuery): By the known grammar, or free-form where the vendor's is ahead of it.
        fields (SearchRequestFields | Unset): Names of the fields to return, by object type; without it only ids come
            back.
        limit (int | Unset):
        cursor (None | str | Unset): From the page before; lives for 30 seconds.
        include_counts (bool | Unset):
        results_limit (int | None | Unset):
        sort (list[SearchSort | SortTerm] | Unset):
    """

    query: (
        AndQuery
        | FieldConditionQuery
        | HasRelatedQuery
        | IdQuery
        | ObjectTypeQuery
        | OrQuery
        | StructuredQuery
        | TextQuery
    )
    fields: SearchRequestFields | Unset = UNSET
    limit: int | Unset = UNSET
    cursor: None | str | Unset = UNSET
    include_counts: bool | Unset = UNSET
    results_limit: int | None | Unset = UNSET
    sort: list[SearchSort | SortTerm] | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.and_query import AndQuery  # noqa: PLC0415
        from ..models.field_condition_query import FieldConditionQuery  # noqa: PLC0415
        from ..models.has_related_query import HasRelatedQuery  # noqa: PLC0415
        from ..models.id_query import IdQuery  # noqa: PLC0415
        from ..models.object_type_query import ObjectTypeQuery  # noqa: PLC0415
        from ..models.or_query import OrQuery  # noqa: PLC0415
        from ..models.search_sort import SearchSort  # noqa: PLC0415
        from ..models.text_query import TextQuery  # noqa: PLC0415

        query: dict[str, Any]
        if isinstance(self.query, AndQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, OrQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, IdQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, ObjectTypeQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, TextQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, FieldConditionQuery):
            query = self.query.to_dict()
        elif isinstance(self.query, HasRelatedQuery):
            query = self.query.to_dict()
        else:
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
                sort_item: dict[str, Any]
                if isinstance(sort_item_data, SearchSort):
                    sort_item = sort_item_data.to_dict()
                else:
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
        from ..models.and_query import AndQuery  # noqa: PLC0415
        from ..models.field_condition_query import FieldConditionQuery  # noqa: PLC0415
        from ..models.has_related_query import HasRelatedQuery  # noqa: PLC0415
        from ..models.id_query import IdQuery  # noqa: PLC0415
        from ..models.object_type_query import ObjectTypeQuery  # noqa: PLC0415
        from ..models.or_query import OrQuery  # noqa: PLC0415
        from ..models.search_request_fields import SearchRequestFields  # noqa: PLC0415
        from ..models.search_sort import SearchSort  # noqa: PLC0415
        from ..models.sort_term import SortTerm  # noqa: PLC0415
        from ..models.structured_query import StructuredQuery  # noqa: PLC0415
        from ..models.text_query import TextQuery  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_query(
            data: object,
        ) -> (
            AndQuery
            | FieldConditionQuery
            | HasRelatedQuery
            | IdQuery
            | ObjectTypeQuery
            | OrQuery
            | StructuredQuery
            | TextQuery
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_query_type_0 = AndQuery.from_dict(data)

                return componentsschemas_search_query_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_query_type_1 = OrQuery.from_dict(data)

                return componentsschemas_search_query_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_query_type_2 = IdQuery.from_dict(data)

                return componentsschemas_search_query_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_query_type_3 = ObjectTypeQuery.from_dict(data)

                return componentsschemas_search_query_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_query_type_4 = TextQuery.from_dict(data)

                return componentsschemas_search_query_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_query_type_5 = FieldConditionQuery.from_dict(data)

                return componentsschemas_search_query_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_query_type_6 = HasRelatedQuery.from_dict(data)

                return componentsschemas_search_query_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            query_type_1 = StructuredQuery.from_dict(data)

            return query_type_1

        query = _parse_query(d.pop("query"))

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
        sort: list[SearchSort | SortTerm] | Unset = UNSET
        if _sort is not UNSET:
            sort = []
            for sort_item_data in _sort:

                def _parse_sort_item(data: object) -> SearchSort | SortTerm:
                    try:
                        if not isinstance(data, dict):
                            raise TypeError()
                        sort_item_type_0 = SearchSort.from_dict(data)

                        return sort_item_type_0
                    except (TypeError, ValueError, AttributeError, KeyError):
                        pass
                    if not isinstance(data, dict):
                        raise TypeError()
                    sort_item_type_1 = SortTerm.from_dict(data)

                    return sort_item_type_1

                sort_item = _parse_sort_item(sort_item_data)

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
