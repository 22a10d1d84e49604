"""The proxy: finds every wrong client, passes everything on, and names what goes wrong behind it."""

import json
import signal
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import requests

from close_contract import Judge, Request, Response, Violation
from close_contract.emulation import CheckedEmulator
from close_contract.wire.checked import Checked
from close_contract.wire.serving import MAX_BODY, LoopbackServer
from close_contract.wire.upstream import Upstream
from close_emulator import Emulator
from contract.clients import BULK, PAUSE, WRONG, Client, Wrong
from kit import DATA
from loopback import WHOLE, Behaviour, sends, serving


def address(server: LoopbackServer) -> tuple[str, int]:
    """Return where a server listens."""
    url = urlsplit(server.origin)
    return str(url.hostname), int(url.port or 0)


class Proxied:
    """An emulator, a proxy before it, and a client of the proxy."""

    def __init__(self, behind: str, api_key: str, timeout: float = 10.0) -> None:
        upstream = Upstream(behind, timeout=timeout)
        self.checked = Checked(upstream.send, Judge(base_path=upstream.base_path))
        self.server = LoopbackServer(self.checked)
        self.base_url = f"{self.server.origin}{upstream.base_path}"
        self.client = Client(self.base_url, api_key)

    @property
    def rules(self) -> list[str]:
        """The rules that were broken; they are forgotten."""
        return [each.rule for each in self.checked.ledger.take()]

    def close(self) -> None:
        """End it."""
        self.client.close()
        self.server.close()


@pytest.fixture(scope="module")
def behind() -> Iterator[CheckedEmulator]:
    """The server behind the proxy."""
    with CheckedEmulator(Emulator()) as running:
        yield running


@pytest.fixture(scope="module")
def proxied(behind: CheckedEmulator) -> Iterator[Proxied]:
    """A proxy before the emulator."""
    proxy = Proxied(behind.base_url, behind.api_key)
    yield proxy
    proxy.close()


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_wrong_clients(wrong: Wrong, proxied: Proxied) -> None:
    """Each wrong client is found by its rule, at its place, and by nothing else; keys stay hidden."""
    wrong.send(proxied.client)
    found = [each for each in proxied.checked.ledger.take() if each.side == "request"]
    assert {(each.rule, each.where) for each in found} >= {(wrong.rule, wrong.where)}
    assert {each.rule for each in found} == {wrong.rule, *wrong.also}
    assert all(proxied.client.api_key not in str(each) for each in found)
    assert all(each.curl.count("curl ") == 1 for each in found)


def test_there_are_enough_wrong_clients() -> None:
    """No mistake is counted twice, and there are at least 25."""
    names = {wrong.name for wrong in WRONG}
    assert len(names) == len(WRONG) >= 25


def test_a_right_client(proxied: Proxied) -> None:
    """Both httpx and requests read and write through the proxy, and nothing is found."""
    key = proxied.client.api_key
    with httpx.Client(base_url=proxied.base_url, auth=(key, "")) as client:
        assert client.get("/me/", params={"_fields": "id"}).json().keys() == {"id"}
        action = client.post(BULK, json=PAUSE).raise_for_status().json()
        assert client.get(f"{BULK}{action['id']}/").json()["status"] == "done"
        created = client.post(
            "/sequence/", json={"name": "A", "timezone": "UTC", "steps": [{"step_type": "email"}]}
        )
        assert created.status_code in {200, 400}
    with requests.Session() as session:
        session.auth = (key, "")
        assert session.get(f"{proxied.base_url}{BULK}").json()["has_more"] is False
    assert proxied.rules == []


