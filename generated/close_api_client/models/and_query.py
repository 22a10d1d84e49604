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

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.field_condition_query import FieldConditionQuery
    from ..models.has_related_query import HasRelatedQuery
    from ..models.id_query import IdQuery
    from ..models.object_type_query import ObjectTypeQuery
    from ..models.or_query import OrQuery
    from ..models.text_query import TextQuery


T = TypeVar("T", bound="AndQuery")


@_attrs_define
class AndQuery:
    """Objects that every one of the queries matches.

    Attributes:
        type_ (Literal['and']):  Default: 'and'.
        queries (list[AndQuery | FieldConditionQuery | HasRelatedQuery | IdQuery | ObjectTypeQuery | OrQuery |
            TextQuery]):
        negate (bool | Unset): Whether to match everything else instead.
    """

    queries: list[
        AndQuery
        | FieldConditionQuery
        | HasRelatedQuery
        | IdQuery
        | ObjectTypeQuery
        | OrQuery
        | TextQuery
    ]
    type_: Literal["and"] = "and"
    negate: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.field_condition_query import FieldConditionQuery  # noqa: PLC0415
        from ..models.id_query import IdQuery  # noqa: PLC0415
        from ..models.object_type_query import ObjectTypeQuery  # noqa: PLC0415
        from ..models.or_query import OrQuery  # noqa: PLC0415
        from ..models.text_query import TextQuery  # noqa: PLC0415

        type_ = self.type_

        queries = []
        for queries_item_data in self.queries:
            queries_item: dict[str, Any]
            if isinstance(queries_item_data, AndQuery):
                queries_item = queries_item_data.to_dict()
            elif isinstance(queries_item_data, OrQuery):
                queries_item = queries_item_data.to_dict()
            elif isinstance(queries_item_data, IdQuery):
                queries_item = queries_item_data.to_dict()
            elif isinstance(queries_item_data, ObjectTypeQuery):
                queries_item = queries_item_data.to_dict()
            elif isinstance(queries_item_data, TextQuery):
                queries_item = queries_item_data.to_dict()
            elif isinstance(queries_item_data, FieldConditionQuery):
                queries_item = queries_item_data.to_dict()
            else:
                queries_item = queries_item_data.to_dict()

            queries.append(queries_item)

        negate = self.negate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "queries": queries,
            }
        )
        if negate is not UNSET:
            field_dict["negate"] = negate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.field_condition_query import FieldConditionQuery  # noqa: PLC0415
        from ..models.has_related_query import HasRelatedQuery  # noqa: PLC0415
        from ..models.id_query import IdQuery  # noqa: PLC0415
        from ..models.object_type_query import ObjectTypeQuery  # noqa: PLC0415
        from ..models.or_query import OrQuery  # noqa: PLC0415
        from ..models.text_query import TextQuery  # noqa: PLC0415

        d = dict(src_dict)
        type_ = cast(Literal["and"], d.pop("type"))
        if type_ != "and":
            raise ValueError(f"type must match const 'and', got '{type_}'")

        queries = []
        _queries = d.pop("queries")
        for queries_item_data in _queries:

            def _parse_queries_item(
                data: object,
            ) -> (
                AndQuery
                | FieldConditionQuery
                | HasRelatedQuery
                | IdQuery
                | ObjectTypeQuery
                | OrQuery
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
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_query_type_6 = HasRelatedQuery.from_dict(data)

                return componentsschemas_search_query_type_6

            queries_item = _parse_queries_item(queries_item_data)

            queries.append(queries_item)

        negate = d.pop("negate", UNSET)

        and_query = cls(
            type_=type_,
            queries=queries,
            negate=negate,
        )

        return and_query
