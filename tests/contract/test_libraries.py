"""The fixture checks whatever speaks HTTP: libraries of Python, and programs in any language."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import which
from typing import Any, Final, TypeAlias

import aiohttp
import httpx
import pytest
import requests
from attrs import asdict

from close_contract.emulation import CheckedEmulator
from close_emulator.sample import furnish
from contract.clients import BULK, PAUSE, basic

ROOT: Final = Path(__file__).parents[2]

Speak: TypeAlias = Callable[[CheckedEmulator, dict[str, Any]], None]
"""Asks who signs in, then starts a bulk action with this body."""

URLLIB: Final = """
import json, os, sys, urllib.error, urllib.request
from base64 import b64encode

key = b64encode(f"{os.environ['CLOSE_API_KEY']}:".encode()).decode()
headers = {"Authorization": f"Basic {key}", "Content-Type": "application/json"}
for path, body in (("/me/", None), ("/bulk_action/sequence_subscription/", sys.argv[1].encode())):
    request = urllib.request.Request(f"{os.environ['CLOSE_BASE_URL']}{path}", body, headers)
    try:
        urllib.request.urlopen(request).close()
    except urllib.error.HTTPError as error:
        error.close()
"""

NODE: Final = """
const { CLOSE_BASE_URL, CLOSE_API_KEY } = process.env;
const headers = { authorization: `Basic ${btoa(`${CLOSE_API_KEY}:`)}`, "content-type": "application/json" };
await (await fetch(`${CLOSE_BASE_URL}/me/`, { headers })).text();
const sent = { method: "POST", headers, body: process.argv[1] };
await (await fetch(`${CLOSE_BASE_URL}/bulk_action/sequence_subscription/`, sent)).text();
"""

CURL: Final = """
curl -s -u "$CLOSE_API_KEY:" "$CLOSE_BASE_URL/me/" &&
curl -s -u "$CLOSE_API_KEY:" -H 'content-type: application/json' --data-raw "$1" \\
    "$CLOSE_BASE_URL/bulk_action/sequence_subscription/"
"""


def with_httpx(emulator: CheckedEmulator, body: dict[str, Any]) -> None:
    """Use httpx."""
    with httpx.Client(base_url=emulator.base_url, auth=(emulator.api_key, "")) as client:
        client.get("/me/")
        client.post(BULK, json=body)


def with_httpx_async(emulator: CheckedEmulator, body: dict[str, Any]) -> None:
    """Use httpx, awaiting."""

    async def speak() -> None:
        auth = (emulator.api_key, "")
        async with httpx.AsyncClient(base_url=emulator.base_url, auth=auth) as client:
            await client.get("/me/")
            await client.post(BULK, json=body)

    asyncio.run(speak())


def with_requests(emulator: CheckedEmulator, body: dict[str, Any]) -> None:
    """Use requests."""
    with requests.Session() as session:
        session.auth = (emulator.api_key, "")
        session.get(f"{emulator.base_url}/me/")
        session.post(f"{emulator.base_url}{BULK}", json=body)


def with_aiohttp(emulator: CheckedEmulator, body: dict[str, Any]) -> None:
    """Use aiohttp."""

    async def speak() -> None:
        headers = {"authorization": basic(f"{emulator.api_key}:")}
        async with aiohttp.ClientSession(headers=headers) as session:
            await (await session.get(f"{emulator.base_url}/me/")).read()
            await (await session.post(f"{emulator.base_url}{BULK}", json=body)).read()

    asyncio.run(speak())


def in_a_child(*command: str) -> Speak:
    """Run a program; it finds the emulator by its environment, and the body in its arguments."""

    def speak(emulator: CheckedEmulator, body: dict[str, Any]) -> None:
        if which(command[0]) is None:
            pytest.skip(f"{command[0]} is not installed")
        arguments = [*command, json.dumps(body)]
        subprocess.run(
            arguments, env={**os.environ, **emulator.env}, check=True, capture_output=True
        )

    return speak


def with_curl(emulator: CheckedEmulator, body: dict[str, Any]) -> None:
    """Use curl, where it is installed."""
    if which("curl") is None:
        pytest.skip("curl is not installed")
    in_a_child("sh", "-c", CURL, "sh")(emulator, body)


LIBRARIES: Final[dict[str, Speak]] = {
    "httpx": with_httpx,
    "httpx, async": with_httpx_async,
    "requests": with_requests,
    "aiohttp": with_aiohttp,
    "urllib in a child process": in_a_child(sys.executable, "-c", URLLIB),
    "curl": with_curl,
    "fetch of Node": in_a_child("node", "--input-type=module", "-e", NODE),
}


@pytest.mark.parametrize("name", LIBRARIES)
def test_what_speaks_http(name: str, close_emulator: CheckedEmulator) -> None:
    """Nothing is found in right requests, and a wrong field is found in a wrong one."""
    LIBRARIES[name](close_emulator, PAUSE)
    assert (close_emulator.requests, close_emulator.violations) == (2, [])
    LIBRARIES[name](close_emulator, {**PAUSE, "send_done_email": "no"})
    (found,) = close_emulator.take()
    assert (close_emulator.requests, found.rule) == (4, "ill_typed_field")
    assert (found.side, found.where) == ("request", "body/send_done_email")


JOBS: Final = (
    "enrol_smart_view {smart_view_id} {sequence_id} --sender {sender_account_id} John j@x.example",
    "pause_segment {smart_view_id}",
    "pause_segment {smart_view_id} --resume",
)


def test_scripts_of_this_project(close_emulator: CheckedEmulator) -> None:
    """Scripts of docs/jobs, each in a process of its own, do their work and break nothing."""
    sample = furnish(close_emulator.emulator, 10)
    for job in JOBS:
        name, *arguments = job.format_map(asdict(sample)).split()
        command = [sys.executable, f"{ROOT}/docs/jobs/{name}.py", *arguments, "--confirmed"]
        subprocess.run(command, env={**os.environ, **close_emulator.env}, check=True)
    assert close_emulator.requests > 2 * len(JOBS)
    assert close_emulator.violations == []
