"""Secrets that no text may hold, in every form in which they travel."""

import base64
from collections.abc import Iterable, Iterator
from urllib.parse import quote_plus

KEY = "canary+key/1"
TOKEN = "canary+token/2"
SECRET = "canary+secret/3"
REFRESH = "canary+refresh/4"
NEXT_ACCESS = "canary+access/5"
NEXT_REFRESH = "canary+refresh/6"


def canaries(*others: str) -> list[str]:
    """Give the secrets, and others that a test came by, in every form."""
    return [*_KNOWN, *_forms(others)]


def _forms(secrets: Iterable[str]) -> Iterator[str]:
    for secret in secrets:
        yield secret
        yield quote_plus(secret)
        # As HTTP Basic has it.
        yield base64.b64encode(f"{secret}:".encode()).decode().rstrip("=")


_KNOWN = tuple(_forms((KEY, TOKEN, SECRET, REFRESH, NEXT_ACCESS, NEXT_REFRESH)))


def leaks(text: str | bytes, *others: str) -> list[str]:
    """Give the secrets that a text holds."""
    data = text.encode(errors="surrogatepass") if isinstance(text, str) else text
    return [canary for canary in canaries(*others) if canary.encode() in data]
