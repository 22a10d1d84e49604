"""What crosses the border of the core: requests, responses and JSON, without any I/O."""

import json
import math
from collections.abc import Iterable
from enum import Enum
from http import HTTPStatus
from typing import Final, NoReturn, TypeAlias
from urllib.parse import parse_qsl

from attrs import frozen

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
Pairs: TypeAlias = tuple[tuple[str, str], ...]


class Empty(Enum):
    """The body that is none, which is not the JSON null."""

    BODY = "empty"


@frozen
class Request:
    """One HTTP request, already taken off the wire.

    `path` is percent-decoded and starts with the base path (`/api/v1/...`); `query` holds the
    decoded parameters in their order, repeats included; header names may be in any case.
    """

    method: str
    path: str
    query: Pairs = ()
    headers: Pairs = ()
    body: bytes = b""

    def header(self, name: str) -> tuple[str, ...]:
        """Every value of one header, found without regard to case."""
        return tuple(value for key, value in self.headers if key.lower() == name)


@frozen
class Response:
    """One HTTP response, ready to be put on a wire."""

    status: int
    headers: Pairs
    body: bytes

    def json(self) -> Json:
        """Return the body as JSON.

        Raises:
            ValueError: the body is not JSON (no answer of the emulator is).
        """
        value: Json = json.loads(self.body)
        return value


def media_type(request: Request) -> str:
    """Return the declared type of a body, without parameters; empty if there is not exactly one."""
    declared = request.header("content-type")
    return declared[0].partition(";")[0].strip().lower() if len(declared) == 1 else ""


def respond(
    status: HTTPStatus, payload: "Json | Empty", headers: Iterable[tuple[str, str]] = ()
) -> Response:
    """Return a JSON response: ASCII only, so that every string the core holds can be sent."""
    if isinstance(payload, Empty):
        return Response(int(status), tuple(headers), b"")
    body = json.dumps(payload).encode("ascii")
    return Response(int(status), (("content-type", "application/json"), *headers), body)


def parse_query(raw: bytes) -> Pairs:
    """Return the parameters of a raw query string; bytes that are not UTF-8 become U+FFFD."""
    return tuple(parse_qsl(raw.decode("latin-1"), keep_blank_values=True))


def parse_json(body: bytes) -> Json:
    """Return the JSON value of a request body, as strict as RFC 8259 and UTF-8 are.

    NaN, numbers beyond a double, lone surrogates and nesting beyond the interpreter's stack are
    refused like any other broken JSON; a repeated key is not (the last one counts).

    Raises:
        ValueError: the body is not JSON that the emulator is willing to keep.
    """
    try:
        value: Json = _DECODER.decode(body.decode("utf-8"))
        if b"\\ud" in body.lower():
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except RecursionError:
        msg = "nested too deeply"
        raise ValueError(msg) from None
    return value


def _finite(digits: str) -> float:
    number = float(digits)
    return number if math.isfinite(number) else _no_number(digits)


def _no_number(digits: str) -> NoReturn:
    msg = f"not a JSON number: {digits[:20]}"
    raise ValueError(msg)


_DECODER: Final = json.JSONDecoder(parse_float=_finite, parse_constant=_no_number)
