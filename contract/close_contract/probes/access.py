"""Probes that ask who may sign in, and for what is not there."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.document import Operation
from close_contract.report import Finding
from close_contract.server import basic

NOBODYS: Final = "0" * 40
_FOREIGN: Final = frozenset({"from_phone_number_id"})
"""Ids of what no operation shows, so that nothing is known to exist."""
_NOT_HERE: Final = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST})


def sign_in(bench: Bench) -> Iterator[Finding]:
    """Sign in with the valid key, which is never answered with 401, and with others, which are."""
    for operation in bench.operations:
        # Nothing that exists is asked for, so that nothing happens where anybody is let in.
        nobodys = nobodys_id(bench, operation)
        valid = bench.send(operation, object_id=nobodys)
        if valid.status == HTTPStatus.UNAUTHORIZED:
            yield valid.finding("sign_in", "the valid key was answered with 401")
        for what, (authorization, option) in _wrong(bench.server.api_key).items():
            sent = bench.send(operation, object_id=nobodys, authorization=authorization)
            if sent.status != HTTPStatus.UNAUTHORIZED:
                message = f"{what} was answered with {sent.status}, not 401"
                request = valid.request.replace(' -u "$CLOSE_API_KEY:"', option)
                yield Finding("sign_in", operation.label, message, request)


def _wrong(key: str) -> Mapping[str, tuple[str, str]]:
    """Return wrong ways to sign in, each with the option of curl that does it."""
    half = len(key) // 2
    other_case = '$(printf %s "$CLOSE_API_KEY" | tr A-Za-z a-zA-Z)'
    return {
        "no key": ("", ""),
        "an unknown key": (basic("unknown:"), " -u unknown:"),
        "a longer key": (basic(f"{key}x:"), ' -u "${CLOSE_API_KEY}x:"'),
        "the key in the other case": (basic(f"{key.swapcase()}:"), f' -u "{other_case}:"'),
        "half a key": (basic(f"{key[:half]}:"), f' -u "$(printf %.{half}s "$CLOSE_API_KEY"):"'),
        "an empty key": (basic(":"), " -u :"),
        "the key as password": (basic(f":{key}"), ' -u ":$CLOSE_API_KEY"'),
        "the key in the clear": (f"Basic {key}", ' -H "authorization: Basic $CLOSE_API_KEY"'),
        "an unknown token": ("Bearer unknown", " -H 'authorization: Bearer unknown'"),
    }


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


def unknown_references(bench: Bench) -> Iterator[Finding]:
    """Name in a body what does not exist: nothing is started or created with it."""
    for operation in bench.operations:
        body = bench.samples(operation).widest if operation.method == "POST" else None
        for name, nobodys in unknown_members(body or {}):
            sent = bench.send(operation, body={**(body or {}), name: nobodys})
            if sent.accepted:
                message = f"nothing has this {name}, but it was taken"
                yield sent.finding("unknown_references", message)


def unknown_members(body: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield members that name something, each with a value that nothing has."""
    for name, value in body.items():
        if isinstance(value, str) and name.endswith("_id") and name not in _FOREIGN:
            yield name, f"{_kind(value)}_{NOBODYS}"
        elif name == "contact_email":
            yield name, "nobody@nowhere.example"
        elif name == "calls_assigned_to":
            yield name, [f"user_{NOBODYS}"]


def known_ids(bench: Bench) -> Iterator[Finding]:
    """Ask for what exists."""
    for operation in bench.operations:
        if operation.method == "GET":
            sent = bench.send(operation)
            if not sent.accepted:
                yield sent.finding("known_ids", f"this exists: {sent.status}, not 200")


def example_members(bench: Bench) -> Iterator[Finding]:
    """Answer with the members that the vendor's examples have."""
    for operation in bench.operations:
        names = _in_examples(bench, operation) if operation.method == "GET" else frozenset[str]()
        sent = bench.send(operation) if names else None
        for item in sent.answer.objects if sent is not None and sent.accepted else ():
            missing = sorted(names - item.keys())
            if sent is not None and missing:
                message = f"the examples have {', '.join(missing)}, but the answer has not"
                yield sent.finding("example_members", message)
                break


def _in_examples(bench: Bench, operation: Operation) -> frozenset[str]:
    """Return the members that the objects of all examples of an answer have."""
    objects = example_objects(bench, operation)
    return frozenset[str].intersection(*map(frozenset, objects)) if objects else frozenset()


def example_objects(bench: Bench, operation: Operation) -> list[Mapping[str, Any]]:
    """Return the objects in all examples of the answer of an operation that reads."""
    node = bench.contract.document["paths"][operation.path]["get"]["responses"]["200"]
    media = bench.contract.resolved(node).get("content", {}).get("application/json", {})
    examples = [bench.contract.resolved(each)["value"] for each in media["examples"].values()]
    return [each for value in examples for each in value.get("data", [value])]


def nobodys_id(bench: Bench, operation: Operation) -> str | None:
    """Return an id of the right form that nothing has, None if the path has none."""
    own = bench.samples(operation).path.get("id")
    return None if own is None else f"{_kind(own)}_{NOBODYS}"


def _kind(object_id: str) -> str:
    return object_id.partition("_")[0]
