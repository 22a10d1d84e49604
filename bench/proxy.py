"""What the proxy costs: CPU of its process for each request that it judges and passes on.

The server behind the proxy is in this process, the proxy in another.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from close_contract.traffic.messages import Request, Response
from close_contract.wire.serving import LoopbackServer

if TYPE_CHECKING:
    from collections.abc import Iterator

GOAL_MS: Final = 2.0
REQUESTS: Final = 500
ROUNDS: Final = 5
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
                costs = [_cost(proxy.pid, connection, method, target, body) for _ in range(ROUNDS)]
                cost = median(costs)
                verdict = "yes" if cost <= GOAL_MS else "NO"
                yield f"{f'proxy: {name}':<62} {cost:>8.2f} {'':>8} {'':>6} {GOAL_MS:>6.2f}  {verdict}"
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


def _cpu(pid: int) -> float:
    """Return the seconds of CPU that a process has used (Linux)."""
    fields = re.sub(r".*\) ", "", Path(f"/proc/{pid}/stat").read_text(encoding="ascii")).split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _answer(request: Request) -> Response:
    action = json.loads(_ACTION.read_text(encoding="utf-8"))
    if "_fields" in request.query:
        action = {name: action[name] for name in ("id", "status")}
    elif request.method == "GET":
        action = {"data": [action] * 100, "has_more": False}
    return Response(200, _JSON, json.dumps(action).encode())
