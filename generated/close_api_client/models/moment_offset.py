from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="MomentOffset")


@_attrs_define
class MomentOffset:
    """How far; the application always writes all seven.

    Attributes:
        years (int | Unset):
        months (int | Unset):
        weeks (int | Unset):
        days (int | Unset):
        hours (int | Unset):
        minutes (int | Unset):
        seconds (int | Unset):
    """

    years: int | Unset = UNSET
    months: int | Unset = UNSET
    weeks: int | Unset = UNSET
    days: int | Unset = UNSET
    hours: int | Unset = UNSET
    minutes: int | Unset = UNSET
    seconds: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        years = self.years

        months = self.months

        weeks = self.weeks

        days = self.days

        hours = self.hours

        minutes = self.minutes

        seconds = self.seconds

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if years is not UNSET:
            field_dict["years"] = years
        if months is not UNSET:
            field_dict["months"] = months
        if weeks is not UNSET:
            field_dict["weeks"] = weeks
        if days is not UNSET:
            field_dict["days"] = days
        if hours is not UNSET:
            field_dict["hours"] = hours
        if minutes is not UNSET:
            field_dict["minutes"] = minutes
        if seconds is not UNSET:
            field_dict["seconds"] = seconds

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        years = d.pop("years", UNSET)

        months = d.pop("months", UNSET)

        weeks = d.pop("weeks", UNSET)

        days = d.pop("days", UNSET)

        hours = d.pop("hours", UNSET)

        minutes = d.pop("minutes", UNSET)

        seconds = d.pop("seconds", UNSET)

        moment_offset = cls(
            years=years,
            months=months,
            weeks=weeks,
            days=days,
            hours=hours,
            minutes=minutes,
            seconds=seconds,
        )

        return moment_offset
