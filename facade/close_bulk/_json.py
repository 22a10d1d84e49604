"""Arguments as plain JSON: what is checked is what is sent, whatever types it came in."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeGuard, cast

from attrs import frozen

DEEPEST: Final = 100
"""Levels; a query that people write has a dozen."""
_LARGEST_BITS: Final = 1024
_LONGEST: Final = 60
_BYTES: Final[tuple[type, ...]] = (bytes, bytearray, memoryview)
# The usual types before the abstract ones, which take longer to tell.
_MAPPINGS: Final[tuple[type, ...]] = (dict, Mapping)
_SEQUENCES: Final[tuple[type, ...]] = (list, tuple, Sequence)


class NotJsonError(Exception):
    """A value has no JSON form; the text says why."""


@frozen
class Plain:
    """What `plain` has made, for nobody else: it is not copied once more."""

    value: Any


def plain(value: object) -> Any:
    """Copy a value into dicts, lists, strings, numbers, booleans and None.

    Any mapping and any sequence will do, and subclasses lose what they add.

    Raises:
        NotJsonError: JSON cannot say it.
    """
    if type(value) is Plain:
        return value.value
    if _is_plain(value):
        return value
    try:
        return _plain(value, ())
    except NotJsonError:
        raise
    except Exception:  # noqa: BLE001 - mappings and sequences of others may fail in any way
        raise NotJsonError(f"{show(value)} cannot be read") from None


def _plain(value: object, path: tuple[str | int, ...]) -> Any:
    if _is_plain(value):
        return value
    given = value
    if len(path) > DEEPEST:
        raise NotJsonError(f"is nested deeper than {DEEPEST} levels, or contains itself; JSON ends")
    if isinstance(value, str):
        return _text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, _MAPPINGS):
        members = cast("Mapping[object, object]", value)
        copy: dict[str, Any] = {}
        for key, item in members.items():
            name = key if _is_plain(key) else _name(key)
            copy[name] = item if _is_plain(item) else _plain(item, (*path, name))
        return copy
    if isinstance(value, _SEQUENCES) and not isinstance(value, _BYTES):
        items = cast("Sequence[object]", value)
        return [_plain(item, (*path, index)) for index, item in enumerate(items)]
    raise NotJsonError(f"{show(given)}{_at(path)} cannot be written as JSON{_way(given)}")


def _is_plain(value: object) -> TypeGuard[str]:
    """Tell it of most of what there is on the way of every start."""
    return type(value) is str and value.isascii()


def _way(value: object) -> str:
    """Say how to write what people give in place of JSON."""
    if isinstance(value, datetime) and value.tzinfo is None:
        return "; give its text with a time zone, for local time that of .astimezone().isoformat()"
    if isinstance(value, date):
        return f"; give its text, {show(value.isoformat())}"
    if offers(value, "to_dict") and isinstance(found := getattr(value, "id", None), str):
        known = show(found)
        return f"; of what was read, give the id, {known}, or as a mapping {{'id': {known}}}"
    return ""


def _at(path: tuple[str | int, ...]) -> str:
    steps = "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in path)
    return f" at {steps.removeprefix('.')}" if path else ""


def _text(value: str) -> str:
    text = str.__str__(value)
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotJsonError(
            f"{show(text)} cannot be written as JSON: it has a lone surrogate"
        ) from None
    return text


def _name(value: object) -> str:
    if type(value) is str and value.isascii():
        return value
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
    number = float.__float__(value)
    # A column of a data frame turns whole numbers into 7.0: for JSON both are one number, for services not.
    return int(number) if number.is_integer() else number


def show(value: object) -> str:
    """Give the repr of a value, cut to fit a line; its type where it has no repr."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - a repr of somebody else's may fail in any way
        text = f"<{type(value).__name__}>"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def text(value: object) -> str | None:
    """Give a text as Python's own, whatever a subclass makes of it; None if it is no text."""
    return str.__str__(value) if isinstance(value, str) else None


def number(value: object) -> float | None:
    """Give a number as Python's own, whatever a subclass makes of it; None if it is no number."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return int.__int__(value)
    return float.__float__(value) if isinstance(value, float) else None


def offers(value: object, *methods: str) -> bool:
    """Tell whether an object has these methods."""
    try:
        return all(callable(getattr(value, name, None)) for name in methods)
    except Exception:  # noqa: BLE001 - an object of somebody else's may fail in any way
        return False


def whole(value: object) -> int | None:
    """Give a counter of an answer; None if it is no whole number."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None
