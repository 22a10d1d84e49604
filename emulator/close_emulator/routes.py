"""From a request to a handler, in a fixed order of checks.

Path (404), method (405), sign-in (401), content type (415), JSON (400), then the handler. Paths,
methods and statuses are documented; that a method is judged before the key is inferred.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final, TypeAlias

from close_emulator.call import Call
from close_emulator.refusals import plain
from close_emulator.resources import bulk_sequence_subscriptions as bulk
from close_emulator.resources import me, search
from close_emulator.resources import sequence_subscriptions as subscriptions
from close_emulator.wire import Json, Request, parse_json
from close_emulator.world import World

Handler: TypeAlias = Callable[[World, Call], Json]
Methods: TypeAlias = Mapping[str, Handler]

BASE_PATH: Final = "/api/v1"
WITH_BODY: Final = frozenset({"POST", "PUT"})

ROUTES: Final[Mapping[str, Methods]] = {
    "/bulk_action/sequence_subscription/": {"GET": bulk.list_all, "POST": bulk.create},
    "/bulk_action/sequence_subscription/{id}/": {"GET": bulk.fetch, "PUT": bulk.update},
    "/data/search/": {"POST": search.search},
    "/me/": {"GET": me.fetch},
    "/sequence_subscription/": {"GET": subscriptions.list_some},
}


def answer(world: World, api_key: str, request: Request) -> Json:
    """Return the JSON that answers a request with 200.

    Raises:
        Refusal: the request is answered with an error instead.
    """
    methods, object_id = _route(request.path)
    if request.method not in methods:
        allow = ", ".join(sorted(methods))
        error = f"Method Not Allowed; this path allows {allow}"
        raise plain(HTTPStatus.METHOD_NOT_ALLOWED, error, [("allow", allow)])
    _check_key(request, api_key)
    body = _body(request) if request.method in WITH_BODY else None
    return methods[request.method](world, Call(object_id, request.query, body))


def _route(path: str) -> tuple[Methods, str]:
    resource = path.removeprefix(BASE_PATH) if path.startswith(f"{BASE_PATH}/") else ""
    if resource in ROUTES:
        return ROUTES[resource], ""
    parent, _, object_id = resource.removesuffix("/").rpartition("/")
    template = f"{parent}/{{id}}/"
    if resource.endswith("/") and object_id and template in ROUTES:
        return ROUTES[template], object_id
    if resource and not resource.endswith("/"):
        raise plain(HTTPStatus.NOT_FOUND, "Not Found; every path ends with a slash")
    raise plain(HTTPStatus.NOT_FOUND, "Not Found; the emulator serves no such path")


def _check_key(request: Request, api_key: str) -> None:
    """HTTP Basic, the key as user name and an empty password (documented)."""
    given = request.header("authorization")
    if len(given) != 1 or _basic(given[0]) != f"{api_key}:":
        raise plain(HTTPStatus.UNAUTHORIZED, "Unauthorized")


def _basic(credentials: str) -> str | None:
    scheme, _, encoded = credentials.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        return base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _body(request: Request) -> Json:
    declared = request.header("content-type")
    if len(declared) != 1 or declared[0].partition(";")[0].strip().lower() != "application/json":
        error = "Unsupported Media Type; send application/json"
        raise plain(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, error)
    try:
        return parse_json(request.body)
    except ValueError:
        error = "The request contains invalid JSON."
        raise plain(HTTPStatus.BAD_REQUEST, error) from None
