"""Generated modules loaded when they are used: importing one endpoint need not load all models."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from specbuild import lazy_endpoints
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from pathlib import Path

# `__getattr__` is hidden from type checkers: they would take every misspelt name for granted.
_TEXT = """\
{docstring}

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

        globals()[name] = value = getattr(import_module(f".{{_MODULES[name]}}", __name__), name)
        return value

    def __dir__():
        return sorted({{*globals(), *_MODULES}})


__all__ = (
{exported}
)
"""
_MODELS = '"""Contains all the data models used in inputs/outputs; each is loaded when it is first used"""'


def make_lazy(package: Path) -> None:
    """Rewrite the generated package so that importing a part loads that part only (PEP 562).

    Raises:
        SpecError: The generator has written something other than expected.
    """
    _export_lazily(package / "__init__.py", None)
    models = _export_lazily(package / "models" / "__init__.py", _MODELS)
    for endpoint in sorted(package.glob("api/*/*.py")):
        if endpoint.name != "__init__.py":
            lazy_endpoints.rewrite(endpoint, models)


def _export_lazily(file: Path, docstring: str | None) -> set[str]:
    """Rewrite a package that exports names, and give them."""
    source = file.read_text(encoding="utf-8")
    first, *statements = lazy_endpoints.parsed(source, file).body
    modules = _modules(file, statements)
    if not modules:
        return set()
    names = sorted(modules)
    text = _TEXT.format(
        docstring=docstring or ast.get_source_segment(source, first),
        imports="\n".join(f"    from .{modules[name]} import {name}" for name in names),
        modules="\n".join(f'        "{name}": "{modules[name]}",' for name in names),
        exported="\n".join(f'    "{name}",' for name in names),
    )
    file.write_text(text, encoding="utf-8")
    return set(modules)


def _modules(file: Path, statements: list[ast.stmt]) -> dict[str, str]:
    """Give the module of every name that a package exports."""
    modules: dict[str, str] = {}
    for statement in statements:
        if isinstance(statement, ast.ImportFrom) and statement.level == 1 and statement.module:
            modules.update((alias.name, statement.module) for alias in statement.names)
        elif not isinstance(statement, ast.Assign):
            raise SpecError(f"{file}: line {statement.lineno} is no import: the generator changed")
    return modules
