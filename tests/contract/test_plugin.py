"""The pytest plugin: right clients pass, wrong ones fail their test, other suites notice nothing."""

import json
import subprocess
import sys
from typing import Any, Final

import pytest
from closeio_api import API

from close_contract.emulation import CheckedEmulator, factory
from close_emulator.sample import furnish
from contract.clients import BULK, PAUSE, SUBSCRIBE, WRONG, Client, Wrong
from kit import ACME

pytest_plugins = ["pytester"]

CHILD: Final = """
import base64, json, os, urllib.request
key = base64.b64encode(f"{os.environ['CLOSE_API_KEY']}:".encode()).decode()
request = urllib.request.Request(
    f"{os.environ['CLOSE_BASE_URL']}%s", headers={"Authorization": f"Basic {key}"}
)
print(json.load(urllib.request.urlopen(request)))
"""

CALL: Final = """
import http.client
from base64 import b64encode

def call(emulator, path):
    connection = http.client.HTTPConnection(emulator.base_url.split("/")[2])
    key = b64encode(f"{emulator.api_key}:".encode()).decode()
    connection.request("GET", f"/api/v1{path}", headers={"authorization": f"Basic {key}"})
    connection.getresponse().read()
    connection.close()
"""


def test_the_official_client_is_right(close_emulator: CheckedEmulator) -> None:
    """The vendor's own client, which sends a time zone with everything, breaks nothing."""
    sample = furnish(close_emulator.emulator, 5)
    api: Any = API(f"{close_emulator.base_url}/", close_emulator.api_key)
    ids = {"sequence_id": sample.sequence_id, "sender_account_id": sample.sender_account_id}
    action = api.post(BULK[1:-1], data={**SUBSCRIBE, **ids, "s_query": ACME, "results_limit": 1})
    assert api.get(f"{BULK[1:]}{action['id']}")["status"] == "done"
    assert api.get("sequence_subscription", params={"sequence_id": sample.sequence_id})["data"]
    assert api.post("data/search", data={"query": ACME})["data"]
    assert api.get("event", params={"date_updated__gte": "2026-01-01T00:00:00+00:00"})
    assert api.put(f"sequence/{sample.sequence_id}", data={"name": "B"})["name"] == "B"
    api.session.close()
    assert close_emulator.requests == 6


def test_a_child_process(close_emulator: CheckedEmulator) -> None:
    """A program in a process of its own finds the emulator by its environment, and is checked."""
    child = [sys.executable, "-c", CHILD % "/me/"]
    output = subprocess.run(
        child, env={**close_emulator.env}, capture_output=True, text=True, check=True
    )
    assert close_emulator.emulator.organization.user.id in output.stdout
    assert close_emulator.violations == []


@pytest.mark.parametrize("wrong", WRONG[::7], ids=str)
def test_wrong_clients(wrong: Wrong, close_emulator: CheckedEmulator) -> None:
    """The fixture finds what the proxy finds."""
    client = Client(close_emulator.base_url, close_emulator.api_key)
    wrong.send(client)
    client.close()
    assert wrong.rule in {each.rule for each in close_emulator.take()}


def test_a_test_fails_at_its_end(pytester: pytest.Pytester) -> None:
    """The test that broke the contract fails with field, rule and curl line; others pass."""
    pytester.makepyfile(
        CALL
        + """
def test_right(close_emulator):
    call(close_emulator, "/me/")

def test_wrong(close_emulator):
    call(close_emulator, "/me/?_limit=1")

def test_wrong_on_purpose(close_emulator):
    call(close_emulator, "/me")
    (violation,) = close_emulator.take()
    assert violation.rule == "missing_slash"

def test_fails_by_itself(close_emulator):
    call(close_emulator, "/me")
    assert not "its own reason"
"""
    )
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(
        [
            "*_ test_wrong _*",
            "the contract was broken:",
            "unknown_parameter: GET /me/, request query/_limit",
            "*rule: Send query parameters that the operation knows. (documented*",
            """*curl -u "$CLOSE_API_KEY:" "$CLOSE_BASE_URL"'/me/?_limit=1'""",
            "*_ test_fails_by_itself _*",
            "*its own reason*",
            "*contract violations*",
            "missing_slash*",
        ]
    )


