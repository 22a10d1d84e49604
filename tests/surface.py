"""The public surface of the facade: every name, class and callable, as users reach them."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

from attrs import frozen

import close_bulk
from close_bulk import query

OPERATORS = (
    *("__call__", "__and__", "__rand__", "__or__", "__ror__", "__invert__", "__eq__", "__bool__"),
    *("__gt__", "__ge__", "__lt__", "__le__"),
)
"""What users write with operators; Python itself promises what the other special methods do."""
MADE_BY_USERS = ("Close", "AsyncClose", "OAuth", "ObjectType")
"""Classes that users make; the others are what these give."""


@frozen
class Callee:
    """A function or a method that is public."""

    owner: type | None
    name: str
    function: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.owner.__name__}.{self.name}" if self.owner else self.name

    @property
    def parameters(self) -> tuple[inspect.Parameter, ...]:
        """The parameters that users give, their annotations as types."""
        return _parameters(self)


@cache
def _parameters(callee: Callee) -> tuple[inspect.Parameter, ...]:
    given = list(inspect.signature(callee.function).parameters.values())
    return tuple(
        parameter.replace(annotation=annotation(callee.function, parameter.annotation))
        for parameter in given[callee.owner is not None :]
    )


@cache
def names() -> dict[str, Any]:
    """Give everything that can be imported from `close_bulk` and `close_bulk.query`."""
    modules = (close_bulk, query)
    return {name: getattr(module, name) for module in modules for name in module.__all__}


def classes() -> Iterator[type]:
    """Give the public classes."""
    yield from (value for value in names().values() if inspect.isclass(value))


def callees() -> Iterator[Callee]:
    """Give everything public that can be called."""
    for name, value in names().items():
        if isinstance(value, FunctionType):
            yield Callee(None, name, value)
    for kind in classes():
        yield from methods(kind)


def methods(kind: type) -> Iterator[Callee]:
    """Give the methods that users call."""
    for name, value in inspect.getmembers(kind):
        function = getattr(value, "__func__", value)
        ours = isinstance(function, FunctionType) and function.__module__.startswith("close_bulk")
        made = name == "__init__" and kind.__name__ in MADE_BY_USERS
        if ours and (made or name in OPERATORS or not name.startswith("_")):
            yield Callee(kind, name, function)


def properties(kind: type) -> list[str]:
    """Name what users read of an object without calling it."""
    found = inspect.getmembers(kind, lambda member: isinstance(member, property))
    return [name for name, _ in found if not name.startswith("_")]


def annotation(function: Callable[..., Any], said: Any) -> Any:
    """Give what an annotation of a function means."""
    names = _names(inspect.unwrap(function).__module__)
    return eval(said, {}, names) if isinstance(said, str) else said  # noqa: S307 - of our own code


class _Names(dict[str, Any]):
    """The names of a module, found when they are asked for; those that only type checkers see, too."""

    def __init__(self, module: str) -> None:
        home = import_module(module)
        super().__init__(vars(home))
        self._unseen: dict[str, ast.stmt] = {}
        for block in ast.parse(Path(str(home.__file__)).read_text()).body:
            if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
                self._unseen.update((name, each) for each in block.body for name in _binds(each))

    def __missing__(self, name: str) -> Any:
        statement = self._unseen[name]
        found: Any
        if isinstance(statement, ast.ImportFrom):
            home = import_module(str(statement.module))
            # The generated models are found by the module's own `__getattr__`.
            found = getattr(home, name, None) or _names(home.__name__)[name]
        else:
            assert isinstance(statement, ast.Assign)
            found = eval(ast.unparse(statement.value), {}, self)  # noqa: S307 - of our own code
        return found


def _binds(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.ImportFrom):
        return [alias.name for alias in statement.names]
    return [ast.unparse(target) for target in getattr(statement, "targets", [])]


_names = cache(_Names)


_RELAYS = re.compile(
    r"(?:[Tt]akes|are those of)\b[^.]*?`(\w+)(?:\(\))?`|`(\w+)\(\)`, whose fields it takes"
)


@cache
def told(callee: Callee, section: str) -> dict[str, str]:
    """Give what a docstring tells in a section, by name; it may leave that to another one's."""
    homes = (callee.function, callee.owner) if callee.name == "__init__" else (callee.function,)
    text = "\n\n".join(inspect.getdoc(home) or "" for home in homes)
    found = re.search(rf"^{section}:\n((?:    .*\n?|\n)*)", text, re.MULTILINE)
    entries = re.findall(r"^    (\w+): (.*)", found[1], re.MULTILINE) if found else []
    if relayed := _RELAYS.search(text):
        name = relayed[1] or relayed[2]
        other = Callee(callee.owner, name, getattr(callee.owner or query, name))
        return {**told(other, section), **dict(entries)}
    return dict(entries)
