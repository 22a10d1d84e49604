"""Probes that ask who may sign in, and for what is not there."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from close_contract.bench import Bench
from close_contract.document import Operation
from close_contract.report import Finding
from close_contract.server import basic

NOBODYS: Final = "0" * 40
_NOT_HERE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST})


def sign_in(bench: Bench) -> Iterator[Finding]:
    """Sign in with the valid key, which is never answered with 401, and with others, which are."""
    key = bench.server.api_key
    wrong = {
        "no key": "",
        "an unknown key": basic("unknown:"),
        "a longer key": basic(f"{key}x:"),
        "the key in the other case": basic(f"{key.swapcase()}:"),
        "half a key": basic(f"{key[: len(key) // 2]}:"),
        "an empty key": basic(":"),
        "the key as password": basic(f":{key}"),
        "the key in the clear": f"Basic {key}",
        "an unknown token": "Bearer unknown",
    }
    for operation in bench.operations:
        # Nothing that exists is asked for, so that nothing happens where anybody is let in.
        nobodys = nobodys_id(bench, operation)
        valid = bench.send(operation, object_id=nobodys)
        if valid.status == HTTPStatus.UNAUTHORIZED:
            yield valid.finding("sign_in", "the valid key was answered with 401")
        for what, authorization in wrong.items():
            sent = bench.send(operation, object_id=nobodys, authorization=authorization)
            if sent.status != HTTPStatus.UNAUTHORIZED:
                message = f"{what} was answered with {sent.status}, not 401"
                yield Finding("sign_in", operation.label, message)


def unknown_ids(bench: Bench) -> Iterator[Finding]:
    """Ask for ids that nothing has."""
    for operation in bench.operations:
        nobodys = nobodys_id(bench, operation)
        if nobodys:
            sent = bench.send(operation, object_id=nobodys)
            if sent.status != HTTPStatus.NOT_FOUND:
                yield sent.finding("unknown_ids", f"nothing has this id: {sent.status}, not 404")


def foreign_ids(bench: Bench) -> Iterator[Finding]:
    """Ask for ids that exist, but are of another kind."""
    for operation in bench.operations:
        own = bench.samples(operation).path.get("id", "")
        others = {_kind(each): each for each in bench.known.ids.values()} if own else {}
        for kind, each in others.items():
            sent = bench.send(operation, object_id=each) if kind != _kind(own) else None
            if sent is not None and sent.status not in _NOT_HERE:
                message = f"this is the id of a {kind}: {sent.status}, not 404"
                yield sent.finding("foreign_ids", message)


def known_ids(bench: Bench) -> Iterator[Finding]:
    """Ask for what exists."""
    for operation in bench.operations:
        if operation.method == "GET":
            sent = bench.send(operation)
            if not sent.accepted:
                yield sent.finding("known_ids", f"this exists: {sent.status}, not 200")


def nobodys_id(bench: Bench, operation: Operation) -> str | None:
    """Return an id of the right form that nothing has, None if the path has none."""
    own = bench.samples(operation).path.get("id")
    return None if own is None else f"{_kind(own)}_{NOBODYS}"


def _kind(object_id: str) -> str:
    return object_id.partition("_")[0]
