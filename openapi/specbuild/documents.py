"""YAML documents in and out, in one fixed form, so that equal documents are equal bytes."""

from __future__ import annotations

import io
import json
import math
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from specbuild.errors import SpecError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"
Document: TypeAlias = dict[str, Any]


def _yaml() -> YAML:
    yaml = YAML()
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.preserve_quotes = True
    return yaml


def read(path: Path) -> Document:
    """Read one YAML mapping.

    Raises:
        SpecError: The file is missing, is not YAML, or holds what JSON cannot hold.
    """
    yaml: Any = _yaml()
    try:
        loaded: Json = yaml.load(path.read_text(encoding="utf-8"))
        strangers = list(_strangers(loaded, "$"))
    except (OSError, ValueError, YAMLError, RecursionError) as error:
        raise SpecError(f"{path}: cannot be read as YAML: {error}") from error
    if strangers:
        raise SpecError(f"{path}: not JSON, quote it: {', '.join(strangers)}")
    if not isinstance(loaded, dict):
        raise SpecError(f"{path}: expected a YAML mapping, found {type(loaded).__name__}")
    return loaded


def _strangers(value: object, place: str) -> Iterator[str]:
    """Yield the places of dates, numeric keys and whatever else YAML has and JSON has not."""
    if isinstance(value, dict):
        for key, item in cast("dict[object, object]", value).items():
            if not isinstance(key, str):
                yield f"{place}.{key}"
            yield from _strangers(item, f"{place}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(cast("list[object]", value)):
            yield from _strangers(item, f"{place}[{index}]")
    elif isinstance(value, float):
        yield from () if math.isfinite(value) else (place,)
    elif not isinstance(value, str | int | None):
        yield place


def to_yaml(document: Document) -> str:
    """Render a document as YAML, comments and quoting kept."""
    yaml: Any = _yaml()
    out = io.StringIO()
    yaml.dump(document, out)
    return out.getvalue()


def to_json(document: Document) -> str:
    """Render a document as compact JSON with its keys in the document's order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def plain(document: Document) -> Document:
    """Copy a document into plain dicts, lists and strings, for libraries that want nothing else."""
    copied: Document = json.loads(to_json(document))
    return copied
