"""Whether a value fits a schema of the contract, and if not, why, in words.

Knows the part of JSON Schema that the contract's requests use; a test holds that they use no more, and
another that the verdicts are those of a full validator.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Any, Final, TypeGuard, cast

from attrs import frozen

from close_bulk._contract import Schema, document, resolve
from close_bulk._json import number, show
from close_bulk._lazy import Later

_difflib = Later("difflib")
LONGEST_TIME: Final = 31_536_000.0
"""Seconds in a year: the longest time that may be given."""
_ELSEWHERE: Final = frozenset({"description", "title", "default", "else", "discriminator"})
"""Keywords that say nothing about a value, or that are read together with another one."""


def misfit(schema: Schema, value: object, *, besides: Collection[str] = frozenset()) -> str | None:
    """Say why ``value``, which is plain JSON, does not fit ``schema``; None if it does.

    Args:
        schema: The schema.
        value: The value.
        besides: Keywords that were looked at already.
    """
    plan = _plans.get(id(schema)) or _planned(schema)
    for name, is_about, check in plan.rules:
        # A keyword about texts says nothing about numbers.
        if (is_about is None or is_about(value)) and name not in besides:
            problem = check(plan.resolved, value)
            if problem:
                return problem
    return None


@frozen(eq=False)
class _Plan:
    """What there is to look at for a schema."""

    schema: Schema
    """Kept, so that no other one goes by its identity."""
    resolved: Schema
    rules: tuple[tuple[str, Callable[[object], bool] | None, _Check], ...]
    """The keywords, each with the values that it is about, if not about all, and what it says."""


_plans: Final[dict[int, _Plan]] = {}
"""By the identity of the schema."""
_MOST_PLANS: Final = 2_000
"""The contract has some hundred schemas that are used; others are made for one call."""


def _planned(schema: Schema) -> _Plan:
    resolved = resolve(schema)
    names = [name for name in ("type", *resolved) if name in resolved and name in _KEYWORDS]
    rules = [(name, *_KEYWORDS[name]) for name in dict.fromkeys(names)]
    plan = _Plan(schema, resolved, tuple(rules))
    if len(_plans) >= _MOST_PLANS:
        _plans.clear()
    _plans[id(schema)] = plan
    return plan


def id_prefix(schema: Schema) -> str:
    """Give what the ids of a schema begin with, such as `lead_`."""
    found = re.match(r"\^([a-z]+_)", resolve(schema).get("pattern", ""))
    return found[1] if found else ""


def _kind_of_id(value: str) -> str | None:
    """Name what the ids are of that begin so, as the contract names it; None where it does not."""
    for name, schema in document()["components"]["schemas"].items():
        prefix = id_prefix(schema) if name.endswith("Id") else ""
        if prefix and value.startswith(prefix):
            return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Id")).lower()
    return None


def _is_integer(value: object) -> bool:
    # JSON Schema: 1.0 is an integer. Python: True is one; JSON knows better.
    return _is_number(value) and (isinstance(value, int) or value.is_integer())


def _is_number(value: object) -> TypeGuard[int | float]:
    return not isinstance(value, bool) and isinstance(value, int | float)


_TYPES: Final[dict[str, Callable[[object], bool]]] = {
    "string": lambda value: isinstance(value, str),
    "integer": _is_integer,
    "number": _is_number,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}
_ARTICLES: Final = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "True or False",
    "null": "None",
    "array": "a list",
    "object": "a mapping",
}


def _type(schema: Schema, value: object) -> str | None:
    name: str = schema["type"]
    return None if _TYPES[name](value) else f"{show(value)} is not {_ARTICLES[name]}"


def _any_of(schema: Schema, value: object) -> str | None:
    return _alternatives(schema["anyOf"], value, several=True)


def _one_of(schema: Schema, value: object) -> str | None:
    if "discriminator" not in schema or not isinstance(value, Mapping):
        return _alternatives(schema["oneOf"], value, several=False)
    members = cast("Mapping[str, object]", value)
    name = schema["discriminator"]["propertyName"]
    named = members.get(name)
    branches: dict[str, str] = schema["discriminator"]["mapping"]
    if isinstance(named, str) and named in branches:
        return misfit(resolve({"$ref": branches[named]}), members)
    known = ", ".join(branches)
    return f"{name}: {show(named)} is not one of {known}" if name in members else f"has no {name}"


def _alternatives(branches: list[Schema], value: object, *, several: bool) -> str | None:
    problems = [misfit(branch, value) for branch in branches]
    fits = problems.count(None)
    if fits == 1 or (several and fits):
        return None
    if fits:
        return f"{show(value)} can be read in {fits} ways"
    kinds = [resolve(branch).get("type") for branch in branches]
    # The words of a branch of the value's own type are the ones that help.
    for problem, kind in zip(problems, kinds, strict=True):
        if kind is not None and _TYPES[kind](value):
            return problem
    if None in kinds:
        return problems[kinds.index(None)]
    names = dict.fromkeys(_ARTICLES[kind] for kind in kinds if kind is not None)
    return f"{show(value)} is not {' or '.join(names)}"


def _all_of(schema: Schema, value: object) -> str | None:
    problems = (misfit(part, value) for part in schema["allOf"])
    return next((problem for problem in problems if problem), None)


def _if(schema: Schema, value: object) -> str | None:
    return misfit(schema["else"], value) if misfit(schema["if"], value) else None


def _not(schema: Schema, value: object) -> str | None:
    return None if misfit(schema["not"], value) else f"{show(value)} is excluded"


def _enum(schema: Schema, value: object) -> str | None:
    values: list[Any] = schema["enum"]
    return None if value in values else f"{show(value)} is not one of {', '.join(map(str, values))}"


def _const(schema: Schema, value: object) -> str | None:
    return None if value == schema["const"] else f"{show(value)} is not {schema['const']}"


_FORMS: Final = {
    r"^[^@ \t\r\n]+@[^@ \t\r\n]+$": "an e-mail address, such as john@salesteam.example",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a date such as 2026-03-31",
    "^[0-9]{2}:[0-9]{2}(:[0-9]{2})?$": "a time of day such as 09:00",
}
"""What the contract's patterns stand for, where they are not of ids; a test holds that they are its."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # `$` of the contract means the end of the text; Python's also matches before a final newline.
    return re.compile(pattern.replace("$", r"\Z"))


