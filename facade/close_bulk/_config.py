"""Where the service is and who asks: found, checked, and explained when wrong."""

from __future__ import annotations

import ipaddress
import os
import re
from urllib.parse import urlsplit

from close_bulk._schemas import is_positive_number
from close_bulk.errors import ConfigurationError

DEFAULT_BASE_URL = "https://api.close.com/api/v1"
"""The vendor's production API (documented)."""


def api_key(given: str | None) -> str:
    """Take the API key from the argument or from CLOSE_API_KEY.

    White space around it, such as the newline of a file, is dropped. No message holds the key.

    Raises:
        ConfigurationError: There is none, or it cannot be one.
    """
    source = "the argument api_key" if given is not None else "CLOSE_API_KEY"
    key = (given if given is not None else os.environ.get("CLOSE_API_KEY", "")).strip()
    if not key:
        message = (
            f"no API key: {source} {'is empty' if given is not None else 'is not set'}; "
            "pass Close(api_key=...) or set CLOSE_API_KEY "
            "(keys are made in Close under Settings, Developer, API Keys)"
        )
        raise ConfigurationError(message)
    # A colon would end the user name of HTTP Basic; the rest cannot stand in a header.
    if not re.fullmatch(r"[!-9;-~]+", key):
        message = (
            f"{source} is not an API key: it holds a space, a colon, a control character or a letter "
            "outside ASCII; copy the key again, without quotes or a 'Basic ' prefix"
        )
        raise ConfigurationError(message)
    return key


def base_url(given: str | None) -> str:
    """Take the base URL from the argument, from CLOSE_BASE_URL, or the vendor's; without a final slash.

    Raises:
        ConfigurationError: It is not an https URL (or http on loopback), or has parts that do not belong.
    """
    url = given or os.environ.get("CLOSE_BASE_URL") or DEFAULT_BASE_URL
    problem = _url_problem(url)
    if problem:
        message = f"base URL {_without_userinfo(url)!r} {problem}, for example {DEFAULT_BASE_URL}"
        raise ConfigurationError(message)
    return url.rstrip("/")


def _url_problem(url: str) -> str | None:
    if re.search(r"[^!-~]", url):
        return "holds a space, a control character or a letter outside ASCII; write a plain URL"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
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


def _without_userinfo(url: str) -> str:
    return re.sub(r"//[^/]*@", "//", url)


def timeout(seconds: object) -> float:
    """Take the time limit of a call, in seconds.

    Raises:
        ConfigurationError: It is not a positive, finite number.
    """
    if not is_positive_number(seconds):
        message = (
            f"timeout is {seconds!r}; give a positive, finite number of seconds, for example 30"
        )
        raise ConfigurationError(message)
    return float(seconds)
