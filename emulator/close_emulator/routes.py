"""From a request to a handler, in a fixed order of checks.

Path (404, 501), method (405), sign-in (401), content type (415), JSON (400), then the handler.
Paths, methods and statuses are documented; that a method is judged before the key is inferred.
"""

import re
from collections.abc import Callable, Collection, Mapping
from http import HTTPStatus
from typing import Final, TypeAlias

from close_emulator.call import Answer, Call
from close_emulator.events import Origin
from close_emulator.kinds.table import KINDS
from close_emulator.listing import check_skip
from close_emulator.refusals import Refusal, plain
from close_emulator.resources import events, me, oauth, saved_searches, search, sequences
from close_emulator.resources import sequence_subscriptions as subscriptions
from close_emulator.resources.bulk_actions import BulkActions
from close_emulator.wire import Json, Request, media_type, parse_json
from close_emulator.world import World

Handler: TypeAlias = Callable[[World, Call], "Json | Answer"]
Methods: TypeAlias = Mapping[str, Handler]

BASE_PATH: Final = "/api/v1"
WITH_BODY: Final = frozenset({"POST", "PUT"})

ROUTES: Final[Mapping[str, Methods]] = {
    **{path: each for kind in KINDS.values() for path, each in BulkActions(kind).routes().items()},
    "/data/search/": {"POST": search.search},
    "/event/": {"GET": events.list_some},
    "/me/": {"GET": me.fetch},
    "/saved_search/{id}/": {"GET": saved_searches.fetch},
    "/sequence/": {"GET": sequences.list_all, "POST": sequences.create},
    "/sequence/{id}/": {
        "GET": sequences.fetch,
        "PUT": sequences.update,
        "DELETE": sequences.delete,
    },
    "/sequence_subscription/": {"GET": subscriptions.list_some, "POST": subscriptions.create},
    "/sequence_subscription/{id}/": {
        "GET": subscriptions.fetch,
        "PUT": subscriptions.update,
        "DELETE": subscriptions.delete,
    },
}

_WELL_FORMED: Final = re.compile("(/[^/]+)+/")


def group(request: Request) -> str:
    """Return the operation that a request asks for; its rate limit counts for this alone."""
    return f"{request.method} {_split(request.path)[0] or request.path}"


def answer(world: World, request: Request, request_id: str) -> Answer:
    """Answer a request, if it is not refused; `request_id` is what events will name.

    Raises:
        Refusal: the request is answered with an error instead.
    """
    if request.path == oauth.PATH:
        _check_method(request, ["POST"])
        return Answer(oauth.token(world, request))
    template, object_id = _split(request.path)
    if not template:
        raise _no_such_path(request)
    methods = ROUTES[template]
    _check_method(request, methods)
    api_key_id = world.sign_in.check(request, world.now)
    world.events.origin = Origin(request_id, world.organization.user.id, api_key_id)
    if world.max_skip is not None:
        check_skip(request.query, world.max_skip)
    body = _body(request) if request.method in WITH_BODY else None
    call = Call(object_id, request.query, body, request.header("x-tz-offset"))
    given = methods[request.method](world, call)
    return given if isinstance(given, Answer) else Answer(given)


def _split(path: str) -> tuple[str, str]:
    """Return the template of a path, empty if it has none, and the id in it, empty without one."""
    resource = path.removeprefix(BASE_PATH) if path.startswith(f"{BASE_PATH}/") else ""
    if resource in ROUTES:
        return resource, ""
    parent, _, object_id = resource.removesuffix("/").rpartition("/")
    template = f"{parent}/{{id}}/"
    if resource.endswith("/") and object_id and template in ROUTES:
        return template, object_id
    return "", ""


def _no_such_path(request: Request) -> Refusal:
    """Return 501 for what Close may well serve, 404 for what it cannot."""
    resource = request.path.removeprefix(BASE_PATH)
    below = request.path.startswith(f"{BASE_PATH}/")
    if below and not resource.endswith("/"):
        return plain(HTTPStatus.NOT_FOUND, "Not Found; every path ends with a slash")
    if below and _WELL_FORMED.fullmatch(resource):
        what = f"{request.method} {request.path}"
        error = f"Not Implemented; the emulator does not serve {what}"
        return plain(HTTPStatus.NOT_IMPLEMENTED, error)
    return plain(HTTPStatus.NOT_FOUND, "Not Found; the emulator serves no such path")


def _check_method(request: Request, methods: Collection[str]) -> None:
    if request.method not in methods:
        allow = ", ".join(sorted(methods))
        error = f"Method Not Allowed; this path allows {allow}"
        raise plain(HTTPStatus.METHOD_NOT_ALLOWED, error, [("allow", allow)])


def _body(request: Request) -> Json:
    if media_type(request) != "application/json":
        error = "Unsupported Media Type; send application/json"
        raise plain(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, error)
    try:
        return parse_json(request.body)
    except ValueError:
        error = "The request contains invalid JSON."
        raise plain(HTTPStatus.BAD_REQUEST, error) from None
