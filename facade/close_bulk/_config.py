"""Where the service is and who asks: found, checked, and explained when wrong."""

from __future__ import annotations

import ipaddress
import os
import re
from typing import Final
from urllib.parse import urlsplit

from close_bulk._json import show, text
from close_bulk._schemas import positive
from close_bulk._secrets import Secret
from close_bulk.errors import ConfigurationError

_LONGEST_URL: Final = 2000
_A_DAY: Final = 86_400.0
DEFAULT_BASE_URL = "https://api.close.com/api/v1"
"""The vendor's production API (documented)."""
_TOKEN_PATH: Final = "/oauth2/token/"  # noqa: S105 - a path


def api_key(given: Secret | None) -> Secret:
    """Take the API key from the argument or from CLOSE_API_KEY.

    White space around it, such as the newline of a file, is dropped. No message holds the key.

    Raises:
        ConfigurationError: There is none, or it cannot be one.
    """
    source = "CLOSE_API_KEY" if given is None else "the argument api_key"
    taken = (given or Secret(os.environ.get("CLOSE_API_KEY"))).stripped()
    problem = _key_problem(taken)
    if problem:
        raise ConfigurationError(f"{source} {problem}")
    return taken


def _key_problem(secret: Secret) -> str | None:
    key = secret.reveal()
    if key is None:
        return (
            "is not set, and no other way to sign in was given: pass Close(api_key=...) or set CLOSE_API_KEY "
            "(keys are made in Close under Settings, Developer, API Keys)"
        )
    if not isinstance(key, str) or not key:
        return "is no API key: it is empty or no text; pass Close(api_key=...) or set CLOSE_API_KEY"
    if not key.isascii():
        return (
            "is not an API key: it holds a letter or a sign outside ASCII, such as a curly quotation mark or "
            "a long dash that a text program has put in; copy the key again"
        )
    # A colon would end the user name of HTTP Basic; the rest cannot stand in a header.
    if not re.fullmatch(r"[!#-&(-9;-~]+", key):
        return (
            "is not an API key: it holds a space, a quote, a colon or a control character; copy the key "
            "again, without quotes or a 'Basic ' prefix"
        )
    return None


def token(given: Secret) -> Secret:
    """Take an OAuth access token; white space around it is dropped. No message holds it.

    Raises:
        ConfigurationError: It cannot be one.
    """
    if not is_visible(stripped := given.stripped()):
        raise ConfigurationError(
            "the argument token is no access token: it is empty, no text, or holds a space, a control "
            "character or a letter outside ASCII; pass it without a 'Bearer ' prefix"
        )
    return stripped


def is_visible(secret: Secret) -> bool:
    """Tell whether it is a text of visible ASCII characters, as headers and forms can carry."""
    text = secret.reveal()
    return isinstance(text, str) and re.fullmatch(r"[!-~]+", text) is not None


def base_url(given: object) -> str:
    """Take the base URL from the argument, from CLOSE_BASE_URL, or the vendor's; without a final slash.

    Raises:
        ConfigurationError: It is not an https URL (or http on loopback), or has parts that do not belong.
    """
    url: object = given
    if url is None:
        url = os.environ.get("CLOSE_BASE_URL", DEFAULT_BASE_URL)
    return _checked(url, "base URL", DEFAULT_BASE_URL).rstrip("/")


def token_url(given: object, base: str) -> str:
    """Take the URL where OAuth tokens are renewed, or that on the host of the base URL (documented).

    Raises:
        ConfigurationError: It is not an https URL (or http on loopback), or has parts that do not belong.
    """
    if given is None:
        parts = urlsplit(base)
        return f"{parts.scheme}://{parts.netloc}{_TOKEN_PATH}"
    return _checked(given, "token_url", f"https://api.close.com{_TOKEN_PATH}")


def _checked(given: object, name: str, example: str) -> str:
    said = text(given)
    url = given if said is None else said
    problem = _url_problem(url)
    if problem:
        message = f"{name} {_harmless(url)} {problem}, for example {example}"
        raise ConfigurationError(message)
    scheme, _, rest = str(url).partition(":")
    return f"{scheme.lower()}:{rest}"


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
        if "[" in parts.netloc:
            ipaddress.IPv6Address(host)
        elif re.fullmatch(r"[0-9.]+", host):
            ipaddress.IPv4Address(host)
    except ValueError:
        return "is not a URL; write scheme, host and path"
    problems = {
        "is longer than servers take; write a plain URL": len(url) > _LONGEST_URL,
        "is not an http(s) URL; write scheme, host and path": (
            parts.scheme not in {"https", "http"} or not host
        ),
        "holds a user name or a key, which would end up in logs; pass the key as api_key": (
            "@" in parts.netloc
        ),
        "has a query or a fragment; leave it out": "?" in url or "#" in url,
        "would send the secrets in clear over the network; use https (http is for loopback only)": (
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


def seconds(name: str, given: object) -> float:
    """Take a time limit, in seconds.

    Raises:
        ConfigurationError: It is not a positive number, or more than a day.
    """
    limit = positive(given)
    if limit is None or limit > _A_DAY:
        raise ConfigurationError(
            f"{name} is {show(given)}; give a positive number of seconds, at most a day, for example 30"
        )
    return float(limit)
