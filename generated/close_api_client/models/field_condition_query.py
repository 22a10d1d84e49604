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
    from ..models.boolean_condition import BooleanCondition
    from ..models.current_user_condition import CurrentUserCondition
    from ..models.custom_search_field import CustomSearchField
    from ..models.exists_condition import ExistsCondition
    from ..models.moment_range_condition import MomentRangeCondition
    from ..models.number_range_condition import NumberRangeCondition
    from ..models.reference_condition import ReferenceCondition
    from ..models.regular_search_field import RegularSearchField
    from ..models.term_condition import TermCondition
    from ..models.text_condition import TextCondition


T = TypeVar("T", bound="FieldConditionQuery")


@_attrs_define
class FieldConditionQuery:
    """Objects with a field that fulfils the condition.

    Attributes:
        type_ (Literal['field_condition']):  Default: 'field_condition'.
        field (CustomSearchField | RegularSearchField): The field that a condition or an order is about.
        condition (BooleanCondition | CurrentUserCondition | ExistsCondition | MomentRangeCondition |
            NumberRangeCondition | ReferenceCondition | TermCondition | TextCondition): What is asked of the field.
        negate (bool | Unset): Whether to match everything else instead.
    """

    field: CustomSearchField | RegularSearchField
    condition: (
        BooleanCondition
        | CurrentUserCondition
        | ExistsCondition
        | MomentRangeCondition
        | NumberRangeCondition
        | ReferenceCondition
        | TermCondition
        | TextCondition
    )
    type_: Literal["field_condition"] = "field_condition"
    negate: bool | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.boolean_condition import BooleanCondition  # noqa: PLC0415
        from ..models.current_user_condition import CurrentUserCondition  # noqa: PLC0415
        from ..models.exists_condition import ExistsCondition  # noqa: PLC0415
        from ..models.number_range_condition import NumberRangeCondition  # noqa: PLC0415
        from ..models.reference_condition import ReferenceCondition  # noqa: PLC0415
        from ..models.regular_search_field import RegularSearchField  # noqa: PLC0415
        from ..models.term_condition import TermCondition  # noqa: PLC0415
        from ..models.text_condition import TextCondition  # noqa: PLC0415

        type_ = self.type_

        field: dict[str, Any]
        if isinstance(self.field, RegularSearchField):
            field = self.field.to_dict()
        else:
            field = self.field.to_dict()

        condition: dict[str, Any]
        if isinstance(self.condition, BooleanCondition):
            condition = self.condition.to_dict()
        elif isinstance(self.condition, CurrentUserCondition):
            condition = self.condition.to_dict()
        elif isinstance(self.condition, ExistsCondition):
            condition = self.condition.to_dict()
        elif isinstance(self.condition, TextCondition):
            condition = self.condition.to_dict()
        elif isinstance(self.condition, TermCondition):
            condition = self.condition.to_dict()
        elif isinstance(self.condition, ReferenceCondition):
            condition = self.condition.to_dict()
        elif isinstance(self.condition, NumberRangeCondition):
            condition = self.condition.to_dict()
        else:
            condition = self.condition.to_dict()

        negate = self.negate

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "field": field,
                "condition": condition,
            }
        )
        if negate is not UNSET:
            field_dict["negate"] = negate

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.boolean_condition import BooleanCondition  # noqa: PLC0415
        from ..models.current_user_condition import CurrentUserCondition  # noqa: PLC0415
        from ..models.custom_search_field import CustomSearchField  # noqa: PLC0415
        from ..models.exists_condition import ExistsCondition  # noqa: PLC0415
        from ..models.moment_range_condition import MomentRangeCondition  # noqa: PLC0415
        from ..models.number_range_condition import NumberRangeCondition  # noqa: PLC0415
        from ..models.reference_condition import ReferenceCondition  # noqa: PLC0415
        from ..models.regular_search_field import RegularSearchField  # noqa: PLC0415
        from ..models.term_condition import TermCondition  # noqa: PLC0415
        from ..models.text_condition import TextCondition  # noqa: PLC0415

        d = dict(src_dict)
        type_ = cast(Literal["field_condition"], d.pop("type"))
        if type_ != "field_condition":
            raise ValueError(f"type must match const 'field_condition', got '{type_}'")

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

        def _parse_condition(
            data: object,
        ) -> (
            BooleanCondition
            | CurrentUserCondition
            | ExistsCondition
            | MomentRangeCondition
            | NumberRangeCondition
            | ReferenceCondition
            | TermCondition
            | TextCondition
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_condition_type_0 = BooleanCondition.from_dict(data)

                return componentsschemas_search_condition_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_condition_type_1 = CurrentUserCondition.from_dict(data)

                return componentsschemas_search_condition_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_condition_type_2 = ExistsCondition.from_dict(data)

                return componentsschemas_search_condition_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_condition_type_3 = TextCondition.from_dict(data)

                return componentsschemas_search_condition_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_condition_type_4 = TermCondition.from_dict(data)

                return componentsschemas_search_condition_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_condition_type_5 = ReferenceCondition.from_dict(data)

                return componentsschemas_search_condition_type_5
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_condition_type_6 = NumberRangeCondition.from_dict(data)

                return componentsschemas_search_condition_type_6
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            componentsschemas_search_condition_type_7 = MomentRangeCondition.from_dict(data)

            return componentsschemas_search_condition_type_7

        condition = _parse_condition(d.pop("condition"))

        negate = d.pop("negate", UNSET)

        field_condition_query = cls(
            type_=type_,
            field=field,
            condition=condition,
            negate=negate,
        )

        return field_condition_query
