"""Generates from documents of `hostile` in a process of its own, under guard, and tells what happened.

    python -m spec.hostile_run FOLDER PART PARTS [PLACES TEMPLATES]

Every document is read, prepared and, unless that refuses it, generated and judged. A hook sees what
the interpreter does meanwhile: what it opens to write, starts, or connects to. With PLACES, only
documents with a payload there are run, and the generator's templates are those of TEMPLATES where it
has them: the test that the judge can fail gives it bad ones.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import resource
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import jinja2
import openapi_python_client
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData

from spec import hostile, hostile_checker
from specbuild import layout, reading, whole, whole_package
from specbuild.errors import SpecError

MEMORY = 2 * 2**30
WATCHED = ("open", "os.", "shutil.", "socket.", "subprocess.", "ctypes.", "webbrowser.")
HARMLESS = {"os.listdir", "os.scandir", "os.putenv", "os.unsetenv"}


class Guard:
    """Sees what the interpreter does, and tells what it should not."""

    def __init__(self, package: Path) -> None:
        self.seen: list[str] = []
        self.watches = True
        self._allowed = str(package)
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.watches or not event.startswith(WATCHED) or event in HARMLESS:
            return
        if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            return
        named = arguments[:1] if event == "open" else arguments
        paths = [str(each) for each in named if isinstance(each, str | os.PathLike)]
        if event.startswith(("open", "os.", "shutil.")) and all(map(self._is_inside, paths)):
            return
        self.seen.append(f"{event} {paths or arguments!r}"[:300])

    def _is_inside(self, path: str) -> bool:
        return os.path.realpath(path).startswith(self._allowed)


@functools.cache
def environment(templates: str | None) -> Any:
    """Make the generator's template environment once: compiling it takes most of a run."""
    loaders: list[Any] = [jinja2.PackageLoader("openapi_python_client")]
    if templates:
        loaders.insert(0, jinja2.FileSystemLoader(templates))
    return jinja2.Environment(  # noqa: S701 - as the generator makes it; what it writes is no HTML
        loader=jinja2.ChoiceLoader(loaders),
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.loopcontrols"],
        keep_trailing_newline=True,
    )


def generate(prepared: whole_package.Prepared, package: Path) -> list[str]:
    """Do what `whole_package.write` does, in this process and without ruff; give the warnings."""
    options = ConfigFile.load_from_path(layout.ROOT / layout.GENERATOR_CONFIG)
    options.post_hooks = []
    options.content_type_overrides = dict.fromkeys(
        prepared.content_types, "application/octet-stream"
    )
    config = Config.from_sources(options, MetaType.NONE, Path("-"), "utf-8", False, package)  # noqa: FBT003
    data = GeneratorData.from_dict(prepared.document, config=config)
    if not isinstance(data, GeneratorData):
        return [f"{data.header} {data.detail}"]
    with contextlib.redirect_stdout(None):
        errors = openapi_python_client.Project(openapi=data, config=config).build()
    whole_package.finish(prepared, package)
    return [f"{error.header} {error.detail}" for error in errors]


class Runner:
    """Runs documents through everything, and what the generator gets twice through it once."""

    def __init__(self, package: Path) -> None:
        self._package = package
        self._guard = Guard(package)
        self._known: dict[str, dict[str, Any]] = {}

    def outcome(self, content: bytes) -> dict[str, Any]:
        """Tell what happens to a document."""
        self._guard.seen.clear()
        started = time.process_time()
        try:
            prepared = whole.prepare(reading.parse(content, "hostile.json"))
            key = json.dumps([prepared.document, prepared.aliases.names])
            if key not in self._known:
                self._known[key] = self._generated(prepared)
            found = self._known[key]
        except SpecError as error:
            found = {"refused": str(error)[:500]}
        seconds = round(time.process_time() - started, 3)
        return {**found, "seen": [*self._guard.seen], "seconds": seconds}

    def _generated(self, prepared: whole_package.Prepared) -> dict[str, Any]:
        warnings = generate(prepared, self._package)
        sources = {
            path.relative_to(self._package).as_posix(): path.read_text(encoding="utf-8")
            for path in self._package.rglob("*.py")
        }
        self._guard.watches = False
        shutil.rmtree(self._package)
        self._guard.watches = True
        problems = [f"{name}: {each}" for name, text in sources.items() for each in _problems(text)]
        strings = frozenset[str]().union(*map(_strings, sources.values()))
        kept = [name for name, value in hostile.PAYLOADS.items() if str(value) in strings]
        return {
            "warnings": warnings,
            "problems": problems,
            "kept": kept,
            "number": len(self._known),
        }


@functools.lru_cache(maxsize=512)
def _problems(source: str) -> tuple[str, ...]:
    return tuple(hostile_checker.problems(source))


@functools.lru_cache(maxsize=512)
def _strings(source: str) -> frozenset[str]:
    return frozenset(hostile_checker.strings(source))


def main(
    folder: Path, part: int, parts: int, places: str = "", templates: str | None = None
) -> None:
    """Run every ``parts``-th document and print what happened, as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    folder = folder.resolve()
    os.chdir(folder)
    setattr(openapi_python_client, "Environment", lambda **_: environment(templates))  # noqa: B010 - mypy
    package = folder / f"package{part}"
    runner = Runner(package)
    outcomes: list[dict[str, Any]] = []
    for number, (place, payload, content) in enumerate(hostile.documents()):
        if number % parts == part and (not places or place in places.split(",")):
            found = runner.outcome(content)
            outcomes.append({"place": place, "payload": payload, **found})
    json.dump(outcomes, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
