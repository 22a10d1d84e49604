"""Probes of what HTTP itself says of requests: schemes, media types, texts, paths and methods."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final
from urllib.parse import urlencode, urlsplit

from close_contract.bench import Bench, Exchanged
from close_contract.document import Operation
from close_contract.json_values import members
from close_contract.probes.access import nobodys_id
from close_contract.report import Finding
from close_contract.status import is_accepted
from close_contract.traffic.curl import curl_line
from close_contract.traffic.messages import Request

_KEY: Final = """"$(printf %s "$CLOSE_API_KEY:" | base64 | tr -d '\\n')\""""
"""What a shell makes of the key: the credentials of Basic."""
_TYPES: Final = (
    "application/json; charset=utf-8",
    "application/json;charset=UTF-8",
    "Application/JSON",
)
_METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_NAME: Final = "Zo\u00eb & \u4e2d\u6587 \U0001f552"
"""Letters of two, three and four bytes; the last are two escapes in JSON."""
_IN_WORDS: Final = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})
_WITH_BODY: Final = frozenset({"POST", "PUT", "PATCH"})
_UNSERVED: Final = HTTPStatus.NOT_IMPLEMENTED
_NOWHERE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})


def sign_in_schemes(bench: Bench) -> Iterator[Finding]:
    """Write the scheme of the sign-in in other cases, which mean the same."""
    operation = next((each for each in bench.operations if each.method == "GET"), None)
    token = f"Bearer {bench.server.token}" if bench.server.token else ""
    if operation is None:
        return
    for given, secret in (bench.server.authorization, _KEY), (token, '"$CLOSE_ACCESS_TOKEN"'):
        scheme, _, credentials = given.partition(" ")
        for written in (scheme, scheme.lower(), scheme.upper(), f"{scheme} ") if given else ():
            sent, request = _signed(bench, operation, (written, credentials, secret))
            if sent.status == HTTPStatus.UNAUTHORIZED:
                message = (
                    f"{written!r} is a way to write {scheme!r}, but that was answered with 401"
                )
                yield Finding("sign_in_schemes", operation.label, message, request)
        for other in ("Digest", f"{scheme}x", f"x{scheme}") if given else ():
            sent, request = _signed(bench, operation, (other, credentials, secret))
            if sent.status != HTTPStatus.UNAUTHORIZED:
                message = f"{other} is another scheme: {sent.status}, not 401"
                yield Finding("sign_in_schemes", operation.label, message, request)


def _signed(bench: Bench, operation: Operation, how: tuple[str, str, str]) -> tuple[Exchanged, str]:
    """Return the answer to a request that is signed in so, and the request without the secret."""
    scheme, credentials, secret = how
    nobodys = nobodys_id(bench, operation)
    sent = bench.send(operation, object_id=nobodys, authorization=f"{scheme} {credentials}")
    base = urlsplit(bench.server.base_url).path
    unsigned = curl_line(sent.sent, base, bench.server.address).removeprefix("curl ")
    return sent, f'curl -H "authorization: {scheme} "{secret} {unsigned}'


def json_types(bench: Bench) -> Iterator[Finding]:
    """Declare JSON as such in other ways: with a charset, and in other letters."""
    for operation in bench.operations:
        for declared in _TYPES if operation.body is not None else ():
            sent = bench.send(operation, media_type=declared, body={})
            if sent.status == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
                yield sent.finding("json_types", f"{declared} is JSON, but was answered with 415")


def refusals(bench: Bench) -> Iterator[Finding]:
    """Ask without a key, and for what is not there: the answer says in words what is wrong."""
    for operation in bench.operations:
        nobodys = nobodys_id(bench, operation)
        if operation.method != "GET" or nobodys is None:
            continue
        for sent in (
            bench.send(operation, object_id=nobodys),
            bench.send(operation, object_id=nobodys, authorization=""),
        ):
            error = members(sent.answer.body).get("error")
            if sent.status in _IN_WORDS and not (isinstance(error, str) and error):
                message = f"{sent.status} says what is wrong in the member error, not {error!r}"
                yield sent.finding("refusals", message)


