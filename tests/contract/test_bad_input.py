"""What is no server, no longer one, or no recording: clear words, the right exit code, no traceback."""

import gzip
import json
import socket
import sys
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from close_contract import Response, Server, Suite, document
from close_contract.__main__ import main
from close_contract.commands import running
from close_contract.commands.check import check
from close_contract.commands.server import server
from close_contract.report import Report
from close_contract.server import VendorsServer, is_vendors
from close_contract.traffic import messages
from close_contract.wire.upstream import NoAnswer
from close_emulator import Emulator, ManualClock, Stepped
from contract.failing import Fails, failing, from_request
from contract.furniture import prepare
from loopback import Behaviour, sends, serving

KEY = "emulator-key"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
NO = b"HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
LATER = 60
"""The first request that fails: in the middle of the probes."""


def drip(connection: socket.socket, _: bytes) -> None:
    """Send an answer that never ends, a byte at a time."""
    connection.sendall(OK + b"Content-Length: 1000000\r\n\r\n")
    with suppress(OSError):
        while True:
            connection.sendall(b" ")
            time.sleep(0.02)


def hang(connection: socket.socket, _: bytes) -> None:
    """Send nothing."""
    connection.recv(1)


def huge(connection: socket.socket, _: bytes) -> None:
    """Send far more than anybody wants."""
    connection.sendall(OK + b"Content-Length: 100000000\r\n\r\n")
    for _part in range(100):
        connection.sendall(b" " * 1_000_000)


def invoke(*arguments: str) -> Result:
    """Run `close-contract server` with the emulator's key."""
    result = CliRunner().invoke(server, arguments, env={"CLOSE_API_KEY": KEY})
    assert "Traceback" not in result.output
    assert KEY not in result.output
    return result


def stepped() -> Emulator:
    """Return an emulator that moves by hand only."""
    return Emulator(pace=Stepped(batch=2), clock=ManualClock())


def emulator() -> Emulator:
    """Return a furnished emulator."""
    furnished = stepped()
    prepare(furnished)
    return furnished


DYING: list[tuple[str, Behaviour, str]] = [
    ("hangs", hang, "did not answer within 1 s"),
    ("closes", sends(b""), "did not answer in HTTP (RemoteDisconnected)"),
    ("stops", sends(OK + b"Content-Length: 9\r\n\r\n{"), "stopped in the middle of its answer"),
    ("is no HTTP", sends(b"SSH-2.0-OpenSSH_9.6\r\n"), "did not answer in HTTP (BadStatusLine)"),
    ("floods", huge, "larger than 16000000 bytes"),
]


@pytest.mark.parametrize(("what", "behave", "words"), DYING, ids=[row[0] for row in DYING])
def test_a_server_that_dies(what: str, behave: Behaviour, words: str) -> None:  # noqa: ARG001
    """A server that goes away in the middle is told, with what was sent until then: 2."""
    with failing(behave, fails=from_request(LATER), emulator=emulator()) as odd:
        result = invoke(odd.url, "--timeout", "1" if behave is hang else "20")
    assert result.exit_code == 2, result.output
    assert f"{odd.url}: the server" in result.output
    assert words in result.output
    assert "requests, no findings" in result.output


