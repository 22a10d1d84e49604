"""`close-contract server`: what it says of servers that are right, wrong, or no such servers at all."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from attrs import evolve
from click.testing import CliRunner, Result

from close_contract import Finding, Known, Report, Server, Suite
from close_contract.commands.server import server
from close_contract.discovery import Discovery, Given
from close_contract.greeting import Asking
from close_contract.known import no_lead
from close_contract.laws import RUN
from close_contract.limits import Limits, RealClock
from close_contract.sending import sending
from close_emulator import Emulator
from close_emulator.asgi import application
from close_emulator.sample import furnish
from contract.furniture import prepare
from contract.wrong.faults import Fault, Faulty, reply
from loopback import Behaviour, sends, serving

KEY = "emulator-key"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def emulating(fault: Fault) -> Iterator[tuple[str, Faulty]]:
    """Serve an emulator that may be wrong."""
    emulator = Faulty()
    prepare(emulator)
    emulator.fault = fault
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(application(emulator), log_level="warning", ws="none")
        served = uvicorn.Server(config)
        thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1", emulator
        served.should_exit = True
        thread.join()


def run(*arguments: str, key: str = KEY) -> Result:
    """Run the command with a key in the environment."""
    return CliRunner().invoke(server, arguments, env={"CLOSE_API_KEY": key})


def test_a_right_server(tmp_path: Path) -> None:
    """Nothing is found in a right server: 0, and the key is in no output."""
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    with emulating(Fault()) as (url, _):
        result = run(url, "--budget", "4s", "--table", "--api-key-file", str(file), key="")
    assert result.exit_code == 0, result.output
    assert "no findings" in result.output
    assert "accepted/refused" in result.output
    assert KEY not in result.output


def test_a_wrong_server() -> None:
    """What is found is told with a curl line that runs: 1."""
    with emulating(
        Fault(to="GET /bulk_action/.*", each=lambda each: {**each, "status": "run"})
    ) as (
        url,
        _,
    ):
        result = run(url, "--budget", "4s")
    assert result.exit_code == 1, result.output
    assert "words: GET /bulk_action/delete/" in result.output
    assert f'curl -u "$CLOSE_API_KEY:" {url}/bulk_action/delete/' in result.output


def test_a_server_that_accepts_nothing() -> None:
    """A server that refuses all but the first request is not green."""
    with emulating(Fault(to="(POST|PUT) .*", response=reply(400, {"errors": []}))) as (url, _):
        result = run(url, "--budget", "4s")
    assert result.exit_code == 2
    assert "answers a search for leads with 400" in result.output


def test_only_reading() -> None:
    """With --read-only nothing is sent that changes anything."""
    with emulating(Fault()) as (url, emulator):
        before = _state(emulator)
        result = run(url, "--budget", "3s", "--read-only")
        after = _state(emulator)
    assert result.exit_code == 0, result.output
    assert before == after
    assert "create_bulk" not in result.output


def _state(emulator: Faulty) -> tuple[int, ...]:
    organization = emulator.organization
    return (
        len(organization.sequences),
        len(organization.subscriptions),
        len(organization.bulk_actions),
    )


def _hang(connection: socket.socket, _: bytes) -> None:
    connection.recv(1)


UNUSABLE: list[tuple[str, Behaviour, str]] = [
    ("hangs", _hang, "did not answer within 0.3 s"),
    ("closes", sends(b""), "did not answer in HTTP"),
    ("is no HTTP", sends(b"SSH-2.0-OpenSSH_9.6\r\n"), "did not answer in HTTP"),
    (
        "is a web page",
        sends(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"),
        "answers text/html, not JSON",
    ),
    (
        "is huge",
        sends(OK + b"Content-Length: 100000000\r\n\r\n" + b" " * 17_000_000),
        "larger than",
    ),
    (
        "redirects",
        sends(
            b"HTTP/1.1 301 Moved\r\nLocation: https://api.close.com/\r\nContent-Length: 0\r\n\r\n"
        ),
        "redirects to https://api.close.com/",
    ),
    (
        "wants another sign-in",
        sends(b"HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=x\r\nContent-Length: 0\r\n\r\n"),
        "does not take the key: GET /me/ is 401 and it wants Digest",
    ),
    ("is another API", sends(OK + b"Content-Length: 2\r\n\r\n{}"), "no user of Close"),
    ("is elsewhere", sends(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"), "another API"),
    ("is broken", sends(b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n"), "GET /me/ is 503"),
    ("is no JSON", sends(OK + b"Content-Length: 1\r\n\r\n{"), "no user of Close"),
]


@pytest.mark.parametrize(("what", "behaviour", "words"), UNUSABLE, ids=[row[0] for row in UNUSABLE])
def test_no_such_server(what: str, behaviour: Behaviour, words: str) -> None:
    """What is no server of this API is told in one line, without a traceback: 2."""
    with serving(behaviour) as odd:
        result = run(odd.url, "--timeout", "0.3" if what == "hangs" else "20")
    assert result.exit_code == 2, result.output
    assert words in result.output
    assert "Traceback" not in result.output
    assert KEY not in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_no_server() -> None:
    """Where nothing listens, that is told: 2."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    result = run(f"http://127.0.0.1:{port}/api/v1")
    assert (result.exit_code, "cannot be reached" in result.output) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "key", "words"),
    [
        (["https://api.close.com/api/v1"], KEY, "--production-which-mails-real-people"),
        (["ftp://localhost"], KEY, "http(s) base URL"),
        (["http://localhost:1"], "", "the variable CLOSE_API_KEY holds no API key"),
        (["http://localhost:1"], "a:b", "without a colon"),
        (["http://localhost:1", "--budget", "soon"], KEY, "soon is no time such as 60s"),
        (["http://localhost:1", "--rate", "0"], KEY, "not in the range"),
        (["http://localhost:1", "--api-key", KEY], KEY, "No such option"),
        ([], KEY, "Missing argument"),
    ],
)
def test_wrong_arguments(arguments: list[str], key: str, words: str) -> None:
    """Unusable arguments end with 2, and are told what to do."""
    result = run(*arguments, key=key)
    assert result.exit_code == 2
    assert words in " ".join(result.output.replace("│", " ").split())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "it is no JSON (line 1, column 2: Expecting property name"),
        ("[]", "it holds no object; write one such as"),
        ('{"templat_id": "tmpl_1"}', "nothing is called 'templat_id'; template_id may be meant"),
        ('{"colour": 1}', "nothing is called 'colour'; it may tell template_id, sender"),
        ('{"template_id": 7}', "template_id is 7, but it has to be an id in quotes"),
        ('{"custom_fields": []}', "custom_fields is no object such as"),
        ('{"single_fields": {"custom_field": {"id": "cf_1"}}}', "single_fields needs an id and"),
        ("\udcff", "it is no text"),
    ],
)
def test_odd_knowledge(content: str, words: str, tmp_path: Path) -> None:
    """A file of known values says where it is not as it has to be, in words and not as an exception."""
    file = tmp_path / "known.json"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    result = run("http://localhost:1", "--known", str(file))
    said = " ".join(result.output.replace("│", " ").split())
    assert (result.exit_code, words in said) == (2, True), said
    assert "Error(" not in said


