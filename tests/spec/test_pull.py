"""Fetching the vendor's document: from one address, within limits, and nothing written too early."""

import io
import socket
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import BaseHandler, Request
from urllib.response import addinfourl

import pytest

from spec import wholes
from specbuild import build, documents, layout, provenance, pull, reading
from specbuild.__main__ import main
from specbuild.errors import SpecError

WHOLE = documents.to_yaml(wholes.whole_document()).encode()
TODAY = "2026-11-21"


class Vendor(BaseHandler):
    """Stands in for the vendor's server, below urllib's own handlers."""

    handler_order = 1

    def __init__(self, content: bytes = WHOLE, code: int = 200, **headers: str) -> None:
        self.content, self.code, self.headers = content, code, headers
        self.requests: list[Request] = []

    def https_open(self, request: Request) -> addinfourl:
        """Answer without a socket."""
        self.requests.append(request)
        headers = Message()
        for name, value in self.headers.items():
            headers[name.replace("_", "-")] = value
        answer = addinfourl(io.BytesIO(self.content), headers, request.full_url, self.code)
        answer.msg = "as told"  # type: ignore[attr-defined]
        return answer

    http_open = ftp_open = file_open = https_open


def pulled(vendor: Vendor, **changes: Any) -> str:
    """Pull from a vendor and return what is said."""
    return "\n".join(pull.pull(pull.opener(vendor), TODAY, **changes))


def content(folder: Path) -> dict[str, bytes]:
    """Read the documents and their page."""
    return {path.name: path.read_bytes() for path in (folder / layout.UPSTREAM).iterdir()}


def refused(repository: Path, vendor: Vendor, **changes: Any) -> str:
    """Return the words of a refusal that has written nothing."""
    before = content(repository)
    with pytest.raises(
        SpecError, match=r"^https://developer\.close\.com/openapi\.yaml: "
    ) as refusal:
        pulled(vendor, **changes)
    assert content(repository) == before
    return str(refusal.value)


def test_the_document_is_written_as_it_came_and_recorded(repository: Path) -> None:
    """Byte for byte, with address, date and sha256 in the last row of PROVENANCE.md."""
    vendor = Vendor()
    said = pulled(vendor)
    assert content(repository)["openapi.yaml"] == WHOLE
    row = (
        (repository / layout.PROVENANCE).read_text().split("| `openapi.yaml` |")[1].splitlines()[0]
    )
    assert row == (
        f" https://developer.close.com/openapi.yaml | the vendor's whole document, {len(WHOLE):,} "
        f"bytes | fetched by `make spec-pull`, {TODAY} | `{provenance.sha256(WHOLE)}` |"
    )
    assert provenance.files()[-1].name == "openapi.yaml"
    assert "openapi/upstream/openapi.yaml written: " in said
    assert "286 operations" in said
    assert said.splitlines()[-1].startswith("next: `make spec-diff`")


def test_one_request_goes_to_one_address(repository: Path) -> None:
    """By https, to the vendor's host, with nothing of the caller's in it."""
    assert (repository / layout.UPSTREAM).is_dir()
    vendor = Vendor()
    pulled(vendor)
    (request,) = vendor.requests
    assert request.full_url == "https://developer.close.com/openapi.yaml"
    assert (request.get_method(), request.data) == ("GET", None)
    assert dict(request.header_items()) == {
        "Accept-encoding": "identity",
        "User-agent": "close-bulk spec-pull",
        "Host": "developer.close.com",
    }
    assert request.timeout == pull.TIMEOUT


def test_what_was_pulled_leads_to_the_same_contract(
    repository: Path, contract: dict[str, Any]
) -> None:
    """Whole document and page side by side: the build takes both."""
    pulled(Vendor())
    assert len(content(repository)) == 3
    assert build.build().document == contract


def test_a_page_that_the_whole_document_replaces_is_named(repository: Path) -> None:
    """All of its operations are in the whole document, which was taken later."""
    said = pulled(Vendor())
    assert f"it replaces {wholes.PAGE}: " in said
    assert wholes.PAGE in content(repository)


def test_a_page_with_another_operation_is_not_replaced(repository: Path) -> None:
    """What the whole document lacks, the page still says."""
    page = {"openapi": "3.1.0", "paths": {"/data/search/": {"post": {}}}}
    text = documents.to_yaml(page).encode()
    provenance.record("search.yaml", text, origin="-", form="-", taken="-")
    said = pulled(Vendor())
    assert "search.yaml" not in said
    assert repository.is_dir()


def test_pulling_again_writes_nothing(repository: Path) -> None:
    """The vendor publishes what is here already."""
    pulled(Vendor())
    before = content(repository)
    said = pull.pull(pull.opener(Vendor()), "2027-01-01")
    assert said == ["openapi/upstream/openapi.yaml is what the vendor publishes; nothing written"]
    assert content(repository) == before


