"""A server that costs as little as can be: canned bytes, in a process of its own, on the loopback."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA: Final = Path(__file__).resolve().parents[1] / "tests" / "data"
REQUEST: Final = json.loads((_DATA / "seed_000_request.json").read_text(encoding="utf-8"))
"""The vendor's example of a subscribe request."""
_BODY: Final = (_DATA / "seed_001_response.json").read_bytes()
ID: Final = json.loads(_BODY)["id"]
_ANSWER: Final = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(_BODY)
    + _BODY
)


class _Canned(asyncio.Protocol):
    """Answers each request, read to its end, with the vendor's example of a bulk action."""

    def __init__(self) -> None:
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note where to write."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer what has come in full."""
        self._data += data
        while b"\r\n\r\n" in self._data:
            head, _, rest = self._data.partition(b"\r\n\r\n")
            lengths = [
                int(line.partition(b":")[2])
                for line in head.lower().split(b"\r\n")
                if line.startswith(b"content-length:")
            ]
            length = lengths[0] if lengths else 0
            if len(rest) < length:
                return
            self._data = rest[length:]
            self._transport.write(_ANSWER)


async def _serve() -> None:
    server = await asyncio.get_running_loop().create_server(_Canned, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


@contextmanager
def served() -> Iterator[str]:
    """Run it and give the base URL."""
    command = [sys.executable, "-m", "bench.canned"]
    folder = Path(__file__).resolve().parents[1]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - ours
        try:
            port = server.stdout.readline().strip() if server.stdout else ""
            yield f"http://127.0.0.1:{port}/api/v1"
        finally:
            server.terminate()


if __name__ == "__main__":
    asyncio.run(_serve())
