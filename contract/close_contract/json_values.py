"""Values that came as JSON and may be anything, read as what they should be."""

from collections.abc import Mapping
from typing import Any, cast


def members(value: Any) -> Mapping[str, Any]:
    """Return the members of an object; of anything else, none."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """Return the items of an array; of anything else, none."""
    found: list[Any] = [*value] if isinstance(value, list) else []
    return found
