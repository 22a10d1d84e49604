from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.sequence_status import SequenceStatus, check_sequence_status
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.sequence_step import SequenceStep
    from ..models.sequence_subscription_counts import SequenceSubscriptionCounts


T = TypeVar("T", bound="Sequence")


@_attrs_define
class Sequence:
    """
    Attributes:
        id (str):
        name (str):
        allow_manual_enrollment (bool | Unset):
        created_by_id (None | str | Unset):
        date_created (str | Unset): ISO 8601 without an offset; UTC by inference.
        date_updated (str | Unset): ISO 8601 without an offset; UTC by inference.
        organization_id (str | Unset):
        owner_id (None | str | Unset):
        schedule (Any | Unset): Any JSON value.
        schedule_id (None | str | Unset):
        status (None | SequenceStatus | str | Unset):
        steps (list[SequenceStep] | Unset):
        subscription_counts_by_status (SequenceSubscriptionCounts | Unset): How many subscriptions are in each status; a
            status that is not known is kept.
        timezone (None | str | Unset):
        trigger_query (Any | Unset): Any JSON value.
        updated_by_id (None | str | Unset):
    """

    id: str
    name: str
    allow_manual_enrollment: bool | Unset = UNSET
    created_by_id: None | str | Unset = UNSET
    date_created: str | Unset = UNSET
    date_updated: str | Unset = UNSET
    organization_id: str | Unset = UNSET
    owner_id: None | str | Unset = UNSET
    schedule: Any | Unset = UNSET
    schedule_id: None | str | Unset = UNSET
    status: None | SequenceStatus | str | Unset = UNSET
    steps: list[SequenceStep] | Unset = UNSET
    subscription_counts_by_status: SequenceSubscriptionCounts | Unset = UNSET
    timezone: None | str | Unset = UNSET
    trigger_query: Any | Unset = UNSET
    updated_by_id: None | str | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        allow_manual_enrollment = self.allow_manual_enrollment

        created_by_id: None | str | Unset
        if isinstance(self.created_by_id, Unset):
            created_by_id = UNSET
        else:
            created_by_id = self.created_by_id

        date_created = self.date_created

        date_updated = self.date_updated

        organization_id = self.organization_id

        owner_id: None | str | Unset
        if isinstance(self.owner_id, Unset):
            owner_id = UNSET
        else:
            owner_id = self.owner_id

        schedule = self.schedule

        schedule_id: None | str | Unset
        if isinstance(self.schedule_id, Unset):
            schedule_id = UNSET
        else:
            schedule_id = self.schedule_id

        status: None | str | Unset
        if isinstance(self.status, Unset):
            status = UNSET
        elif isinstance(self.status, str):
            status = self.status
        else:
            status = self.status

        steps: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.steps, Unset):
            steps = []
            for steps_item_data in self.steps:
                steps_item = steps_item_data.to_dict()
                steps.append(steps_item)

        subscription_counts_by_status: dict[str, Any] | Unset = UNSET
        if not isinstance(self.subscription_counts_by_status, Unset):
            subscription_counts_by_status = self.subscription_counts_by_status.to_dict()

        timezone: None | str | Unset
        if isinstance(self.timezone, Unset):
            timezone = UNSET
        else:
            timezone = self.timezone

        trigger_query = self.trigger_query

        updated_by_id: None | str | Unset
        if isinstance(self.updated_by_id, Unset):
            updated_by_id = UNSET
        else:
            updated_by_id = self.updated_by_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
            }
        )
        if allow_manual_enrollment is not UNSET:
            field_dict["allow_manual_enrollment"] = allow_manual_enrollment
        if created_by_id is not UNSET:
            field_dict["created_by_id"] = created_by_id
        if date_created is not UNSET:
            field_dict["date_created"] = date_created
        if date_updated is not UNSET:
            field_dict["date_updated"] = date_updated
        if organization_id is not UNSET:
            field_dict["organization_id"] = organization_id
        if owner_id is not UNSET:
            field_dict["owner_id"] = owner_id
        if schedule is not UNSET:
            field_dict["schedule"] = schedule
        if schedule_id is not UNSET:
            field_dict["schedule_id"] = schedule_id
        if status is not UNSET:
            field_dict["status"] = status
        if steps is not UNSET:
            field_dict["steps"] = steps
        if subscription_counts_by_status is not UNSET:
            field_dict["subscription_counts_by_status"] = subscription_counts_by_status
        if timezone is not UNSET:
            field_dict["timezone"] = timezone
        if trigger_query is not UNSET:
            field_dict["trigger_query"] = trigger_query
        if updated_by_id is not UNSET:
            field_dict["updated_by_id"] = updated_by_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.sequence_step import SequenceStep  # noqa: PLC0415
        from ..models.sequence_subscription_counts import SequenceSubscriptionCounts  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        allow_manual_enrollment = d.pop("allow_manual_enrollment", UNSET)

        def _parse_created_by_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        created_by_id = _parse_created_by_id(d.pop("created_by_id", UNSET))

        date_created = d.pop("date_created", UNSET)

        date_updated = d.pop("date_updated", UNSET)

        organization_id = d.pop("organization_id", UNSET)

        def _parse_owner_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        owner_id = _parse_owner_id(d.pop("owner_id", UNSET))

        schedule = d.pop("schedule", UNSET)

        def _parse_schedule_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        schedule_id = _parse_schedule_id(d.pop("schedule_id", UNSET))

        def _parse_status(data: object) -> None | SequenceStatus | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                status_type_0 = check_sequence_status(data)

                return status_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SequenceStatus | str | Unset, data)

        status = _parse_status(d.pop("status", UNSET))

        _steps = d.pop("steps", UNSET)
        steps: list[SequenceStep] | Unset = UNSET
        if _steps is not UNSET:
            steps = []
            for steps_item_data in _steps:
                steps_item = SequenceStep.from_dict(steps_item_data)

                steps.append(steps_item)

        _subscription_counts_by_status = d.pop("subscription_counts_by_status", UNSET)
        subscription_counts_by_status: SequenceSubscriptionCounts | Unset
        if isinstance(_subscription_counts_by_status, Unset):
            subscription_counts_by_status = UNSET
        else:
            subscription_counts_by_status = SequenceSubscriptionCounts.from_dict(
                _subscription_counts_by_status
            )

        def _parse_timezone(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        timezone = _parse_timezone(d.pop("timezone", UNSET))

        trigger_query = d.pop("trigger_query", UNSET)

        def _parse_updated_by_id(data: object) -> None | str | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(None | str | Unset, data)

        updated_by_id = _parse_updated_by_id(d.pop("updated_by_id", UNSET))

        sequence = cls(
            id=id,
            name=name,
            allow_manual_enrollment=allow_manual_enrollment,
            created_by_id=created_by_id,
            date_created=date_created,
            date_updated=date_updated,
            organization_id=organization_id,
            owner_id=owner_id,
            schedule=schedule,
            schedule_id=schedule_id,
            status=status,
            steps=steps,
            subscription_counts_by_status=subscription_counts_by_status,
            timezone=timezone,
            trigger_query=trigger_query,
            updated_by_id=updated_by_id,
        )

        sequence.additional_properties = d
        return sequence

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
