"""From the contract to the generated client: made aside, then compared or swapped in whole."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from specbuild import build, documents, layout
from specbuild.errors import SpecError

if TYPE_CHECKING:
    from specbuild.documents import Document

_OUTPUTS = (layout.CONTRACT, layout.GENERATED)
_TOOLS = ("openapi-python-client", "ruff")
_README = """\
# Generated: do not edit

`make generate` writes everything in this folder, byte for byte the same from the same input;
`make generate-check` fails on any difference. To change what is here, add an overlay action to
`openapi/overlays/` (CONTRIBUTING.md says how).

Written by

    {command}

with

| tool | version |
| --- | --- |
{tools}

from

| file | sha256 |
| --- | --- |
{inputs}

`contract.json` in the package is `openapi/close.yaml` as JSON; `py.typed` there says that the
package is typed.
"""


def swap(document: Document) -> None:
    """Write the contract and the generated client into the repository: both, or on failure neither.

    Raises:
        SpecError: The client cannot be generated.
    """
    # In the repository because only a rename within one file system is all or nothing.
    with tempfile.TemporaryDirectory(dir=layout.ROOT, prefix=".generated-") as scratch:
        fresh, old = Path(scratch, "fresh"), Path(scratch, "old")
        _write(document, fresh)
        with ExitStack() as undo:
            for output in _OUTPUTS:
                if (layout.ROOT / output).exists():
                    _move(layout.ROOT / output, old / output, undo)
                _move(fresh / output, layout.ROOT / output, undo)
            undo.pop_all()


def _move(source: Path, target: Path, undo: ExitStack) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    undo.callback(target.rename, source)


def differences(document: Document) -> list[str]:
    """Name every file in which the repository differs from a fresh build and generation.

    Raises:
        SpecError: The client cannot be generated.
    """
    if not (layout.ROOT / layout.GENERATED).is_dir():
        return [f"{layout.GENERATED}/ (missing)"]
    with tempfile.TemporaryDirectory() as scratch:
        _write(document, Path(scratch))
        expected, actual = _files(Path(scratch)), _files(layout.ROOT)
    return sorted(
        f"{name} ({_difference(expected.get(name), actual.get(name))})"
        for name in expected.keys() | actual.keys()
        if expected.get(name) != actual.get(name)
    )


def _files(root: Path) -> dict[str, bytes]:
    """Read the outputs below ``root``, by their path from there."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in (root / layout.CONTRACT, *(root / layout.GENERATED).rglob("*"))
        if path.is_file() and "__pycache__" not in path.relative_to(root).parts
    }


def _difference(expected: bytes | None, actual: bytes | None) -> str:
    if actual is None:
        return "missing"
    return "differs" if expected is not None else "not written by the generator"


def _write(document: Document, root: Path) -> None:
    """Write the outputs for ``document`` below ``root``, where none of them is yet."""
    versions = _versions()
    contract = build.render(document)
    (root / layout.CONTRACT).parent.mkdir(parents=True)
    (root / layout.CONTRACT).write_text(contract, encoding="utf-8")
    (root / layout.GENERATED).mkdir()
    _run_generator(root)
    (root / layout.PACKAGE / "py.typed").touch()
    (root / layout.CONTRACT_IN_PACKAGE).write_text(documents.to_json(document), encoding="utf-8")
    (root / layout.GENERATED / "README.md").write_text(_readme(contract, versions), "utf-8")


def _versions() -> dict[str, str]:
    try:
        return {name: version(name) for name in _TOOLS}
    except PackageNotFoundError as error:
        raise SpecError(f"{error.name} is not installed for {sys.executable}") from error


def _run_generator(root: Path) -> None:
    config = layout.ROOT / layout.GENERATOR_CONFIG
    command = _command(root / layout.CONTRACT, config, root / layout.PACKAGE)
    # The generator's post hooks find ruff by PATH; it is installed beside this interpreter.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)))
    done = subprocess.run(  # noqa: S603 - our own command, no shell
        (sys.executable, "-m", "openapi_python_client", *command),
        env={**os.environ, "PATH": path},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise SpecError(
            f"the generator failed (exit code {done.returncode}):\n{done.stdout}{done.stderr}"
        )


def _command(contract: Path, config: Path, package: Path) -> tuple[str, ...]:
    return (
        *("generate", "--path", str(contract), "--config", str(config)),
        *("--meta", "none", "--fail-on-warning", "--output-path", str(package)),
    )


def _readme(contract: str, versions: dict[str, str]) -> str:
    command = _command(layout.CONTRACT, layout.GENERATOR_CONFIG, layout.PACKAGE)
    files = (build.upstream_file(), *build.overlay_files(), layout.ROOT / layout.GENERATOR_CONFIG)
    inputs = [(path.relative_to(layout.ROOT), path.read_bytes()) for path in files]
    inputs.append((layout.CONTRACT, contract.encode()))
    return _README.format(
        command=" ".join(("openapi-python-client", *command)),
        tools="\n".join(f"| {name} | {number} |" for name, number in versions.items()),
        inputs="\n".join(f"| {path} | `{_sha256(data)}` |" for path, data in inputs),
    )


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
