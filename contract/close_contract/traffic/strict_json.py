"""JSON read as strictly as RFC 8259 and UTF-8 are; a repeated name is reported, not dropped."""

import json
import math
from collections import Counter
from typing import Any, Final, NoReturn

from attrs import frozen


@frozen
class Parsed:
    """A JSON value, and the names that were given twice in one of its objects."""

    value: Any
    repeated: tuple[str, ...] = ()


def parse(body: bytes, *, names: bool = True) -> Parsed:
    """Return the JSON value of a body; without `names`, faster, repeated ones go unseen.

    Raises:
        ValueError: it has none; the text says why, and fits after "the body".
    """
    repeated: list[str] = []

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        value = dict(pairs)
        if len(value) < len(pairs):
            repeated.extend(n for n, times in Counter(n for n, _ in pairs).items() if times > 1)
        return value

    try:
        text = body.decode("utf-8")
        # Looking for one byte first is much faster, and few bodies have it.
        if b"\\" in body and b"\\ud" in body.lower():
            json.dumps(json.loads(text), ensure_ascii=False).encode("utf-8")
        value = json.loads(
            text,
            object_pairs_hook=members if names else None,
            parse_float=_finite,
            parse_constant=_no_number,
        )
    except UnicodeError:
        raise ValueError("is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON ({error.msg} at character {error.pos + 1})") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None
    except ValueError as error:
        # Digits beyond what the interpreter converts.
        raise ValueError(f"is no JSON ({_first_line(error)})") from None
    return Parsed(value, tuple(repeated))


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


def _no_number(digits: str) -> NoReturn:
    raise ValueError(f"{digits[:_SHOWN]} is not a number of JSON")


def _first_line(error: Exception) -> str:
    return str(error).partition(";")[0]


_SHOWN: Final = 20
