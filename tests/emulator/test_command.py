"""`python -m close_emulator`: on a real socket, in a process of its own."""

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from close_emulator.__main__ import main
from emulator.workbench import ALL_LEADS, BULK, SEARCH

COMMAND = [sys.executable, "-m", "close_emulator"]


class Served:
    """A running command: what it printed, by name, and its standard input."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self.text = "".join(process.stdout.readline() for _ in range(13))
        self.printed = dict(re.findall(r'^(?:export )?(\w+)="?(.*?)"?$', self.text, re.MULTILINE))
        self.stdin = process.stdin

    def client(self) -> httpx.Client:
        """A client as a first script makes it from the printed lines."""
        base_url, key = self.printed["CLOSE_BASE_URL"], self.printed["CLOSE_API_KEY"]
        return httpx.Client(base_url=base_url, auth=(key, ""), trust_env=False)


@contextmanager
def served(*options: str, end: signal.Signals = signal.SIGINT) -> Iterator[Served]:
    """Run the command; it must end cleanly when it gets the signal."""
    process = subprocess.Popen(
        [*COMMAND, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield Served(process)
        process.send_signal(end)
        assert process.wait(timeout=30) == 0
    finally:
        process.kill()
        process.communicate()


def test_what_it_prints_is_enough_for_a_first_script() -> None:
    """Base URL, key and ids as printed start a bulk action that is done at the next request."""
    with served("--port", "0", "--leads", "10", "--pace", "immediate") as command:
        assert "10 leads, 2 of them named ACME Inc." in command.text
        names = ("sequence_id", "sender_account_id", "sender_name", "sender_email")
        with command.client() as http:
            body = {name: command.printed[name] for name in names} | {"s_query": ALL_LEADS}
            body |= {"action_type": "subscribe", "contact_preference": "contact"}
            created = http.post(BULK, json=body)
            action = http.get(f"{BULK}{created.json()['id']}/").json()
    assert created.status_code == 200
    assert (action["status"], action["n_leads"], action["n_objects"]) == ("done", 10, 15)


def test_it_prints_what_emails_and_edits_need() -> None:
    """Template, lead status and custom field as printed are accepted."""
    with served("--leads", "3", "--pace", "immediate") as command, command.client() as http:
        given = {name: command.printed[name] for name in ("template_id", "lead_status_id")}
        field_id = command.printed["custom_field_id"]
        bodies: list[tuple[str, dict[str, str]]] = [
            ("email", {"template_id": given["template_id"], "contact_preference": "lead"}),
            ("edit", {"type": "set_lead_status", "lead_status_id": given["lead_status_id"]}),
            ("edit", {"type": "clear_custom_field", "custom_field_id": field_id}),
        ]
        answers = [
            http.post(f"/bulk_action/{kind}/", json={"s_query": ALL_LEADS} | body)
            for kind, body in bodies
        ]
    assert [answer.status_code for answer in answers] == [200] * 3


def test_errors_travel_over_the_wire() -> None:
    """Refusals keep status, headers and shape on a socket; SIGTERM ends the server cleanly."""
    with served("--leads", "0", end=signal.SIGTERM) as command, command.client() as http:
        head = http.head("/me/")
        empty = http.post(SEARCH, content=b"", headers={"content-type": "application/json"})
        elsewhere = http.get("/me/", headers={"host": "evil.example"})
    assert (head.status_code, head.headers["allow"], head.content) == (405, "GET", b"")
    assert empty.json() == {"error": "The request contains invalid JSON."}
    assert elsewhere.status_code == 421


def test_stepped_moves_with_each_line_of_input() -> None:
    """With --pace stepped, what is typed moves the actions, and nothing else does."""
    with served("--pace", "stepped", "--leads", "1") as command, command.client() as http:
        body = {"action_type": "pause", "s_query": ALL_LEADS}
        path = f"{BULK}{http.post(BULK, json=body).json()['id']}/"
        seen = [http.get(path).json()["status"]]
        command.stdin.write("\n\n\n")
        command.stdin.flush()
        while seen[-1] != "done" and len(seen) < 10_000:
            seen.append(http.get(path).json()["status"])
    assert (seen[0], seen[-1]) == ("created", "done")


@pytest.mark.parametrize(
    "host",
    [
        "0.0.0.0",  # noqa: S104 - the point is that it is refused
        "::",
        "10.0.0.1",
        "localhost",
        "example.org",
        "",
    ],
)
def test_it_binds_to_the_loopback_only(host: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Any host but 127.0.0.1 and ::1 is refused with the reason, before anything is bound."""
    with pytest.raises(SystemExit) as end:
        main(["--host", host])
    assert end.value.code == 2
    assert "127.0.0.1 or ::1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [
        ["--port", "65536"],
        ["--port", "-1"],
        ["--port", "http"],
        ["--leads", "-1"],
        ["--leads", "many"],
        ["--rate", "0"],
        ["--rate", "nan"],
        ["--loading", "-1"],
        ["--pace", "stepped", "--batch", "0"],
        ["--pace", "slow"],
        ["--api-key", "api_1"],
    ],
)
def test_wrong_options_end_in_a_sentence(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """An option that makes no sense is a usage error with status 2 and no traceback."""
    with pytest.raises(SystemExit) as end:
        main(options)
    assert end.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith("python -m close_emulator: error:")


def test_a_taken_port_is_said_to_be_taken(capsys: pytest.CaptureFixture[str]) -> None:
    """A port that cannot be had is one line on standard error and status 1."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["--port", str(port)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"close_emulator: cannot listen on 127.0.0.1 port {port}: ")
    assert len(error.splitlines()) == 1


def test_a_missing_uvicorn_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the extra, one line says what to install."""
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["--leads", "0"]) == 1
    assert capsys.readouterr().err == (
        "close_emulator: the server needs uvicorn: install close-bulk with its extra emulator, "
        'in a clone pip install ".[emulator]"\n'
    )


def test_the_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    """--help shows examples that can be copied and says where the key stands."""
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    assert text.count("  python -m close_emulator ") == 4
    assert "The key is no secret" in text
