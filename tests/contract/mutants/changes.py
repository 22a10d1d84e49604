"""What is changed at one place: operators, constants, conditions, statements, answers.

Each kind of change is a function from a place to the ways in which it can be changed.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from attrs import frozen

from contract.mutants.sites import Site


@frozen(eq=False)
class Change:
    """One way to change a place: what it does in a few words, and the doing of it."""

    what: str
    make: Callable[[], None]


Kind: TypeAlias = Callable[[Site], Iterator[Change]]

_COMPARED: Final[Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_RECKONED: Final[Mapping[type[ast.operator], tuple[type[ast.operator], ...]]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.FloorDiv, ast.Add),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult, ast.Mod),
    ast.Mod: (ast.FloorDiv, ast.Mult),
    ast.Pow: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}
_REMOVED: Final = (ast.Expr, ast.Assign, ast.AugAssign, ast.Delete, ast.Raise, ast.Continue)


def comparison(site: Site) -> Iterator[Change]:
    """Compare otherwise: at the bound, or the other way round."""
    node = site.node
    if isinstance(node, ast.Compare):
        for n, operator in enumerate(node.ops):
            for other in _COMPARED[type(operator)]:
                ops = [*node.ops[:n], other(), *node.ops[n + 1 :]]
                new = ast.Compare(node.left, ops, node.comparators)
                yield _put(site, f"{_sign(operator)} to {_sign(other())}", new)


def arithmetic(site: Site) -> Iterator[Change]:
    """Reckon with another operator, or without the sign."""
    node = site.node
    if isinstance(node, ast.BinOp):
        for other in _RECKONED.get(type(node.op), ()):
            new = ast.BinOp(node.left, other(), node.right)
            yield _put(site, f"{_sign(node.op)} to {_sign(other())}", new)
    if isinstance(node, ast.AugAssign):
        for other in _RECKONED.get(type(node.op), ()):
            changed = ast.AugAssign(node.target, other(), node.value)
            yield _put(site, f"{_sign(node.op)}= to {_sign(other())}=", changed)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield _put(site, "without -", node.operand)


def logic(site: Site) -> Iterator[Change]:
    """Take `and` for `or`, `or` for `and`, and leave `not` out."""
    node = site.node
    if isinstance(node, ast.BoolOp):
        other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        what = f"{_sign(node.op)} to {_sign(other)}"
        yield _put(site, what, ast.BoolOp(other, node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield _put(site, "without not", node.operand)


def constant(site: Site) -> Iterator[Change]:
    """Change a number by one, a flag to the other, a string that is not prose by a letter."""
    node = site.node
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield _constant(site, not value)
    elif isinstance(value, int | float):
        for step in (1, -1):
            yield _constant(site, value + step)
    elif isinstance(value, str) and " " not in value:
        yield _constant(site, f"{value}X")
    elif isinstance(value, bytes) and value:
        yield _constant(site, value + b"X")


def condition(site: Site) -> Iterator[Change]:
    """Negate a condition, or fix it."""
    parent, node = site.parent, site.node
    tests = isinstance(parent, ast.If | ast.IfExp | ast.While) and site.field == "test"
    if not isinstance(node, ast.expr):
        return
    if tests or (isinstance(parent, ast.comprehension) and site.field == "ifs"):
        yield _put(site, "negated", ast.UnaryOp(ast.Not(), node))
        yield _put(site, "always true", ast.Constant(value=True))
        yield _put(site, "always false", ast.Constant(value=False))


def statement(site: Site) -> Iterator[Change]:
    """Leave a statement of a function out."""
    if site.in_function and isinstance(site.node, _REMOVED):
        yield _put(site, "removed", ast.Pass())


def answer(site: Site) -> Iterator[Change]:
    """Return nothing."""
    node = site.node
    if isinstance(node, ast.Return) and node.value is not None:
        is_none = isinstance(node.value, ast.Constant) and node.value.value is None
        if not is_none:
            yield _put(site, "None", ast.Return(ast.Constant(value=None)))


KINDS: Final[Mapping[str, Kind]] = {
    "comparison": comparison,
    "arithmetic": arithmetic,
    "logic": logic,
    "constant": constant,
    "condition": condition,
    "statement": statement,
    "return": answer,
}


def _put(site: Site, what: str, node: ast.AST) -> Change:
    return Change(what, lambda: site.put(node))


def _constant(site: Site, value: object) -> Change:
    assert isinstance(site.node, ast.Constant)
    old = site.node.value
    new = ast.Constant(value=value)  # type: ignore[arg-type] # what ast.Constant held, changed
    text = old.decode("latin-1") if isinstance(old, bytes) else old
    what = f"{text} longer" if isinstance(text, str) else f"{text} to {value}"
    return _put(site, what, new)


_SIGNS: Final[Mapping[type[ast.AST], str]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.And: "and",
    ast.Or: "or",
}


def _sign(operator: ast.AST) -> str:
    return _SIGNS[type(operator)]
