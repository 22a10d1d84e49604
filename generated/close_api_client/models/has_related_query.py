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

from ..models.search_related_type import SearchRelatedType, check_search_related_type
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.and_query import AndQuery
    from ..models.field_condition_query import FieldConditionQuery
    from ..models.id_query import IdQuery
    from ..models.object_type_query import ObjectTypeQuery
    from ..models.or_query import OrQuery
    from ..models.text_query import TextQuery


T = TypeVar("T", bound="HasRelatedQuery")


@_attrs_define
class HasRelatedQuery:
    """Objects that have a related object which the query matches.

    Attributes:
        type_ (Literal['has_related']):  Default: 'has_related'.
        this_object_type (SearchRelatedType | str):
        related_object_type (SearchRelatedType | str):
        related_query (AndQuery | FieldConditionQuery | HasRelatedQuery | IdQuery | ObjectTypeQuery | OrQuery |
            TextQuery): Which objects are meant.
        negate (bool | Unset): Whether to match everything else instead.
    """

    this_object_type: SearchRelatedType | str
    related_object_type: SearchRelatedType | str
    related_query: (
        AndQuery
        | FieldConditionQuery
        | HasRelatedQuery
        | IdQuery
        | ObjectTypeQuery
        | OrQuery
        | TextQuery
    )
    type_: Literal["has_related"] = "has_related"
    negate: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.and_query import AndQuery  # noqa: PLC0415
        from ..models.field_condition_query import FieldConditionQuery  # noqa: PLC0415
        from ..models.id_query import IdQuery  # noqa: PLC0415
        from ..models.object_type_query import ObjectTypeQuery  # noqa: PLC0415
        from ..models.or_query import OrQuery  # noqa: PLC0415
        from ..models.text_query import TextQuery  # noqa: PLC0415

        type_ = self.type_

        this_object_type: str
        if isinstance(self.this_object_type, str):
            this_object_type = self.this_object_type
        else:
            this_object_type = self.this_object_type

        related_object_type: str
        if isinstance(self.related_object_type, str):
            related_object_type = self.related_object_type
        else:
            related_object_type = self.related_object_type

        related_query: dict[str, Any]
        if isinstance(self.related_query, AndQuery):
            related_query = self.related_query.to_dict()
        elif isinstance(self.related_query, OrQuery):
            related_query = self.related_query.to_dict()
        elif isinstance(self.related_query, IdQuery):
            related_query = self.related_query.to_dict()
        elif isinstance(self.related_query, ObjectTypeQuery):
            related_query = self.related_query.to_dict()
        elif isinstance(self.related_query, TextQuery):
            related_query = self.related_query.to_dict()
        elif isinstance(self.related_query, FieldConditionQuery):
            related_query = self.related_query.to_dict()
        else:
            related_query = self.related_query.to_dict()

        negate = self.negate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "this_object_type": this_object_type,
                "related_object_type": related_object_type,
                "related_query": related_query,
            }
        )
        if negate is not UNSET:
            field_dict["negate"] = negate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.and_query import AndQuery  # noqa: PLC0415
        from ..models.field_condition_query import FieldConditionQuery  # noqa: PLC0415
        from ..models.id_query import IdQuery  # noqa: PLC0415
        from ..models.object_type_query import ObjectTypeQuery  # noqa: PLC0415
        from ..models.or_query import OrQuery  # noqa: PLC0415
        from ..models.text_query import TextQuery  # noqa: PLC0415

        d = dict(src_dict)
        type_ = cast(Literal["has_related"], d.pop("type"))
        if type_ != "has_related":
            raise ValueError(f"type must match const 'has_related', got '{type_}'")

        def _parse_this_object_type(data: object) -> SearchRelatedType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                this_object_type_type_0 = check_search_related_type(data)

                return this_object_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SearchRelatedType | str, data)

        this_object_type = _parse_this_object_type(d.pop("this_object_type"))

        def _parse_related_object_type(data: object) -> SearchRelatedType | str:
            try:
                if not isinstance(data, str):
                    raise TypeError()
                related_object_type_type_0 = check_search_related_type(data)

                return related_object_type_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(SearchRelatedType | str, data)

        related_object_type = _parse_related_object_type(d.pop("related_object_type"))

        def _parse_related_query(
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

        related_query = _parse_related_query(d.pop("related_query"))

        negate = d.pop("negate", UNSET)

        has_related_query = cls(
            type_=type_,
            this_object_type=this_object_type,
            related_object_type=related_object_type,
            related_query=related_query,
            negate=negate,
        )

        return has_related_query
