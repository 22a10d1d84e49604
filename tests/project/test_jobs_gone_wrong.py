"""The scripts in docs/jobs do no harm where a user or the service makes a mistake."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from close_bulk import Close
from close_emulator.transport import EmulatorTransport
from kit import served_emulator
from office import ACME, LEADS, ROOT, Office, rows_of

EVERYBODY = {"type": "and", "queries": [{"type": "object_type", "object_type": "lead"}]}


class Meddling(EmulatorTransport):
    """Lets somebody see each request first, who may answer it instead of the emulator."""

    meddle: Callable[[httpx.Request], httpx.Response | None]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as is meddled."""
        return self.meddle(request) or super().handle_request(request)


def meddle(office: Office, how: Callable[[httpx.Request], httpx.Response | None]) -> None:
    """Put somebody between the scripts and the emulator."""
    transport = Meddling(office.emulator)
    transport.meddle = how
    office.transport = transport


def changes(request: httpx.Request) -> bool:
    """Tell whether a request changes a bulk action or a subscription, or starts one."""
    return request.method in ("PUT", "DELETE") or (
        request.method == "POST" and "bulk_action" in request.url.path
    )


@pytest.mark.parametrize(
    "typed", [str(ACME - 1), "1", "0", str(ACME + 1), f"{ACME} leads", "", "\n"]
)
def test_another_number_than_that_shown_deletes_nobody(
    office: Office, tmp_path: Path, typed: str
) -> None:
    """A smaller number, a greater one, and none delete no lead, and note none."""
    kept = tmp_path / "deleted.csv"
    arguments = (office.sample.smart_view_id, "--confirmed", "--keep", str(kept))
    assert office.run("delete_leads", *arguments, typed=typed).status == 1
    assert len(office.emulator.organization.leads) == LEADS
    assert not office.emulator.organization.bulk_actions
    assert not kept.exists()


def test_record_of_a_deletion_is_kept(office: Office, tmp_path: Path) -> None:
    """A file that is there is not written over, and one of a deletion that was refused does not stay."""
    kept = tmp_path / "deleted.csv"
    kept.write_text("those of yesterday")
    arguments = (office.sample.smart_view_id, "--confirmed", "--keep")
    assert office.run("delete_leads", *arguments, str(kept), typed=f"{ACME}\n").status == 2
    assert kept.read_text() == "those of yesterday"
    assert len(office.emulator.organization.leads) == LEADS
    late = tmp_path / "late.csv"

    def write(_: httpx.Request) -> None:
        late.write_text("those of another")

    meddle(office, write)
    assert office.run("delete_leads", *arguments, str(late), typed=f"{ACME}\n").status == 1
    assert late.read_text() == "those of another"
    assert len(office.emulator.organization.leads) == LEADS
    other = tmp_path / "other.csv"
    meddle(office, lambda request: httpx.Response(403) if changes(request) else None)
    assert office.run("delete_leads", *arguments, str(other), typed=f"{ACME}\n").status == 1
    assert not other.exists()


def test_one_failure_does_not_keep_the_rest_from_being_stopped(
    office: Office, tmp_path: Path
) -> None:
    """After a 502 to the first pause the others follow; a repeat stops what is left, and forgets nothing."""
    office.enrol()
    file, sequence_id = tmp_path / "incident.json", office.sample.sequence_id
    with Close(api_key=office.emulator.api_key, transport=office.transport) as close:
        running = [close.bulk.resume(s_query=EVERYBODY, sequence_id=sequence_id) for _ in range(2)]
    puts: list[str] = []

    def fails_once(request: httpx.Request) -> httpx.Response | None:
        if request.method != "PUT":
            return None
        puts.append(request.url.path)
        return httpx.Response(502) if len(puts) == 1 else None

    meddle(office, fails_once)
    done = office.run("incident_stop", sequence_id, str(file), "--confirmed")
    actions = office.emulator.organization.bulk_actions
    assert done.status == 1
    assert "502" in done.out.split("Not all is stopped")[1]
    assert len(set(puts)) == len(running)
    assert office.statuses()["active"] == 0
    told = json.loads(file.read_text())
    assert {action.id for action in running} == {*told["bulk_actions"]}
    assert office.ids() == told["subscriptions"]
    assert office.run("incident_stop", sequence_id, str(file), "--confirmed").status == 2
    again = (str(file), "--again", "--confirmed")
    assert office.run("incident_stop", office.emulator.add_sequence("B"), *again).status == 2
    assert office.run("incident_stop", sequence_id, *again).status == 0
    assert json.loads(file.read_text()) == told
    assert not [a for a in actions.values() if a.status not in ("paused", "done")]


