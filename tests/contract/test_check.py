"""Recorded traffic: HAR and VCR are read as their writers write them; anything else is explained."""

import gzip
import io
import json
import sys
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from close_contract.checking import Checking
from close_contract.cli import cli
from close_contract.recordings.reading import read
from close_contract.recordings.recorded import NotARecording
from contract.clients import BULK, PAUSE
from kit import ANSWER

URL = f"https://api.close.com/api/v1{BULK}"
RIGHT = json.dumps(PAUSE)
WRONG = json.dumps({**PAUSE, "send_done_email": "no"})
ANSWERED = json.dumps({**ANSWER, **PAUSE})

Run = Callable[..., tuple[int, str, str]]


def har(body: str = RIGHT, answered: dict[str, Any] | None = None, **changes: Any) -> bytes:
    """Return an archive as a browser writes it."""
    headers = [
        {"name": ":method", "value": "POST"},
        {"name": "Content-Type", "value": "application/json"},
    ]
    request = {
        "method": "POST",
        "url": URL,
        "headers": headers,
        "postData": {"mimeType": "application/json", "text": body},
        **changes,
    }
    response = {
        "status": 200,
        "headers": [*headers[1:], {"name": "content-encoding", "value": "br"}],
        "content": {"text": b64encode(ANSWERED.encode()).decode(), "encoding": "base64"},
        **(answered or {}),
    }
    elsewhere = {
        "request": {"method": "GET", "url": "https://cdn.example/a.js"},
        "response": {"status": 0},
    }
    entries = [elsewhere, {"request": request, "response": response}]
    return json.dumps({"log": {"version": "1.2", "entries": entries}}).encode("utf-8-sig")


def vcrpy(body: str = RIGHT, *, as_json: bool = False) -> bytes:
    """Return a cassette as vcrpy writes it."""
    kind = {"Content-Type": ["application/json"]}
    compressed = gzip.compress(ANSWERED.encode())
    answered: dict[str, Any] = {
        "status": {"code": 200, "message": "OK"},
        "headers": kind if as_json else {**kind, "Content-Encoding": ["gzip"]},
        "body": {"string": ANSWERED if as_json else compressed},
    }
    sent = {"method": "POST", "uri": URL, "headers": kind, "body": body}
    cassette = {"version": 1, "interactions": [{"request": sent, "response": answered}]}
    text: str = json.dumps(cassette) if as_json else yaml.safe_dump(cassette)
    return text.encode()


def schemathesis_vcr(body: str = RIGHT, *, preserved: bool = False) -> bytes:
    """Return a cassette as schemathesis and Ruby's VCR write it."""

    def content(text: str) -> dict[str, str]:
        if preserved:
            return {"encoding": "utf-8", "base64_string": b64encode(text.encode()).decode()}
        return {"encoding": "utf-8", "string": text}

    kind = {"Content-Type": ["application/json"], "Authorization": ["[Filtered]"]}
    gzipped = {**kind, "Content-Encoding": ["gzip"]}
    sent = {"method": "POST", "uri": URL, "headers": kind, "body": content(body)}
    answered = {"status": {"code": "200"}, "headers": gzipped, "body": content(ANSWERED)}
    interactions = [
        {"request": sent, "response": answered},
        {"request": sent, "response": None},
    ]
    text: str = yaml.safe_dump({"recorded_with": "x", "http_interactions": interactions})
    return text.encode()


FORMS: dict[str, Callable[[str], bytes]] = {
    "HAR": har,
    "vcrpy in YAML": vcrpy,
    "vcrpy in JSON": lambda body: vcrpy(body, as_json=True),
    "schemathesis": schemathesis_vcr,
    "schemathesis, bytes preserved": lambda body: schemathesis_vcr(body, preserved=True),
}


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `close-contract check` on files with these contents; return exit code, output, errors."""

    def check(*contents: bytes, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        names: list[str] = []
        for n, content in enumerate(contents):
            path = tmp_path / f"file{n}"
            path.write_bytes(content)
            names.append(str(path))
        with pytest.raises(SystemExit) as end:
            cli(["check", *names, *options])
        captured = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, captured.out, captured.err

    return check


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_judged(form: str, run: Run) -> None:
    """A right exchange passes, and a wrong request in it is found, whatever wrote the recording."""
    code, out, _ = run(FORMS[form](RIGHT))
    assert (code, "nothing wrong" in out) == (0, True), out
    code, out, _ = run(FORMS[form](WRONG))
    assert (code, "ill_typed_field" in out, "body/send_done_email" in out) == (1, True, True)


def test_the_answer_is_judged(run: Run) -> None:
    """What the server answered in a recording is held against the contract as well."""
    code, out, _ = run(har(answered={"status": 418}))
    assert (code, "undeclared_status" in out) == (1, True)


def test_a_curl_line_of_a_recording_never_names_the_vendor(run: Run) -> None:
    """A line that is pasted into a shell goes where CLOSE_BASE_URL says."""
    out = run(har(WRONG))[1]
    assert '"$CLOSE_BASE_URL"/bulk_action' in out
    assert "close.com" not in out


@pytest.mark.parametrize(
    ("begun", "rules"),
    [
        (["2026-03-02T09:00:00Z", "2026-03-02T09:00:01Z"], ["counts_up"]),
        (["2026-03-02T09:00:01Z", "2026-03-02T09:00:00Z"], []),
        (["2026-03-02T09:00:00.000Z", "2026-03-02T09:00:00.400Z"], []),
        ([None, None], []),
    ],
    ids=["one after the other", "the other way round", "at the same time", "without times"],
)
def test_answers_that_contradict_each_other(begun: list[str | None], rules: list[str]) -> None:
    """A recording's times tell which answer was the later one; without them nothing is presumed."""
    entries = [
        {
            "startedDateTime": each,
            "time": 500,
            "request": {"method": "GET", "url": f"{URL}{ANSWER['id']}/"},
            "response": {
                "status": 200,
                "headers": [{"name": "content-type", "value": "application/json"}],
                "content": {"text": json.dumps({**ANSWER, "n_leads_processed": processed})},
            },
        }
        for each, processed in zip(begun, (3, 2), strict=True)
    ]
    checking = Checking()
    checking.check(read(json.dumps({"log": {"entries": entries}}).encode()), lambda _: None)
    assert [each.rule for each in checking.ledger.take()] == rules
    for each in entries:
        checking.check(read(json.dumps({"log": {"entries": [each]}}).encode()), lambda _: None)
    assert checking.ledger.violations == []


