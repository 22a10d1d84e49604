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
    from ..models.fixed_local_date_moment import FixedLocalDateMoment
    from ..models.fixed_utc_moment import FixedUtcMoment
    from ..models.now_moment import NowMoment
    from ..models.offset_moment import OffsetMoment
    from ..models.relative_period_moment import RelativePeriodMoment


T = TypeVar("T", bound="MomentRangeCondition")


@_attrs_define
class MomentRangeCondition:
    """The field is within the bounds, of which there is at least one.

    Attributes:
        type_ (Literal['moment_range']):  Default: 'moment_range'.
        on_or_after (FixedLocalDateMoment | FixedUtcMoment | None | NowMoment | OffsetMoment | RelativePeriodMoment |
            Unset):
        before (FixedLocalDateMoment | FixedUtcMoment | None | NowMoment | OffsetMoment | RelativePeriodMoment | Unset):
        gte (FixedLocalDateMoment | FixedUtcMoment | None | NowMoment | OffsetMoment | RelativePeriodMoment | Unset):
        lt (FixedLocalDateMoment | FixedUtcMoment | None | NowMoment | OffsetMoment | RelativePeriodMoment | Unset):
    """

    type_: Literal["moment_range"] = "moment_range"
    on_or_after: (
        FixedLocalDateMoment
        | FixedUtcMoment
        | None
        | NowMoment
        | OffsetMoment
        | RelativePeriodMoment
        | Unset
    ) = UNSET
    before: (
        FixedLocalDateMoment
        | FixedUtcMoment
        | None
        | NowMoment
        | OffsetMoment
        | RelativePeriodMoment
        | Unset
    ) = UNSET
    gte: (
        FixedLocalDateMoment
        | FixedUtcMoment
        | None
        | NowMoment
        | OffsetMoment
        | RelativePeriodMoment
        | Unset
    ) = UNSET
    lt: (
        FixedLocalDateMoment
        | FixedUtcMoment
        | None
        | NowMoment
        | OffsetMoment
        | RelativePeriodMoment
        | Unset
    ) = UNSET

    def to_dict(self) -> dict[str, Any]:
        from ..models.fixed_local_date_moment import FixedLocalDateMoment  # noqa: PLC0415
        from ..models.fixed_utc_moment import FixedUtcMoment  # noqa: PLC0415
        from ..models.now_moment import NowMoment  # noqa: PLC0415
        from ..models.offset_moment import OffsetMoment  # noqa: PLC0415
        from ..models.relative_period_moment import RelativePeriodMoment  # noqa: PLC0415

        type_ = self.type_

        on_or_after: dict[str, Any] | None | Unset
        if isinstance(self.on_or_after, Unset):
            on_or_after = UNSET
        elif isinstance(self.on_or_after, NowMoment):
            on_or_after = self.on_or_after.to_dict()
        elif isinstance(self.on_or_after, FixedUtcMoment):
            on_or_after = self.on_or_after.to_dict()
        elif isinstance(self.on_or_after, FixedLocalDateMoment):
            on_or_after = self.on_or_after.to_dict()
        elif isinstance(self.on_or_after, OffsetMoment):
            on_or_after = self.on_or_after.to_dict()
        elif isinstance(self.on_or_after, RelativePeriodMoment):
            on_or_after = self.on_or_after.to_dict()
        else:
            on_or_after = self.on_or_after

        before: dict[str, Any] | None | Unset
        if isinstance(self.before, Unset):
            before = UNSET
        elif isinstance(self.before, NowMoment):
            before = self.before.to_dict()
        elif isinstance(self.before, FixedUtcMoment):
            before = self.before.to_dict()
        elif isinstance(self.before, FixedLocalDateMoment):
            before = self.before.to_dict()
        elif isinstance(self.before, OffsetMoment):
            before = self.before.to_dict()
        elif isinstance(self.before, RelativePeriodMoment):
            before = self.before.to_dict()
        else:
            before = self.before

        gte: dict[str, Any] | None | Unset
        if isinstance(self.gte, Unset):
            gte = UNSET
        elif isinstance(self.gte, NowMoment):
            gte = self.gte.to_dict()
        elif isinstance(self.gte, FixedUtcMoment):
            gte = self.gte.to_dict()
        elif isinstance(self.gte, FixedLocalDateMoment):
            gte = self.gte.to_dict()
        elif isinstance(self.gte, OffsetMoment):
            gte = self.gte.to_dict()
        elif isinstance(self.gte, RelativePeriodMoment):
            gte = self.gte.to_dict()
        else:
            gte = self.gte

        lt: dict[str, Any] | None | Unset
        if isinstance(self.lt, Unset):
            lt = UNSET
        elif isinstance(self.lt, NowMoment):
            lt = self.lt.to_dict()
        elif isinstance(self.lt, FixedUtcMoment):
            lt = self.lt.to_dict()
        elif isinstance(self.lt, FixedLocalDateMoment):
            lt = self.lt.to_dict()
        elif isinstance(self.lt, OffsetMoment):
            lt = self.lt.to_dict()
        elif isinstance(self.lt, RelativePeriodMoment):
            lt = self.lt.to_dict()
        else:
            lt = self.lt

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
            }
        )
        if on_or_after is not UNSET:
            field_dict["on_or_after"] = on_or_after
        if before is not UNSET:
            field_dict["before"] = before
        if gte is not UNSET:
            field_dict["gte"] = gte
        if lt is not UNSET:
            field_dict["lt"] = lt

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.fixed_local_date_moment import FixedLocalDateMoment  # noqa: PLC0415
        from ..models.fixed_utc_moment import FixedUtcMoment  # noqa: PLC0415
        from ..models.now_moment import NowMoment  # noqa: PLC0415
        from ..models.offset_moment import OffsetMoment  # noqa: PLC0415
        from ..models.relative_period_moment import RelativePeriodMoment  # noqa: PLC0415

        d = dict(src_dict)
        type_ = cast(Literal["moment_range"], d.pop("type"))
        if type_ != "moment_range":
            raise ValueError(f"type must match const 'moment_range', got '{type_}'")

        def _parse_on_or_after(
            data: object,
        ) -> (
            FixedLocalDateMoment
            | FixedUtcMoment
            | None
            | NowMoment
            | OffsetMoment
            | RelativePeriodMoment
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_0 = NowMoment.from_dict(data)

                return componentsschemas_search_moment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_1 = FixedUtcMoment.from_dict(data)

                return componentsschemas_search_moment_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_2 = FixedLocalDateMoment.from_dict(data)

                return componentsschemas_search_moment_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_3 = OffsetMoment.from_dict(data)

                return componentsschemas_search_moment_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_4 = RelativePeriodMoment.from_dict(data)

                return componentsschemas_search_moment_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FixedLocalDateMoment
                | FixedUtcMoment
                | None
                | NowMoment
                | OffsetMoment
                | RelativePeriodMoment
                | Unset,
                data,
            )

        on_or_after = _parse_on_or_after(d.pop("on_or_after", UNSET))

        def _parse_before(
            data: object,
        ) -> (
            FixedLocalDateMoment
            | FixedUtcMoment
            | None
            | NowMoment
            | OffsetMoment
            | RelativePeriodMoment
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_0 = NowMoment.from_dict(data)

                return componentsschemas_search_moment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_1 = FixedUtcMoment.from_dict(data)

                return componentsschemas_search_moment_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_2 = FixedLocalDateMoment.from_dict(data)

                return componentsschemas_search_moment_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_3 = OffsetMoment.from_dict(data)

                return componentsschemas_search_moment_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_4 = RelativePeriodMoment.from_dict(data)

                return componentsschemas_search_moment_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FixedLocalDateMoment
                | FixedUtcMoment
                | None
                | NowMoment
                | OffsetMoment
                | RelativePeriodMoment
                | Unset,
                data,
            )

        before = _parse_before(d.pop("before", UNSET))

        def _parse_gte(
            data: object,
        ) -> (
            FixedLocalDateMoment
            | FixedUtcMoment
            | None
            | NowMoment
            | OffsetMoment
            | RelativePeriodMoment
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_0 = NowMoment.from_dict(data)

                return componentsschemas_search_moment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_1 = FixedUtcMoment.from_dict(data)

                return componentsschemas_search_moment_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_2 = FixedLocalDateMoment.from_dict(data)

                return componentsschemas_search_moment_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_3 = OffsetMoment.from_dict(data)

                return componentsschemas_search_moment_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_4 = RelativePeriodMoment.from_dict(data)

                return componentsschemas_search_moment_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FixedLocalDateMoment
                | FixedUtcMoment
                | None
                | NowMoment
                | OffsetMoment
                | RelativePeriodMoment
                | Unset,
                data,
            )

        gte = _parse_gte(d.pop("gte", UNSET))

        def _parse_lt(
            data: object,
        ) -> (
            FixedLocalDateMoment
            | FixedUtcMoment
            | None
            | NowMoment
            | OffsetMoment
            | RelativePeriodMoment
            | Unset
        ):
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_0 = NowMoment.from_dict(data)

                return componentsschemas_search_moment_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_1 = FixedUtcMoment.from_dict(data)

                return componentsschemas_search_moment_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_2 = FixedLocalDateMoment.from_dict(data)

                return componentsschemas_search_moment_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_3 = OffsetMoment.from_dict(data)

                return componentsschemas_search_moment_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                componentsschemas_search_moment_type_4 = RelativePeriodMoment.from_dict(data)

                return componentsschemas_search_moment_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(
                FixedLocalDateMoment
                | FixedUtcMoment
                | None
                | NowMoment
                | OffsetMoment
                | RelativePeriodMoment
                | Unset,
                data,
            )

        lt = _parse_lt(d.pop("lt", UNSET))

        moment_range_condition = cls(
            type_=type_,
            on_or_after=on_or_after,
            before=before,
            gte=gte,
            lt=lt,
        )

        return moment_range_condition
