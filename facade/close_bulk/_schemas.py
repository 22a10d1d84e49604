"""Whether a value fits a schema of the contract, and if not, why, in words.

Knows the part of JSON Schema that the contract's requests use; a test holds that they use no more, and
another that the verdicts are those of a full validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeGuard

from close_bulk._contract import Schema, resolve

_ANNOTATIONS: Final = frozenset({"description", "title", "default"})


def misfit(schema: Schema, value: object) -> str | None:
    """Say why ``value`` does not fit ``schema``; None if it does."""
    schema = resolve(schema)
    if "type" in schema and not _TYPES[schema["type"]](value):
        return f"{_show(value)} is not {_ARTICLES[schema['type']]}"
    for keyword, limit in schema.items():
        if keyword == "type" or keyword in _ANNOTATIONS:
            continue
        problem = _KEYWORDS[keyword](limit, value)
        if problem:
            return problem
    return None


def _show(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - what fits a line


def _is_integer(value: object) -> bool:
    # JSON Schema: 1.0 is an integer. Python: True is one; JSON knows better.
    return not isinstance(value, bool) and (
        isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    )


_TYPES: Final[dict[str, Callable[[object], bool]]] = {
    "string": lambda value: isinstance(value, str),
    "integer": _is_integer,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: (
        isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray)
    ),
    "object": lambda value: isinstance(value, Mapping),
}
_ARTICLES: Final = {
    "string": "a string",
    "integer": "a whole number",
    "boolean": "True or False",
    "null": "None",
    "array": "a list",
    "object": "a mapping",
}


def _one_of(branches: list[Schema], value: object) -> str | None:
    problems = [misfit(branch, value) for branch in branches]
    if None in problems:
        return None
    # Only one branch can be of the value's type; its words are the ones that help.
    fitting = [
        p for p, b in zip(problems, branches, strict=True) if _TYPES[resolve(b)["type"]](value)
    ]
    kinds = " or ".join(_ARTICLES[resolve(branch)["type"]] for branch in branches)
    return fitting[0] if fitting else f"{_show(value)} is not {kinds}"


def _pattern(pattern: str, value: Any) -> str | None:
    # `$` of the contract means the end of the text; Python's also matches before a final newline.
    if re.search(pattern.replace("$", r"\Z"), value):
        return None
    prefix = re.match(r"\^([a-z]+_)", pattern)
    if value == "":
        return "is empty"
    if prefix and not value.startswith(prefix[1]):
        return f"{_show(value)} is an id of another kind; this one begins with {prefix[1]!r}"
    return f"{_show(value)} does not have the form {pattern}"


def _enum(values: list[Any], value: object) -> str | None:
    return (
        None if value in values else f"{_show(value)} is not one of {', '.join(map(str, values))}"
    )


def _items(schema: Schema, value: Any) -> str | None:
    for index, item in enumerate(value):
        problem = misfit(schema, item)
        if problem:
            return f"item {index}: {problem}"
    return None


def _at_least(what: str) -> Callable[[int, Any], str | None]:
    def check(limit: int, value: Any) -> str | None:
        return (
            None
            if len(value) >= limit
            else "is empty"
            if not value
            else f"has fewer than {limit} {what}"
        )

    return check


_KEYWORDS: Final[dict[str, Callable[[Any, Any], str | None]]] = {
    "oneOf": _one_of,
    "enum": _enum,
    "const": lambda expected, value: (
        None if value == expected else f"{_show(value)} is not {expected}"
    ),
    "pattern": _pattern,
    "minLength": _at_least("characters"),
    "minItems": _at_least("items"),
    "minProperties": _at_least("members"),
    "items": _items,
    "minimum": lambda least, value: None if value >= least else f"{value} is less than {least}",
    "maximum": lambda most, value: None if value <= most else f"{value} is more than {most}",
}
KEYWORDS: Final = frozenset({"type", *_ANNOTATIONS, *_KEYWORDS})
"""The keywords that `misfit` understands."""


def is_positive_number(value: object) -> TypeGuard[float]:
    """Tell whether ``value`` is a positive, finite number."""
    return (
        not isinstance(value, bool) and isinstance(value, int | float) and 0 < value < float("inf")
    )
