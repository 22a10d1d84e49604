"""The places of a module's syntax tree at which something may be changed."""

import ast
from collections.abc import Collection, Iterator
from typing import Final

from attrs import frozen

_SILENT: Final[dict[type[ast.AST], frozenset[str]]] = {
    ast.FunctionDef: frozenset({"decorator_list", "returns"}),
    ast.AsyncFunctionDef: frozenset({"decorator_list", "returns"}),
    ast.ClassDef: frozenset({"decorator_list", "bases", "keywords"}),
    ast.arg: frozenset({"annotation"}),
    ast.AnnAssign: frozenset({"annotation"}),
    ast.FormattedValue: frozenset({"format_spec"}),
}
"""Fields of nodes that say nothing at run time, or how a text is to look."""
_TYPES: Final = frozenset({"TypeVar", "cast"})
_NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@frozen(eq=False)
class Site:
    """A node, the field of its parent that holds it, and whether it is within a function."""

    node: ast.AST
    parent: ast.AST
    field: str
    index: int | None
    in_function: bool

    @property
    def line(self) -> int:
        """The line where the node begins."""
        return getattr(self.node, "lineno", 0)

    def put(self, node: ast.AST) -> None:
        """Put another node in its place."""
        ast.copy_location(node, self.node)
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


def sites(module: ast.Module, left_out: Collection[str] = ()) -> Iterator[Site]:
    """Find all places in the order of the source, but none in what is left out by its dotted name."""
    yield from _below(module, "", frozenset(left_out), in_function=False)


def _below(
    node: ast.AST, name: str, left_out: frozenset[str], *, in_function: bool
) -> Iterator[Site]:
    for field, value in ast.iter_fields(node):
        if field in _SILENT.get(type(node), ()):
            continue
        children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
        for index, child in children:
            if not isinstance(child, ast.AST) or _is_silent(child, index, node):
                continue
            within = _name(child, name)
            if within in left_out:
                continue
            yield Site(child, node, field, index, in_function)
            inner = in_function or isinstance(
                child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
            )
            yield from _below(child, within, left_out, in_function=inner)


def _name(node: ast.AST, outer: str) -> str:
    """Return the dotted name of what a node defines, or that of what is around it."""
    own = ""
    if isinstance(node, _NAMED):
        own = node.name
    elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not outer:
        own = node.target.id
    return f"{outer}.{own}" if outer and own else own or outer


def _is_silent(node: ast.AST, index: int | None, parent: ast.AST) -> bool:
    """Whether a node is a docstring, an import, a part of prose, or about types alone."""
    match node:
        case ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()):
            return index == 0 or isinstance(parent, ast.Module | ast.ClassDef)
        case ast.AnnAssign(annotation=annotation):
            return ast.unparse(annotation).endswith("TypeAlias")
        case (
            ast.Call(func=ast.Name(id=called))
            | ast.Assign(value=ast.Call(func=ast.Name(id=called)))
        ):
            return called in _TYPES
        case ast.Constant() if isinstance(parent, ast.JoinedStr):
            return any(" " in text for text in _texts(parent))
        case _:
            return False


def _texts(node: ast.JoinedStr) -> Iterator[str]:
    return (str(each.value) for each in node.values if isinstance(each, ast.Constant))