def test_what_is_known_is_used(tmp_path: Path) -> None:
    """What no list shows can be told, and then nothing is left out."""
    with emulating(Fault()) as (url, emulator):
        organization = emulator.organization
        told = {
            "template_id": next(iter(organization.email_templates)),
            "sender_account_id": next(iter(organization.sender_accounts)),
            "smart_view_id": next(iter(organization.smart_views)),
        }
        file = tmp_path / "known.json"
        file.write_text(json.dumps(told))
        result = run(url, "--budget", "2s", "--known", str(file))
    assert result.exit_code == 0, result.output
    assert "is known" not in result.output


def test_what_a_test_left_behind_is_not_known() -> None:
    """A template that an earlier test has made up in a step is not taken for one that exists."""
    emulator = Emulator()
    furnish(emulator, leads=1)
    made_up = {"step_type": "email", "email_template_id": f"tmpl_{'0' * 40}"}
    # The newest is listed first.
    emulator.organization.sequences.clear()
    emulator.add_sequence("Left behind", steps=[made_up])
    _, discovery = discovered(emulator)
    assert discovery.left_out["create_bulk_email"] == "no template_id is known (see --known)"


@contextmanager
def asked(emulator: Emulator) -> Iterator[Asking]:
    """Send plain requests to an emulator in this process."""
    target = Server(api_key=emulator.api_key, app=application(emulator))
    with sending(target) as send:
        yield Asking(target, send, Limits(RealClock()))


def discovered(emulator: Emulator, *, read_only: bool = False) -> tuple[Known, Discovery]:
    """Look around on an emulator, and return what is known and how."""
    with asked(emulator) as ask:
        discovery = Discovery(ask, Given(), read_only=read_only)
        return discovery.known("user_1"), discovery


