"""The curl lines of findings are run by a shell, as they are printed, and show the same again."""

import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from typing import Any

import pytest
from attrs import evolve

from close_contract import Exchange, Finding, Report, Request, Server, Suite
from close_contract.commands.findings import show
from close_contract.exercised import Exercised
from close_contract.reports.outcome import Outcome
from close_contract.server import basic
from close_contract.traffic.curl import curl_line
from close_emulator import Request as Message
from close_emulator import Response as Reply
from contract.failing import failing
from contract.furniture import prepare
from contract.wrong.faults import JSON, Fault, Faulty, drop
from loopback import sends, serving

pytestmark = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")

BEGAN = datetime(2026, 1, 31, tzinfo=UTC)
KEY = "emulator-key"
RIGHT = basic(f"{KEY}:")
SHELLS = [name for name in ("sh", "bash") if shutil.which(name)]
NOTHING = b"HTTP/1.1 204 No Content\r\n\r\n"
AWKWARD = [
    b"""{"a": "it's \\"quoted\\" $HOME `id` $(id) !! \\\\ %s %d"}""",
    b'{\n  "a": "several",\n\n  "b": "lines"\n}\n',
    '{"a": "Jānis Bērziņš ☃ \U0001f600"}'.encode(),
    '{"a": "turned \u202e round, no\u00a0break, \u2028"}'.encode(),
    b'{"a": "\t\r\x0b\x0c\x1b[31m\x7f"}',
    b"@/etc/passwd",
    b"'",
    b"-",
    b"%41\\101\\x41",
    b"\x00\xff\xfe binary",
    b'{"a": "' + b"x" * 20_000 + b'"}',
]


def printed(finding: Finding, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the line that the terminal shows of a finding."""
    report = Report()
    report.add(evolve(finding, message="shown", clause=""))
    report.count(Exchange("probes", finding.operation, 500))
    show(Outcome(target="", began=BEGAN, report=report, exercised=Exercised("")), table=False)
    text = capsys.readouterr().out.rpartition("\n\n1 request")[0]
    return re.split(r"\n(?=  (?:curl|printf) )", text, maxsplit=1)[1]


def shell(line: str, name: str = "sh") -> bytes:
    """Run a line as somebody would who has the key in the environment, and return what it prints."""
    environment = {"PATH": os.environ["PATH"], "CLOSE_API_KEY": KEY, "no_proxy": "*"}
    done = subprocess.run(
        [name, "-c", line], env=environment, capture_output=True, timeout=20, check=True
    )
    return done.stdout


@pytest.mark.parametrize("body", AWKWARD, ids=range(len(AWKWARD)))
@pytest.mark.parametrize("name", SHELLS)
def test_awkward_bodies(name: str, body: bytes) -> None:
    """A shell sends the very bytes that were sent, whatever is in them."""
    path = "/api/v1/data/search/"
    headers = (("authorization", "Basic x"), ("content-type", "application/json"))
    with serving(sends(NOTHING)) as seen:
        line = curl_line(Request("POST", path, headers, body), "/api/v1", seen.url)
        shell(line, name)
    head, _, got = seen.requests[0].partition(b"\r\n\r\n")
    assert got == body
    assert head.startswith(b"POST /api/v1/data/search/ ")
    assert b"authorization: basic " in head.lower()
    assert b"content-type: application/json" in head.lower()


@pytest.mark.parametrize("body", AWKWARD, ids=range(len(AWKWARD)))
def test_awkward_bodies_as_printed(body: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing that a terminal would act on, or lose, is in the line that is printed."""
    request = Request("POST", "/api/v1/data/search/", (("content-type", "text/plain"),), body)
    with serving(sends(NOTHING)) as seen:
        line = curl_line(request, "/api/v1", seen.url)
        shown = printed(Finding("check", "operation", "", line), capsys)
        shell(shown)
    assert seen.requests[0].partition(b"\r\n\r\n")[2] == body
    assert shown.replace("\n", "").isprintable()


def found(fault: Fault, check: str, capsys: pytest.CaptureFixture[str], **part: Any) -> bytes:
    """Find what is wrong with a server on a port, and return what the printed line gets from it."""
    emulator = Faulty()
    known = prepare(emulator)
    emulator.fault = fault
    with failing(sends(b""), fails=lambda *_: False, emulator=emulator) as served:
        server = Server(api_key=KEY, base_url=served.url)
        report = Suite(server=server, known=known, **part).run()
        finding = next(each for each in report.findings if each.check == check)
        return shell(f"{printed(finding, capsys)} -s -w ' %{{http_code}}'")


def test_a_finding_of_a_probe(capsys: pytest.CaptureFixture[str]) -> None:
    """What an explicit request has shown is shown by its smallest line, too."""

    def breaks(request: Message, response: Reply) -> Reply:
        is_odd = "\N{SNOWMAN}" in json.dumps(json.loads(request.body), ensure_ascii=False)
        return Reply(500, (JSON,), b"{}") if is_odd else response

    fault = Fault(to="POST /bulk_action/email/", response=breaks)
    part = {"probes": ["strange_values"], "phases": (), "operations": ["create_bulk_email"]}
    assert found(fault, "strange_values", capsys, **part) == b"{} 500"


def test_a_finding_of_the_fuzzer(capsys: pytest.CaptureFixture[str]) -> None:
    """What a generated case has shown is shown by its smallest line, too."""
    fault = Fault(to="GET /bulk_action/delete/", query=drop("_limit"))
    part = {"probes": (), "phases": ["coverage"], "operations": ["list_bulk_deletes"]}
    answer = found(fault, "negative_data_rejection", capsys, **part)
    assert answer.endswith(b" 200")
    assert json.loads(answer[:-4])["data"]


def lets_in(*keys: str) -> Fault:
    """Return a fault that takes these credentials for the key."""

    def signed(request: Message) -> Message:
        given = request.header("authorization")[0:1] or ("",)
        own = tuple(pair for pair in request.headers if pair[0].lower() != "authorization")
        return (
            evolve(request, headers=(*own, ("authorization", RIGHT)))
            if given[0] in keys
            else request
        )

    return Fault(to="GET /me/", request=signed)


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        basic("unknown:"),
        basic(f"{KEY}x:"),
        basic(f"{KEY.upper()}:"),
        basic(f"{KEY[:6]}:"),
        basic(":"),
        basic(f":{KEY}"),
        f"Basic {KEY}",
        "Bearer unknown",
    ],
)
def test_wrong_credentials(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A server that lets in who has no key is shown by a line with just that wrong key."""
    part = {"probes": ["sign_in"], "phases": (), "operations": ["get_me"]}
    assert found(lets_in(wrong), "sign_in", capsys, **part).endswith(b" 200")
