"""A server of canned pages of sequence subscriptions, in a process of its own, on the loopback."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from close_emulator.refusals import Refusal
from close_emulator.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TOTAL: Final = re.compile(rb"sequence_id=seq_(\d+)")
_SKIP: Final = re.compile(rb"_skip=(\d+)")
_PAGE: Final = 100


def _item(number: int) -> bytes:
    return json.dumps(
        {
            "calls_assigned_to": ["user_0123456789"],
            "contact_email": f"somebody{number}@customer.example",
            "contact_id": f"cont_{number:030}",
            "created_by_id": "user_0123456789",
            "date_created": "2026-01-02T03:04:05.678901",
            "date_updated": "2026-01-02T03:04:05.678901",
            "id": f"sub_{number:030}",
            "lead_id": f"lead_{number:030}",
            "organization_id": "orga_0123456789",
            "sender_account_id": "emailacct_0123456789",
            "sender_email": "john@salesteam.example",
            "sender_name": "John Doe",
            "sequence_id": "seq_0123456789",
            "start_date": "2026-01-02T03:04:05.678901",
            "status": "active",
            "status_reason": None,
            "updated_by_id": "user_0123456789",
        }
    ).encode()


class _Pages(asyncio.Protocol):
    """Answers each GET with a page, some time later."""

    items: tuple[bytes, ...] = ()
    latency = 0.0
    throttle: Throttle | None = None

    def __init__(self) -> None:
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Note where to write."""
        self._transport = cast("asyncio.WriteTransport", transport)

    def data_received(self, data: bytes) -> None:
        """Answer each request once its head is there."""
        self._data += data
        while b"\r\n\r\n" in self._data:
            head, _, self._data = self._data.partition(b"\r\n\r\n")
            loop = asyncio.get_running_loop()
            loop.call_later(self.latency, self._transport.write, self._admitted(head))

    def _admitted(self, head: bytes) -> bytes:
        """Answer, or refuse what is beyond the rate limit."""
        if self.throttle is None:
            return self._answer(head, b"")
        try:
            told = self.throttle.admit("", datetime.now(UTC))
        except Refusal as refusal:
            lines = _lines(refusal.headers)
            return b"HTTP/1.1 429 Too Many Requests\r\n%sContent-Length: 0\r\n\r\n" % lines
        return self._answer(head, _lines(told))

    def _answer(self, head: bytes, headers: bytes) -> bytes:
        skip, total = self._number(_SKIP, head), self._number(_TOTAL, head)
        end = min(skip + _PAGE, total)
        more = b"true" if end < total else b"false"
        body = b'{"data":[%s],"has_more":%s}' % (b",".join(self.items[skip:end]), more)
        return (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
            % (headers, len(body), body)
        )

    def _number(self, pattern: re.Pattern[bytes], head: bytes) -> int:
        found = pattern.search(head)
        return int(found[1]) if found else 0


def _lines(headers: Iterable[tuple[str, str]]) -> bytes:
    return b"".join(f"{name}: {value}\r\n".encode() for name, value in headers)


async def _serve(latency: float, total: int, rate: float) -> None:
    _Pages.latency = latency
    _Pages.throttle = Throttle(rate) if rate else None
    _Pages.items = tuple(map(_item, range(total)))
    server = await asyncio.get_running_loop().create_server(_Pages, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


@contextmanager
def served(latency: float, total: int, rate: float = 0) -> Iterator[str]:
    """Run it and give the base URL; the sequence ``seq_N`` has N subscriptions.

    Args:
        latency: Seconds until a request is answered.
        total: How many subscriptions there are at most.
        rate: Requests a second that are answered; 0 for no limit.
    """
    command = [sys.executable, "-m", "bench.pages", str(latency), str(total), str(rate)]
    folder = Path(__file__).resolve().parents[1]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - ours
        try:
            port = server.stdout.readline().strip() if server.stdout else ""
            yield f"http://127.0.0.1:{port}/api/v1"
        finally:
            server.terminate()


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