def names_in_unicode(bench: Bench) -> Iterator[Finding]:
    """Name a sequence in many alphabets, as UTF-8 and by escapes: it is answered as it was sent."""
    body = {"name": _NAME, "timezone": "UTC", "steps": [{"step_type": "call", "delay": 60}]}
    for is_ascii in True, False:
        content = json.dumps(body, ensure_ascii=is_ascii).encode()
        created = bench.call("create_sequence", body=content)
        if not created.accepted:
            message = f"this name is valid, but was answered with {created.status}"
            yield created.finding("names_in_unicode", message)
            continue
        sequence_id = str(created.members.get("id"))
        seen = bench.call("get_sequence", sequence_id)
        if seen.members.get("name") != _NAME:
            message = f"the name was sent as {_NAME!r}, but is {seen.members.get('name')!r}"
            yield seen.finding("names_in_unicode", message)
        bench.call("delete_sequence", sequence_id)


def other_methods(bench: Bench) -> Iterator[Finding]:
    """Ask with methods that a path does not have: 405, which says what it has."""
    for path, operation in _paths(bench).items():
        have = {each.upper() for each in bench.contract.document["paths"][path]} & {*_METHODS}
        own = path.replace("{id}", nobodys_id(bench, operation) or "")
        # Nobody knows what a server makes of deleting a whole list.
        tried = _METHODS if "{id}" in path else _METHODS[:-1]
        for method in (each for each in tried if each not in have):
            status, allowed, request = _asked(bench, method, own)
            if status not in _NOWHERE:
                message = f"there is no {method} {path}: {status}, not 405"
                yield Finding("other_methods", operation.label, message, request)
            elif status == HTTPStatus.METHOD_NOT_ALLOWED and not have <= allowed:
                message = (
                    f"{', '.join(sorted(have))} is what {path} has, Allow says {sorted(allowed)}"
                )
                yield Finding("other_methods", operation.label, message, request)


def other_paths(bench: Bench) -> Iterator[Finding]:
    """Read at paths near those of the contract, such as without their last slash: nothing is there."""
    for path, operation in _paths(bench).items():
        if operation.method != "GET":
            continue
        own = path.replace("{id}", str(bench.samples(operation).path.get("id", "")))
        query = urlencode(bench.samples(operation).query)
        for other in own.rstrip("/"), f"{own}x/y/", f"/x{own}":
            status, _, request = _asked(bench, "GET", other, query)
            failed = status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != _UNSERVED
            if is_accepted(status) or failed:
                message = f"there is no {other} in the contract: {status}, not 404"
                yield Finding("other_paths", operation.label, message, request)


def _asked(
    bench: Bench, method: str, path: str, query: str = ""
) -> tuple[int, frozenset[str], str]:
    """Return the status of an answer, the methods that it allows, and the request as a curl line."""
    bench.limits.wait_for_turn()
    base = urlsplit(bench.server.base_url).path
    headers = [("authorization", bench.server.authorization)]
    if method in _WITH_BODY:
        headers.append(("content-type", "application/json"))
    target = f"{base}{path}{'?' if query else ''}{query}"
    request = Request(method, target, tuple(headers), b"{}" if method in _WITH_BODY else b"")
    response = bench.ask(request)
    allow = next((value for name, value in response.headers if name.lower() == "allow"), "")
    allowed = frozenset(each.strip() for each in allow.split(","))
    return response.status, allowed, curl_line(request, base, bench.server.address)


def _paths(bench: Bench) -> dict[str, Operation]:
    """Return the first operation of each path."""
    found: dict[str, Operation] = {}
    for operation in bench.operations:
        found.setdefault(operation.path, operation)
    return found