def test_a_request_after_the_test(pytester: pytest.Pytester) -> None:
    """What is sent while other fixtures end is found as well."""
    pytester.makepyfile(
        CALL
        + """
import pytest

@pytest.fixture
def late(close_emulator):
    yield
    call(close_emulator, "/me")

def test_it(late):
    pass
"""
    )
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["missing_slash*"])


def test_other_emulators(pytester: pytest.Pytester) -> None:
    """The setting names what makes the emulator, and a fixture of that name overrides it."""
    pytester.makeini("[pytest]\nclose_emulator_factory = furnished:make")
    pytester.makepyfile(
        furnished="""
from close_emulator import Emulator

def make():
    emulator = Emulator(api_key="another")
    emulator.add_lead("Bluth")
    return emulator
"""
    )
    pytester.syspathinsert()
    pytester.makepyfile(
        test_ini="""
def test_it(close_emulator):
    assert close_emulator.env["CLOSE_API_KEY"] == "another"
    assert len(close_emulator.emulator.organization.leads) == 1
""",
        test_fixture="""
import pytest
from close_emulator import Emulator

@pytest.fixture
def close_emulator_factory():
    return lambda: Emulator(api_key="third")

def test_it(close_emulator):
    assert close_emulator.api_key == "third"
""",
    )
    pytester.runpytest("-p", "no:cacheprovider").assert_outcomes(passed=2)


@pytest.mark.parametrize("name", ["nonsense", "no_such_module:make", "json:no_such_name"])
def test_a_setting_that_names_nothing(name: str) -> None:
    """A factory that is not there is explained."""
    with pytest.raises((ValueError, ImportError), match=r"nonsense|no_such"):
        factory(name)


@pytest.mark.parametrize("asked", ["close_emulator", "close_emulator_factory"])
def test_a_missing_extra_is_explained(asked: str, pytester: pytest.Pytester) -> None:
    """Without a package of the extra, the fixture says what to install, without a traceback."""
    pytester.makepyfile(
        f"""
import sys

sys.modules["jsonschema_rs"] = None

def test_it({asked}):
    pass
"""
    )
    without = ("-p", "no:schemathesis", "-p", "no:cacheprovider")
    result = pytester.runpytest_subprocess(*without)
    result.assert_outcomes(errors=1)
    said = "The fixture close_emulator needs jsonschema_rs: install close-bulk with its extra contract*"
    result.stdout.fnmatch_lines([said])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*ModuleNotFoundError*")


def test_other_suites_notice_nothing(pytester: pytest.Pytester) -> None:
    """Without the fixture, neither the judge nor the emulator is imported."""
    pytester.makepyfile(
        """
import sys

def test_it():
    loaded = {"jsonschema_rs", "close_emulator", "close_contract.judge", "h11", "close_contract.suite"}
    assert "close_contract.plugin" in sys.modules
    assert loaded & sys.modules.keys() == set()
"""
    )
    # schemathesis' own plugin imports much of this.
    without = ("-p", "no:schemathesis", "-p", "no:cacheprovider")
    pytester.runpytest_subprocess(*without).assert_outcomes(passed=1)


def test_a_pausing_client_is_right(close_emulator: CheckedEmulator) -> None:
    """A client written by hand breaks nothing, and what it sent is counted."""
    client = Client(close_emulator.base_url, close_emulator.api_key)
    status, body = client.json("POST", BULK, PAUSE)
    assert status == 200
    encoded = json.loads(body)["id"].replace("_", "%5F")
    assert client.send("GET", f"{BULK}{encoded}/")[0] == 200
    assert client.send("GET", f"{BULK}?_limit=1&_fields=id,status")[0] == 200
    client.close()
    assert (close_emulator.requests, close_emulator.violations) == (3, [])
