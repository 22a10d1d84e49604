"""The README's scripts do what they say, when pasted as it says."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

from close_bulk import ALL_LEADS, Close, StepChange
from close_emulator import Emulator, Stepped
from close_emulator.sample import furnish
from close_emulator.transport import EmulatorTransport
from kit import StillClock, World, make_world, served_emulator

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCRIPTS = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
FIRST, *RECIPES, EMULATED = SCRIPTS
(INCIDENT,) = (script for script in RECIPES if "are still active" in script)


def test_first_script_runs_against_the_emulator_as_printed() -> None:
    """The first script with the emulator's lines pasted in counts 50 leads and ends a canary of 10."""
    with served_emulator("--pace", "immediate") as lines:
        exports = [line.removeprefix("export ") for line in lines if line.startswith("export ")]
        script = FIRST
        for line in lines:
            name = line.split("=")[0].strip()
            script = re.sub(rf"^{re.escape(name)} = .*$", line, script, flags=re.MULTILINE)
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=dict(line.split("=", 1) for line in exports),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.stderr == ""
    first, *_, end = done.stdout.splitlines()[:-10]
    assert first == "50 leads match"
    assert re.fullmatch(r"<BulkAction bulkseqsub_\w+ subscribe: done, 10 of 10 leads>", end)
    assert all(line.endswith(".example active") for line in done.stdout.splitlines()[-10:])


def test_incident_recipe_leaves_nobody_active() -> None:
    """The recipe for an incident, run while a subscribe is on its way, ends with nobody active."""
    world = make_world(Stepped(batch=5))
    with Close(api_key="emulator-key", transport=world.transport, clock=Stepping(world)) as close:
        started = close.bulk.subscribe(**world.subscribe)
        world.emulator.step(4)
        names = {"close": close, "ALL_LEADS": ALL_LEADS, "sequence_id": world.sequence_id}
        exec(INCIDENT, names)  # noqa: S102 - our own README
        assert started.refresh().status == "paused"
        assert 0 < started.data.n_leads_processed < 25
        assert names["active"] == []


@pytest.mark.parametrize("status", [400, 502])
def test_incident_recipe_goes_on_after_a_failure(status: int) -> None:
    """A bulk action that cannot be paused keeps neither the others nor the contacts from being paused."""
    world = make_world(Stepped(batch=5))

    class Refusing(EmulatorTransport):
        """Refuses to pause the first bulk action."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            """Answer with the status."""
            if request.method == "PUT" and refused.id in request.url.path:
                return httpx.Response(status)
            return super().handle_request(request)

    transport = Refusing(world.emulator)
    with Close(api_key="emulator-key", transport=transport, clock=Stepping(world)) as close:
        refused = close.bulk.subscribe(**world.subscribe)
        other = close.bulk.resume(s_query=ALL_LEADS)  # in every sequence
        kinds = {**world.subscribe, "sequence_id": world.emulator.add_sequence("Other")}
        elsewhere = close.bulk.subscribe(**kinds)
        world.emulator.step(2)
        names: dict[str, Any] = {"close": close, "ALL_LEADS": ALL_LEADS}
        names["sequence_id"] = world.sequence_id
        exec(INCIDENT, names)  # noqa: S102 - our own README
        assert [f"answered {status}" in str(each) for each in names["failures"]] == [True]
        assert other.refresh().status == "paused"
        assert elsewhere.refresh().status == "done"
        actions = [each.action_type for each in close.bulk.list("sequence_subscription")]
        assert actions.count("pause") == 1


def test_recipes_run_one_after_the_other(capsys: pytest.CaptureFixture[str]) -> None:
    """All that stands between the first script and the emulator's runs as it stands, in its order."""
    world = make_world(Stepped(batch=5), acme=12)
    names: dict[str, Any] = {
        "ALL_LEADS": ALL_LEADS,
        "sequence_id": world.sequence_id,
        **world.sender,
        "client_secret": "secret",
        "first_refresh_token": world.emulator.add_oauth_grant(
            client_id="...", client_secret="secret"
        ),
    }
    with Close(api_key="emulator-key", transport=world.transport, clock=Stepping(world)) as close:
        names["close"] = close
        two: list[StepChange] = [
            {"step_type": "call", "delay": 0},
            {"step_type": "sms", "delay": 0},
        ]
        close.sequences.update(world.sequence_id, steps=two)
        for recipe in RECIPES:
            exec(recipe, names)  # noqa: S102 - our own README
        assert [each["id"] for each in close.bulk.list(fields=["id"])][1:] == [names["action"].id]
    printed = capsys.readouterr().out
    assert "it would touch 12 of the 12 leads that match" in printed
    assert f"{names['action'].id} done 12" in printed
    assert len(names["mine"]) == len(names["rows"]) == 12
    assert len(world.emulator.organization.sequences[world.sequence_id].steps) == 1
    with Close(oauth=names["oauth"], transport=world.transport) as signed_in:
        assert signed_in.me().id
    assert {*names["database"]} == {"refresh_token", "access_token", "expires_at"}
    assert names["database"]["refresh_token"] != names["first_refresh_token"]


def test_steps_of_the_sample_can_be_changed_as_it_says() -> None:
    """The recipe for steps, on the sequence that the emulator's lines name, takes off the last of three."""
    emulator = Emulator()
    sample = furnish(emulator, leads=1)
    (recipe,) = (script for script in RECIPES if "remove_steps" in script)
    with Close(api_key=emulator.api_key, transport=EmulatorTransport(emulator)) as close:
        exec(recipe, {"close": close, "sequence_id": sample.sequence_id})  # noqa: S102 - our own README
    steps = emulator.organization.sequences[sample.sequence_id].steps
    assert [step.step_type for step in steps] == ["email", "email"]


class Stepping(StillClock):
    """Time whose passing moves the emulator a step."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world

    def sleep(self, seconds: float) -> None:  # noqa: ARG002 - a step is a step
        """Step instead of waiting."""
        self._world.emulator.step()


def test_emulator_script_is_a_test_that_passes() -> None:
    """The test in the README passes as it stands."""
    names: dict[str, Any] = {}
    exec(EMULATED, names)  # noqa: S102 - our own README
    names["test_everybody_is_subscribed"]()


BEFORE = """\
from close_bulk import ALL_LEADS, Close, lead

close = Close()
sequence_id = sender_account_id = sender_name = sender_email = ""
client_secret = first_refresh_token = ""
"""
"""What the recipes find: the names of the first script, and secrets."""


def test_scripts_satisfy_mypy_strict(tmp_path: Path) -> None:
    """What is pasted from the README passes the type checker as it stands."""
    scripts = {"first": FIRST, "recipes": BEFORE + "\n".join(RECIPES), "emulated": EMULATED}
    files = [tmp_path / f"{name}.py" for name in scripts]
    for file, script in zip(files, scripts.values(), strict=True):
        file.write_text(script, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", f"--cache-dir={tmp_path / 'cache'}", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_relative_path_of_the_documents_exists() -> None:
    """Files that README and CONTRIBUTING name in code style are there."""
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(
            r"`((?:openapi|generated|docs|facade|emulator|contract|requirements)/[\w./-]*)`", text
        ):
            assert (ROOT / path).exists(), f"{name}: {path}"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", README))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    """The README names no target that the Makefile does not have."""
    assert re.search(
        rf"^{target}:.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
