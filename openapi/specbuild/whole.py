"""A client of every operation of a whole document, whatever its defects.

Nothing is selected and no overlay applies. The document is brought into the form that the generator
takes without a warning: every operation and every answer is in the client, at worst untyped.
"""

from __future__ import annotations

import hashlib
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

from specbuild import generator, normal, reading, whole_folder, whole_package
from specbuild.commands import Command
from specbuild.errors import SpecError
from specbuild.whole_aliases import Aliases
from specbuild.whole_merging import mapping
from specbuild.whole_names import Names
from specbuild.whole_operations import Operations
from specbuild.whole_package import Prepared
from specbuild.whole_schemas import Schemas

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from specbuild.documents import Document

PACKAGE = "close_whole_client"
"""What the package is called if nobody says otherwise."""


def generate_all(source: Path, out: Path, package: str = PACKAGE) -> Prepared:
    """Write the client package of a whole document into the folder ``out``, or nothing at all.

    Raises:
        SpecError: The document cannot be used, the generator refuses it, or ``out`` holds what this
            function has not written.
    """
    if not package.isidentifier() or not package.isascii() or iskeyword(package):
        raise SpecError(f"{package!r} cannot be a package's name")
    out = out.absolute()
    versions = generator.versions()
    prepared = prepare(reading.read(source))
    whole_folder.refuse_strangers(out)
    with whole_folder.scratch_beside(out) as scratch:
        fresh = Path(scratch, "fresh")
        whole_package.write(prepared, fresh / package)
        facts = {
            "source": source.name,
            "out": out.name,
            "package": package,
            "digest": hashlib.sha256(source.read_bytes()).hexdigest(),
            "versions": "\n".join(f"- {name} {number}" for name, number in versions.items()),
            "operations": str(prepared.operations),
            "models": str(len(prepared.document["components"]["schemas"])),
            "loosened": _loosened(prepared.loosened),
        }
        whole_folder.write_readme(fresh, facts)
        whole_folder.move_in(fresh, out, Path(scratch, "old"))
    return prepared


def prepare(document: Document) -> Prepared:
    """Bring a whole document, changed on the way, into the form that the generator takes.

    Raises:
        SpecError: It has no operation, or more of something than any API has.
    """
    try:
        normal.normalise(document)
        return _prepared(document)
    except RecursionError:
        raise SpecError("references lead deeper than any API's: simplify the document") from None


def _prepared(document: Document) -> Prepared:
    aliases = Aliases(document)
    schemas = Schemas(document, Names(), aliases)
    schemas.convert_components()
    operations = Operations(document, schemas, aliases)
    paths = operations.convert()
    info = mapping(document.get("info"))
    prepared: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": str(info.get("title", "API")), "version": str(info.get("version", "0"))},
        "security": [{"ApiKey": []}, {"OAuth2": []}],
        "paths": paths,
        "components": {
            "schemas": schemas.components,
            "securitySchemes": {
                "ApiKey": {"type": "http", "scheme": "basic"},
                "OAuth2": {"type": "http", "scheme": "bearer"},
            },
        },
    }
    return Prepared(
        document=prepared,
        aliases=aliases,
        content_types=tuple(sorted(operations.content_types)),
        loosened=schemas.loosened,
    )


def _loosened(loosened: dict[str, str]) -> str:
    if not loosened:
        return ""
    lines = "\n".join(f"- {place!r}: {what}" for place, what in sorted(loosened.items()))
    return f"What the generator cannot express allows more than the document:\n\n{lines}\n\n"


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="DOCUMENT")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--package", default=PACKAGE, metavar="NAME", help=f"default: {PACKAGE}")


def _run(arguments: Namespace) -> int:
    prepared = generate_all(arguments.source, arguments.out, arguments.package)
    written = f"{arguments.out / arguments.package} written: {prepared.operations} operations"
    print(written)  # noqa: T201 - what a command prints is its interface
    return 0


COMMAND = Command(
    name="generate-all",
    text="write a client of every operation of a whole document into a folder",
    run=_run,
    configure=_configure,
)
