"""What a plain YAML scalar means: the core schema of YAML 1.2, which is what JSON has.

YAML 1.1, which PyYAML speaks by itself, has dates, `yes`, `on` and numbers of base 60 beside it;
in an API's document those are texts.
"""

from __future__ import annotations

import math
import re

_CONSTANTS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,4000}", re.ASCII)
_OTHER_BASE = re.compile(r"0o[0-7]{1,1000}|0x[0-9a-fA-F]{1,1000}", re.ASCII)
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def resolve(text: str) -> str | float | bool | None:
    """Give the value of a plain scalar.

    Raises:
        ValueError: It is a number that JSON cannot hold.
    """
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if text[0] not in "0123456789+-.":
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_BASE.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) or _NO_NUMBER.fullmatch(text):
        return finite(text)
    return text


def finite(text: str) -> float:
    """Give the value of a number.

    Raises:
        ValueError: It is too large for a float, infinite or not a number.
    """
    number = float(text) if _FLOAT.fullmatch(text) else math.inf
    if not math.isfinite(number):
        raise ValueError(f"{text[:40]} is not a number that JSON can hold")
    return number


def is_not_text(text: str) -> bool:
    """Whether a plain scalar of these characters would be read as something else than a text."""
    try:
        return not isinstance(resolve(text), str)
    except ValueError:
        return True