def test_a_newer_document_takes_the_place_of_the_older(repository: Path) -> None:
    """One row, with the new date and digest."""
    pulled(Vendor())
    newer = documents.to_yaml(wholes.whole_document("2026-09")).encode()
    pull.pull(pull.opener(Vendor(newer)), "2027-01-01")
    page = (repository / layout.PROVENANCE).read_text()
    assert page.count("`openapi.yaml`") == 1
    assert "2027-01-01" in page
    assert content(repository)["openapi.yaml"] == newer


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    ["https://example.com/", "http://developer.close.com/openapi.yaml", "file:///etc/passwd", "/x"],
)
def test_a_redirect_is_not_followed(repository: Path, code: int, target: str) -> None:
    """Not to another host, not to http, not even to the same host: the address is fixed."""
    vendor = Vendor(code=code, Location=target)
    assert f"answered {code} to {target}, which is not followed" in refused(repository, vendor)
    assert len(vendor.requests) == 1


@pytest.mark.parametrize("code", [400, 403, 404, 429, 500, 503])
def test_a_refusal_of_the_server_is_told(repository: Path, code: int) -> None:
    """With its status; its body is not taken for a document."""
    assert refused(repository, Vendor(code=code)).endswith(f"answered {code}")


def test_an_endless_answer_is_cut_off(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more is held than the limit, whatever the headers say."""
    monkeypatch.setattr(reading, "MAX_BYTES", 100_000)
    message = refused(repository, Vendor(b"x" * 200_000, Content_Length="10"))
    assert message.endswith("larger than 100,000 bytes")


def test_an_answer_that_ends_early_is_refused(repository: Path) -> None:
    """Half a YAML document can be a YAML document."""
    message = refused(repository, Vendor(WHOLE[:1000], Content_Length=str(len(WHOLE))))
    assert message.endswith(f"ended after 1,000 of {len(WHOLE)} bytes")


def test_an_answer_that_drips_is_cut_off(repository: Path) -> None:
    """Every piece in time and no end in sight is too slow as well."""
    hours = iter(range(0, 10**6, 3600))
    message = refused(repository, Vendor(), clock=lambda: next(hours))
    assert message.endswith("not finished after 300 seconds")


@pytest.mark.parametrize(
    "error", [TimeoutError("timed out"), URLError("no such host"), ConnectionResetError("reset")]
)
def test_a_connection_that_fails_is_told(repository: Path, error: Exception) -> None:
    """As a refusal with its reason, not as a traceback."""

    class Failing(Vendor):
        def https_open(self, request: Request) -> addinfourl:
            self.requests.append(request)
            raise error

    assert "cannot be fetched: " in refused(repository, Failing())


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "expected a mapping, found NoneType"),
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "expected a mapping, found str"),
        (b'{"error": "x"}', "not an OpenAPI 3.1 document"),
        (WHOLE.partition(b"\nservers:")[0], "is not whole: it refers to Bulk"),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "cannot be read as UTF-8"),
        (b"openapi: 3.1.0\npaths:\n  /a/: {$ref: 'https://example.com/a'}\n", "nothing is fetched"),
        (
            b"openapi: 3.1.0\nservers: [{url: 'https://example.com'}]\npaths: {}\n",
            "describes the server 'https://example.com'",
        ),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_what_no_contract_can_be_built_from_is_not_written(
    repository: Path, body: bytes, problem: str
) -> None:
    """Half a document, a page of a proxy, another API: the refusal says what came."""
    before = content(repository)
    with pytest.raises(SpecError, match=problem):
        pulled(Vendor(body))
    assert content(repository) == before


def test_a_document_without_our_operations_is_not_written(repository: Path) -> None:
    """It may be OpenAPI and of that server: nothing of the selection is in it."""
    before = content(repository)
    with pytest.raises(SpecError, match="none of the documents has an operation of"):
        pulled(Vendor(b"openapi: 3.1.0\npaths: {/a/: {get: {}}}\n"))
    assert content(repository) == before


def test_the_command_pulls(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``python -m specbuild pull`` prints what was done and what to do next."""
    assert repository.is_dir()
    opener = pull.opener
    monkeypatch.setattr(pull, "opener", lambda: opener(Vendor()))
    assert main(["pull"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("next: `make spec-diff`")
    monkeypatch.setattr(pull, "opener", lambda: opener(Vendor(code=404)))
    assert main(["pull"]) == 1
    assert capsys.readouterr().err == f"specbuild: {pull.ADDRESS}: answered 404\n"


def test_building_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """All but the fetch runs offline."""

    def opened(*_about: object, **_more: object) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", opened)
    build.build()
