"""The scripts in docs/jobs say what they do, and change nothing until they are told to."""

import json
import re
import runpy
import shlex
import subprocess
import sys
from copy import deepcopy
from pathlib import Path
from string import Template

import pytest

from close_bulk._contract import document
from close_emulator.sample import Sample
from kit import served_emulator
from office import JOBS, ROOT, Office


def documented(job: str) -> str:
    """Give a script's docstring."""
    text = JOBS[job].read_text(encoding="utf-8")
    return text.split('"""')[1]


def commands(job: str) -> list[list[str]]:
    """Give the commands in a docstring that run this very script."""
    text = documented(job).replace("\\\n", "")
    lines = re.findall(r"^    (python docs/jobs/.*)$", text, re.MULTILINE)
    return [shlex.split(line)[2:] for line in lines if f"/{job}.py" in line]


@pytest.mark.parametrize("job", JOBS)
def test_help_says_what_the_docstring_says(office: Office, job: str) -> None:
    """`--help` ends with 0 and gives the docstring, which shows how to run it against the emulator."""
    done = office.run(job, "--help")
    assert done.status == 0
    assert documented(job).strip() in done.out
    assert commands(job)


@pytest.mark.parametrize("job", JOBS)
def test_nothing_changes_unless_it_is_confirmed(
    office: Office, job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commands of the docstring, without --confirmed, end with 0 and leave everything as it was."""
    office.enrol()
    organization = office.emulator.organization
    lead_id = next(iter(organization.leads))
    places = {
        "seq_...": office.sample.sequence_id,
        "lead_...": lead_id,
        "bulkseqsub_...": next(iter(organization.bulk_actions)),
    }
    monkeypatch.chdir(tmp_path)
    Path("incident.json").write_text(
        json.dumps({"bulk_actions": [], "subscriptions": office.ids()})
    )
    Path("subscriptions.csv").write_text("id\n" + "\n".join(office.ids()))
    if job == "incident_stop":
        Path("incident.json").unlink()
    before, files = deepcopy(organization), {*tmp_path.iterdir()}
    for command in commands(job):
        words = command[: command.index(">")] if ">" in command else command
        arguments = [
            Template(places.get(word, word)).substitute(
                {name: getattr(office.sample, name) for name in Sample.__annotations__}
            )
            for word in words
            if word != "--confirmed"
        ]
        done = office.run(job, *arguments)
        assert (done.status, done.out != "") == (0, True), done.out
    assert organization == before
    assert {*tmp_path.iterdir()} == files


def test_refusal_is_told_without_a_traceback(office: Office) -> None:
    """What the service refuses ends a script with 1 and the reason, what the client refuses with 2."""
    done = office.run("enrol_smart_view", "save_none", "seq_1", *office.sender)
    assert done.status == 1
    assert "404" in done.out
    done = office.run("enrol_smart_view", "lead_1", "seq_1", *office.sender)
    assert (done.status, "lead_1" in done.out) == (2, True)


@pytest.mark.parametrize(
    ("job", "arguments"),
    [
        ("audit", ["--status", "processng"]),
        ("export_subscriptions", ["--status", "actve"]),
        ("edit_leads", ["save_1", "--status", "Qualified"]),
        ("incident_stop", ["lead_1", "incident.json"]),
        ("wait_for", ["lead_1"]),
    ],
)
def test_argument_that_cannot_be_right_ends_with_2(
    office: Office, job: str, arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt status and an id of the wrong kind are wrong arguments, told in words."""
    monkeypatch.chdir(tmp_path)
    done = office.run(job, *arguments)
    assert (done.status, arguments[-1] in done.out or arguments[0] in done.out) == (2, True)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("job", "schema"),
    [("audit", "BulkActionStatus"), ("export_subscriptions", "SequenceSubscriptionStatus")],
)
def test_statuses_to_choose_from_are_those_of_the_contract(job: str, schema: str) -> None:
    """A script that filters by status takes each one that there is."""
    statuses = runpy.run_path(str(JOBS[job]))["STATUSES"]
    assert sorted(statuses) == sorted(document()["components"]["schemas"][schema]["enum"])


def test_script_runs_in_a_shell_with_the_lines_of_the_emulator() -> None:
    """The emulator's lines and a documented command, pasted into a shell, enrol its Smart View."""
    command = " ".join(shlex.quote(word) for word in commands("enrol_smart_view")[0])
    command = command.replace("'$", '"$').replace("'", '"')
    with served_emulator("--pace", "immediate") as lines:
        script = "\n".join(
            [*lines, f"{sys.executable} docs/jobs/enrol_smart_view.py {command} --confirmed"]
        )
        done = subprocess.run(
            ["/bin/sh", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("now in the sequence: {'active': 10}\n")


def test_index_lists_every_script() -> None:
    """The index of docs/ has a row for each script, and names no other."""
    text = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    assert sorted(set(re.findall(r"\(jobs/(\w+)\.py\)", text))) == [*JOBS]