def test_bytes_are_passed_on() -> None:
    """Target, headers and body arrive as they were sent, chunked ones too, and so does the answer."""
    answered = (
        b"HTTP/1.1 201 Created\r\nX-Odd:  a b \r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"
        b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3\r\n\xff\x00{\r\n0\r\n\r\n"
    )
    with serving(sends(answered)) as server:
        proxy = Proxied(server.url, "key")
        head = (
            b"POST /api/v1/x%2Fy/?q=%zz&&a=+ HTTP/1.1\r\nHost: me\r\nX-CaSe: \xe9 1\r\n"
            b"Accept-Encoding: br, gzip;q=0.5\r\nTransfer-Encoding: chunked\r\n"
            b"Expect: 100-continue\r\nConnection: close\r\n\r\n"
        )
        with socket.create_connection(address(proxy.server)) as raw:
            raw.sendall(head)
            assert raw.recv(100).startswith(b"HTTP/1.1 100")
            raw.sendall(b"2\r\n\x00\xfe\r\n1\r\n!\r\n0\r\n\r\n")
            got = b"".join(iter(lambda: raw.recv(65536), b""))
        proxy.close()
    sent = server.requests[0]
    assert sent.startswith(b"POST /api/v1/x%2Fy/?q=%zz&&a=+ HTTP/1.1\r\n")
    assert b"X-CaSe: \xe9 1\r\n" in sent
    assert b"Accept-Encoding: gzip;q=0.5\r\n" in sent
    assert sent.endswith(b"Content-Length: 3\r\n\r\n\x00\xfe!")
    assert got.startswith(b"HTTP/1.1 201")
    assert b"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n" in got
    assert got.endswith(b"\r\n\r\n\xff\x00{")


@pytest.mark.parametrize(
    ("behaviour", "says"),
    [
        (sends(b""), "did not answer in HTTP"),
        (sends(b"SSH-2.0-OpenSSH\r\n\r\n"), "did not answer in HTTP"),
        (sends(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), "in the middle"),
        (lambda *_: None, "within 0.2 s"),
    ],
    ids=["closes", "speaks another protocol", "stops in the middle", "hangs"],
)
def test_a_server_that_does_not_answer(behaviour: Behaviour, says: str) -> None:
    """The client gets 502 with the reason, the request was sent once, and it is a violation."""
    with serving(behaviour) as server:
        proxy = Proxied(server.url, "key", timeout=0.2)
        status, body = proxy.client.json("POST", BULK, PAUSE)
        assert (status, says in json.loads(body)["error"]) == (502, True)
        assert proxy.rules == ["no_answer"]
        proxy.close()
    assert len(server.requests) == 1


def test_what_is_too_large() -> None:
    """Bodies of more than 16 MB are refused in either direction, with words."""
    huge = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (MAX_BODY + 1) + bytes(MAX_BODY + 1)
    with serving(sends(huge)) as server:
        proxy = Proxied(server.url, "key")
        status, body = proxy.client.send("GET", "/me/")
        assert (status, b"larger than" in body) == (502, True)
        proxy.client.close()
        chunk = b"GET /api/v1/me/ HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n"
        with socket.create_connection(address(proxy.server)) as raw:
            raw.sendall(chunk + bytes(MAX_BODY + 1))
            assert raw.recv(100).startswith(b"HTTP/1.1 413")
        proxy.close()


def test_an_answer_that_cannot_be_passed_on() -> None:
    """A header that HTTP does not allow becomes a 502, and the connection stays usable."""
    with serving(sends(b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 0\r\n\r\n")) as server:
        proxy = Proxied(server.url, "key")
        answers = [proxy.client.send("GET", "/me/") for _ in "ab"]
        assert [(status, b"passed on" in body) for status, body in answers] == [(502, True)] * 2
        proxy.close()


@pytest.mark.parametrize("junk", [b"\x16\x03\x01junk\r\n\r\n", b"GET /\r\n\r\n"])
def test_a_client_that_speaks_no_http(junk: bytes, proxied: Proxied) -> None:
    """It gets 400, and the proxy lives on."""
    with socket.create_connection(address(proxied.server)) as raw:
        raw.sendall(junk)
        assert raw.recv(100).startswith(b"HTTP/1.1 400")
    assert proxied.client.send("GET", "/me/")[0] == 200


def test_a_fault_of_the_judge_withholds_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the server has done reaches the client even if it cannot be judged; the fault is told."""

    def fail(*_: object) -> list[Violation]:
        raise KeyError("x")

    monkeypatch.setattr(Judge, "exchange", fail)
    with serving(sends(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) as server:
        proxy = Proxied(server.url, "key")
        assert proxy.client.send("GET", "/me/") == (200, b"ok")
        assert proxy.rules == ["harness_fault"]
        proxy.close()


def test_what_has_no_body(proxied: Proxied) -> None:
    """HEAD gets no body, an empty body stays declared as one, and the connection goes on."""
    assert proxied.client.send("HEAD", "/me/") == (405, b"")
    assert proxied.client.send("GET", "/me/")[0] == 200
    assert proxied.rules == ["unknown_method"]
    with serving(sends(WHOLE)) as server:
        proxy = Proxied(server.url, "key")
        proxy.client.send("POST", BULK, b"")
        proxy.close()
    assert b"\r\nContent-Length: 0\r\n" in server.requests[0]


def test_connect_is_survived(proxied: Proxied) -> None:
    """A client that takes it for a forward proxy does not end it."""
    with socket.create_connection(address(proxied.server)) as raw:
        raw.sendall(b"CONNECT api.close.com:443 HTTP/1.1\r\nHost: api.close.com\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 4")
    assert proxied.rules == ["no_sign_in", "unknown_path"]


def test_a_fault_of_the_handler_is_told() -> None:
    """A handler that raises answers 500 with its name, and the connection stays usable."""

    def fail(_: Request) -> Response:
        raise LookupError("x")

    with LoopbackServer(fail) as server:
        client = Client(f"{server.origin}/api/v1", "key")
        assert [client.send("GET", "/me/")[0] for _ in "ab"] == [500, 500]
        assert b"LookupError" in client.send("GET", "/me/")[1]
        client.close()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--to", "https://api.close.com/api/v1"], "--to-production-which-mails-real-people"),
        (["--to", "https://API.Close.com./api/v1"], "the vendor's own"),
        (["--to", "ftp://x"], "no base URL"),
        (["--to", "nonsense"], "no base URL"),
        (["--to", "http://[::1/"], "is no URL"),
        (["--to", "http://key@127.0.0.1:1/api/v1"], "holds a user name"),
        (["--to", "http://127.0.0.1:1", "--listen", "0.0.0.0:0"], "is not this machine"),
        (["--to", "http://127.0.0.1:1", "--listen", "example.org:0"], "is no address"),
        (["--to", "http://127.0.0.1:1", "--listen", "9000"], "no HOST:PORT"),
        (["--to", "http://127.0.0.1:1", "--report", "no/such/folder.json"], "cannot write"),
        ([], "Missing option '--to'"),
    ],
)
def test_wrong_options(options: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong option ends the command with 2 and says what is wrong; the vendor's host is refused."""
    from close_contract.cli import cli  # noqa: PLC0415 - as the command itself does

    with pytest.raises(SystemExit) as end:
        cli(["proxy", *options])
    error = capsys.readouterr().err
    assert (end.value.code, says in error) == (2, True), error


def test_a_taken_port(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that is in use ends the command with 2."""
    from close_contract.cli import cli  # noqa: PLC0415

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as end:
            cli(["proxy", "--to", "http://127.0.0.1:1", "--listen", f"127.0.0.1:{port}"])
    assert end.value.code == 2
    assert "cannot listen" in capsys.readouterr().err


def test_a_certificate_that_is_not_trusted() -> None:
    """An https server whose certificate nobody knows gives no answer, and the way out is named."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(DATA / "localhost.pem")
    with serving(sends(WHOLE), tls) as server:
        proxy = Proxied(server.url, "key")
        status, body = proxy.client.send("GET", "/me/")
        assert (status, b"SSL_CERT_FILE" in body, server.requests) == (502, True, [])
        proxy.close()


def test_the_command_judged_nothing() -> None:
    """A proxy that no request came through is not green."""
    command = [sys.executable, "-m", "close_contract", "proxy", "--to", "http://127.0.0.1:1/api/v1"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert (process.returncode, "no request came" in said) == (2, True)


@pytest.mark.parametrize(("path", "code"), [("/me/", 0), ("/me", 1)])
def test_the_command(path: str, code: int, behind: CheckedEmulator, tmp_path: Path) -> None:
    """The command prints its address, tells violations as they come, and sums up when it is ended."""
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "close_contract", "proxy", "--to", behind.base_url]
    with subprocess.Popen(
        [*command, "--report", str(report)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().split()[-1]
        client = Client(address, behind.api_key)
        client.send("GET", path)
        client.send("GET", path)
        client.close()
        process.send_signal(signal.SIGTERM if code else signal.SIGINT)
        said = process.stdout.read()
    assert process.returncode == code
    assert ("missing_slash: GET /me/, request path" in said) == bool(code)
    assert f"{behind.base_url}{path}" in said or not code
    assert "2 exchanges" in said
    found = json.loads(report.read_text())
    assert found["exchanges"] == 2
    assert [(each["rule"], each["times"]) for each in found["violations"]] == (
        [("missing_slash", 2)] if code else []
    )
    behind.take()
