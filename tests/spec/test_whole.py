"""A client of a whole document: every operation, every answer, importable, typed and light."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from spec import awkward, hostile, wholes
from specbuild import documents, generator, layout, lazy, lazy_endpoints, reading, walking, whole
from specbuild.__main__ import main
from specbuild.errors import SpecError

PACKAGE = "whole_client"
OPERATIONS = 286


def everything() -> dict[str, Any]:
    """Make one document of the vendor's shape with everything awkward added to it."""
    document, more = wholes.whole_document(), awkward.document()
    document["paths"] |= more["paths"]
    document["components"]["schemas"] |= more["components"]["schemas"]
    return document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate the client of everything once."""
    path = tmp_path_factory.mktemp("whole")
    source = path / "openapi.yaml"
    source.write_text(documents.to_yaml(everything()), encoding="utf-8")
    assert (
        main(["generate-all", f"--from={source}", f"--out={path / 'out'}", "--package", PACKAGE])
        == 0
    )
    return path / "out"


def child(folder: Path, code: str) -> Any:
    """Run Python code beside the package, warnings being errors, and return the JSON it prints."""
    command = (sys.executable, "-W", "error", "-B", "-c", code)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def endpoints(folder: Path) -> dict[str, ast.Module]:
    """Read the endpoint modules, by the name of the operation."""
    files = [path for path in folder.glob(f"{PACKAGE}/api/*/*.py") if path.stem != "__init__"]
    modules = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    assert len(modules) == len(files)
    return modules


def test_every_operation_is_there(folder: Path) -> None:
    """As many endpoints as the document has operations, each callable in both ways."""
    found = endpoints(folder)
    assert len(found) == len(list(walking.operations(everything()))) > OPERATIONS
    for module in found.values():
        names = {getattr(node, "name", None) for node in module.body}
        assert {"sync_detailed", "asyncio_detailed"} <= names


def test_every_answer_is_there(folder: Path) -> None:
    """The statuses that the endpoints tell apart are those of the document, to the last."""
    wanted: Counter[str] = Counter()
    for _, _, operation in walking.operations(everything()):
        wanted.update(
            status[0] if status[1:] == "XX" else status for status in operation["responses"]
        )
    found: Counter[str] = Counter()
    for path in folder.glob(f"{PACKAGE}/api/*/*.py"):
        text = path.read_text(encoding="utf-8")
        found.update(re.findall(r"if response\.status_code == (\d+)", text))
        found.update(re.findall(r"if (\d)00 <= response\.status_code <= \d99", text))
        found["default"] += "    response_default = " in text
    assert found == wanted


def test_every_module_can_be_imported(folder: Path) -> None:
    """No module fails, warns, or misses a name that the package exports."""
    code = (
        f"import json, pkgutil, importlib, {PACKAGE}, {PACKAGE}.models as models\n"
        f"found = [importlib.import_module(each.name) for each in "
        f"pkgutil.walk_packages({PACKAGE}.__path__, '{PACKAGE}.')]\n"
        "print(json.dumps([len(found), [n for n in models.__all__ if not hasattr(models, n)]]))"
    )
    count, missing = child(folder, code)
    assert count > OPERATIONS
    assert missing == []


def test_the_package_satisfies_mypy_strict(folder: Path) -> None:
    """All of it, whatever the document's names and unions."""
    options = ("--strict", "--python-version=3.11", f"--cache-dir={folder.parent / 'cache'}")
    command = (sys.executable, "-m", "mypy", *options, PACKAGE)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Success: no issues found in "), done.stdout
    assert (folder / PACKAGE / "py.typed").read_bytes() == b""


def test_no_file_overwrites_another(folder: Path) -> None:
    """Not even where case makes no difference: as many models and files as the document has."""
    names = Counter(path.relative_to(folder).as_posix().lower() for path in folder.rglob("*"))
    assert [name for name, count in names.items() if count > 1] == []
    prepared = whole.prepare(everything()).document
    models = {path.stem for path in folder.glob(f"{PACKAGE}/models/*.py")} - {"__init__"}
    assert len(models) == len(prepared["components"]["schemas"])


def test_an_endpoint_loads_no_models(folder: Path) -> None:
    """Importing one loads no model; each waits until it is used."""
    code = (
        "import json, sys\n"
        f"import {PACKAGE}.api.saved_search.get_saved_search_by_id\n"
        f"models = sys.modules['{PACKAGE}.models']\n"
        f"names = lambda: sorted(n[{len(PACKAGE) + 8}:] for n in sys.modules if "
        f"n.startswith('{PACKAGE}.models.'))\n"
        "before = names()\n"
        "models.BulkEditAction\n"
        "print(json.dumps([before, names(), 'BulkEditAction' in dir(models)]))"
    )
    before, after, listed = child(folder, code)
    assert before == []
    assert after == ["bulk_edit_action", "bulk_edit_action_type"]
    assert listed


