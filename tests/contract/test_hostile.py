"""Traffic that is unusual and legal is passed on and judged to be right; what is no HTTP is told."""

import gzip
import json
import socket
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from close_contract import Judge
from close_contract.emulation import CheckedEmulator
from close_contract.wire.checked import Checked
from close_contract.wire.serving import LoopbackServer
from close_contract.wire.upstream import Upstream
from close_emulator import Emulator
from contract.clients import BULK, PAUSE, Client
from loopback import sends, serving

SIGNED = b"Authorization: basic " + b64encode(b"emulator-key:") + b"\r\n"
GET = b"GET /api/v1/me/ HTTP/1.1\r\nHost: x\r\n" + SIGNED
POST = (
    b"POST /api/v1/bulk_action/sequence_subscription/ HTTP/1.1\r\nHost: x\r\n"
    b"Content-Type: application/json; charset=UTF-8\r\n" + SIGNED
)
BODY = json.dumps(PAUSE).encode()
LAST = b"Connection: close\r\n\r\n"

LEGAL = {
    "HTTP/1.0": b"GET /api/v1/me/ HTTP/1.0\r\n" + SIGNED + b"\r\n",
    "an upgrade that is offered": GET
    + b"Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEA\r\n\r\n",
    "the absolute form": GET.replace(b" /", b" http://127.0.0.1:1/") + LAST,
    "lines that end in LF": (GET + LAST).replace(b"\r\n", b"\n"),
    "a header of 60,000 bytes": GET + b"X: " + b"a" * 60_000 + b"\r\n" + LAST,
    "200 headers": GET + b"".join(b"X-%d: a\r\n" % n for n in range(200)) + LAST,
    "an empty query": GET.replace(b"/me/", b"/me/?&") + LAST,
    "an id with escapes": GET.replace(b"/me/", b"/sequence_subscription/?lead%5Fid=lead%5F1")
    + LAST,
    "encodings that the proxy cannot read": GET + b"Accept-Encoding: br, zstd\r\n" + LAST,
    "a length of 0 on GET": GET + b"Content-Length: 0\r\n" + LAST,
    "chunks with extensions and a trailer": POST
    + b"Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n"
    + LAST
    + b"%x;ext=1\r\n%s\r\n0\r\nX-Sum: 1\r\n\r\n" % (len(BODY), BODY),
    "a body that does not wait for 100": POST
    + b"Expect: 100-continue\r\nContent-Length: %d\r\n" % len(BODY)
    + LAST
    + BODY,
    "white space around the JSON": POST
    + b"Content-Length: %d\r\n" % (len(BODY) + 4)
    + LAST
    + b" \n\t "
    + BODY,
}

ILLEGAL = {
    "TLS": (b"\x16\x03\x01\x02\x00\x01\x00" + b"x" * 40, "speaks TLS"),
    "a path that is not escaped": (GET.replace(b"me", b"m\xc3\xa9") + LAST, "illegal request line"),
    "no Host": (b"GET / HTTP/1.1\r\n\r\n", "Host"),
    "more than 16 MB": (
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 16000001\r\n\r\n" + bytes(16_000_001),
        "larger than",
    ),
}


class Between:
    """A proxy before an emulator."""

    def __init__(self) -> None:
        self._behind = CheckedEmulator(Emulator())
        upstream = Upstream(self._behind.base_url)
        self.checked = Checked(upstream.send, Judge(base_path=upstream.base_path, remembers=True))
        self.proxy = LoopbackServer(self.checked, complain=self.checked.complain)
        self.base_url = f"{self.proxy.origin}/api/v1"

    def ask(self, sent: bytes) -> bytes:
        """Send bytes, and return all that is answered until the proxy closes."""
        url = urlsplit(self.base_url)
        with socket.create_connection((url.hostname, url.port), timeout=10) as raw:
            raw.sendall(sent)
            return b"".join(iter(lambda: raw.recv(65536), b""))

    def close(self) -> None:
        """End both."""
        self.proxy.close()
        self._behind.close()


@pytest.fixture(scope="module")
def between() -> Iterator[Between]:
    """A proxy that remembers, as the command makes it."""
    running = Between()
    yield running
    running.close()


@pytest.mark.parametrize("name", LEGAL)
def test_what_is_legal(name: str, between: Between) -> None:
    """It is answered as anything else, and no rule is broken."""
    assert b" 200 " in between.ask(LEGAL[name]).partition(b"\r\n")[0]
    assert between.checked.ledger.take() == []


def test_pipelined_requests(between: Between) -> None:
    """Requests that do not wait for each other's answers are answered in their order."""
    answered = between.ask((GET + b"\r\n") * 2 + GET.replace(b"/me/", b"/sequence/") + LAST)
    assert answered.count(b"HTTP/1.1 200") == 3
    assert answered.rstrip().endswith(b'"has_more": false}')
    assert between.checked.ledger.take() == []


@pytest.mark.parametrize("name", ILLEGAL)
def test_what_is_illegal(name: str, between: Between) -> None:
    """It is refused, and told as a violation of the client's, without what was sent."""
    sent, says = ILLEGAL[name]
    assert b" 4" in between.ask(sent).partition(b"\r\n")[0]
    (found,) = between.checked.ledger.take()
    assert (found.rule, found.side, says in found.sentence) == ("not_http", "request", True)
    assert "curl" not in str(found)


def test_a_client_that_breaks_off(between: Between) -> None:
    """A connection that ends in the middle of a request is no violation, and harms nobody."""
    url = urlsplit(between.base_url)
    with socket.create_connection((url.hostname, url.port), timeout=10) as raw:
        raw.sendall(POST + b"Content-Length: 10\r\n\r\nab")
        raw.shutdown(socket.SHUT_WR)
        assert raw.recv(100).startswith(b"HTTP/1.1 400")
    assert between.ask(GET + LAST)
    assert between.checked.ledger.take() == []


def test_clients_at_the_same_time(between: Between) -> None:
    """What eight clients start, pause and list at once contradicts nothing."""

    def work(_: int) -> None:
        client = Client(between.base_url, "emulator-key")
        for _ in range(5):
            action = json.loads(client.json("POST", BULK, PAUSE)[1])
            client.json("PUT", f"{BULK}{action['id']}/", {"status": "paused"})
            client.send("GET", f"{BULK}{action['id']}/")
            client.send("GET", BULK)
        client.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert between.checked.ledger.exchanges >= 160
    assert [str(each) for each in between.checked.ledger.take()] == []


def test_a_compressed_answer() -> None:
    """An answer in gzip is passed on as it is, and read to be judged."""
    body = gzip.compress(b'{"id": 1}')
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
    with serving(sends(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)) as server:
        upstream = Upstream(server.url)
        checked = Checked(upstream.send, Judge())
        with LoopbackServer(checked) as proxy:
            client = Client(f"{proxy.origin}/api/v1", "key")
            assert client.send("GET", "/me/")[1] == body
            client.close()
        assert {each.rule for each in checked.ledger.take()} == {"answer_schema"}
