from typing import Literal

SequenceStepThreading = Literal["new_thread", "old_thread"]

SEQUENCE_STEP_THREADING_VALUES: set[SequenceStepThreading] = {
    "new_thread",
    "old_thread",
}


def check_sequence_step_threading(value: str) -> SequenceStepThreading:
    if value in SEQUENCE_STEP_THREADING_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SEQUENCE_STEP_THREADING_VALUES!r}"
    )