def _pattern(schema: Schema, value: Any) -> str | None:
    pattern: str = schema["pattern"]
    if _compiled(pattern).search(value):
        return None
    if value == "":
        return "is empty"
    if re.search(pattern, value.strip()):
        return f"{show(value)} has white space around it"
    prefix = id_prefix(schema)
    if "..." in value:
        return f"{show(value)} is a placeholder; put the real one in its place"
    if prefix and not value.startswith(prefix):
        kinds = " and not ".join(
            f"of a {kind}" for kind in map(_kind_of_id, (value, prefix)) if kind
        )
        other = f"another kind, {kinds}" if kinds else "another kind"
        return f"{show(value)} is an id of {other}; this one begins with {prefix!r}"
    return f"{show(value)} is not {_FORMS.get(pattern, f'of the form {pattern}')}"


def _items(schema: Schema, value: Any) -> str | None:
    for index, item in enumerate(value):
        problem = misfit(schema["items"], item)
        if problem:
            return f"item {index}: {problem}"
    return None


def _properties(schema: Schema, value: Any) -> str | None:
    schemas: dict[str, Schema] = schema["properties"]
    for name in schemas.keys() & value.keys():
        problem = misfit(schemas[name], value[name])
        if problem:
            return f"{name}: {problem}"
    return None


def _others(schema: Schema, value: Any) -> str | None:
    """Check the members that ``properties`` does not name."""
    rule: Schema | bool = schema["additionalProperties"]
    known: Collection[str] = schema.get("properties", {}).keys()
    for name in value.keys() - known:
        if rule is False:
            meant = _difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {meant[0]}?" if meant else f"there are {', '.join(known)}"
            return f"{name}: unknown; {hint}"
        problem = None if rule is True else misfit(rule, value[name])
        if problem:
            return f"{name}: {problem}"
    return None


def _required(schema: Schema, value: Any) -> str | None:
    missing = [name for name in schema["required"] if name not in value]
    return f"has no {missing[0]}" if missing else None


def _at_least(keyword: str, what: str) -> Callable[[Schema, Any], str | None]:
    def check(schema: Schema, value: Any) -> str | None:
        limit: int = schema[keyword]
        if len(value) >= limit:
            return None
        return f"has fewer than {limit} {what}" if value else "is empty"

    return check


def _minimum(schema: Schema, value: Any) -> str | None:
    least = schema["minimum"]
    return None if value >= least else f"{show(value)} is less than {least}"


def _maximum(schema: Schema, value: Any) -> str | None:
    most = schema["maximum"]
    return None if value <= most else f"{show(value)} is more than {most}"


_Check = Callable[[Schema, Any], str | None]
_STRING, _ARRAY, _OBJECT, _NUMBER = map(_TYPES.__getitem__, ("string", "array", "object", "number"))
_KEYWORDS: Final[dict[str, tuple[Callable[[object], bool] | None, _Check]]] = {
    "type": (None, _type),
    "anyOf": (None, _any_of),
    "oneOf": (None, _one_of),
    "allOf": (None, _all_of),
    "if": (None, _if),
    "not": (None, _not),
    "enum": (None, _enum),
    "const": (None, _const),
    "pattern": (_STRING, _pattern),
    "minLength": (_STRING, _at_least("minLength", "characters")),
    "items": (_ARRAY, _items),
    "minItems": (_ARRAY, _at_least("minItems", "items")),
    "required": (_OBJECT, _required),
    "properties": (_OBJECT, _properties),
    "additionalProperties": (_OBJECT, _others),
    "minProperties": (_OBJECT, _at_least("minProperties", "members")),
    "minimum": (_NUMBER, _minimum),
    "maximum": (_NUMBER, _maximum),
}
KEYWORDS: Final = frozenset({*_ELSEWHERE, *_KEYWORDS})
"""The keywords that `misfit` understands."""


def positive(value: object) -> float | None:
    """Give a positive number of seconds that clocks can bear; None if it is something else."""
    seconds = number(value)
    return seconds if seconds is not None and 0 < seconds <= LONGEST_TIME else None