def test_an_unknown_model_is_an_attribute_error(folder: Path) -> None:
    """As of any module, so that hasattr and import say what they always say."""
    code = (
        f"import json, {PACKAGE}.models as models\n"
        "try:\n    models.Nope\nexcept AttributeError as error:\n    print(json.dumps(str(error)))"
    )
    assert child(folder, code) == f"module '{PACKAGE}.models' has no attribute 'Nope'"


def test_every_property_keeps_its_name_on_the_wire(folder: Path) -> None:
    """Whatever a property is called: what is read is written again, and nothing is left untyped."""
    values = {name: f"value {number}" for number, name in enumerate(awkward.PROPERTY_NAMES)}
    code = (
        f"import json, {PACKAGE}.models as models\n"
        f"model = models.Props.from_dict({values!r})\n"
        "print(json.dumps([model.to_dict(), model.additional_properties]))"
    )
    assert child(folder, code) == [values, {}]


def test_template_names_do_not_break_models(folder: Path) -> None:
    """A property named like a template's variable works beside the others, whatever its type."""
    moment = "2026-01-31T12:00:00+00:00"
    kinds = {"S": "text", "D": moment, "M": {"q": "x"}, "L": [{"q": "x"}]}
    cases = {
        f"P{number}{letter}": {"aa": {"q": "y"}, name: value, "zz": [moment], "unknown": 1}
        for number, name in enumerate(awkward.TEMPLATE_NAMES)
        for letter, value in kinds.items()
    }
    code = (
        f"import json, {PACKAGE}.models as models\n"
        f"cases = {cases!r}\n"
        "print(json.dumps({n: getattr(models, n).from_dict(c).to_dict() for n, c in cases.items()}))"
    )
    assert child(folder, code) == cases


@pytest.mark.parametrize("place", ["query", "header", "cookie"])
def test_every_parameter_keeps_its_name_on_the_wire(folder: Path, place: str) -> None:
    """Whatever a parameter is called, it is sent under its name, and no other is disturbed."""
    key = {"query": "params", "header": "headers", "cookie": "cookies"}[place]
    code = (
        "import importlib, inspect, json\n"
        "sent = []\n"
        f"for number in range({len(awkward.PARAMETER_NAMES)}):\n"
        f"    name = f'{PACKAGE}.api.parameter{{number}}.post_parameter{{number}}_{place}_by_id'\n"
        "    kwargs = importlib.import_module(name)._get_kwargs\n"
        "    ours = [p for p in inspect.signature(kwargs).parameters if p not in "
        "('id', 'body', 'other', 'x_other')]\n"
        "    assert len(ours) == 1, ours\n"
        f"    sent.append([k for k, v in kwargs('1', **{{ours[0]: 'v'}})['{key}'].items() if v == 'v'])\n"
        "print(json.dumps(sent))"
    )
    assert child(folder, code) == [[name] for name in awkward.PARAMETER_NAMES]


def test_nobody_is_asked_for_an_authorization_header(folder: Path) -> None:
    """Signing in is the client's matter."""
    texts = [path.read_text(encoding="utf-8") for path in folder.glob(f"{PACKAGE}/api/*/*.py")]
    assert not [text for text in texts if "authorization" in text.lower()]


def test_the_readme_says_how_it_came_about(folder: Path) -> None:
    """The command, the tools' versions, the document's hash, and what had to be given up."""
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "generate-all --from openapi.yaml --out out --package whole_client" in text
    for name, number in generator.versions().items():
        assert f"- {name} {number}" in text
    assert re.search(r"`openapi.yaml`, sha256 `[0-9a-f]{64}`", text)
    assert "'#/components/schemas/SelfList': a schema that consists of itself" in text


@pytest.mark.parametrize("form", wholes.FORMS)
def test_the_prepared_document_is_valid(form: wholes.Form) -> None:
    """With unique operationIds, one tag each, and security at the root only."""
    prepared = whole.prepare(wholes.whole_document(form)).document
    found = list(walking.operations(prepared))
    assert len({operation["operationId"] for _, _, operation in found}) == len(found) >= OPERATIONS
    assert {len(operation["tags"]) for _, _, operation in found} == {1}
    assert prepared["security"]
    assert not [operation for _, _, operation in found if "security" in operation]
    assert list(OpenAPIV31SpecValidator(prepared).iter_errors()) == []


