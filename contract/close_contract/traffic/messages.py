"""A request and an answer as they were on the wire, wherever they were seen."""

import gzip
import zlib
from contextlib import suppress
from io import BytesIO
from typing import Final, TypeAlias

from attrs import field, frozen

Pairs: TypeAlias = tuple[tuple[str, str], ...]

_GZIPPED: Final = frozenset({"gzip", "x-gzip"})
_LARGEST: Final = 64_000_000
READABLE: Final = frozenset({*_GZIPPED, "deflate", "identity", ""})
"""The content encodings that `Response.content` undoes."""


def values(headers: Pairs, name: str) -> tuple[str, ...]:
    """Return every value of one header, found without regard to case."""
    return tuple([value for key, value in headers if key.lower() == name])


def media_type(headers: Pairs) -> str:
    """Return the declared type of a body, without parameters; empty if there is not exactly one."""
    declared = values(headers, "content-type")
    return declared[0].partition(";")[0].strip().lower() if len(declared) == 1 else ""


@frozen
class Request:
    """A request; `target` is the path and the query, percent-encoded as they were sent."""

    method: str
    target: str
    headers: Pairs = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def path(self) -> str:
        """The path, percent-encoded."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """The query, percent-encoded, without its question mark."""
        return self.target.partition("?")[2]

    def header(self, name: str) -> tuple[str, ...]:
        """Return every value of a header, whose name is given in lower case."""
        return values(self.headers, name)


@frozen
class Response:
    """An answer, its body as it was sent."""

    status: int
    headers: Pairs = field(default=(), repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def encoding(self) -> str:
        """The content encoding, in lower case; empty without one."""
        return ", ".join(values(self.headers, "content-encoding")).strip().lower()

    def content(self) -> bytes:
        """Return the body without its content encoding.

        Raises:
            ValueError: the encoding is not one of `READABLE`, or the body is not in it.
        """
        if self.encoding not in READABLE:
            raise ValueError(f"it is encoded as {self.encoding[:40]}, which is not understood here")
        try:
            if self.body and self.encoding in _GZIPPED:
                with gzip.GzipFile(fileobj=BytesIO(self.body)) as stream:
                    return _bounded(stream.read(_LARGEST + 1))
            if self.body and self.encoding == "deflate":
                return _inflated(self.body)
        except (OSError, EOFError, zlib.error):
            raise ValueError(f"it is not encoded as {self.encoding}, as its header says") from None
        return self.body


def _inflated(body: bytes) -> bytes:
    # Some servers leave out the zlib frame.
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        with suppress(zlib.error):
            inflating = zlib.decompressobj(bits)
            content = _bounded(inflating.decompress(body, _LARGEST + 1))
            if inflating.eof:
                return content
    raise zlib.error


def _bounded(content: bytes) -> bytes:
    if len(content) > _LARGEST:
        raise ValueError(f"it is larger than {_LARGEST} bytes when it is unpacked")
    return content
