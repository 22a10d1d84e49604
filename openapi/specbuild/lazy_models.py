"""Models loaded when they are used: importing one endpoint need not load all of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from specbuild.errors import SpecError

if TYPE_CHECKING:
    from pathlib import Path

# `__getattr__` is hidden from type checkers: they would take every misspelt name for granted.
_TEXT = '''\
"""Contains all the data models used in inputs/outputs; each is loaded when it is first used"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
{imports}
else:
    _MODULES = {{
{modules}
    }}

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
        from importlib import import_module

        globals()[name] = model = getattr(import_module(f".{{_MODULES[name]}}", __name__), name)
        return model

    def __dir__():
        return sorted({{*globals(), *_MODULES}})


__all__ = (
{exported}
)
'''


def make_lazy(package: Path) -> None:
    """Rewrite the generated ``models/__init__.py`` of a package after PEP 562.

    Raises:
        SpecError: The generator has written something other than imports there.
    """
    file = package / "models" / "__init__.py"
    modules = _modules(file)
    if not modules:
        return
    names = sorted(modules)
    text = _TEXT.format(
        imports="\n".join(f"    from .{modules[name]} import {name}" for name in names),
        modules="\n".join(f'        "{name}": "{modules[name]}",' for name in names),
        exported="\n".join(f'    "{name}",' for name in names),
    )
    file.write_text(text, encoding="utf-8")


def _modules(file: Path) -> dict[str, str]:
    """Give the module of every model that the package exports."""
    _, *statements = ast.parse(file.read_text(encoding="utf-8")).body  # after the docstring
    modules: dict[str, str] = {}
    for statement in statements:
        if isinstance(statement, ast.ImportFrom) and statement.level == 1 and statement.module:
            modules.update((alias.name, statement.module) for alias in statement.names)
        elif not isinstance(statement, ast.Assign):
            raise SpecError(f"{file}: line {statement.lineno} is no import: the generator changed")
    return modules