def test_all_forms_of_a_document_name_operations_alike() -> None:
    """YAML or JSON, older or newer, `/api/v1` here or there: an operation keeps its name."""
    older, newer, based = (
        {
            (method, path): (operation["operationId"], operation["tags"])
            for method, path, operation in walking.operations(whole.prepare(document).document)
        }
        for document in (
            wholes.whole_document("2026-05"),
            wholes.whole_document("2026-09"),
            wholes.whole_document("2026-05", base_in_paths=True),
        )
    )
    assert older == based
    assert older.items() <= newer.items()
    document = wholes.whole_document()
    content = documents.to_yaml(document).encode()
    assert (
        whole.prepare(reading.parse(content, "yaml")).document
        == whole.prepare(reading.parse(json.dumps(document).encode(), "json")).document
    )


def small(folder: Path) -> Path:
    """Write a small document."""
    source = folder / "small.json"
    source.write_text(json.dumps(hostile.base()), encoding="utf-8")
    return source


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_document_gives_the_same_bytes_and_replaces_them(tmp_path: Path) -> None:
    """A second run may replace what the first has written, caches apart, with the same."""
    source, out = small(tmp_path), tmp_path / "out"
    whole.generate_all(source, out)
    first = contents(out)
    cache = out / whole.PACKAGE / "__pycache__"
    cache.mkdir()
    (cache / "client.cpython-311.pyc").touch()
    whole.generate_all(source, out)
    assert contents(out) == first
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "small.json"]


@pytest.mark.parametrize("change", ["edited", "added", "removed", "no readme", "a file", "foreign"])
def test_what_it_has_not_written_is_not_replaced(tmp_path: Path, change: str) -> None:
    """A folder with anything of somebody else's in it stays as it is, and the error says so."""
    source, out = small(tmp_path), tmp_path / "out"
    if change in {"a file", "foreign"}:
        (out if change == "a file" else tmp_path / "out" / "README.md").parent.mkdir(exist_ok=True)
        (out if change == "a file" else out / "README.md").write_text("mine")
    else:
        whole.generate_all(source, out)
        client = out / whole.PACKAGE / "client.py"
        if change == "edited":
            client.write_text(client.read_text() + "\n# mine\n")
        elif change == "added":
            (out / "mine.txt").touch()
        else:
            (client if change == "removed" else out / "README.md").unlink()
    before = contents(tmp_path)
    with pytest.raises(SpecError, match="holds what `generate-all` has not written"):
        whole.generate_all(source, out)
    assert contents(tmp_path) == before


def test_a_failing_generator_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was there before is there after, and no scratch folder beside it."""
    source, out = small(tmp_path), tmp_path / "out"
    whole.generate_all(source, out)
    before = contents(tmp_path)
    config = tmp_path / "root" / layout.GENERATOR_CONFIG
    config.parent.mkdir(parents=True)
    config.write_text('post_hooks: ["ruff no-such-command"]\n')
    monkeypatch.setattr(layout, "ROOT", tmp_path / "root")
    with pytest.raises(SpecError, match=r"the generator failed \(exit code 1\)"):
        whole.generate_all(source, out)
    (config).unlink()
    config.parent.rmdir()
    (tmp_path / "root").rmdir()
    assert contents(tmp_path) == before


def test_a_generator_that_does_not_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No document keeps the maintainer waiting for ever."""
    monkeypatch.setattr(generator, "TIME_LIMIT", 0.01)
    with pytest.raises(SpecError, match=r"did not end within 0\.01 seconds"):
        whole.generate_all(small(tmp_path), tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["", "1x", "a-b", "../x", "a.b", "class", "é", "a b"])
def test_a_package_needs_a_name_that_can_be_imported(tmp_path: Path, name: str) -> None:
    """And one that does not lead out of the folder."""
    with pytest.raises(SpecError, match="cannot be a package's name"):
        whole.generate_all(small(tmp_path), tmp_path / "out", name)
    assert not (tmp_path / "out").exists()


def test_the_command_tells_what_it_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A document that is not there is one line and exit code 1."""
    out = tmp_path / "out"
    assert main(["generate-all", f"--from={tmp_path / 'nowhere.yaml'}", f"--out={out}"]) == 1
    assert re.fullmatch(
        r"specbuild: .*nowhere\.yaml: cannot be read: .*\n", capsys.readouterr().err
    )
    assert not out.exists()


def test_a_changed_generator_is_noticed(tmp_path: Path) -> None:
    """Were a package more than imports one day, it would not be rewritten."""
    (tmp_path / "__init__.py").write_text('"""Doc."""\nfrom .a import A\nprint(A)\n')
    with pytest.raises(SpecError, match=r"line 3 is no import: the generator changed"):
        lazy.make_lazy(tmp_path)


def test_a_changed_endpoint_is_noticed(tmp_path: Path) -> None:
    """Were an endpoint's imports others one day, it would not be rewritten."""
    endpoint = tmp_path / "get.py"
    endpoint.write_text("from typing import Any\n\nfrom ..client import Client\n")
    with pytest.raises(SpecError, match="its imports are not as they were: the generator changed"):
        lazy_endpoints.rewrite(endpoint, set())
