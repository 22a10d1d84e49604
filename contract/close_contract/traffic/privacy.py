"""Keeps the secrets of a request out of everything that is printed about it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import parse_qsl, unquote_plus

from close_contract.traffic.messages import Request
from close_contract.traffic.sign_in import user_name

HIDDEN: Final = "[hidden]"
_LOOKS_LIKE_A_KEY: Final = re.compile(r"api_[A-Za-z0-9]+\.[A-Za-z0-9.]+")
_NAMES: Final = re.compile(
    r"_?(api_?key|key|\w*token|\w*secret|password|authorization)", re.IGNORECASE
)
_LEAST: Final = 4


def is_secret(name: str, value: str) -> bool:
    """Whether a query parameter is a key, a token or a password, by its name or its looks."""
    return bool(_NAMES.fullmatch(name)) or bool(_LOOKS_LIKE_A_KEY.search(value))


def secrets_of(request: Request) -> frozenset[str]:
    """Return what must not be printed: credentials of headers and of the query, as sent and decoded."""
    found = {*_of_headers(request.header("authorization")), *_of_query(request.query)}
    return frozenset(secret for secret in found if len(secret) >= _LEAST)


def hidden(text: str, secrets: Iterable[str]) -> str:
    """Return a text without secrets, and without anything that looks like a key of the vendor's."""
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, HIDDEN)
    return _LOOKS_LIKE_A_KEY.sub(HIDDEN, text)


def _of_headers(given: Iterable[str]) -> Iterator[str]:
    for value in given:
        credentials = value.partition(" ")[2].strip() or value
        yield credentials
        decoded = user_name(credentials)
        if decoded is not None:
            yield decoded[0].strip()
            yield decoded[2].strip()


def _of_query(query: str) -> Iterator[str]:
    for pair in query.split("&"):
        name, _, value = pair.partition("=")
        if is_secret(unquote_plus(name), unquote_plus(value)):
            yield value
            yield from (plain for _, plain in parse_qsl(f"x={value}"))
