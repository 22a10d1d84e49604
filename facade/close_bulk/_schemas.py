"""Whether a value fits a schema of the contract, and if not, why, in words.

Knows the part of JSON Schema that the contract's requests use; a test holds that they use no more, and
another that the verdicts are those of a full validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeGuard

from close_bulk._contract import Schema, resolve
from close_bulk._json import show

LONGEST_TIME: Final = 31_536_000.0
"""Seconds in a year: the longest time that may be given."""
_ELSEWHERE: Final = frozenset({"description", "title", "default", "type", "if", "else"})


def misfit(schema: Schema, value: object) -> str | None:
    """Say why ``value`` does not fit ``schema``; None if it does."""
    schema = resolve(schema)
    if "type" in schema and not _TYPES[schema["type"]](value):
        return f"{show(value)} is not {_ARTICLES[schema['type']]}"
    checks = [_KEYWORDS[name](limit, value) for name, limit in schema.items() if name in _KEYWORDS]
    if "if" in schema and misfit(schema["if"], value):
        checks.append(misfit(schema["else"], value))
    return next((problem for problem in checks if problem), None)


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
    return fitting[0] if fitting else f"{show(value)} is not {kinds}"


def _pattern(pattern: str, value: Any) -> str | None:
    # `$` of the contract means the end of the text; Python's also matches before a final newline.
    if re.search(pattern.replace("$", r"\Z"), value):
        return None
    if value == "":
        return "is empty"
    if re.search(pattern, value.strip()):
        return f"{show(value)} has white space around it"
    prefix = re.match(r"\^([a-z]+_)", pattern)
    if "..." in value:
        return f"{show(value)} is a placeholder; put the real one in its place"
    if prefix and not value.startswith(prefix[1]):
        return f"{show(value)} is an id of another kind; this one begins with {prefix[1]!r}"
    return f"{show(value)} does not have the form {pattern}"


def _enum(values: list[Any], value: object) -> str | None:
    return None if value in values else f"{show(value)} is not one of {', '.join(map(str, values))}"


def _items(schema: Schema, value: Any) -> str | None:
    for index, item in enumerate(value):
        problem = misfit(schema, item)
        if problem:
            return f"item {index}: {problem}"
    return None


def _properties(schemas: dict[str, Schema], value: Any) -> str | None:
    for name in schemas.keys() & value.keys():
        problem = misfit(schemas[name], value[name])
        if problem:
            return f"{name}: {problem}"
    return None


def _required(names: list[str], value: Any) -> str | None:
    missing = [name for name in names if name not in value]
    return f"has no {missing[0]}" if missing else None


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
        None if value == expected else f"{show(value)} is not {expected}"
    ),
    "pattern": _pattern,
    "minLength": _at_least("characters"),
    "minItems": _at_least("items"),
    "minProperties": _at_least("members"),
    "items": _items,
    "properties": _properties,
    "required": _required,
    "not": lambda schema, value: None if misfit(schema, value) else f"{show(value)} is excluded",
    "minimum": lambda least, value: (
        None if value >= least else f"{show(value)} is less than {least}"
    ),
    "maximum": lambda most, value: None if value <= most else f"{show(value)} is more than {most}",
}
KEYWORDS: Final = frozenset({*_ELSEWHERE, *_KEYWORDS})
"""The keywords that `misfit` understands."""


def is_positive_number(value: object) -> TypeGuard[float]:
    """Tell whether ``value`` is a positive number of seconds that clocks can bear."""
    return (
        not isinstance(value, bool) and isinstance(value, int | float) and 0 < value <= LONGEST_TIME
    )
