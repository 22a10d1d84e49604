"""A client that sends exactly what it is told."""

import json
from base64 import b64encode
from http.client import HTTPConnection
from typing import Any, Final
from urllib.parse import urlsplit

from attrs import define, field

JSON: Final = {"content-type": "application/json"}
BULK: Final = "/bulk_action/sequence_subscription/"
LEADS: Final[dict[str, Any]] = {
    "type": "and",
    "queries": [{"type": "object_type", "object_type": "lead"}],
}
SUBSCRIBE: Final[dict[str, Any]] = {
    "action_type": "subscribe",
    "s_query": LEADS,
    "sequence_id": "seq_1",
    "sender_account_id": "emailacct_1",
    "sender_name": "John Doe",
    "sender_email": "john@salesteam.example",
    "contact_preference": "lead",
}
PAUSE: Final[dict[str, Any]] = {"action_type": "pause", "s_query": LEADS}


def basic(credentials: str) -> str:
    """Return an Authorization header."""
    return f"Basic {b64encode(credentials.encode()).decode()}"


@define
class Client:
    """Sends bytes as they are; `send` signs in unless told otherwise, `json` sends JSON."""

    base_url: str
    api_key: str
    _connection: HTTPConnection = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Prepare the connection."""
        self._connection = HTTPConnection(urlsplit(self.base_url).netloc, timeout=10)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        signed_in: bool = True,
    ) -> tuple[int, bytes]:
        """Send a request and return status and body."""
        sign_in = {"authorization": basic(f"{self.api_key}:")} if signed_in else {}
        target = f"{urlsplit(self.base_url).path}{path}"
        self._connection.request(method, target, body, {**sign_in, **(headers or {})})
        response = self._connection.getresponse()
        return response.status, response.read()

    def json(self, method: str, path: str, body: Any) -> tuple[int, bytes]:
        """Send JSON."""
        return self.send(method, path, json.dumps(body).encode(), JSON)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
