"""Where the requests go, and what signs them in."""

from base64 import b64encode
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import field, frozen

IN_PROCESS: Final = "/api/v1"
VENDOR: Final = "close.com"


@frozen(kw_only=True)
class Server:
    """A server under test: an ASGI application in this process, or a base URL.

    `timeout` is how many seconds it may take to answer. `allow_vendor` is for who means to test the
    vendor's own system.

    Raises:
        ValueError: there is neither, or the base URL is the vendor's. The harness starts bulk
            actions, which would send e-mail to real leads.
    """

    api_key: str = field(repr=False)
    app: Any = None
    base_url: str = IN_PROCESS
    timeout: float = 30.0
    allow_vendor: bool = False

    def __attrs_post_init__(self) -> None:
        """Refuse the vendor's own hosts."""
        if self.app is not None:
            return
        url = urlsplit(self.base_url)
        host = (url.hostname or "").rstrip(".")
        if url.scheme not in {"http", "https"} or not host:
            raise ValueError("Name the server by an ASGI application or an http(s) base URL.")
        if is_vendors(host) and not self.allow_vendor:
            raise ValueError(f"{host} is the vendor's: a test of it would mail real people.")

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
    """Whether a host is one of the vendor's own."""
    return f".{host.rstrip('.').lower()}".endswith(f".{VENDOR}")


def basic(credentials: str) -> str:
    """Return the Authorization header of `user:password`."""
    return f"Basic {b64encode(credentials.encode()).decode('ascii')}"