def test_an_answer_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that drips on for ever does not hold the run beyond its budget: 2."""
    monkeypatch.setattr(running, "_GRACE", 0.1)
    with failing(drip, fails=from_request(LATER), emulator=emulator()) as odd:
        result = invoke(odd.url, "--timeout", "1", "--budget", "1s")
    assert result.exit_code == 2, result.output
    assert "an answer did not end within the budget" in result.output


def test_a_server_that_changes() -> None:
    """Where the key is no longer taken at the end, the findings are said to be doubtful: 1."""
    with failing(sends(NO), fails=from_request(LATER), emulator=emulator()) as odd:
        result = invoke(odd.url, "--budget", "1s")
    assert result.exit_code == 1, result.output
    assert "At the end, it does not take the key: GET /me/ is 401" in result.output


def suite(url: str, furnished: Emulator, **settings: Any) -> Suite:
    """Return a small suite for a server on a port."""
    known = prepare(furnished)
    target = Server(api_key=furnished.api_key, base_url=url, timeout=20)
    return Suite(server=target, known=known, operations=("get_me", "list_sequences"), **settings)


def fuzzed(first: int) -> Fails:
    """Fail from this request of schemathesis on; explicit ones are answered."""
    count = 0

    def fails(_: int, request: bytes) -> bool:
        nonlocal count
        count += b"schemathesis" in request
        return count >= first

    return fails


def test_a_server_that_dies_while_it_is_fuzzed() -> None:
    """A server that has gone ends the run; it is no finding at every operation that is left."""
    furnished = stepped()
    report = Report()
    with failing(sends(b""), fails=fuzzed(12), emulator=furnished) as odd:
        steps = suite(odd.url, furnished, probes=(), phases=("coverage",)).steps(report)
        with pytest.raises(NoAnswer, match="in the middle of the test"):
            list(steps)
    assert report.exchanges.total() >= 2
    assert report.checks <= {"no_answer"}


@pytest.mark.parametrize(
    "part", [{"probes": ("bounds",), "phases": ()}, {"probes": (), "phases": ("coverage",)}]
)
def test_one_request_without_an_answer(part: dict[str, Any]) -> None:
    """A request that makes a server hang up is a finding, with its line; the others are still tested."""
    furnished = stepped()
    with failing(
        sends(b""), fails=lambda _, request: b"_limit=0" in request, emulator=furnished
    ) as odd:
        report = suite(odd.url, furnished, **part).run()
        known = {each.check: each for each in report.findings}
        assert f"{odd.url}/sequence/?_limit=0" in known["no_answer"].request
    assert known["no_answer"].operation == "GET /sequence/"


@pytest.mark.parametrize(
    "part", [{"probes": ("known_ids",), "phases": ()}, {"probes": (), "phases": ("examples",)}]
)
def test_nothing_leads_elsewhere(part: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a redirect nor a variable of the environment brings a request to another server."""
    furnished = stepped()
    with serving(sends(NO)) as elsewhere:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, elsewhere.url)
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        moved = f"HTTP/1.1 307 X\r\nLocation: {elsewhere.url}/me/\r\nContent-Length: 0\r\n\r\n"
        is_me: Fails = lambda _, request: b"/me/" in request  # noqa: E731
        with failing(sends(moved.encode()), fails=is_me, emulator=furnished) as odd:
            report = suite(odd.url, furnished, **part).run()
            assert any(b"/me/" in each for each in odd.requests)
            assert any(b"/sequence/" in each for each in odd.requests)
        assert elsewhere.requests == []
    assert any(each.operation == "GET /me/" for each in report.findings)


@pytest.mark.parametrize(
    "url",
    [
        "https://api.close.com/api/v1",
        "HTTPS://API.Close.COM",
        "https://api.close.com./",
        "http://app.close.com:8080",
        "https://close.com",
    ],
)
def test_the_vendors_host_is_refused(url: str) -> None:
    """However the vendor's host is written, nothing goes there."""
    with pytest.raises(VendorsServer):
        Server(api_key=KEY, base_url=url)
    assert invoke(url).exit_code == 2


@pytest.mark.parametrize(
    "url",
    [
        "http://user:word@127.0.0.1/",
        "http://127.0.0.1\\@api.close.com/",
        "http://api.close.com%2e/",
        "http://api\u3002close\u3002com/",
        "http://\uff41pi.close.com/",
        "http://api.clo\nse.com/",
        "http://[::1",
        "http://127.0.0.1:0",
        "http://127.0.0.1:99999",
        "http://127.0.0.1/api/v1?x=1",
        "http://127.0.0.1/#api",
        "127.0.0.1:8080",
        "file:///etc/passwd",
        "",
    ],
)
def test_a_url_that_can_be_misread(url: str) -> None:
    """A base URL that two programs could read differently is refused in words: 2."""
    with pytest.raises(ValueError, match=r"base URL|no URL"):
        Server(api_key=KEY, base_url=url)
    result = invoke(url)
    assert (result.exit_code, "Error" in result.output) == (2, True)


def test_a_key_in_the_url() -> None:
    """Who puts a key into the URL is told that it belongs elsewhere, and does not see it again."""
    result = invoke("http://secret-word@127.0.0.1:1/")
    assert "holds a user name" in result.output
    assert "secret-word" not in result.output


def test_other_hosts_are_not_the_vendors() -> None:
    """A name that only looks like the vendor's is somebody else's."""
    for url in ("http://[::1]:80/api/v1", "http://notclose.com", "http://close.com.example/api"):
        assert Server(api_key=KEY, base_url=url).address == url
    assert is_vendors("\uff41pi.close\u3002com.")


