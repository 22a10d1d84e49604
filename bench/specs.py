"""The pipeline and what it generates against the generator alone and against bare httpx."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring import Child, Comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
_GENERATOR = (sys.executable, "-m", "openapi_python_client", "generate")
_OPTIONS = ("--config", str(ROOT / "openapi/generator.yaml"), "--meta", "none", "--fail-on-warning")
_ENDPOINT = "whole.api.sequence.get_sequence_by_id"
_BARE = "import sys; sys.modules['click'] = None; import "


def comparisons(scratch: Path) -> Iterator[Comparison]:
    """Yield what is promised of the pipeline's speed; everything is written below ``scratch``."""
    yield _selection(scratch / "selection")
    document, prepared = _whole_documents(scratch)
    yield _whole(scratch, document, prepared)
    yield from _imports(scratch)


def _selection(copy: Path) -> Comparison:
    for name in ("openapi", "generated"):
        shutil.copytree(ROOT / name, copy / name)
    return Comparison(
        name="make generate / generator on close.yaml",
        ours=_specbuild(copy, "generate"),
        base=_generator(copy, copy / "openapi/close.yaml"),
        goal=1.5,
        rounds=5,
    )


def _whole_documents(scratch: Path) -> tuple[Path, Path]:
    """Write a document like the vendor's, and the same as the generator gets it."""
    sys.path[:0] = [str(ROOT / "openapi"), str(ROOT / "tests")]
    from spec import wholes  # noqa: PLC0415 - neither is on the path before
    from specbuild import documents, whole  # noqa: PLC0415

    document, prepared = scratch / "whole.yaml", scratch / "prepared.json"
    document.write_text(documents.to_yaml(wholes.whole_document()), encoding="utf-8")
    ready = whole.prepare(wholes.whole_document()).document
    prepared.write_text(json.dumps(ready), encoding="utf-8")
    return document, prepared


def _whole(scratch: Path, document: Path, prepared: Path) -> Comparison:
    arguments = ("--from", str(document), "--out", "out", "--package", "whole")
    return Comparison(
        name="make generate-all (286 operations) / generator on the prepared",
        ours=_specbuild(scratch, "generate-all", *arguments),
        base=_generator(scratch, prepared),
        goal=1.3,
        rounds=5,
    )


def _imports(scratch: Path) -> Iterator[Comparison]:
    for name, bare in (("", _BARE), (", its command line installed", "import ")):
        yield Comparison(
            name=f"import one endpoint of the whole client / import httpx{name}",
            ours=_python(scratch / "out", f"{bare}{_ENDPOINT}"),
            base=_python(scratch / "out", f"{bare}httpx"),
            goal=1.35,
            rounds=15,
        )


def _specbuild(folder: Path, *arguments: str) -> Child:
    code = folder / "openapi" if (folder / "openapi").is_dir() else ROOT / "openapi"
    return Child(
        command=(sys.executable, "-m", "specbuild", *arguments),
        folder=folder,
        environment={"PYTHONPATH": str(code)},
    )


def _generator(folder: Path, document: Path) -> Child:
    output = folder / "by-generator"
    beside = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return Child(
        command=(*_GENERATOR, "--path", str(document), "--output-path", str(output), *_OPTIONS),
        folder=folder,
        environment={"PATH": beside},
        before=lambda: shutil.rmtree(output, ignore_errors=True),
    )


def _python(folder: Path, code: str) -> Child:
    return Child(command=(sys.executable, "-c", code), folder=folder, environment={})
