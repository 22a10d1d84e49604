"""Where the service is and who asks: found, checked, and explained when wrong."""

from __future__ import annotations

import ipaddress
import os
import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from close_bulk._json import show
from close_bulk._schemas import is_positive_number
from close_bulk.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

_A_DAY: Final = 86_400.0
DEFAULT_BASE_URL = "https://api.close.com/api/v1"
"""The vendor's production API (documented)."""


class Secret:
    """A text that no repr, log or traceback shows."""

    __slots__ = ("reveal",)

    def __init__(self, text: object) -> None:
        self.reveal: Callable[[], Any] = lambda: text

    def __repr__(self) -> str:
        return "<secret>"


def api_key(given: Secret | None) -> Secret:
    """Take the API key from the argument or from CLOSE_API_KEY.

    White space around it, such as the newline of a file, is dropped. No message holds the key.

    Raises:
        ConfigurationError: There is none, or it cannot be one.
    """
    source = "CLOSE_API_KEY" if given is None else "the argument api_key"
    taken = given or Secret(os.environ.get("CLOSE_API_KEY"))
    problem = _key_problem(taken)
    if problem:
        raise ConfigurationError(f"{source} {problem}")
    return Secret(taken.reveal().strip())


def _key_problem(secret: Secret) -> str | None:
    key = secret.reveal()
    if key is None:
        return (
            "is not set, and there is no API key without it: pass Close(api_key=...) or set CLOSE_API_KEY "
            "(keys are made in Close under Settings, Developer, API Keys)"
        )
    if not isinstance(key, str) or not key.strip():
        return "is no API key: it is empty or no text; pass Close(api_key=...) or set CLOSE_API_KEY"
    # A colon would end the user name of HTTP Basic; the rest cannot stand in a header.
    if not re.fullmatch(r"[!#-&(-9;-~]+", key.strip()):
        return (
            "is not an API key: it holds a space, a quote, a colon, a control character or a letter outside "
            "ASCII; copy the key again, without quotes or a 'Basic ' prefix"
        )
    return None


def base_url(given: object) -> str:
    """Take the base URL from the argument, from CLOSE_BASE_URL, or the vendor's; without a final slash.

    Raises:
        ConfigurationError: It is not an https URL (or http on loopback), or has parts that do not belong.
    """
    url: object = given
    if url is None:
        url = os.environ.get("CLOSE_BASE_URL", DEFAULT_BASE_URL)
    problem = _url_problem(url)
    if problem:
        message = f"base URL {_harmless(url)} {problem}, for example {DEFAULT_BASE_URL}"
        raise ConfigurationError(message)
    scheme, _, rest = str(url).partition(":")
    return f"{scheme.lower()}:{rest}".rstrip("/")


def _url_problem(url: object) -> str | None:
    if not isinstance(url, str) or not url:
        return "is no text or empty, and empty does not mean the vendor's: leave it out for that"
    if re.search(r"[^!-~]", url):
        return "holds a space, a control character or a letter outside ASCII; write a plain URL"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        host.encode("idna")
        _ = parts.port
    except ValueError:
        return "is not a URL; write scheme, host and path"
    problems = {
        "is not an http(s) URL; write scheme, host and path": (
            parts.scheme not in {"https", "http"} or not host
        ),
        "holds a user name or a key, which would end up in logs; pass the key as api_key": (
            "@" in parts.netloc
        ),
        "has a query or a fragment; leave it out": "?" in url or "#" in url,
        "would send the API key in clear over the network; use https (http is for loopback only)": (
            parts.scheme == "http" and not _is_loopback(host)
        ),
    }
    return next((problem for problem, holds in problems.items() if holds), None)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _harmless(url: object) -> str:
    """Show a URL without what may be a key: user name, password, query, fragment."""
    if not isinstance(url, str):
        return show(url)
    return show(re.sub(r"//[^/]*@", "//", url).partition("?")[0].partition("#")[0])


def timeout(seconds: object) -> float:
    """Take the time limit of a call, in seconds.

    Raises:
        ConfigurationError: It is not a positive number, or more than a day.
    """
    if not is_positive_number(seconds) or seconds > _A_DAY:
        raise ConfigurationError(
            f"timeout is {show(seconds)}; give a positive number of seconds, at most a day, for example 30"
        )
    return float(seconds)
