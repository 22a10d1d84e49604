"""Everything public is documented, typed, and exercised by the tests of hostile arguments."""

import ast
import inspect
from pathlib import Path
from typing import Any, get_type_hints, is_typeddict

import pytest

import close_bulk
from calls import SUBJECTS
from close_bulk import CloseError
from surface import (
    OPERATORS,
    Callee,
    annotation,
    callees,
    classes,
    methods,
    names,
    properties,
    told,
)

TYPED = Path(__file__).parents[1] / "typed"
WRITTEN = [each for each in callees() if each.name not in OPERATORS]
NEVER_FAIL = {
    "advising",
    "ascending",
    "descending",
    "to_row",
    "to_rows",
    "to_json",
    "close",
    "exists",
} | {f"is_{what}" for what in ("true", "false", "me")}
"""Methods that have nothing to refuse and ask nobody; `Listing.to_rows`, which does, says what it raises."""


def test_public_names_are_listed_in_order() -> None:
    """Each module lists its names in order, constants first, once each, and offers no others."""
    for module in (close_bulk, close_bulk.query):
        names = sorted(set(module.__all__), key=lambda name: (not name.isupper(), name))
        assert module.__all__ == names
    assert dir(close_bulk) == sorted(close_bulk.__all__)


@pytest.mark.parametrize(
    "name", [name for name, value in names().items() if inspect.isclass(value)]
)
def test_public_class_is_documented(name: str) -> None:
    """Each class has a docstring of its own, and so has each property and each field that it shows."""
    kind = names()[name]
    assert vars(kind).get("__doc__"), name
    for each in properties(kind):
        assert inspect.getdoc(getattr(kind, each)), each


@pytest.mark.parametrize("callee", WRITTEN, ids=str)
def test_docstring_tells_every_parameter_and_error(callee: Callee) -> None:
    """Args names each parameter and no other; Raises names errors of this package."""
    assert inspect.getdoc(callee.function)
    assert set(told(callee, "Args")) == {each.name for each in callee.parameters}
    raised = told(callee, "Raises")
    assert raised or callee.name in NEVER_FAIL
    assert all(issubclass(names()[name], CloseError) for name in raised)


@pytest.mark.parametrize("callee", [*callees()], ids=str)
def test_signature_is_typed(callee: Callee) -> None:
    """Each parameter and each result has a type that exists, and that says something."""
    if callee.name == "__eq__" and "attrs" in str(callee.function.__code__.co_filename):
        return
    assert all(each.annotation is not inspect.Parameter.empty for each in callee.parameters)
    returned = inspect.signature(callee.function).return_annotation
    assert returned not in (inspect.Signature.empty, Any, "Any")
    annotation(callee.function, returned)


@pytest.mark.parametrize("kind", [kind for kind in classes() if is_typeddict(kind)])
def test_fields_of_requests_are_typed(kind: Any) -> None:
    """What is taken as fields resolves to types."""
    assert get_type_hints(kind)


def typed_calls() -> set[str]:
    """Name what the typing tests call inside `assert_type`, as `Bulk.pause`."""
    found: set[str] = set()
    for file in TYPED.glob("*.py"):
        for function in ast.walk(ast.parse(file.read_text())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                owners = {
                    each.arg: ast.unparse(each.annotation).partition("[")[0]
                    for each in function.args.args
                    if each.annotation
                }
                found.update(_called(each, owners) for each in ast.walk(function))
    return found


def _called(node: ast.AST, owners: dict[str, str]) -> str:
    """Name the method or property that an `assert_type` is about; empty if the node is none."""
    if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "assert_type"):
        return ""
    asked = node.args[0].value if isinstance(node.args[0], ast.Await) else node.args[0]
    root, *parts = ast.unparse(asked.func if isinstance(asked, ast.Call) else asked).split(".")
    owner = owners.get(root, root)
    if len(parts) > 1:
        asynchronous = "Async" if owner.startswith("Async") else ""
        owner = asynchronous + parts[0].title().replace("_", "")
    return ".".join([owner, *parts[-1:]]) if parts else owner


def test_every_public_method_has_a_typing_test() -> None:
    """What each method gives is held under two type checkers: `tests/typed` leaves none out."""
    public = {str(each) for each in WRITTEN if each.name not in ("__init__", "advising")}
    assert not public - typed_calls()


def test_every_class_with_methods_meets_hostile_arguments() -> None:
    """A new public class cannot be forgotten by the tests of hostile arguments."""
    tested = {kind.__name__ for kind in classes() if [*methods(kind)]} - {"OAuth"}
    missing = {
        name
        for name in tested
        if not name.startswith("Async") and not issubclass(names()[name], CloseError)
    }
    assert missing <= SUBJECTS.keys()
