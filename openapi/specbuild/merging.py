"""Several documents of one vendor as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from specbuild.errors import SpecError
from specbuild.walking import METHODS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from specbuild.documents import Document

SERVER = "https://api.close.com/api/v1"


def merge(documents: Mapping[str, Document]) -> Document:
    """Give one document with the operations and components of all, each by its name.

    Where two say something of the same operation or component, the later one holds: it was taken
    later. What stands around the operations is ours, so that it is the same for every form.

    Raises:
        SpecError: A document describes another server.
    """
    merged: Document = {
        "openapi": "3.1.0",
        "info": {"title": "Close API", "version": "1.0.0"},
        "servers": [{"url": SERVER}],
        "paths": {},
        "components": {"schemas": {}},
    }
    for name, document in documents.items():
        _refuse_stranger(name, document)
        for path, item in document["paths"].items():
            known = merged["paths"].setdefault(path, {})
            known.update((key, item[key]) for key in item if key in METHODS)
        for kind, components in document.get("components", {}).items():
            merged["components"].setdefault(kind, {}).update(components)
    return merged


def _refuse_stranger(name: str, document: Document) -> None:
    for server in document.get("servers", ()):
        if str(server.get("url")).rstrip("/") != SERVER:
            raise SpecError(
                f"{name}: describes the server {str(server.get('url'))[:100]!r}, not {SERVER}"
            )
