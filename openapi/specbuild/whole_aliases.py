"""Other names for what generated code cannot call by its own, until the code is there.

A property called `d` or `cast` breaks the model that has it, a parameter called `response` the
function. They go through the generator under an alias; afterwards the alias's text, which stands
where the name goes over the wire, is replaced by the name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from specbuild.whole_merging import mapping, sequence
from specbuild.whole_names import key, snake

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SIMPLE = re.compile(r"_?[A-Za-z][A-Za-z0-9_.-]{0,79}")
_LITERAL = re.compile(r'"([a-z0-9_]+)"')
# What the templates call their own variables and methods.
_PROPERTIES = frozenset(
    (
        *("additional_keys", "additional_properties", "cast", "cls", "d", "field_dict", "files"),
        *("from_dict", "json", "prop", "prop_dict", "prop_name", "src_dict", "to_dict"),
        *("to_multipart", "types"),
    )
)
_PARAMETERS = frozenset(
    (
        *("body", "cast", "client", "cookies", "headers", "kwargs", "params", "quote", "response"),
        "url",
    )
)


class Aliases:
    """The aliases of one document, each given once."""

    def __init__(self, document: object) -> None:
        self.names: dict[str, str] = {}
        """The real name behind each alias."""
        self._last: dict[str, int] = {}
        self._taken = set(map(key, _texts(document)))

    def properties(self, names: Iterable[str], model: str) -> dict[str, str]:
        """Give what each of a model's properties is called on the way through the generator."""
        listed = list(names)
        return dict(zip(listed, self._aliased(listed, _PROPERTIES | {snake(model)}), strict=True))

    def parameters(self, names: Iterable[str]) -> list[str]:
        """Give what each of an operation's parameters is called on the way."""
        return self._aliased(list(names), _PARAMETERS)

    def _aliased(self, names: list[str], bad: frozenset[str]) -> list[str]:
        seen: set[str] = set()
        aliased: list[str] = []
        for name in names:
            sound = _SIMPLE.fullmatch(name) and snake(name) not in bad and key(name) not in seen
            aliased.append(name if sound and not _is_derived(name, names) else self._alias(name))
            seen.add(key(name))
        return aliased

    def _alias(self, name: str) -> str:
        stem = f"{snake(name)[:60]}_value".lstrip("_")
        stem = f"n_{stem}" if stem[0].isdigit() else stem
        alias, number = stem, self._last.get(stem, 1)
        while key(alias) in self._taken:
            number += 1
            alias = f"{stem}_v{number}"
        self._last[stem] = number
        self._taken.add(key(alias))
        self.names[alias] = name
        return alias

    def undo(self, package: Path) -> None:
        """Write the real names over the aliases' texts in a generated package."""
        if not self.names:
            return
        for path in (*package.glob("models/*.py"), *package.glob("api/*/*.py")):
            text = path.read_text(encoding="utf-8")
            changed = _LITERAL.sub(self._real, text)
            if changed != text:
                path.write_text(changed, encoding="utf-8")

    def _real(self, found: re.Match[str]) -> str:
        name = self.names.get(found[1])
        return found[0] if name is None else repr(name)


def _is_derived(name: str, names: list[str]) -> bool:
    """Tell whether the templates would give another name's variable this name."""
    plain = snake(name)
    stem = re.sub(r"^json_|_item(_data)?$", "", plain)
    return stem != plain and stem in map(snake, names)


def _texts(value: object) -> Iterable[str]:
    stack = [value]
    while stack:
        found = stack.pop()
        if isinstance(found, str):
            yield found
        stack += sequence(found)
        yield from mapping(found)
        stack += mapping(found).values()