def test_nothing_is_advised_for_what_is_not_sent() -> None:
    """With --read-only, what starts something is not left out for want of anything: it is never sent."""
    emulator = Emulator()
    furnish(emulator, leads=1)
    _, discovery = discovered(emulator, read_only=True)
    assert discovery.left_out["get_saved_search"] == "no smart_view_id is known (see --known)"
    assert {name for name in discovery.left_out if not name.startswith("get_")} == set()


@pytest.mark.parametrize("kind", ["sequence_subscription", "email"])
def test_a_sender_is_found_where_one_has_sent(kind: str) -> None:
    """The account that a bulk action sends from is known without being told."""
    emulator = Emulator()
    sample = furnish(emulator, leads=1)
    nobody, _ = discovered(emulator)
    assert nobody.made_up == {"sender_account_id"}
    sent: dict[str, Any] = {
        "sequence_subscription": {
            "action_type": "subscribe",
            "sequence_id": sample.sequence_id,
            "sender_account_id": sample.sender_account_id,
            "sender_name": sample.sender_name,
            "sender_email": sample.sender_email,
            "contact_preference": "lead",
        },
        "email": {
            "template_id": sample.template_id,
            "contact_preference": "lead",
            "email_account_id": sample.sender_account_id,
            "sender": sample.sender_email,
        },
    }
    with asked(emulator) as ask:
        started = ask("POST", f"/bulk_action/{kind}/", {**sent[kind], "s_query": no_lead()})
    assert started.accepted, started.body
    known, again = discovered(emulator)
    assert known.sender_account_id == sample.sender_account_id
    assert known.made_up == frozenset()
    assert "create_bulk_sequence_subscription" not in again.left_out


def test_without_a_sender_a_right_server_stays_right() -> None:
    """Probes that need an account which exists are not made with one that does not; the run says so."""
    emulator = Emulator()
    furnish(emulator, leads=2)
    known, discovery = discovered(emulator)
    target = Server(api_key=emulator.api_key, app=application(emulator))
    probes = "subscription_senders", "sequence_senders", "subscription_members"
    suite = Suite(server=target, known=known, probes=probes, phases=())
    assert suite.baseless_probes() == {"sender_account_id": [*probes]}
    assert suite.run().exchanges.total() == 0
    assert "create_bulk_sequence_subscription" in discovery.left_out
    assert evolve(suite, read_only=True).baseless_probes() == {}
    assert evolve(suite, known=evolve(known, made_up=frozenset())).baseless_probes() == {}


@pytest.mark.parametrize(("strict", "code"), [((), 0), (("--strict",), 2)])
def test_what_was_not_tested_is_counted(strict: tuple[str, ...], code: int, tmp_path: Path) -> None:
    """The last line says how many operations were not tested; with --strict this ends with 2."""
    report, junit, page = (tmp_path / name for name in ("report", "junit", "page"))
    with emulating(Fault()) as (url, _):
        files = ("--report", str(report), "--junit", str(junit), "--html", str(page))
        result = run(url, "--read-only", "--budget", "2s", *strict, *files)
    assert result.exit_code == code, result.output
    told = json.loads(report.read_text())
    missing = told["not_tested"]
    assert missing["get_saved_search"] == "no smart_view_id is known (see --known)"
    n = len(missing)
    verdict = f"no findings; {n} operation{'' if n == 1 else 's'} not tested"
    assert result.stdout.splitlines()[-1].endswith(f"requests, {verdict}")
    assert told["verdict"] == verdict
    assert verdict in page.read_text()
    assert f'skipped="{n}"' in junit.read_text().splitlines()[1]
    assert ("--strict demands all" in result.output) == bool(strict)


def test_a_part_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of the test that breaks by itself is no finding of the server: 2."""
    whole = Suite.steps

    def steps(self: Suite, report: Report) -> Iterator[str]:
        report.add(Finding(RUN, "Stateful tests", "it broke"))
        yield from whole(evolve(self, probes=("sign_in",), phases=()), report)

    monkeypatch.setattr(Suite, "steps", steps)
    with emulating(Fault(to="POST /none", each=dict)) as (url, _):
        result = run(url, "--read-only", "--budget", "9s")
    assert result.exit_code == 2, result.output
    assert "1 part of the test could not be made" in result.output.splitlines()[-1]
