"""The written reports: whole, true, readable by those who read them, and safe whatever a server says."""

import json
import os
import signal
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner, Result

from close_contract import Finding, Report, Request, Response, Server, Suite
from close_contract.checking import Checking
from close_contract.commands.server import server
from close_contract.exercised import Exercised
from close_contract.recordings.reading import read
from close_contract.report import Exchange, Seen
from close_contract.reports.data import data
from close_contract.reports.files import WholeFile
from close_contract.reports.har import Archive
from close_contract.reports.html import html
from close_contract.reports.junit import junit
from close_contract.reports.outcome import Outcome
from close_contract.traffic.privacy import secrets_of
from close_emulator import Emulator, ManualClock, Stepped
from close_emulator.asgi import application
from contract.failing import failing, from_request
from contract.furniture import prepare
from loopback import sends

KEY = "emulator-key"
HOSTILE = """<script>alert("1")</script>'"><img src=x onerror=alert(1)> ]]>&amp; \x00\x1b[31m\u202e\ud800"""
SHOWN = """<script>alert("1")</script>'"><img src=x onerror=alert(1)> ]]>&amp; """
BEGAN = datetime(2026, 1, 31, 12, 0, tzinfo=UTC)
HARMLESS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "span", "strong"}
    | {"code", "pre", "ul", "li", "section", "div", "table", "thead", "tbody", "tr", "th", "td"}
)
"""Elements that neither run nor load anything."""


def hostile() -> Outcome:
    """Return an outcome of which every text is what an enemy would have answered."""
    report = Report()
    report.add(Finding(HOSTILE, HOSTILE, HOSTILE, HOSTILE, clause=HOSTILE))
    report.count(Exchange(HOSTILE, HOSTILE, 200, HOSTILE))
    report.tried[HOSTILE, HOSTILE, HOSTILE, "given"] = Counter({400: 1})
    report.judged[HOSTILE, HOSTILE] = 1
    return Outcome(
        target=HOSTILE,
        began=BEGAN,
        report=report,
        exercised=Exercised("/api/v1"),
        left_out={HOSTILE: HOSTILE},
        notes=(HOSTILE,),
        failure=HOSTILE,
    )


def parsed(text: str) -> ET.Element:
    """Return a document as a CI system reads it."""
    return ET.fromstring(text)  # noqa: S314 - it is ours