def archive(*entries: object, version: str = "1.2") -> bytes:
    """Return a HAR archive."""
    return json.dumps({"log": {"version": version, "entries": entries}}).encode()


def entry(**changed: object) -> dict[str, object]:
    """Return an entry that nothing is wrong with, but for what is changed."""
    request = {"method": "GET", "url": "http://h/api/v1/me/", "headers": []}
    response = {"status": 404, "headers": [], "content": {}}
    return {"request": request, "response": response, **changed}


ODD: list[tuple[str, bytes, int, str]] = [
    ("empty", b"", 2, "neither a HAR archive"),
    ("binary", b"\x89PNG\r\n\x1a\n\x00\xff", 2, "not UTF-8"),
    ("noise", b"\x00" * 5_000_000, 2, "neither JSON nor YAML"),
    ("prose", b"hello there", 2, "neither a HAR archive"),
    ("truncated", archive(entry(), entry())[:-40], 2, "damaged JSON"),
    ("without entries", archive(), 2, "it holds no requests"),
    ("of something else", archive(entry(request={"method": "GET", "url": "http://h/"})), 2, "none"),
    ("too deep", b"[" * 100_000, 2, "nested too deeply"),
    ("an entry that is none", archive(None), 2, "entry 1 is no object"),
    ("no request", archive({"response": {}}), 2, "entry 1: 'request' is missing"),
    ("no URL", archive(entry(request={"method": "GET"})), 2, "the URL is not absolute"),
    ("no status", archive(entry(response={})), 2, "'status' is missing"),
    ("HAR 1.1", archive(entry(response=None), version="1.1"), 0, "nothing wrong"),
    ("no response", archive({"request": entry()["request"]}), 0, "nothing wrong"),
    ("aborted", archive(entry(response={"status": 0})), 0, "nothing wrong"),
    ("a wrong answer", archive(entry(response={"status": 10**30})), 1, "no status that"),
    (
        "a terminal's codes",
        archive(entry(request={"method": "\x1b[2J", "url": "http://h/api/v1/me/"})),
        1,
        "\\x1b[2J",
    ),
]


@pytest.mark.parametrize(("what", "content", "code", "words"), ODD, ids=[row[0] for row in ODD])
def test_odd_recordings(what: str, content: bytes, code: int, words: str, tmp_path: Path) -> None:
    """What is no recording is told in one line; what is an odd one is judged."""
    file = tmp_path / f"{what}.har"
    file.write_bytes(content)
    result = CliRunner().invoke(check, [str(file)])
    assert (result.exit_code, words in result.output) == (code, True), result.output
    assert "Traceback" not in result.output
    assert "\x1b" not in result.output
    assert code < 2 or len(result.output.strip().splitlines()) == 1


def _missing(folder: Path) -> None:
    (folder / "contract.json").unlink()


def _broken(folder: Path) -> None:
    (folder / "contract.json").write_text('{"paths"')


def _other(folder: Path) -> None:
    (folder / "contract.json").write_text("[]")


@pytest.mark.parametrize("damage", [_missing, _broken, _other])
def test_a_damaged_contract(
    damage: Callable[[Path], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An installation without a readable contract says so, and how to mend it: 2."""
    (tmp_path / "contract.json").write_text("{}")
    damage(tmp_path)
    monkeypatch.setattr(document, "files", lambda _: tmp_path)
    document.contract.cache_clear()
    recording = tmp_path / "x.har"
    recording.write_bytes(archive(entry()))
    monkeypatch.setattr(sys, "argv", ["close-contract", "check", str(recording)])
    try:
        assert main() == 2
    finally:
        document.contract.cache_clear()
    error = capsys.readouterr().err
    assert "contract.json is damaged" in error
    assert "install close-bulk anew" in error


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_an_answer_that_swells(
    coding: str, pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A small answer that is huge when it is unpacked is refused before it fills the memory."""
    monkeypatch.setattr(messages, "_LARGEST", 1000)
    headers = (("content-encoding", coding),)
    assert Response(200, headers, pack(bytes(1000))).content() == bytes(1000)
    with pytest.raises(ValueError, match="larger than 1000 bytes"):
        Response(200, headers, pack(bytes(1001))).content()
