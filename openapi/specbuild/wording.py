"""Changes in words: what a place gains, loses or becomes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from specbuild.changes import Note
    from specbuild.documents import Json
    from specbuild.shapes import Shape

_LONGEST: Final = 60
"""What a reader is shown of one value."""

_NAMED: Final = 4
"""So many of the properties that are required."""

_WORDS: Final = {
    ("operation", "added"): "is new",
    ("operation", "removed"): "is gone",
    ("deprecated", "added"): "is deprecated",
    ("deprecated", "removed"): "is no longer deprecated",
    ("server", "added"): "gains {name}",
    ("server", "removed"): "loses {name}",
    ("sign-in", "added"): "takes {name}",
    ("sign-in", "removed"): "no longer takes {name}",
    ("at least one of", "added"): "demands at least one of {new}",
    ("at least one of", "removed"): "no longer demands at least one of {old}",
    ("at least one of", "changed"): "demands at least one of {new}, no longer of {old}",
    ("parameter", "added"): "is new{required}",
    ("parameter", "removed"): "is gone{required}",
    ("body", "added"): "gains a body{required}",
    ("body", "removed"): "loses its body{required}",
    ("content type", "added"): "gains content type `{name}`",
    ("content type", "removed"): "loses content type `{name}`",
    ("discriminator value", "added"): "gains discriminator value `{name}`",
    ("discriminator value", "removed"): "loses discriminator value `{name}`",
    ("status", "added"): "is new",
    ("status", "removed"): "is gone",
    ("header", "added"): "is new",
    ("header", "removed"): "is gone",
    ("required", "added"): "is required now",
    ("required", "removed"): "may be left out now",
    ("property", "added"): "gains property `{name}` ({new!s}{marks})",
    ("property", "removed"): "loses property `{name}` ({old!s}{marks})",
    ("value", "added"): "gains value {new}",
    ("value", "removed"): "loses value {old}",
    ("values", "added"): "takes only {new} now",
    ("values", "removed"): "takes more than {old} now",
    ("type", "changed"): "type {old!s} becomes {new!s}",
    ("null", "added"): "may be null now",
    ("null", "removed"): "may no longer be null",
    ("other members", "added"): "takes other members now",
    ("other members", "removed"): "takes no other members any more",
    ("alternative", "added"): "gains alternative {name}",
    ("alternative", "removed"): "loses alternative {name}",
    ("alternatives", "added"): "must fit one of {new} now",
    ("alternatives", "removed"): "need not fit one of {old} any more",
    ("keyword", "added"): "gains `{name}` {new}",
    ("keyword", "removed"): "loses `{name}` {old}",
    ("keyword", "changed"): "`{name}` {old} becomes {new}",
}
_USUAL: Final = {
    "added": "gains {what} {new}",
    "removed": "loses {what} {old}",
    "changed": "{what} {old} becomes {new}",
}


class _Words:
    """A value as it is shown: quoted as code, or with ``!s`` as it is."""

    def __init__(self, value: Json) -> None:
        self.value = value

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        if self.value is None:
            return ""
        if isinstance(self.value, list) and self.value:
            return ", ".join(code(item) for item in self.value)
        return code(self.value)


def code(value: Json) -> str:
    """Show a value as code, cut if it is long."""
    text = clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return f"`{text if len(text) <= _LONGEST else text[: _LONGEST - 3] + '...'}`"


def clean(text: str) -> str:
    """Keep the vendor's text from breaking out of its line, its quotes or the terminal."""
    escaped = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)
    return escaped.replace("`", "'")


def predicate(note: Note) -> str:
    """Say what happened in the note's place, without naming the place."""
    what = note.name if note.kind == "bound" else note.kind
    template = _WORDS.get((note.kind, note.action), _USUAL[note.action])
    needed = "required" in note.marks
    words = template.format(
        what=what,
        name=clean(note.name),
        marks=", required" if needed else "",
        required=" (required)" if needed else "",
        old=_Words(note.old),
        new=_Words(note.new),
    )
    return words.rstrip()


def brief(shape: Shape) -> str:
    """Describe a schema in a few words: ``string``, ``one of `a`, `b```, ``array or null``."""
    if shape.anything:
        return "any"
    if shape.values is not None:
        words = "one of " + ", ".join(code(value) for value in shape.values.values())
    elif shape.is_choice:
        words = f"{len(shape.unions[0].branches)} alternatives"
    elif shape.types is None:
        words = "any"
    else:
        words = " or ".join(sorted(shape.types)) or ("null" if shape.nullable else "nothing")
    return words + _tail(shape)


def _tail(shape: Shape) -> str:
    needed = [code(name) for name in sorted(shape.required)]
    tail = f" with {', '.join(needed[:_NAMED])}" if needed else ""
    if len(needed) > _NAMED:
        tail += f" and {len(needed) - _NAMED} more"
    said = shape.types or shape.values or shape.is_choice
    return f"{tail} or null" if shape.nullable and said else tail
