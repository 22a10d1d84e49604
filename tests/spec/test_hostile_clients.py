"""Clients generated from hostile documents by the real commands, whole and selected."""

import itertools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from spec import hostile, hostile_checker, wholes
from spec.hostile import REFUSED
from specbuild import build, generator, layout, walking, whole
from specbuild.errors import SpecError


def everything_at_once() -> dict[str, Any]:
    """Put every payload that a document may hold into every place where it is kept, at once."""
    document = hostile.base()
    model = document["components"]["schemas"]["Thing"]
    operation = document["paths"]["/thing/{id}/"]["post"]
    for number, (name, value) in enumerate(hostile.PAYLOADS.items()):
        if name in REFUSED or not isinstance(value, str):
            continue
        document["components"]["schemas"][f"Model{number}"] = {
            "type": "object",
            "title": value,
            "description": value,
            "example": value,
            "properties": {
                value: {"type": "string", "description": value, "default": value},
                "fixed": {"const": value, "description": value},
                "kind": {"enum": [value, "other"], "default": value, "description": value},
            },
        }
        model["properties"][value] = {"$ref": f"#/components/schemas/Model{number}"}
        text = {"type": "string", "description": value, "default": value}
        operation["parameters"].append({"name": value or "empty", "in": "query", "schema": text})
        document["paths"][f"/other{number}/"] = {
            "get": {
                "summary": value,
                "description": value,
                "tags": [value],
                "operationId": value,
                "responses": {"204": {"description": value}},
            }
        }
    document["info"]["title"] = hostile.PAYLOADS["triple-quotes"]
    return document


IMPORT_ALL = """
import json, os, pkgutil, importlib, sys
seen = []
def hook(event, arguments):
    if event.startswith(("os.system", "os.exec", "os.spawn", "subprocess", "socket.connect", "socket.bind")):
        seen.append(event)
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append(str(arguments))
import httpx, attrs
sys.addaudithook(hook)
import whole_client, whole_client.models as models
for each in pkgutil.walk_packages(whole_client.__path__, "whole_client."):
    importlib.import_module(each.name)
values = json.load(sys.stdin)
model = models.Thing.from_dict({"text": "x", **{name: {name: "x"} for name in values}})
back = model.to_dict()
print(json.dumps([seen, [name for name in values if back[name] != {name: "x"}]]))
"""


def test_a_client_of_all_payloads_works_and_does_nothing_else(tmp_path: Path) -> None:
    """Through the real generator, hooks and all; imported and used in a process that is watched."""
    source = tmp_path / "hostile.json"
    source.write_text(json.dumps(everything_at_once()), encoding="utf-8")
    whole.generate_all(source, tmp_path / "out", "whole_client")
    values = [
        value
        for name, value in hostile.PAYLOADS.items()
        if isinstance(value, str) and name not in REFUSED
    ]
    done = subprocess.run(
        (sys.executable, "-B", "-W", "error", "-c", IMPORT_ALL),
        cwd=tmp_path / "out",
        input=json.dumps(values),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [[], []]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hostile.json", "out"]
    for path in (tmp_path / "out").rglob("*.py"):
        assert list(hostile_checker.problems(path.read_text(encoding="utf-8"))) == []


def hostile_page(offset: int) -> dict[str, Any]:
    """Put the payloads into all texts of the vendor's page in turn, and all of them into an enum."""
    texts = [
        value
        for name, value in hostile.PAYLOADS.items()
        if isinstance(value, str) and name not in REFUSED
    ]
    turns = itertools.cycle(texts[offset:] + texts[:offset])
    document = wholes.page_document()
    for _, found in walking.objects(document):
        for key in ("title", "summary", "description"):
            if found.get(key, "Any type") != "Any type":
                found[key] = next(turns)
    for schema in document["components"]["schemas"].values():
        for name in ("status", "contact_preference", "id"):
            if name in schema.get("properties", {}):
                schema["properties"][name]["description"] = next(turns)
        if "enum" in schema:
            schema["enum"] += [text for text in texts if text not in schema["enum"]]
    return document


@pytest.mark.parametrize("offset", [0, 11, 22, 33])
def test_the_selection_is_safe_from_a_hostile_page(tmp_path: Path, offset: int) -> None:
    """What the contract takes over from the vendor, texts and enum values, is never code either."""
    source = tmp_path / "page.json"
    source.write_text(json.dumps(hostile_page(offset)), encoding="utf-8")
    built = build.build(upstream=[source])
    built.check()
    contract, package = tmp_path / "contract.json", tmp_path / "client"
    contract.write_text(json.dumps(built.document), encoding="utf-8")
    assert "touch canary" in contract.read_text(encoding="utf-8")
    generator.run(contract, layout.ROOT / layout.GENERATOR_CONFIG, package)
    found = [
        f"{path.name}: {problem}"
        for path in package.rglob("*.py")
        for problem in hostile_checker.problems(path.read_text(encoding="utf-8"))
    ]
    assert found == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "client",
        "contract.json",
        "page.json",
    ]


def test_a_document_without_the_selections_operations_is_refused(tmp_path: Path) -> None:
    """With words that say so, not with an empty contract."""
    source = tmp_path / "other.json"
    document = {**hostile.base(), "servers": wholes.page_document()["servers"]}
    source.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(SpecError, match="selection"):
        build.build(upstream=[source])
