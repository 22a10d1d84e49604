from typing import Literal

SequenceStepType = Literal["call", "email", "sms"]

SEQUENCE_STEP_TYPE_VALUES: set[SequenceStepType] = {
    "call",
    "email",
    "sms",
}


def check_sequence_step_type(value: str) -> SequenceStepType:
    if value in SEQUENCE_STEP_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SEQUENCE_STEP_TYPE_VALUES!r}")
