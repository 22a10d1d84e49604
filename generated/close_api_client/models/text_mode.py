from typing import Literal

TextMode = Literal["full_words", "phrase"]

TEXT_MODE_VALUES: set[TextMode] = {
    "full_words",
    "phrase",
}


def check_text_mode(value: str) -> TextMode:
    if value in TEXT_MODE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {TEXT_MODE_VALUES!r}")
