"""How a request signs in; no text in here ever holds what it signs in with."""

import base64
import binascii
from collections.abc import Iterator, Sequence
from typing import Final

from close_contract.traffic.violation import Problem
from close_contract.traffic.wire_rules import ILL_SIGN_IN, MIXED_SIGN_IN, NO_SIGN_IN

WHERE: Final = "header/authorization"
KEY_PREFIX: Final = "api_"
_BASIC: Final = "#/components/securitySchemes/ApiKeyAuth"
_BEARER: Final = "#/components/securitySchemes/OAuth2"


def sign_in_problems(given: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the Authorization headers of a request."""
    if not given:
        sentence = "there is no Authorization header; send the key as user name of HTTP Basic"
        yield Problem(NO_SIGN_IN, WHERE, sentence, "#/security")
        return
    if len(given) > 1:
        sentence = f"there are {len(given)} Authorization headers; send one"
        yield Problem(MIXED_SIGN_IN, WHERE, sentence, "#/security")
        return
    scheme, _, credentials = given[0].partition(" ")
    match scheme.lower():
        case "basic":
            yield from _basic(credentials.strip())
        case "bearer":
            yield from _bearer(credentials.strip())
        case _:
            sentence = "the scheme of the Authorization header is neither Basic nor Bearer"
            yield Problem(ILL_SIGN_IN, WHERE, sentence, "#/security")


def user_name(credentials: str) -> tuple[str, str, str] | None:
    """Return user name, colon and password of Basic credentials; None if they are none."""
    try:
        return base64.b64decode(credentials, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, ValueError):
        return None


def _basic(credentials: str) -> Iterator[Problem]:
    decoded = user_name(credentials)
    sentence = ""
    if decoded is None:
        sentence = "the credentials of HTTP Basic are not base64 of `key:`"
    else:
        key, colon, password = decoded
        if not colon:
            sentence = "the key lacks the colon that ends it: encode `key:`"
        elif not key:
            sentence = "the user name is empty; it is the key"
        elif password:
            sentence = "the password is not empty; the key is the user name and there is none"
        elif not key.isprintable() or " " in key:
            sentence = (
                "the key holds white space, perhaps the end of the line that it was read from"
            )
    if sentence:
        yield Problem(ILL_SIGN_IN, WHERE, sentence, _BASIC)


def _bearer(token: str) -> Iterator[Problem]:
    decoded = user_name(token)
    if token.startswith(KEY_PREFIX) or (decoded is not None and decoded[1:] == (":", "")):
        sentence = "an API key was sent as a bearer token; send it as user name of HTTP Basic"
        yield Problem(MIXED_SIGN_IN, WHERE, sentence, _BASIC)
    elif not token or " " in token:
        yield Problem(ILL_SIGN_IN, WHERE, "the bearer token is empty or holds a space", _BEARER)
