"""Fetching the vendor's whole document: ``python -m specbuild pull``.

From one address only, by https, without following anyone elsewhere; nothing is written before the
whole of it has been read as a document that the contract can be built from.
"""

from __future__ import annotations

import time
from http.client import HTTPException
from typing import TYPE_CHECKING, Any, Protocol
from urllib.error import HTTPError
from urllib.request import BaseHandler, HTTPRedirectHandler, Request, build_opener

from specbuild import build, layout, normal, provenance, reading, selecting
from specbuild.commands import Command
from specbuild.errors import SpecError
from specbuild.walking import operations

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from specbuild.documents import Document

ADDRESS = "https://developer.close.com/openapi.yaml"
FILE = "openapi.yaml"
TIMEOUT = 30.0
"""Seconds that the vendor's server may be silent."""
TOTAL = 300.0
"""Seconds that the whole fetch may take."""

_CHUNK = 2**16


class Opener(Protocol):
    """What is needed of ``urllib.request.OpenerDirector``."""

    def open(self, fullurl: Request, data: None = None, timeout: float = ...) -> Any:
        """Send a request and return the answer, a file."""
        ...


class _NoRedirects(HTTPRedirectHandler):
    """Makes every redirect an HTTPError: the address is fixed."""

    def redirect_request(  # the signature is urllib's
        self, *_about: object, **_more: object
    ) -> None:
        return None


def opener(*handlers: BaseHandler) -> Opener:
    """Make the opener that `fetch` uses, with further handlers of urllib."""
    return build_opener(_NoRedirects, *handlers)


def fetch(opener: Opener, clock: Callable[[], float] = time.monotonic) -> bytes:
    """Fetch the vendor's whole document.

    Raises:
        SpecError: It cannot be had from its address, or it is too large or too slow.
    """
    headers = {"Accept-Encoding": "identity", "User-Agent": "close-bulk spec-pull"}
    try:
        with opener.open(Request(ADDRESS, headers=headers), timeout=TIMEOUT) as answer:
            return _content(answer, clock, clock() + TOTAL)
    except HTTPError as error:
        target = error.headers.get("Location") if error.headers else None
        where = f" to {target[:200]}, which is not followed" if target else ""
        raise SpecError(f"{ADDRESS}: answered {error.code}{where}") from None
    except (OSError, HTTPException) as error:
        raise SpecError(f"{ADDRESS}: cannot be fetched: {error}") from error


def _content(answer: Any, clock: Callable[[], float], end: float) -> bytes:
    content = bytearray()
    while chunk := answer.read(_CHUNK):
        content += chunk
        if len(content) > reading.MAX_BYTES:
            raise SpecError(f"{ADDRESS}: larger than {reading.MAX_BYTES:,} bytes")
        if clock() > end:
            raise SpecError(f"{ADDRESS}: not finished after {TOTAL:.0f} seconds")
    if (length := answer.headers.get("Content-Length")) not in {None, str(len(content))}:
        raise SpecError(f"{ADDRESS}: ended after {len(content):,} of {length[:20]} bytes")
    return bytes(content)


def pull(opener: Opener, today: str, clock: Callable[[], float] = time.monotonic) -> list[str]:
    """Fetch the document, write it and its row of PROVENANCE.md, and tell what was done.

    Raises:
        SpecError: It cannot be had, or no contract can be built from it; nothing is written.
    """
    content = fetch(opener, clock)
    document = _usable(content)
    if provenance.recorded().get(FILE) == provenance.sha256(content):
        return [f"{layout.UPSTREAM / FILE} is what the vendor publishes; nothing written"]
    count, replaced = len(_places(document)), _replaced(document)
    provenance.record(
        FILE,
        content,
        origin=ADDRESS,
        form=f"the vendor's whole document, {len(content):,} bytes",
        taken=f"fetched by `make spec-pull`, {today}",
    )
    return [
        f"{layout.UPSTREAM / FILE} written: {len(content):,} bytes, {count} operations",
        *(f"it replaces {name}: all operations of that are in it" for name in replaced),
        "next: `make spec-diff` shows what changed, then `make generate`",
    ]


def _usable(content: bytes) -> Document:
    """Go as far as a build goes before the overlays, and return the document normalised."""
    document = reading.parse(content, ADDRESS)
    chosen = build.prepare({ADDRESS: document}, selecting.load(layout.ROOT / layout.SELECTION))
    for kind, name in sorted(selecting.used_components(chosen)):
        if name not in chosen["components"].get(kind, {}):
            raise SpecError(f"{ADDRESS}: is not whole: it refers to {name}, which is not there")
    return document


def _replaced(document: Document) -> list[str]:
    """Name the documents that say nothing any more, because the new one says it too."""
    there = _places(document)
    replaced: list[str] = []
    for name in provenance.recorded():
        if name != FILE:
            other = reading.read(layout.ROOT / layout.UPSTREAM / name)
            normal.normalise(other)
            if _places(other) <= there:
                replaced.append(name)
    return replaced


def _places(document: Document) -> set[tuple[str, str]]:
    return {(method, path) for method, path, _ in operations(document)}


def _run(_arguments: Namespace) -> int:
    for line in pull(opener(), time.strftime("%Y-%m-%d", time.gmtime())):
        print(line)  # noqa: T201 - what a command prints is its interface
    return 0


COMMAND = Command(
    name="pull", text="fetch the vendor's whole document into openapi/upstream/", run=_run
)
