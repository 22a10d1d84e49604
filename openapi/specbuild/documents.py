"""YAML documents in and out, in one fixed form, so that equal documents are equal bytes."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from specbuild.errors import SpecError

if TYPE_CHECKING:
    from pathlib import Path

Document = dict[str, Any]


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    return yaml


def read(path: Path) -> Document:
    """Read one YAML mapping.

    Raises:
        SpecError: The file is missing, is not YAML, or holds something other than a mapping.
    """
    try:
        loaded: object = _yaml().load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        message = f"{path}: cannot be read as YAML: {error}"
        raise SpecError(message) from error
    if not isinstance(loaded, dict):
        message = f"{path}: expected a YAML mapping, found {type(loaded).__name__}"
        raise SpecError(message)
    return loaded


def to_yaml(document: Document) -> str:
    """Render a document as YAML, comments and quoting kept."""
    out = io.StringIO()
    _yaml().dump(document, out)
    return out.getvalue()


def to_json(document: Document) -> str:
    """Render a document as compact JSON with its keys in the document's order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def plain(document: Document) -> Document:
    """Copy a document into plain dicts, lists and strings, for libraries that want nothing else."""
    copied: Document = json.loads(to_json(document))
    return copied
