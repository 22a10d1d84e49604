"""Judges generated Python by its syntax tree: what in it has a document put there.

Generated code calls few things, all known. Whatever else it calls, imports, or does while it is
imported, came from the document.
"""

from __future__ import annotations

import ast
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_FUNCTION_NAMES = """
AttributeError BytesIO File HTTPStatus NotImplementedError Response RuntimeError TypeError TypeVar UUID
Unset ValueError _attrs_define _attrs_field bool cast cls define dict evolve field float getattr globals
import_module int isinstance len list quote set sorted str super type
"""
_METHOD_NAMES = """
AsyncClient Client Timeout UnexpectedStatus __aenter__ __aexit__ __enter__ __exit__ __init__ aclose append
asyncio_detailed close decode dumps encode format from_dict fromisoformat get_async_httpx_client
get_httpx_client isoformat items json keys pop request to_dict to_multipart to_tuple update
"""
_MODULE_NAMES = """
__future__ attrs collections.abc datetime http httpx importlib io json ssl typing urllib.parse uuid
"""
_FUNCTIONS = frozenset(_FUNCTION_NAMES.split())
_METHODS = frozenset(_METHOD_NAMES.split())
_MODULES = frozenset(_MODULE_NAMES.split())
_AT_IMPORT = frozenset({"TypeVar", "Unset", "_attrs_define", "_attrs_field", "define", "field"})
_STATEMENTS = (
    *(ast.AnnAssign, ast.Assign, ast.AsyncFunctionDef, ast.ClassDef, ast.FunctionDef, ast.If),
    *(ast.Import, ast.ImportFrom),
)


def problems(source: str) -> Iterator[str]:
    """Say what in a module no template would write."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            tree = ast.parse(source)
            compile(source, "generated", "exec")
        except (SyntaxError, SyntaxWarning, DeprecationWarning, ValueError) as error:
            yield f"no Python: {error}"
            return
    yield from _statement_problems(tree.body)
    yield from _call_problems(tree)
    for node in ast.walk(tree):
        yield from _node_problems(node)


def strings(source: str) -> set[str]:
    """Give all string constants of a module; none if it is no Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return set()
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _statement_problems(body: list[ast.stmt]) -> Iterator[str]:
    for statement in body:
        is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        if not is_text and not isinstance(statement, _STATEMENTS):
            yield f"line {statement.lineno}: does something: {ast.unparse(statement)[:80]}"
        if isinstance(statement, ast.If):
            if ast.unparse(statement.test) != "TYPE_CHECKING":
                yield f"line {statement.lineno}: asks {ast.unparse(statement.test)[:80]}"
            yield from _statement_problems([*statement.body, *statement.orelse])


def _call_problems(tree: ast.Module) -> Iterator[str]:
    """Look at every call, and closer at those that importing the module makes."""
    own = _own_names(tree)
    for node in _outside_of_bodies(tree):
        if isinstance(node, ast.Call) and _name(node) not in _AT_IMPORT:
            yield f"line {node.lineno}: calls {ast.unparse(node)[:80]} when imported"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        known = _METHODS | own if isinstance(node.func, ast.Attribute) else _FUNCTIONS | own
        if _name(node) not in known:
            yield f"line {node.lineno}: calls {ast.unparse(node)[:80]}"


def _own_names(tree: ast.Module) -> set[str]:
    """Name what a module defines or takes from its own package, if it can have it from there."""
    defined = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    names = {node.name for node in ast.walk(tree) if isinstance(node, defined)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def _outside_of_bodies(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when the module is imported: all but the bodies of functions."""
    for name, value in ast.iter_fields(node):
        if name == "body" and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield child
                yield from _outside_of_bodies(child)


def _name(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ast.unparse(function)


def _node_problems(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"imports {each.name}" for each in node.names if each.name not in _MODULES)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module not in _MODULES:
        yield f"imports from {node.module}"
    elif isinstance(node, ast.Attribute) and node.attr.startswith("__"):
        if node.attr not in _METHODS | {"__name__"}:
            yield f"line {node.lineno}: reaches for {ast.unparse(node)[:80]}"
    elif isinstance(node, ast.Lambda | ast.Await | ast.Global | ast.Delete):
        allowed = isinstance(node, ast.Await) or "self.additional_properties[key]" in ast.unparse(
            node
        )
        if not allowed:
            yield f"has {ast.unparse(node)[:80]}"
