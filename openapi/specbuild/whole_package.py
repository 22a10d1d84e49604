"""A prepared document turned into a package, with what the generator cannot do done after it."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from specbuild import generator, layout, lazy

if TYPE_CHECKING:
    from specbuild.documents import Document
    from specbuild.whole_aliases import Aliases


@frozen(kw_only=True)
class Prepared:
    """A document in the form that the generator takes, and what to do around it."""

    document: Document
    aliases: Aliases
    content_types: tuple[str, ...]
    """Types of request bodies that are sent as bytes."""
    loosened: dict[str, str]
    """What was given up, by where."""

    @property
    def operations(self) -> int:
        """Say how many operations there are."""
        return sum(len(item) for item in self.document["paths"].values())


def write(prepared: Prepared, package: Path) -> None:
    """Generate a package where none is yet.

    Raises:
        SpecError: The generator failed, or warned that it left something out.
    """
    package.parent.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        document, config = Path(scratch, "openapi.json"), Path(scratch, "generator.yaml")
        document.write_text(json.dumps(prepared.document), encoding="utf-8")
        config.write_text(_config(prepared.content_types), encoding="utf-8")
        generator.run(document, config, package)
    finish(prepared, package)


def finish(prepared: Prepared, package: Path) -> None:
    """Do to a generated package what the generator cannot."""
    prepared.aliases.undo(package)
    _drop_idle_casts(package)
    lazy.make_lazy(package)
    (package / "py.typed").touch()


def _config(content_types: tuple[str, ...]) -> str:
    text = (layout.ROOT / layout.GENERATOR_CONFIG).read_text(encoding="utf-8")
    overrides = dict.fromkeys(content_types, "application/octet-stream")
    return f"{text}content_type_overrides: {json.dumps(overrides)}\n"


def _drop_idle_casts(package: Path) -> None:
    """Leave out what mypy --strict calls redundant: a list is cast to `list[Any]` after a check."""
    for path in (*package.glob("models/*.py"), *package.glob("api/*/*.py")):
        text = path.read_text(encoding="utf-8")
        if " = cast(list[Any], data)\n" in text:
            path.write_text(text.replace(" = cast(list[Any], data)\n", " = data\n"), "utf-8")
