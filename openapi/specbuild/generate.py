"""From the contract to the generated client: made aside, then compared or swapped in whole."""

from __future__ import annotations

import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from specbuild import build, documents, generator, layout, lazy, provenance
from specbuild.commands import Command

if TYPE_CHECKING:
    from argparse import Namespace

    from specbuild.build import Built

_OUTPUTS = (layout.CONTRACT, layout.GENERATED)
_README = """\
# Generated: do not edit

`make generate` writes everything in this folder, byte for byte the same from the same input;
`make generate-check` fails on any difference. To change what is here, add an overlay action to
`openapi/overlays/` (CONTRIBUTING.md says how).

Written as by

    {command}

(the generator is given `contract.json`, the same contract, because it reads JSON faster) with

| tool | version |
| --- | --- |
{tools}

from

| file | sha256 |
| --- | --- |
{inputs}

`models/__init__.py` is then rewritten so that each model is loaded when it is first used.
`contract.json` in the package is `openapi/close.yaml` as JSON; `py.typed` there says that the
package is typed.
"""


def swap(built: Built) -> None:
    """Write the contract and the generated client into the repository: both, or on failure neither.

    Raises:
        SpecError: The contract is not sound, or the client cannot be generated.
    """
    # In the repository because only a rename within one file system is all or nothing.
    with tempfile.TemporaryDirectory(dir=layout.ROOT, prefix=".generated-") as scratch:
        fresh, old = Path(scratch, "fresh"), Path(scratch, "old")
        _write(built, fresh)
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


def differences(built: Built) -> list[str]:
    """Name every file in which the repository differs from a fresh build and generation.

    Raises:
        SpecError: The contract is not sound, or the client cannot be generated.
    """
    if not (layout.ROOT / layout.GENERATED).is_dir():
        return [f"{layout.GENERATED}/ (missing)"]
    with tempfile.TemporaryDirectory() as scratch:
        _write(built, Path(scratch))
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


def _write(built: Built, root: Path) -> None:
    """Write the outputs for a contract below ``root``, where none of them is yet."""
    versions = generator.versions()
    contract = build.render(built.document)
    (root / layout.CONTRACT).parent.mkdir(parents=True)
    (root / layout.CONTRACT).write_text(contract, encoding="utf-8")
    (root / layout.GENERATED).mkdir()
    data = root / layout.CONTRACT_IN_PACKAGE.name
    data.write_text(documents.to_json(built.document), encoding="utf-8")
    _generate_and_check(built, data, root / layout.PACKAGE)
    lazy.make_lazy(root / layout.PACKAGE)
    data.rename(root / layout.CONTRACT_IN_PACKAGE)
    (root / layout.PACKAGE / "py.typed").touch()
    (root / layout.GENERATED / "README.md").write_text(_readme(contract, versions), "utf-8")


def _generate_and_check(built: Built, contract: Path, package: Path) -> None:
    """Check the contract while the generator, a process of its own, is at work on it."""
    config = layout.ROOT / layout.GENERATOR_CONFIG
    with ThreadPoolExecutor(max_workers=1) as waiter:
        generating = waiter.submit(generator.run, contract, config, package)
        built.check()
        generating.result()


def _readme(contract: str, versions: dict[str, str]) -> str:
    command = generator.arguments(layout.CONTRACT, layout.GENERATOR_CONFIG, layout.PACKAGE)
    files = (
        *provenance.files(),
        layout.ROOT / layout.SELECTION,
        *build.overlay_files(),
        layout.ROOT / layout.GENERATOR_CONFIG,
    )
    inputs = [(path.relative_to(layout.ROOT), path.read_bytes()) for path in files]
    inputs.append((layout.CONTRACT, contract.encode()))
    return _README.format(
        command=" ".join(("openapi-python-client", *command)),
        tools="\n".join(f"| {name} | {number} |" for name, number in versions.items()),
        inputs="\n".join(f"| {path} | `{provenance.sha256(data)}` |" for path, data in inputs),
    )


def _run_generate(_arguments: Namespace) -> int:
    swap(build.compose())
    print("openapi/close.yaml and generated/ written")  # noqa: T201 - the command's answer
    return 0


def _run_check(_arguments: Namespace) -> int:
    if found := differences(build.compose()):
        listing = "\n  ".join(("not what `make generate` writes:", *found))
        sys.stderr.write(f"{listing}\nRun `make generate` and commit.\n")
        return 1
    print("openapi/close.yaml and generated/ are what `make generate` writes")  # noqa: T201 - as above
    return 0


GENERATE = Command(
    name="generate",
    text="build openapi/close.yaml and write the client into generated/",
    run=_run_generate,
)
CHECK = Command(
    name="check",
    text="do the same elsewhere; exit with 1 and name the files if anything differs",
    run=_run_check,
)
