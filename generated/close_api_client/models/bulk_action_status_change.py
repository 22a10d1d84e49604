from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..models.bulk_action_status_change_status import (
    BulkActionStatusChangeStatus,
    check_bulk_action_status_change_status,
)

T = TypeVar("T", bound="BulkActionStatusChange")


@_attrs_define
class BulkActionStatusChange:
    """`paused` stops a bulk action that is running; `resuming` takes it up again, at most seven days later.

    Attributes:
        status (BulkActionStatusChangeStatus):
    """

    status: BulkActionStatusChangeStatus

    def to_dict(self) -> dict[str, Any]:
        status: str = self.status

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = check_bulk_action_status_change_status(d.pop("status"))

        bulk_action_status_change = cls(
            status=status,
        )

        return bulk_action_status_change
