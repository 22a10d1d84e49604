"""The first request: asks whether there is a server, speaks this API and takes the key."""

import json
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from attrs import define

from close_contract.bench import read_json
from close_contract.document import Operation, contract
from close_contract.json_values import members
from close_contract.limits import Limits
from close_contract.rule import Answer
from close_contract.sending import Send
from close_contract.server import Server
from close_contract.traffic.messages import Request, Response, media_type, values

_NO_OPERATION: Final = Operation("", "", "", {}, None, None, ())
_USER: Final = "user_"
_ELSEWHERE: Final = (
    "this is another API, or the base URL is not where the API begins (most end in /api/v1)."
)
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


class NotThisApi(Exception):
    """The server does not answer as this API does; the text says how it answers instead."""


@define
class Asking:
    """Sends plain requests, before anything is known of the server."""

    server: Server
    send: Send
    limits: Limits

    def __call__(self, method: str, path: str, body: object = None) -> Answer:
        """Return the answer to one request.

        Raises:
            NoAnswer: there is none.
            OutOfTime: the budget is spent.
        """
        response = self.raw(method, path, body)
        return Answer(contract(), _NO_OPERATION, {}, response.status, read_json(response.body))

    def raw(self, method: str, path: str, body: object = None) -> Response:
        """Return the answer to one request as it is."""
        self.limits.wait_for_turn()
        headers = [("authorization", self.server.authorization)]
        if body is not None:
            headers.append(("content-type", "application/json"))
        content = b"" if body is None else json.dumps(body).encode()
        target = f"{urlsplit(self.server.base_url).path}{path}"
        return self.send(Request(method, target, tuple(headers), content))


def greet(ask: Asking) -> str:
    """Ask who signs in, and return the id of that user.

    Raises:
        NotThisApi: the answer is not that of this API, or the key is not taken.
        NoAnswer: there is no answer.
    """
    response = ask.raw("GET", "/me/")
    problem = _problem(response)
    if problem is not None:
        raise NotThisApi(problem)
    user_id = members(read_json(response.body)).get("id")
    if not isinstance(user_id, str) or not user_id.startswith(_USER):
        raise NotThisApi(f"GET /me/ answers JSON, but no user of Close: {_ELSEWHERE}")
    return user_id


def _problem(response: Response) -> str | None:
    status, wanted = response.status, _challenge(response)
    declared = media_type(response.headers)
    if status == HTTPStatus.OK and declared == "application/json":
        return None
    if status == HTTPStatus.OK:
        return f"GET /me/ answers {declared or 'nothing that is declared'}, not JSON: a web page?"
    to = "".join(values(response.headers, "location")[:1])[:200]
    return {
        HTTPStatus.UNAUTHORIZED: f"it does not take the key: GET /me/ is 401{wanted}.",
        HTTPStatus.FORBIDDEN: f"it wants another sign-in: GET /me/ is 403{wanted}.",
        HTTPStatus.NOT_FOUND: f"GET /me/ is 404: {_ELSEWHERE}",
        **dict.fromkeys(
            _REDIRECTS,
            f"it redirects to {to or 'nowhere'}; name that server if you mean it, as redirects are "
            "not followed.",
        ),
    }.get(status, f"GET /me/ is {status}.")


def _challenge(response: Response) -> str:
    """Name the scheme that is wanted, if it is not the one that was used."""
    wanted = "".join(values(response.headers, "www-authenticate")[:1]).partition(" ")[0]
    return f" and it wants {wanted[:40]}" if wanted and wanted.lower() != "basic" else ""
