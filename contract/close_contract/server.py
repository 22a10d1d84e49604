"""Where the requests go, and what signs them in."""

import re
from base64 import b64encode
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import field, frozen

IN_PROCESS: Final = "/api/v1"
VENDOR: Final = "close.com"

_BASE_URL: Final = re.compile(
    r"https?://([\w.-]+|\[[\da-f:.]+\])(:\d+)?(/[\w.~%!$&'()*+,;=:@/-]*)?", re.ASCII | re.IGNORECASE
)
"""Written so plainly that all who read it see the same host; other alphabets as xn--."""


class VendorsServer(ValueError):
    """The base URL is the vendor's own."""


@frozen(kw_only=True)
class Server:
    """A server under test: an ASGI application in this process, or a base URL.

    `token` is an access token of OAuth that signs in as well, if one is known. `timeout` is how many
    seconds the server may take to answer. `allow_vendor` is for who means to test the
    vendor's own system.

    Raises:
        ValueError: there is neither, or the base URL is none.
        VendorsServer: the base URL is the vendor's. The harness starts bulk actions, which would send
            e-mail to real leads.
    """

    api_key: str = field(repr=False)
    token: str = field(default="", repr=False)
    app: Any = None
    base_url: str = IN_PROCESS
    timeout: float = 30.0
    allow_vendor: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse the vendor's own hosts."""
        if self.app is not None:
            return
        host = _host(self.base_url)
        if is_vendors(host) and not self.allow_vendor:
            raise VendorsServer(f"{host} is the vendor's: a test of it would mail real people.")

    @property
    def address(self) -> str:
        """The base URL for curl lines, empty for an application in this process."""
        return self.base_url if self.app is None else ""

    @property
    def credentials(self) -> tuple[str, str]:
        """User name and password of HTTP Basic: the key and nothing."""
        return self.api_key, ""

    @property
    def authorization(self) -> str:
        """The header of a request that is signed in."""
        return basic(f"{self.api_key}:")


def is_vendors(host: str) -> bool:
    """Whether a host is one of the vendor's own, however it is written."""
    with suppress(UnicodeError):
        # Other alphabets have letters and dots that are looked up as these.
        host = host.encode("idna").decode("ascii")
    return f".{host.rstrip('.').lower()}".endswith(f".{VENDOR}")


def _host(base_url: str) -> str:
    """Return the host of a base URL.

    Raises:
        ValueError: it is no base URL, or says more than where the API begins.
    """
    try:
        url = urlsplit(base_url)
        is_known = url.port is None or url.port > 0
    except ValueError:
        raise ValueError(f"{base_url} is no URL.") from None
    if "@" in url.netloc:
        raise ValueError("The base URL holds a user name; the key is told in another way.")
    if not is_known or url.hostname is None or _BASE_URL.fullmatch(base_url) is None:
        raise ValueError(
            "Name the server by an ASGI application or an http(s) base URL, such as "
            "http://127.0.0.1:8080/api/v1."
        )
    return url.hostname


def basic(credentials: str) -> str:
    """Return the Authorization header of `user:password`."""
    return f"Basic {b64encode(credentials.encode()).decode('ascii')}"
