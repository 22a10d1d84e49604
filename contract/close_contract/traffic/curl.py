"""A curl line that sends a request again, with the key taken from the environment."""

import shlex
from collections.abc import Iterator
from typing import Final

from close_contract.traffic.messages import Request, values
from close_contract.traffic.privacy import hidden, secrets_of

ENVIRONMENT: Final = '"$CLOSE_BASE_URL"'
"""The base URL of a curl line where none can be named: the server is gone, or is the vendor's."""

_KEPT: Final = ("content-type", "x-tz-offset", "x-http-method-override")
_LONGEST: Final = 32_000


def curl_line(request: Request, base_path: str, base_url: str = "") -> str:
    """Return a line for a POSIX shell; `base_url` ends with `base_path`.

    Bodies of more than 32,000 bytes are left out, and the line says so.
    """
    parts = ["curl", *_method(request), *_sign_in(request), *_headers(request)]
    source, data = _body(request.body)
    url = _url(request.target, base_path, base_url)
    secrets = secrets_of(request)
    return f"{source}{hidden(' '.join([*parts, *data, url]), secrets)}"


def _method(request: Request) -> Iterator[str]:
    if request.method == "HEAD":
        yield "-I"
    elif request.method != "GET" or request.body:
        yield f"-X {shlex.quote(request.method)}"
    if any(bracket in request.target for bracket in "[]{}"):
        yield "-g"
    if "/." in request.path:
        yield "--path-as-is"


def _sign_in(request: Request) -> Iterator[str]:
    for value in request.header("authorization"):
        if value[:6].lower() == "bearer":
            yield '-H "Authorization: Bearer $CLOSE_ACCESS_TOKEN"'
        else:
            yield '-u "$CLOSE_API_KEY:"'


def _headers(request: Request) -> Iterator[str]:
    for name in _KEPT:
        for value in values(request.headers, name):
            yield f"-H {shlex.quote(f'{name}: {value}')}"
    if request.body and not values(request.headers, "content-type"):
        # curl would declare a form.
        yield "-H 'content-type:'"


def _body(body: bytes) -> tuple[str, list[str]]:
    """Return what stands before curl, and its options."""
    if not body:
        return "", []
    if len(body) > _LONGEST:
        return f"# the body of {len(body)} bytes is left out: put it into the file body\n  ", [
            "--data-binary @body"
        ]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    # What does not print would be lost on a terminal, and a tab would be completed.
    if text.replace("\n", "").isprintable():
        # A leading @ would name a file.
        return "", [f"--data-raw {shlex.quote(text)}"]
    return f"printf '{''.join(map(_octal, body))}' | ", ["--data-binary @-"]


def _octal(byte: int) -> str:
    plain = chr(byte)
    return plain if plain.isascii() and plain.isalnum() else f"\\{byte:03o}"


def _url(target: str, base_path: str, base_url: str) -> str:
    rest = target.removeprefix(base_path)
    if target.startswith(base_path):
        return shlex.quote(f"{base_url}{rest}") if base_url else f"{ENVIRONMENT}{_quoted(rest)}"
    if base_url:
        return shlex.quote(f"{base_url.removesuffix(base_path)}{target}")
    return f'"${{CLOSE_BASE_URL%{base_path}}}"{_quoted(target)}'


def _quoted(text: str) -> str:
    return shlex.quote(text) if text else ""