def test_contacts_are_stopped_where_bulk_actions_cannot_be_read(
    office: Office, tmp_path: Path
) -> None:
    """What cannot be read is told at the end, and does not keep the contacts from being paused."""
    office.enrol()

    def refuse(request: httpx.Request) -> httpx.Response | None:
        lists = request.method == "GET" and request.url.path.endswith("/sequence_subscription/")
        return httpx.Response(403) if lists and "bulk_action" in request.url.path else None

    meddle(office, refuse)
    file = tmp_path / "incident.json"
    done = office.run("incident_stop", office.sample.sequence_id, str(file), "--confirmed")
    assert (done.status, office.statuses()) == (1, {"paused": ACME})
    assert json.loads(file.read_text())["subscriptions"] == office.ids()


def test_sequence_that_is_none_is_told(office: Office, tmp_path: Path) -> None:
    """A wrong id of a sequence ends the job before anything is stopped or a file is made."""
    file = tmp_path / "incident.json"
    done = office.run("incident_stop", "seq_typo", str(file), "--confirmed")
    assert (done.status, "404" in done.out, file.exists()) == (1, True, False)


def test_run_that_begins_while_another_starts_does_not_start(
    office: Office, tmp_path: Path
) -> None:
    """Of two runs, one in the middle of the other, one starts."""
    ids = (office.sample.smart_view_id, office.sample.sequence_id)
    arguments = (str(tmp_path / "started.txt"), *ids, *office.sender, "--confirmed")
    statuses: list[int] = []

    def another(request: httpx.Request) -> None:
        if request.method == "GET" and "bulk_action" in request.url.path and not statuses:
            statuses.append(99)
            statuses[0] = office.run("start_once", *arguments).status

    meddle(office, another)
    statuses.append(office.run("start_once", *arguments).status)
    assert statuses == [0, 0]
    assert len(office.emulator.organization.bulk_actions) == 1


