from typing import Literal

MomentDirection = Literal["future", "past"]

MOMENT_DIRECTION_VALUES: set[MomentDirection] = {
    "future",
    "past",
}


def check_moment_direction(value: str) -> MomentDirection:
    if value in MOMENT_DIRECTION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOMENT_DIRECTION_VALUES!r}")
