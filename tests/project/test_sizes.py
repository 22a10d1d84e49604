"""What is written by hand stays small: files that say one thing, functions that fit the eye."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = (
    "facade/close_bulk",
    "emulator/close_emulator",
    "contract/close_contract",
    "contract/close_driver",
    "openapi/specbuild",
    "bench",
    "tests",
)


def lengths(file: Path) -> list[int]:
    """Give the lines of each function of a file, its docstring included."""
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


@pytest.mark.parametrize("folder", WRITTEN)
def test_files_and_functions_are_short(folder: str) -> None:
    """Files have fewer than 450 lines, and nine of ten functions fewer than 30."""
    files = [*(ROOT / folder).rglob("*.py")]
    assert files
    assert not [file.name for file in files if len(file.read_text().splitlines()) >= 450]
    functions = sorted(length for file in files for length in lengths(file))
    assert functions[len(functions) * 9 // 10] < 30