def test_processes_at_the_same_time_start_one(tmp_path: Path) -> None:
    """Of three processes that are begun together, one starts; the others wait for it or give up."""
    job = f"{shlex.quote(sys.executable)} docs/jobs/start_once.py {tmp_path}/started.txt "
    job += '"$smart_view_id" "$sequence_id" --confirmed '
    job += '--sender "$sender_account_id" "$sender_name" "$sender_email"'
    audit = f"{shlex.quote(sys.executable)} docs/jobs/audit.py"
    with served_emulator("--pace", "immediate") as lines:
        together = f"for each in 1 2 3; do ({job} >/dev/null; echo status $?) & done; wait"
        done = subprocess.run(
            ["/bin/sh", "-c", "\n".join([*lines, together, audit])],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    statuses = [line for line in done.stdout.splitlines() if line.startswith("status")]
    assert len(statuses) == 3
    assert {*statuses} <= {"status 0", "status 3"}, done.stderr
    (action,) = rows_of(done.stdout.split("status ")[-1].partition("\n")[2])
    assert (tmp_path / "started.txt").read_text() == action["id"]


def reporting(office: Office, folder: Path) -> dict[str, tuple[str, ...]]:
    """Give the arguments of the jobs that report, but for the report."""
    given = folder / "given.csv"
    given.write_text("id\n" + "\n".join(office.ids()))
    return {
        "change_subscriptions": ("pause", str(given)),
        "hand_over": (*office.other, "--", office.sample.sender_account_id),
    }


@pytest.mark.parametrize("job", ["change_subscriptions", "hand_over"])
def test_report_that_cannot_be_made_changes_nothing(
    office: Office, tmp_path: Path, job: str
) -> None:
    """No folder, and a file that is there, such as the input, are refused before the first change."""
    office.enrol()
    arguments = reporting(office, tmp_path)[job]
    given, sent = tmp_path / "given.csv", list[str]()
    before = given.read_text()
    meddle(office, lambda request: sent.append(request.method) if changes(request) else None)
    missing = tmp_path / "nope" / "report.csv"
    done = office.run(job, "--confirmed", *arguments, str(missing))
    assert (done.status, str(missing) in done.out) == (1, True)
    assert office.run(job, "--confirmed", *arguments, str(given)).status == 2
    assert (given.read_text(), sent) == (before, [])


@pytest.mark.parametrize("job", ["change_subscriptions", "hand_over"])
def test_report_has_what_was_done_before_a_crash(office: Office, tmp_path: Path, job: str) -> None:
    """A row is in the report as soon as it is known, whatever happens next."""
    office.enrol()
    report = tmp_path / "report.csv"
    seen: list[int] = []

    def crash(request: httpx.Request) -> None:
        if request.method == "PUT":
            seen.append(len(rows_of(report.read_text())))
            if len(seen) == 4:
                raise KeyboardInterrupt

    meddle(office, crash)
    with pytest.raises(KeyboardInterrupt):
        office.run(job, "--confirmed", *reporting(office, tmp_path)[job], str(report))
    assert seen == [0, 1, 2, 3]
    assert [row["outcome"] for row in rows_of(report.read_text())] == ["changed"] * 3


def test_status_that_is_none_pauses_no_more_than_one_lead(office: Office) -> None:
    """A status that the service refuses is found out by one lead."""
    office.enrol()
    done = office.run("bad_fit", office.sample.smart_view_id, "stat_nope", "--confirmed")
    assert (done.status, "400" in done.out) == (1, True)
    assert office.statuses() == {"active": ACME - 1, "paused": 1}


def test_missing_input_is_told_without_a_traceback(office: Office, tmp_path: Path) -> None:
    """A file to read that is not there, or is no such file, is named."""
    missing, words = str(tmp_path / "none.csv"), tmp_path / "words.txt"
    words.write_bytes(b"id\n\xff\n")
    done = office.run("change_subscriptions", "pause", missing, str(tmp_path / "report.csv"))
    assert (done.status, missing in done.out) == (1, True)
    report = str(tmp_path / "report.csv")
    assert office.run("change_subscriptions", "pause", str(words), report).status == 1
    for name in (missing, str(words)):
        assert office.run("incident_resume", name).status == 2
        assert office.run("incident_stop", "seq_1", name, "--again").status == 2


def test_id_of_another_kind_is_a_wrong_argument(office: Office) -> None:
    """What cannot be a bulk action's id ends a wait with 2, as its help says."""
    assert office.run("wait_for", "lead_x").status == 2


@pytest.mark.parametrize("confirmed", [["--confirmed"], []])
def test_failure_with_one_lead_does_not_keep_the_others_in(
    office: Office, confirmed: list[str]
) -> None:
    """A lead that cannot be read is told at the end, with 1; those after it are taken out all the same."""
    office.enrol()
    subscriptions = office.emulator.organization.subscriptions
    broken, fine = list(dict.fromkeys(s.lead_id for s in subscriptions.values()))[:2]
    fails = {"lead_id": broken}
    meddle(
        office,
        lambda r: httpx.Response(403) if fails.items() <= dict(r.url.params).items() else None,
    )
    done = office.run("suppress_leads", broken, fine, *confirmed)
    assert (done.status, "answered 403" in done.out.split("Not all was done")[1]) == (1, True)
    left = {s.lead_id for s in subscriptions.values()}
    assert (broken in left, fine in left) == (True, not confirmed)


def test_subscription_that_cannot_be_deleted_is_told(office: Office) -> None:
    """A deletion that is refused is told at the end, with 1; the others are done."""
    office.enrol()
    subscriptions = office.emulator.organization.subscriptions
    first, second = [*subscriptions.values()][:2]
    meddle(
        office,
        lambda r: httpx.Response(403) if r.method == "DELETE" and first.id in r.url.path else None,
    )
    done = office.run("suppress_leads", first.lead_id, second.lead_id, "--confirmed")
    assert (done.status, first.id in done.out.split("Not all was done")[1]) == (1, True)
    assert (first.id in subscriptions, second.id in subscriptions) == (True, False)


def test_failure_with_one_sequence_does_not_keep_the_others_going(office: Office) -> None:
    """A sequence that is not there is told at the end, with 1; the one after it is held."""
    sequence = office.emulator.organization.sequences[office.sample.sequence_id]
    done = office.run("hold_sequence", "seq_none", sequence.id, "--confirmed")
    assert (done.status, sequence.status) == (1, "paused")
    assert "seq_none: GET" in done.out.split("Not all was done")[1]


def test_sequence_is_named_before_it_is_filled(office: Office) -> None:
    """A dry run of an enrolment tells the sequence by its name, and whether it is held; one must be there."""
    ids = (office.sample.smart_view_id, office.sample.sequence_id)
    office.emulator.organization.sequences[office.sample.sequence_id].status = "paused"
    assert "Outreach: paused\n" in office.run("enrol_smart_view", *ids, *office.sender).out
    done = office.run("enrol_smart_view", ids[0], "seq_none", *office.sender)
    assert (done.status, "/sequence/seq_none/ was answered 404" in done.out) == (1, True)
