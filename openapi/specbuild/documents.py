"""Documents as values, and their one written form: equal documents are equal bytes."""

from __future__ import annotations

import json
from typing import Any, TypeAlias, cast

import yaml  # type: ignore[import-untyped]

from specbuild import scalars

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"
Document: TypeAlias = dict[str, Any]


def mapping_in(value: object) -> Document | None:
    """Return the value if it is a mapping."""
    return cast("Document", value) if isinstance(value, dict) else None


def list_in(value: object) -> list[Json] | None:
    """Return the value if it is a list."""
    return cast("list[Json]", value) if isinstance(value, list) else None


def to_yaml(document: Document) -> str:
    """Render a document as YAML with its keys in the document's order."""
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text


def to_json(document: Document) -> str:
    """Render a document as compact JSON with its keys in the document's order."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def plain(document: Document) -> Document:
    """Copy a document."""
    copied: Document = json.loads(json.dumps(document))
    return copied


class _Dumper(yaml.CSafeDumper):  # type: ignore[misc]
    """Write what YAML 1.1 and YAML 1.2 readers understand alike, and no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the signature is PyYAML's
        return True


def _text(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text else "'" if scalars.is_not_text(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
