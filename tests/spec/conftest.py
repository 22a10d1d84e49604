"""What the tests of the contract share: the built contract, a judge, a repository to break."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from spec import wholes
from specbuild import build, layout

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="session")
def contract() -> dict[str, Any]:
    """Build the contract once; tests read it and do not change it."""
    return build.build().document


@pytest.fixture
def upstream() -> dict[str, Any]:
    """Read the vendor's document with one operation; tests may change it."""
    return wholes.page_document()


@pytest.fixture(scope="session")
def accepts(contract: dict[str, Any]) -> Callable[[str, object], bool]:
    """Return the judge: whether a component of the contract accepts a value."""

    def judge(component: str, value: object) -> bool:
        schema = {"$ref": f"#/components/schemas/{component}", "components": contract["components"]}
        return jsonschema_rs.Draft202012Validator(schema, validate_formats=True).is_valid(value)

    return judge


@pytest.fixture
def example() -> Callable[[str], Any]:
    """Return the reader of the vendor's examples, taken from its pages as they are."""

    def read(name: str) -> Any:
        return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))

    return read


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy what the pipeline reads and writes, and make it work on the copy."""
    for folder in ("openapi", "generated"):
        ignored = shutil.ignore_patterns("specbuild", "__pycache__")
        shutil.copytree(layout.ROOT / folder, tmp_path / folder, ignore=ignored)
    monkeypatch.setattr(layout, "ROOT", tmp_path)
    return tmp_path
