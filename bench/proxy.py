"""What the proxy costs: CPU of its process for each request that it judges and passes on.

The server behind the proxy is in this process, the proxy in another. What else the machine does makes
everything slower, so that the base is measured in the same rounds: reading a page of 100 with json,
which an idle machine does in a third of a millisecond. The best of the rounds counts.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from close_contract.traffic.messages import Request, Response
from close_contract.wire.serving import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterator

GOAL: Final = 6.0
"""How many times the base it may cost: 2 ms on an idle machine."""
REQUESTS: Final = 200
PAGES: Final = 50
ROUNDS: Final = 12
_ACTION: Final = Path(__file__).parents[1] / "tests" / "data" / "seed_001_response.json"
_BULK: Final = "/api/v1/bulk_action/sequence_subscription/"
_JSON: Final = (("content-type", "application/json"),)
_PAUSE: Final = json.dumps(
    {
        "action_type": "pause",
        "s_query": {"type": "and", "queries": [{"type": "object_type", "object_type": "lead"}]},
    }
)
_CASES: Final = {
    "POST a bulk action": ("POST", _BULK, _PAUSE),
    "GET a page of 100": ("GET", f"{_BULK}?_limit=100", None),
    "GET with _fields": ("GET", f"{_BULK}bulkseqsub_1/?_fields=id,status", None),
    "POST a wrong one": ("POST", _BULK, "{}"),
}


def rows() -> Iterator[str]:
    """Measure and give the table's lines."""
    command = [sys.executable, "-m", "close_contract", "proxy", "--to"]
    with LoopbackServer(_answer) as server:
        base_url = f"{server.origin}/api/v1"
        with subprocess.Popen([*command, base_url], stdout=subprocess.PIPE, text=True) as proxy:  # noqa: S603 - our own command
            address = urlsplit((proxy.stdout or sys.stdin).readline().split()[-1]).netloc
            connection = HTTPConnection(address)
            for name, (method, target, body) in _CASES.items():
                ask = partial(_cost, proxy.pid, connection, method, target, body)
                ours, base = map(min, zip(*((ask(), _base()) for _ in range(ROUNDS)), strict=True))
                verdict = "yes" if ours / base <= GOAL else "NO"
                yield (
                    f"{f'proxy: {name}':<62} {ours:>8.2f} {base:>8.2f} {ours / base:>6.2f} "
                    f"{GOAL:>6.2f}  {verdict}"
                )
            connection.close()
            proxy.terminate()
            proxy.communicate()


def _cost(
    pid: int, connection: HTTPConnection, method: str, target: str, body: str | None
) -> float:
    before = _cpu(pid)
    headers = {"authorization": "Basic a2V5Og==", **dict(_JSON if body else ())}
    for _ in range(REQUESTS):
        connection.request(method, target, body, headers)
        connection.getresponse().read()
    return (_cpu(pid) - before) * 1000 / REQUESTS


def _base() -> float:
    """Return how many milliseconds of CPU it takes to read a page."""
    began = time.process_time()
    for _ in range(PAGES):
        json.loads(_ANSWERS["GET"])
    return (time.process_time() - began) * 1000 / PAGES


def _cpu(pid: int) -> float:
    """Return the seconds of CPU that a process has used (Linux)."""
    fields = re.sub(r".*\) ", "", Path(f"/proc/{pid}/stat").read_text(encoding="ascii")).split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _answers() -> dict[str, bytes]:
    """Give right answers by what a request asks for, so that no violation has to be explained."""
    action = json.loads(_ACTION.read_text(encoding="utf-8")) | json.loads(_PAUSE)
    page = [{**action, "id": f"bulkseqsub_{n:040}"} for n in range(100)]
    known = {
        "POST": action,
        "GET": {"data": page, "has_more": False},
        "_fields": {"id": "bulkseqsub_1", "status": action["status"]},
    }
    return {name: json.dumps(value).encode() for name, value in known.items()}


_ANSWERS: Final = _answers()


def _answer(request: Request) -> Response:
    return Response(
        200, _JSON, _ANSWERS["_fields" if "_fields" in request.query else request.method]
    )
