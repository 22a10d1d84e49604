"""YAML and JSON from anyone, in bounded time and memory.

YAML is composed here from the parser's events, not by a loader: the limits hold before anything
is built, tags mean nothing, an alias is a copy that counts, and keys are texts.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, cast

import yaml as _typed  # type: ignore[import-untyped]

from specbuild import scalars
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from specbuild.documents import Json

yaml: Any = _typed  # its stubs know nothing of events

MAX_DEPTH = 100
"""Levels of nesting. Real documents have about 25, and the tools that read them recurse."""

MAX_NODES = 1_000_000
"""Values and keys, copies by alias included. The vendor's whole document has about 150,000."""

_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels"
_TOO_MANY = f"more than {MAX_NODES:,} values"


def parse(text: str) -> Json:
    """Give the value of a YAML or JSON text.

    Raises:
        SpecError: It is neither, it is too deep or too large, or JSON could not say the same. The
            message says what and where in the text; the caller adds which text.
    """
    _refuse_unspeakable(text, 1)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return _json(text.lstrip("\ufeff"))
    return _yaml(text)


def _json(text: str) -> Json:
    # Every value but the first follows one of these, so this bounds what json.loads builds.
    if 2 * (text.count(",") + text.count("[") + text.count("{")) > MAX_NODES:
        raise SpecError(_TOO_MANY)
    try:
        value: Json = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_float=scalars.finite,
            parse_constant=scalars.finite,
        )
    except RecursionError:
        raise SpecError(_TOO_DEEP) from None
    except ValueError as error:
        raise SpecError(f"cannot be read as JSON: {error}") from None
    _refuse_deep(value)
    return value


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    mapping: dict[str, Json] = {}
    for key, value in pairs:
        if key in mapping:
            raise SpecError(f"the key {key[:80]!r} is there twice in one mapping")
        mapping[key] = value
    return mapping


def _refuse_deep(value: Json) -> None:
    """Look at a value level by level: at its depth, and at its texts."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [child for parent in level for child in _containers(parent)]
        if not level:
            return
    raise SpecError(_TOO_DEEP)


def _containers(value: Json) -> Iterator[Json]:
    """Yield the mappings and lists in a value, and refuse what is wrong with its texts."""
    if isinstance(value, dict):
        _refuse_unspeakable("".join(value))
        value = list(value.values())
    for child in value if isinstance(value, list) else ():
        if isinstance(child, str):
            _refuse_unspeakable(child)
        elif isinstance(child, dict | list):
            yield child


def _refuse_unspeakable(text: str, line: int | None = None) -> None:
    if found := _UNSPEAKABLE.search(text):
        lines = text.count("\n", 0, found.start())
        where = "" if line is None else f"line {line + lines}: "
        raise SpecError(f"{where}no document needs the character U+{ord(found[0]):04X}")


def _yaml(text: str) -> Json:
    try:
        return _Composer(yaml.parse(text, Loader=yaml.CSafeLoader)).document()
    except yaml.YAMLError as error:
        raise SpecError(f"cannot be read as YAML: {' '.join(str(error).split())}") from None


class _Composer:
    """Builds one document's value from the parser's events."""

    def __init__(self, events: Iterator[Any]) -> None:
        self._events = events
        self._count = 0
        self._deepest = 0
        self._anchors: dict[str, tuple[Json, int, int]] = {}
        """The value behind each anchor, how many nodes it has and how many levels."""

    def document(self) -> Json:
        next(self._events)  # the stream's start
        if not isinstance(next(self._events), yaml.DocumentStartEvent):
            return None
        value = self._value(next(self._events), 0)
        next(self._events)  # the document's end
        extra = next(self._events)
        if not isinstance(extra, yaml.StreamEndEvent):
            raise _refusal(extra, "a second document begins; one file holds one")
        return value

    def _value(self, event: Any, depth: int) -> Json:
        kind = type(cast("object", event))
        if kind is yaml.AliasEvent:
            return self._alias(event, depth)
        if event.tag is not None:
            raise _refusal(event, f"the tag {event.tag[:80]!r}; a document of an API needs none")
        if event.anchor is None:
            return self._untagged(kind, event, depth)
        return self._anchored(kind, event, depth)

    def _untagged(self, kind: Any, event: Any, depth: int) -> Json:
        self._add(1, depth)
        if kind is yaml.ScalarEvent:
            return _scalar(event)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(depth + 1)
        return self._mapping(depth + 1)

    def _anchored(self, kind: Any, event: Any, depth: int) -> Json:
        count, deepest, self._deepest = self._count, self._deepest, depth
        value = self._untagged(kind, event, depth)
        self._anchors[event.anchor] = (value, self._count - count, self._deepest - depth)
        self._deepest = max(deepest, self._deepest)
        return value

    def _alias(self, event: Any, depth: int) -> Json:
        if event.anchor not in self._anchors:
            raise _refusal(event, f"the alias {event.anchor[:80]!r} repeats nothing before it")
        value, count, height = self._anchors[event.anchor]
        self._add(count, depth + height)
        return _copy(value)

    def _sequence(self, depth: int) -> Json:
        items: list[Json] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, depth))
        return items

    def _mapping(self, depth: int) -> Json:
        mapping: dict[str, Json] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = _key(event)
            if key in mapping:
                raise _refusal(event, f"the key {key[:80]!r} is there twice in one mapping")
            self._add(1, depth)
            mapping[key] = self._value(next(self._events), depth)
        return mapping

    def _add(self, count: int, depth: int) -> None:
        self._count += count
        if depth > self._deepest:
            self._deepest = depth
            if depth > MAX_DEPTH:
                raise SpecError(_TOO_DEEP)
        if self._count > MAX_NODES:
            raise SpecError(_TOO_MANY)


def _key(event: Any) -> str:
    """Give a key's text: `200:` and `null:` are the keys "200" and "null", as in JSON."""
    if not isinstance(event, yaml.ScalarEvent) or event.tag is not None:
        raise _refusal(event, "a key that is no plain text")
    key: str = event.value
    if key == "<<" and event.implicit[0]:
        raise _refusal(event, "a merge key, which YAML 1.2 does not have")
    _refuse_unspeakable(key, event.start_mark.line + 1)
    return key


def _scalar(event: Any) -> Json:
    text: str = event.value
    if event.implicit[0]:
        try:
            return scalars.resolve(text)
        except ValueError as error:
            raise _refusal(event, str(error)) from None
    if event.style == '"':
        _refuse_unspeakable(text, event.start_mark.line + 1)
    return text


def _copy(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


def _refusal(event: Any, problem: str) -> SpecError:
    return SpecError(f"line {event.start_mark.line + 1}: {problem}")
