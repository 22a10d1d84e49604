"""Endpoints that load a model when they meet it, not when they are imported.

The generator imports into each endpoint all models that it may send or receive, refusals included. One
call needs two or three of them, and each costs a millisecond. The HTTP library and the client it imports
for their types only: the caller, who hands a client in, has loaded what that needs.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final

from specbuild.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

_FUTURE: Final = b"from __future__ import annotations\n"
_MODELS: Final = b"from ... import models as _models"
_FOR_TYPES: Final = b"""
if TYPE_CHECKING:
    import httpx

    from ...client import AuthenticatedClient, Client"""


def rewrite(file: Path, exported: AbstractSet[str]) -> None:
    """Let the endpoint in a file reach its models through their package, and its client by name only.

    Args:
        file: The endpoint's module.
        exported: The names that the models' package exports.

    Raises:
        SpecError: The generator no longer writes what this expects.
    """
    source = file.read_text(encoding="utf-8")
    tree = parsed(source, file)
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    models = [node for node in imports if _is_of_models(node, exported)]
    if not {"...client", "httpx", "typing"} <= set(map(_home, imports)):
        raise SpecError(f"{file}: its imports are not as they were: the generator changed")
    lines = source.encode().split(b"\n")
    names = {alias.name for node in models for alias in node.names}
    for line, column in sorted(_uses(tree, names), reverse=True):
        lines[line] = lines[line][:column] + b"_models." + lines[line][column:]
    last = imports[-1].end_lineno or 0
    head = [_FUTURE, *_kept(lines, imports, models), _FOR_TYPES]
    file.write_bytes(b"\n".join([*head, *lines[last:]]))


def parsed(source: str, file: Path) -> ast.Module:
    """Give the syntax tree of a generated file.

    Raises:
        SpecError: What was generated is no Python.
    """
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError) as error:
        raise SpecError(f"{file}: what the generator wrote is no Python: {error}") from None


def _is_of_models(node: ast.Import | ast.ImportFrom, exported: AbstractSet[str]) -> bool:
    # A module of a closed set of values has a function beside it that the package does not export.
    return _home(node).startswith("...models.") and all(a.name in exported for a in node.names)


def _kept(
    lines: list[bytes], imports: list[ast.Import | ast.ImportFrom], models: list[Any]
) -> Iterator[bytes]:
    """Give the lines of the imports, without those that are replaced."""
    before = 0
    for node in imports:
        home, end = _home(node), node.end_lineno or node.lineno
        yield from lines[before : node.lineno - 1]  # the blank lines between groups
        before = end + (home == "httpx")  # it is a group of its own
        if home == "...client":
            yield _MODELS
        elif home == "typing":
            yield lines[node.lineno - 1].replace(b"import ", b"import TYPE_CHECKING, ", 1)
        elif home != "httpx" and node not in models:
            yield from lines[node.lineno - 1 : end]


def _home(node: ast.Import | ast.ImportFrom) -> str:
    if isinstance(node, ast.ImportFrom):
        return f"{'.' * node.level}{node.module or ''}"
    return node.names[0].name


def _uses(tree: ast.Module, names: set[str]) -> Iterator[tuple[int, int]]:
    """Find where names are used: line and column, in bytes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in names:
            yield node.lineno - 1, node.col_offset