class Page(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags = Counter[str]()
        self.attributes = Counter[str]()
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element and its attributes."""
        self.tags[tag] += 1
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)


def test_a_hostile_server_in_html() -> None:
    """What a hostile server says is text in the page wherever it stands: no element, no attribute."""
    text = html(hostile())
    page = Page(text)
    assert page.tags.keys() <= HARMLESS
    assert page.attributes.keys() <= {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert sum(SHOWN in each for each in page.texts) >= 12
    assert text.isprintable() or {c for c in text if not c.isprintable()} <= {"\n"}
    assert "default-src 'none'" in text


def test_a_hostile_server_in_junit() -> None:
    """What XML cannot hold is escaped, and the document stays whole."""
    root = parsed(junit(hostile()))
    failure = root.find(".//failure")
    assert failure is not None
    assert failure.get("message", "").startswith(SHOWN)
    assert "\\x1b[31m\\u202e\\ud800" in (failure.text or "")
    assert root.find(".//error") is not None


def test_junit_counts() -> None:
    """Each check made on an operation is a case of its suite; findings fail, and the sums agree."""
    report = Report(seconds=1.5)
    for check, operation in (("words", "GET /me/"), ("echo", "GET /me/"), ("words", "GET /event/")):
        report.judged[check, operation] = 3
    clause = "#/paths/~1me~1/get"
    report.add(Finding("words", "GET /me/", "odd\nin detail", "curl x", clause=clause))
    report.add(Finding("run", "", "part of it broke"))
    outcome = Outcome(target="", began=BEGAN, report=report, exercised=Exercised(""))
    root = parsed(junit(outcome))
    suites = {each.get("name"): each for each in root}
    assert [*suites] == ["the whole run", "GET /event/", "GET /me/"]
    assert (root.get("tests"), root.get("failures"), root.get("time")) == ("4", "1", "1.500")
    broken = root.find(".//error")
    assert (root.get("errors"), broken is not None and broken.get("message")) == (
        "1",
        "part of it broke",
    )
    cases = {each.get("name"): each for each in suites["GET /me/"]}
    assert cases["echo"].find("failure") is None
    failed = cases["words"].find("failure")
    assert failed is not None
    assert failed.get("message") == "odd"
    assert all(each.get("classname") == "close-contract.GET /me/" for each in cases.values())
    assert all(each.get("time") for each in root.iter() if each.tag not in {"failure", "error"})
    for words in ("in detail", "(documented: seed 002)", f"clause: {clause}", "curl x"):
        assert words in (failed.text or "")


def emulated(**settings: Any) -> tuple[Suite, Emulator]:
    """Return a suite for an emulator in this process."""
    emulator = Emulator(pace=Stepped(batch=2), clock=ManualClock())
    known = prepare(emulator)
    target = Server(api_key=emulator.api_key, app=application(emulator))
    return Suite(server=target, known=known, **settings), emulator


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """A small run on a right emulator, and its archive."""
    archived = tmp_path_factory.mktemp("har") / "run.har"
    suite, emulator = emulated(
        probes=("sign_in", "bounds", "broken_json"),
        phases=("examples",),
        operations=("get_me", "list_bulk_deletes", "create_bulk_email"),
        max_examples=1,
    )
    report, exercised = Report(), Exercised("/api/v1")
    with archived.open("w", encoding="utf-8") as stream:
        archive = Archive(stream, "http://emulator", frozenset({emulator.api_key}))
        report.watchers += [archive.add, exercised.add]
        for _ in suite.steps(report):
            pass
        archive.close()
    labels = tuple(each.label for each in suite.scope())
    outcome = Outcome(
        target="t", began=BEGAN, report=report, exercised=exercised, operations=labels
    )
    return outcome, archived


def test_an_archive_can_be_checked(run: tuple[Outcome, Path]) -> None:
    """The archive of a right server has every exchange, no key, and answers that nothing is wrong with."""
    outcome, archived = run
    content = archived.read_bytes()
    checking = Checking(answers_only=True)
    seen, judged = checking.check(read(content), lambda _: None)
    assert seen >= outcome.report.exchanges.total() > 60
    assert judged == seen
    assert checking.ledger.violations == []
    assert KEY.encode() not in content
    assert json.loads(content)["log"]["version"] == "1.2"


def test_requests_of_an_archive_are_those_sent(run: tuple[Outcome, Path]) -> None:
    """What was sent wrong on purpose is in the archive as it was, so that it can be judged, too."""
    rules = Checking()
    rules.check(read(run[1].read_bytes()), lambda _: None)
    found = {each.rule for each in rules.ledger.violations}
    assert {"ill_parameter", "invalid_json"} <= found


def test_schema_parts(run: tuple[Outcome, Path]) -> None:
    """Each member, form and listed value of a request is counted where it was sent and accepted."""
    parts = {
        part.what: (sent, accepted)
        for part, sent, accepted in run[0].parts["POST /bulk_action/email/"]
    }
    assert parts["member template_id"][1] > 0
    assert parts["value 'lead'"][0] >= parts["value 'lead'"][1] > 0
    assert {"value 'contact'", "member contact_preference", "header x-tz-offset"} <= parts.keys()
    shown = Page(html(run[0]))
    assert "POST /bulk_action/email/" in " ".join(shown.texts)
    assert {"bounds", "positive_data_acceptance"} <= {*shown.texts}


def test_what_is_invalid_exercises_nothing() -> None:
    """Only valid requests count, and refused ones not as accepted."""
    exercised = Exercised("/api/v1")
    path = "/api/v1/bulk_action/email/"
    body = {"s_query": {"type": "id"}, "template_id": "tmpl_1", "contact_preference": "lead"}

    def add(sent: object, status: int) -> None:
        request = Request("POST", path, (), json.dumps(sent).encode())
        exercised.add(Seen(request, Response(status), 0, 0))

    add({**body, "contact_preference": "nobody"}, 201)
    add({**body, "s_query": 2**70}, 201)
    assert not exercised.sent
    add(body, 400)
    assert exercised.sent
    assert not exercised.accepted
    add(body, 201)
    assert exercised.accepted.total() * 2 == exercised.sent.total()


def test_data(run: tuple[Outcome, Path]) -> None:
    """The JSON has the same: requests, checks with their sources, fields, parts."""
    told = json.loads(data(run[0]))
    assert told["requests"] == run[0].report.exchanges.total()
    checks = {each["check"]: each for each in told["checks"]}
    assert checks["bounds"]["sure"] == "documented"
    assert checks["bounds"]["judged"] > 10
    assert told["operations"]["GET /me/"]["401"] > 5
    assert json.loads(data(hostile()))["findings"][0]["message"] == HOSTILE


def test_no_archive_shows_a_key(tmp_path: Path) -> None:
    """Not even where a server tells the key in a header, a text or bytes of its own."""
    signed = Request("GET", "/", (("authorization", "Basic ZW11bGF0b3Ita2V5Og=="),))
    sent = Request("GET", f"/me/?api_key={KEY}&token=other", signed.headers)
    headers = (("x-echo", KEY), ("set-cookie", "session=1"), ("location", f"/?key={KEY}"))
    with (tmp_path / "har").open("w") as stream:
        archive = Archive(stream, "http://x", secrets_of(signed))
        for body in (f"you are {KEY}".encode(), b"\xff" + KEY.encode()):
            archive.add(Seen(sent, Response(200, headers, body), 0, 0))
        archive.close()
    text = (tmp_path / "har").read_text()
    entries = json.loads(text)["log"]["entries"]
    assert len(entries) == 2
    assert KEY not in text
    assert "ZW11" not in text
    assert "session" not in text
    assert "other" not in text
    assert b"[hidden]" in [*read(text.encode())][1].response.body  # type: ignore[union-attr]


def test_no_finding_shows_a_key() -> None:
    """Not even where a server answers it."""
    report = Report(secrets=frozenset({KEY}))
    report.add(Finding("words", "GET /me/", f"no such key: {KEY}"))
    assert report.findings[0].message == "no such key: [hidden]"


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    """Until it is kept, what was there stays; dropped, it leaves nothing behind."""
    path = tmp_path / "report"
    path.write_text("before")
    path.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(path)
    file = WholeFile(link)
    file.stream.write("after")
    assert path.read_text() == "before"
    file.keep()
    assert (path.read_text(), link.is_symlink()) == ("after", True)
    assert path.stat().st_mode & 0o777 == 0o640
    dropped = WholeFile(path)
    dropped.stream.write("half")
    dropped.drop()
    assert path.read_text() == "after"
    assert {each.name for each in tmp_path.iterdir()} == {"report", "link"}


def invoke(*arguments: str) -> Result:
    """Run the command with the emulator's key."""
    return CliRunner().invoke(server, arguments, env={"CLOSE_API_KEY": KEY})


@pytest.mark.parametrize(
    ("option", "path", "words"),
    [
        ("--junit", "missing/x.xml", "No such file or directory"),
        ("--html", ".", "it is a folder"),
        ("--report", "/dev/null", "it is no ordinary file"),
        ("--har", "x" * 300, "File name too long"),
    ],
)
def test_an_unwritable_path(option: str, path: str, words: str, tmp_path: Path) -> None:
    """A report that cannot be written is told before anything is sent: 2."""
    with failing(sends(b""), fails=from_request(1), emulator=Emulator()) as odd:
        result = invoke(odd.url, option, str(tmp_path / path))
    assert (result.exit_code, odd.requests) == (2, [])
    assert words in " ".join(result.output.replace("│", " ").split())
    assert [*tmp_path.iterdir()] == []


def test_one_path_for_two_reports(tmp_path: Path) -> None:
    """Two reports do not overwrite each other."""
    path = str(tmp_path / "x")
    result = invoke("http://127.0.0.1:1", "--html", path, "--junit", f"{tmp_path}/./x")
    assert (result.exit_code, "named for two reports" in result.output) == (2, True)


def test_a_stopped_run_is_reported(tmp_path: Path) -> None:
    """Ctrl-C in the middle ends the run, and all reports have what was seen until then: 130."""
    emulator = Emulator(pace=Stepped(batch=2), clock=ManualClock())
    prepare(emulator)
    stop = 90

    def fails(n: int, _: bytes) -> bool:
        if n == stop:
            os.kill(os.getpid(), signal.SIGINT)
        return n > stop + 1

    paths = [str(tmp_path / name) for name in ("junit", "html", "report", "har")]
    options = [part for path in paths for part in (f"--{Path(path).name}", path)]
    with failing(sends(b""), fails=fails, emulator=emulator) as odd:
        result = invoke(odd.url, *options)
    assert result.exit_code == 130, result.output
    assert "stopped before everything had been sent" in result.output
    told = json.loads((tmp_path / "report").read_text())
    assert (told["stopped"], told["requests"] > 20) == (True, True)
    entries = json.loads((tmp_path / "har").read_text())["log"]["entries"]
    assert len(entries) in {stop - 1, stop}
    assert parsed((tmp_path / "junit").read_text()).get("failures") == "0"
    assert "stopped before" in (tmp_path / "html").read_text()
