"""Names for a whole client: readable, the same in every run, and never two for one file.

The generator turns names into classes, modules and files by rules of its own. Names made here pass
through those rules unchanged, and two of them never differ by case or punctuation alone.
"""

from __future__ import annotations

import builtins
import hashlib
import re
import unicodedata
from keyword import iskeyword
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80
_WORDS = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
# What generated modules import or define, and what Windows keeps for its devices.
_TAKEN_CLASSES = {
    *("Any", "AuthenticatedClient", "BinaryIO", "BytesIO", "Client", "File", "FileTypes"),
    *("Generator", "HTTPStatus", "Literal", "Mapping", "MutableMapping", "RequestFiles"),
    *("Response", "Self", "T", "TextIO", "TypeVar", "UNSET", "UUID", "Unset"),
    *("Check", "Date", "Datetime", "Init"),
    *(name for name in dir(builtins) if name[0].isupper()),
    *("Con", "Prn", "Aux", "Nul", "CON", "PRN", "AUX", "NUL"),
}
_TAKEN_FOLDERS = {
    *("aux", "con", "datetime", "false", "nul", "prn", "self", "true"),
    *dir(builtins),
}


def words(text: str) -> list[str]:
    """Split a text into its ASCII words: camelCase, snake_case, punctuation, all the same."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORDS.findall(plain)


def key(name: str) -> str:
    """Give what two names have in common if any rule of case or punctuation makes them one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def snake(text: str) -> str:
    """Give a text's words in snake_case; may be empty."""
    return "_".join(words(text)).lower()


def pascal(text: str) -> str:
    """Give a text's words in PascalCase, abbreviations kept; may be empty."""
    return "".join(word if word.isupper() else word.capitalize() for word in words(text))


def operation_name(method: str, path: str) -> str:
    """Name an operation after its method and path: ``get_lead_by_id``."""
    parts = [_segment(segment) for segment in path.split("/") if segment]
    return _short("_".join((method, *filter(None, parts)) if any(parts) else (method, "root")))


def operation_names(operations: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Name operations by method and path; where two names meet, both carry a hash of their own.

    The names depend on nothing but the methods and paths, so they outlive every other change.
    """
    wanted: dict[str, list[tuple[str, str]]] = {}
    for method, path in operations:
        wanted.setdefault(key(operation_name(method, path)), []).append((method, path))
    names: dict[tuple[str, str], str] = {}
    for meeting in wanted.values():
        for method, path in meeting:
            name = operation_name(method, path)
            names[method, path] = (
                name if len(meeting) == 1 else f"{name}_{_hash(f'{method} {path}')}"
            )
    return names


def folder_name(path: str) -> str:
    """Name the folder of a path's operations after the path's first segment."""
    first = next((segment for segment in path.split("/") if segment), "")
    name = _short(_segment(first) or "root")
    if name[0].isdigit():
        return f"n{name}"
    return f"{name}_api" if iskeyword(name) or name in _TAKEN_FOLDERS else name


class Names:
    """Class names, each given once."""

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def claim(self, wanted: str) -> str:
        """Give a class name as near to ``wanted`` as is free."""
        name = _class_name(wanted)
        unique, number = name, self._given.get(key(name), 1)
        while key(unique) in self._given:
            number += 1
            unique = f"{name}V{number}"
        self._given[key(name)] = number
        self._given.setdefault(key(unique), 1)
        return unique


def _class_name(wanted: str) -> str:
    name = pascal(_short(pascal(wanted) or "Model"))
    if name[0].isdigit():
        name = f"N{name}"
    return f"{name}Model" if name in _TAKEN_CLASSES else name


def _segment(segment: str) -> str:
    parts = (
        f"by_{snake(part[1:-1])}".rstrip("_") if part.startswith("{") else snake(part)
        for part in re.findall(r"\{[^{}]*\}|[^{}]+", segment)
    )
    return "_".join(filter(None, parts))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rstrip('_')}_{_hash(name)}"


def _hash(text: str) -> str:
    # Letters only: digits would be words of their own to the generator.
    digest = hashlib.sha256(text.encode()).digest()
    return "x" + "".join(chr(ord("a") + byte % 26) for byte in digest[:6])
