"""From the contract to the generated client: made in a temporary folder, then swapped in whole."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from specbuild import build, documents, layout
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from specbuild.documents import Document

_README = """\
# Generated: do not edit

`make generate` writes everything in this folder, byte for byte the same from the same input; `make generate-check` fails on any
difference. To change what is here, add an overlay action to `openapi/overlays/` (CONTRIBUTING.md says how).

Written by

    openapi-python-client generate --path openapi/close.yaml --config openapi/generator.yaml --meta none --fail-on-warning

with

| tool | version |
| --- | --- |
{tools}

from

| file | sha256 |
| --- | --- |
{inputs}

`{package}/{contract}` is `openapi/close.yaml` as JSON; `{package}/py.typed` says that the package is typed.
"""


def generate(document: Document, folder: Path) -> None:
    """Write the generated client for ``document`` into the empty ``folder``.

    Raises:
        SpecError: The generator failed or warned; its own words are in the message.
    """
    package = folder / layout.PACKAGE
    with tempfile.TemporaryDirectory() as scratch:
        contract = Path(scratch, layout.CONTRACT.name)
        contract.write_text(build.render(document), encoding="utf-8")
        _run_generator(contract, package)
    (package / "py.typed").touch()
    (package / layout.CONTRACT_IN_PACKAGE).write_text(documents.to_json(document), encoding="utf-8")
    (folder / "README.md").write_text(_readme(document), encoding="utf-8")


def _run_generator(contract: Path, package: Path) -> None:
    command = (
        *(sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning"),
        *("--path", str(contract), "--config", str(layout.GENERATOR_CONFIG)),
        *("--meta", "none", "--output-path", str(package)),
    )
    # The generator's post hooks find ruff by PATH; it is installed beside this interpreter.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        command, env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )
    if done.returncode or "warning" in done.stdout.lower():
        message = f"the generator failed (exit code {done.returncode}):\n{done.stdout}{done.stderr}"
        raise SpecError(message)


def _readme(document: Document) -> str:
    tools = [(name, version(name)) for name in ("openapi-python-client", "ruff")]
    inputs = [
        (path.relative_to(layout.ROOT).as_posix(), path.read_bytes())
        for path in (build.upstream_file(), *build.overlay_files(), layout.GENERATOR_CONFIG)
    ]
    inputs.append(("openapi/close.yaml", build.render(document).encode()))
    return _README.format(
        tools="\n".join(f"| {name} | {number} |" for name, number in tools),
        inputs="\n".join(f"| {name} | `{hashlib.sha256(data).hexdigest()}` |" for name, data in inputs),
        package=layout.PACKAGE,
        contract=layout.CONTRACT_IN_PACKAGE,
    )


def swap(document: Document) -> None:
    """Generate beside ``generated/`` and put the result in its place; a failure leaves the old one."""
    with tempfile.TemporaryDirectory(dir=layout.ROOT, prefix=".generated-") as scratch:
        fresh = Path(scratch, "new")
        fresh.mkdir()
        generate(document, fresh)
        if layout.GENERATED.exists():
            layout.GENERATED.rename(Path(scratch, "old"))
        fresh.rename(layout.GENERATED)


def differences(document: Document) -> list[str]:
    """Name every file in which the repository differs from a fresh build and generation."""
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch)
        generate(document, fresh)
        expected = {f"generated/{name}": data for name, data in _files(fresh).items()}
    expected["openapi/close.yaml"] = build.render(document).encode()
    actual = {f"generated/{name}": data for name, data in _files(layout.GENERATED).items()}
    if layout.CONTRACT.exists():
        actual["openapi/close.yaml"] = layout.CONTRACT.read_bytes()
    return sorted(
        f"{name} ({_difference(expected.get(name), actual.get(name))})"
        for name in expected.keys() | actual.keys()
        if expected.get(name) != actual.get(name)
    )


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _difference(expected: bytes | None, actual: bytes | None) -> str:
    if actual is None:
        return "missing"
    return "differs" if expected is not None else "not written by the generator"