def test_sign_in_is_judged_on_demand(run: Run) -> None:
    """Recorders drop Authorization, so that its absence counts only if asked for."""
    code, out, _ = run(har())
    assert (code, "went elsewhere: 1" in out) == (0, True)
    code, out, _ = run(har(), options=("--sign-in",))
    assert (code, "no_sign_in" in out) == (1, True)


def test_another_base_path(run: Run) -> None:
    """The API may begin elsewhere in the URLs; a recording without any of it is not green."""
    moved = har(url=f"http://127.0.0.1:8080/v9{BULK}")
    code, _, err = run(moved)
    assert (code, "--base-path" in err) == (2, True)
    assert run(moved, options=("--base-path", "/v9/"))[0] == 0


def test_one_file_of_several(run: Run) -> None:
    """An unusable file does not hide what is wrong in the others, and decides the exit code."""
    code, out, err = run(b"\xff", har(WRONG))
    assert (code, "ill_typed_field" in out, "not UTF-8" in err) == (2, True, True)


def test_standard_input_and_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`-` reads a recording from standard input; the report has what was found."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(har(WRONG))))
    report = tmp_path / "report.json"
    with pytest.raises(SystemExit) as end:
        cli(["check", "-", "--report", str(report)])
    assert end.value.code == 1
    assert "ill_typed_field" in capsys.readouterr().out
    found = json.loads(report.read_text())["violations"][0]
    assert (found["rule"], found["side"], found["times"]) == ("ill_typed_field", "request", 1)
    assert {"sentence", "clause", "curl", "demands", "source", "sure"} <= found.keys()


UNUSABLE = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n\xff",
    "a text": b"hello",
    "a list": b"[]",
    "half of an archive": har()[:200],
    "another document": b'{"openapi": "3.1.0"}',
    "an archive of nothing": b'{"log": {"entries": []}}',
    "an archive of something else": b'{"log": {"entries": 1}}',
    "an entry that is none": b'{"log": {"entries": [1]}}',
    "an entry without a URL": b'{"log": {"entries": [{"request": {"method": "GET"}}]}}',
    "a body that is not base64": har(postData={"text": "!", "encoding": "base64"}),
    "headers that are none": har(headers=[1]),
    "a cassette of nothing": b"interactions: [1]",
    "a cassette with objects": b"""interactions:
- !!python/object/apply:builtins.dict [[[request, {method: GET, uri: 'http://x/api/v1/me/'}]]]""",
    "a body of another kind": b"interactions: [{request: {method: GET, uri: 'http://x/', body: 1}}]",
    "broken YAML": b"interactions: [",
    "deep JSON": b"[" * 100_000,
    "a bad port": har(url="http://[::1/"),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_something_else(name: str, run: Run) -> None:
    """A file of something else ends with 2, one line of clear words, and no claim that all is well."""
    code, out, err = run(UNUSABLE[name])
    assert (code, out.strip()) == (2, "")
    assert err.startswith("close-contract: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_missing_file(capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there, and a folder, are named."""
    with pytest.raises(SystemExit) as end:
        cli(["check", "no/such.har", "."])
    assert end.value.code == 2
    assert "no/such.har: No such file" in capsys.readouterr().err


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "log",
                    "entries",
                    "request",
                    "response",
                    "url",
                    "uri",
                    "method",
                    "headers",
                    "postData",
                    "text",
                    "status",
                    "code",
                    "body",
                    "string",
                    "name",
                    "interactions",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSONS, st.booleans())
def test_no_recording_makes_the_reader_stumble(value: Any, as_har: bool) -> None:  # noqa: FBT001
    """Whatever stands in a recording, it is read or refused with words."""
    whole = {"log": {"entries": [value]}} if as_har else {"interactions": [value]}
    with suppress(NotARecording):
        for each in read(json.dumps(whole).encode()):
            assert isinstance(each.request.body, bytes)
