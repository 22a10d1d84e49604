"""/oauth2/token/: fresh tokens for an OAuth client.

Documented: the path outside of /api/v1, the form-encoded request, the members of the answer, and
that the old refresh token is revoked. The refusals are those of RFC 6749.
"""

from collections import Counter
from http import HTTPStatus

from close_emulator.refusals import plain
from close_emulator.signin import ACCESS_LIFE
from close_emulator.wire import Json, Request, media_type, parse_query
from close_emulator.world import World

PATH = "/oauth2/token/"
FORM = "application/x-www-form-urlencoded"


def token(world: World, request: Request) -> Json:
    """Exchange a refresh token, once, for an access token and the next refresh token."""
    form = _form(request)
    if not world.sign_in.is_client(form.get("client_id", ""), form.get("client_secret", "")):
        raise plain(HTTPStatus.UNAUTHORIZED, "invalid_client")
    if form.get("grant_type") != "refresh_token":
        raise plain(HTTPStatus.BAD_REQUEST, "unsupported_grant_type")
    tokens = world.sign_in.refresh(form["client_id"], form.get("refresh_token", ""), world.now)
    if tokens is None:
        raise plain(HTTPStatus.BAD_REQUEST, "invalid_grant")
    access_token, refresh_token = tokens
    return {
        "token_type": "Bearer",
        "access_token": access_token,
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "refresh_token": refresh_token,
        "scope": "all.full_access offline_access",
        "organization_id": world.organization.id,
        "user_id": world.organization.user.id,
    }


def _form(request: Request) -> dict[str, str]:
    pairs = parse_query(request.body)
    repeated = max(Counter(name for name, _ in pairs).values(), default=0) > 1
    if media_type(request) != FORM or repeated or "grant_type" not in dict(pairs):
        raise plain(HTTPStatus.BAD_REQUEST, "invalid_request")
    return dict(pairs)
