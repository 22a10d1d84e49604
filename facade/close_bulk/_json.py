"""Arguments as plain JSON: what is checked is what is sent, whatever types it came in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

DEEPEST: Final = 100
"""Levels; a query that people write has a dozen."""
_LARGEST_BITS: Final = 1024
_LONGEST: Final = 60
_BYTES: Final[tuple[type, ...]] = (bytes, bytearray, memoryview)


class NotJsonError(Exception):
    """A value has no JSON form; the text says why."""


def plain(value: object) -> Any:
    """Copy a value into dicts, lists, strings, numbers, booleans and None.

    Any mapping and any sequence will do, and subclasses lose what they add.

    Raises:
        NotJsonError: JSON cannot say it.
    """
    try:
        return _plain(value, ())
    except NotJsonError:
        raise
    except Exception:  # noqa: BLE001 - mappings and sequences of others may fail in any way
        raise NotJsonError(f"{show(value)} cannot be read") from None


def _plain(value: object, path: tuple[str, ...]) -> Any:
    given = value
    if len(path) > DEEPEST:
        raise NotJsonError(f"is nested deeper than {DEEPEST} levels, or contains itself; JSON ends")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        return {_name(k): _plain(v, (*path, f".{k}")) for k, v in members.items()}
    if isinstance(value, Sequence) and not isinstance(value, _BYTES):
        items = cast("Sequence[object]", value)
        return [_plain(item, (*path, f"[{index}]")) for index, item in enumerate(items)]
    raise NotJsonError(f"{show(given)}{_at(path)} cannot be written as JSON")


def _at(path: tuple[str, ...]) -> str:
    return f" at {''.join(path).removeprefix('.')}" if path else ""


def _text(value: str) -> str:
    text = str.__str__(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotJsonError(
            f"{show(text)} cannot be written as JSON: it has a lone surrogate"
        ) from None
    return text


def _name(value: object) -> str:
    if not isinstance(value, str):
        raise NotJsonError(f"{show(value)} cannot be a name in JSON: write it as a string")
    return _text(value)


def _number(value: float) -> float:
    if isinstance(value, int):
        if value.bit_length() > _LARGEST_BITS:
            raise NotJsonError("is too large a number for JSON")
        return int.__int__(value)
    if not math.isfinite(value):
        raise NotJsonError(f"{show(value)} cannot be written as JSON: it is no finite number")
    return float.__float__(value)


def show(value: object) -> str:
    """Give the repr of a value, cut to fit a line; its type where it has no repr."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - a repr of somebody else's may fail in any way
        text = f"<{type(value).__name__}>"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def whole(value: object) -> int | None:
    """Give a counter of an answer; None if it is no whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
