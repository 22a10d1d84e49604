"""What surrounds a run: the server, known values, valid samples and the report."""

import json
import socket
import threading
from collections.abc import Callable, Iterator

import pytest
import uvicorn

from close_contract import Exchange, Finding, Known, Report, Samples, Server, Suite, contract
from close_contract.variations import STRANGE, variations
from close_emulator import Emulator, Request, Response
from close_emulator.asgi import application

KEY = "no-real-key"


@pytest.mark.parametrize(
    "base_url",
    ["https://api.close.com/api/v1", "https://API.CLOSE.COM./api/v1", "http://close.com:80"],
)
def test_the_vendor_is_refused(base_url: str) -> None:
    """The harness starts bulk actions, so it does not accept the vendor's own hosts."""
    with pytest.raises(ValueError, match="would mail real people"):
        Server(api_key=KEY, base_url=base_url)


@pytest.mark.parametrize("base_url", ["/api/v1", "", "ftp://localhost/", "localhost:8080"])
def test_a_server_must_be_named(base_url: str) -> None:
    """Without an application there has to be a base URL that HTTP can reach."""
    with pytest.raises(ValueError, match="Name the server"):
        Server(api_key=KEY, base_url=base_url)


@pytest.mark.parametrize("base_url", ["http://127.0.0.1:8080/api/v1", "https://notclose.com"])
def test_other_servers_are_taken(base_url: str) -> None:
    """Any other server may be tested; its key is not shown."""
    assert KEY not in repr(Server(api_key=KEY, base_url=base_url))


def test_a_misspelt_part_is_refused(
    emulator: Emulator, prepare: Callable[[Emulator], Known]
) -> None:
    """A run that would test nothing because of wrong names does not start."""
    server = Server(api_key=KEY, app=application(emulator))
    with pytest.raises(ValueError, match=r"Nothing is named covrage, get, signin\."):
        Suite(
            server=server,
            known=prepare(emulator),
            phases=("covrage",),
            probes=("signin",),
            operations=("get",),
        )


def test_samples_are_valid(emulator: Emulator, prepare: Callable[[Emulator], Known]) -> None:
    """What the harness writes out itself is valid, for every form of every body."""
    known = prepare(emulator)
    for operation in contract().operations():
        samples = Samples(contract(), known, operation)
        for form in samples.forms:
            is_valid = contract().validator(form).is_valid
            assert is_valid(samples.least(form)), samples.least(form)
            assert is_valid(samples.full(form)), samples.full(form)


def test_variations() -> None:
    """Every place of a JSON value is left out once and takes every strange value once."""
    assert [*variations({"a": 1})] == [{}, *({"a": other} for other in STRANGE)]
    nested = [*variations({"a": ["b"]})]
    assert {"a": ["bx"]} in nested
    assert {"a": [STRANGE[-1]]} in nested


def test_the_shortest_request_is_kept() -> None:
    """Of equal findings the report keeps the one with the shortest request."""
    report = Report()
    for request in ("curl long", "curl", "curl longer"):
        report.add(Finding("check", "GET /", "wrong", request))
    assert [finding.request for finding in report.findings] == ["curl"]
    assert str(report) == "0 requests, 1 findings\n\ncheck: GET /\nwrong\ncurl"


@pytest.mark.parametrize(
    ("status", "accepted", "refused"),
    [(200, True, False), (400, False, True), (404, False, True), (401, False, False)]
    + [(status, False, False) for status in (403, 405, 415, 500)],
)
def test_refusals(status: int, accepted: bool, refused: bool) -> None:  # noqa: FBT001
    """Only what was understood and found wrong counts as refused."""
    exchange = Exchange("fuzzing", "GET /", status)
    assert (exchange.accepted, exchange.refused) == (accepted, refused)


class _Broken(Emulator):
    """An emulator that answers nothing but 500."""

    def handle(self, request: Request) -> Response:  # noqa: ARG002
        """Break."""
        return Response(500, (("content-type", "application/json"),), b"{}")


@pytest.mark.parametrize("parts", [(("coverage",), ()), ((), ("strange_values",))])
def test_requests_can_be_sent_again(
    emulator: Emulator,
    prepare: Callable[[Emulator], Known],
    parts: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    """A finding's curl line takes the key from the environment and does not show it."""
    phases, probes = parts
    known = prepare(emulator)
    report = Suite(
        server=Server(api_key=KEY, app=application(_Broken())),
        known=known,
        operations=("update_bulk_sequence_subscription",),
        phases=phases,
        probes=probes,
    ).run()
    request = next(f.request for f in report.findings if f.check != "exercised")
    assert request.startswith("curl -X PUT ")
    assert '-u "$CLOSE_API_KEY:"' in request
    assert KEY not in str(report)


@pytest.fixture
def base_url(emulator: Emulator) -> Iterator[str]:
    """Serve the emulator on a loopback port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = application(emulator)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/api/v1"
        server.should_exit = True
        thread.join()


def test_a_base_url(
    emulator: Emulator, prepare: Callable[[Emulator], Known], base_url: str
) -> None:
    """A server on a port is tested as well as an application in the process."""
    report = Suite(
        server=Server(api_key=emulator.api_key, base_url=base_url),
        known=prepare(emulator),
        operations=("get_bulk_sequence_subscription",),
        phases=("coverage", "fuzzing"),
        max_examples=5,
    ).run()
    assert report.findings == [], str(report)


def test_every_known_value_has_its_place(
    emulator: Emulator, prepare: Callable[[Emulator], Known]
) -> None:
    """Each known value fits a parameter or member, and every id in a path is known."""
    known = prepare(emulator)
    placed: set[str] = set()
    values: set[str] = set()
    for operation in contract().operations():
        own = known.by_name(operation, "set_custom_field")
        values |= own.keys()
        assert ("id" in own) == ("id" in operation.parameters)
        members = {name: [schema] for name, schema in operation.parameters.items()}
        for name, schemas in {**members, **contract().members(operation.body or {})}.items():
            if name in own:
                placed.add(name)
                assert contract().validator(*schemas).is_valid(own[name]), json.dumps(name)
    assert values - placed == {"steps.id", "email_template_id", "start", "end"}
