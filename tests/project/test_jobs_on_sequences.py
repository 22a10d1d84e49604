"""The scripts in docs/jobs about sequences and their contacts do what they say."""

import json
from collections import Counter
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from close_bulk import Close
from office import ACME, LEADS, Office, rows_of


def test_enrolment_of_a_smart_view_shows_counts_and_enrols(office: Office) -> None:
    """A canary takes the newest leads, and the run without a limit those that are left."""
    ids = (office.sample.smart_view_id, office.sample.sequence_id, *office.sender)
    assert f"3 of the {ACME} leads" in office.run("enrol_smart_view", *ids, "--limit", "3").out
    canary = office.run("enrol_smart_view", *ids, "--limit", "3", "--confirmed")
    assert canary.out.endswith("now in the sequence: {'active': 3}\n")
    organization = office.emulator.organization
    names = [organization.leads[s.lead_id].name for s in organization.subscriptions.values()]
    assert sorted(names) == ["ACME Inc. 10", "ACME Inc. 11", "ACME Inc. 12"]
    rest = office.run("enrol_smart_view", *ids, "--confirmed")
    assert rest.out.endswith(f"now in the sequence: {{'active': {ACME}}}\n")


def test_incident_stops_all_and_resumes_what_it_stopped(office: Office, tmp_path: Path) -> None:
    """A running subscribe and the active contacts are stopped and taken up; a paused one stays paused."""
    office.enrol()
    sequence_id, everybody = office.sample.sequence_id, office.ids()
    before, file = everybody[0], str(tmp_path / "incident.json")
    with Close(api_key=office.emulator.api_key, transport=office.transport) as close:
        close.subscriptions.update(before, status="paused")
        running = close.bulk.subscribe(
            s_query={"type": "and", "queries": [{"type": "object_type", "object_type": "lead"}]},
            sequence_id=sequence_id,
            sender_account_id=office.sample.sender_account_id,
            sender_name="John Doe",
            sender_email="john@salesteam.example",
            contact_preference="lead",
        )
        office.emulator.step(4)
        active = office.statuses()["active"]
        assert ACME < active < LEADS
        done = office.run("incident_stop", sequence_id, file, "--confirmed")
        assert (done.status, running.refresh().status) == (0, "paused")
        assert office.statuses() == {"paused": active + 1}
        assert office.run("incident_stop", sequence_id, file).status == 2
        done = office.run("incident_resume", file, "--confirmed")
        assert (done.status, running.refresh().status) == (0, "resuming")
    assert office.emulator.organization.subscriptions[before].status == "paused"
    assert office.statuses() == {"paused": 1, "active": active}


def test_incident_that_lasted_too_long_is_told(office: Office, tmp_path: Path) -> None:
    """After seven days the contacts are resumed, the bulk action is not, and the script ends with 1."""
    ids = (office.sample.smart_view_id, office.sample.sequence_id)
    file = tmp_path / "incident.json"
    with Close(api_key=office.emulator.api_key, transport=office.transport) as close:
        action = close.bulk.pause(s_query={"type": "object_type", "object_type": "lead"})
        office.emulator.step(3)
        action.pause()
    office.run("enrol_smart_view", *ids, *office.sender, "--confirmed")
    office.run("pause_segment", ids[0], "--confirmed")
    file.write_text(json.dumps({"bulk_actions": [action.id], "subscriptions": office.ids()}))
    office.clock.emulated.advance(timedelta(days=8).total_seconds())
    done = office.run("incident_resume", str(file), "--confirmed")
    assert (done.status, office.statuses()) == (1, {"active": ACME})
    assert "was answered 400" in done.out


def test_segment_is_paused_and_resumed(office: Office) -> None:
    """The subscriptions of a Smart View's leads are paused, in one sequence or in all, and resumed."""
    office.enrol()
    view, other = office.sample.smart_view_id, office.emulator.add_sequence("Other")
    assert office.run("pause_segment", view, "--sequence", other, "--confirmed").status == 0
    assert office.statuses() == {"active": ACME}
    assert office.run("pause_segment", view, "--confirmed").status == 0
    assert office.statuses() == {"paused": ACME}
    assert office.run("pause_segment", view, "--resume", "--confirmed").status == 0
    assert office.statuses() == {"active": ACME}


def test_finished_are_sent_through_again(office: Office) -> None:
    """Only leads with a finished subscription to the sequence are counted and taken."""
    office.enrol()
    for each in office.ids()[:4]:
        office.emulator.finish_subscription(each)
    preview = office.run("rerun_finished", office.sample.sequence_id)
    assert "touch 4 of the 4 leads" in preview.out
    office.run("rerun_finished", office.sample.sequence_id, "--limit", "3", "--confirmed")
    assert office.statuses() == {"active": ACME - 1, "finished": 1}


def test_leaving_colleague_is_replaced_everywhere(office: Office, tmp_path: Path) -> None:
    """Every subscription of the one account goes to the other, each with a row; others stay."""
    office.enrol()
    organization, report = office.emulator.organization, tmp_path / "report.csv"
    third = office.emulator.add_sender_account("third@salesteam.example", "Third")
    contact = next(
        c for c in organization.contacts.values() if not organization.subscriptions_of(c.id)
    )
    office.emulator.add_subscription(
        contact.id, office.sample.sequence_id, sender_account_id=third, status="paused"
    )
    arguments = (office.sample.sender_account_id, str(report), *office.other)
    assert office.run("hand_over", *arguments, "--confirmed").status == 0
    senders = Counter(s.sender_account_id for s in organization.subscriptions.values())
    assert senders == {office.sample.other_account_id: ACME, third: 1}
    rows = rows_of(report.read_text())
    assert Counter(row["outcome"] for row in rows) == {"changed": ACME}
    assert office.run("hand_over", *arguments, "--confirmed").status == 2
    again = (arguments[0], str(tmp_path / "again.csv"), *office.other, "--confirmed")
    assert "sends 0 subscriptions" in office.run("hand_over", *again).out
    assert rows_of((tmp_path / "again.csv").read_text()) == []


def test_segment_gets_another_sender(office: Office) -> None:
    """One bulk action gives the newest leads' subscriptions to the other account."""
    office.enrol()
    where = (office.sample.smart_view_id, "--sequence", office.sample.sequence_id)
    done = office.run("reassign_segment", *where, *office.other, "--limit", "5", "--confirmed")
    subscriptions = office.emulator.organization.subscriptions.values()
    assert Counter(s.sender_name for s in subscriptions) == {"John Doe": ACME - 5, "Eve Moe": 5}
    assert f"'{office.sample.other_account_id}': 5" in done.out


@pytest.mark.parametrize("verb", ["pause", "resume", "delete"])
def test_subscriptions_of_a_file_are_changed(office: Office, tmp_path: Path, verb: str) -> None:
    """Each row of the file is dealt with and read again; one that cannot be as asked is told."""
    office.enrol()
    first, *others = office.ids()
    given, report = tmp_path / "given.csv", tmp_path / "report.csv"
    given.write_text("id,remark\n" + "".join(f"{each},\n" for each in [*others[:5], others[0]]))
    if verb == "resume":
        office.run("change_subscriptions", "pause", str(given), str(report), "--confirmed")
        report.unlink()
    done = office.run("change_subscriptions", verb, str(given), str(report), "--confirmed")
    assert done.status == 0
    rows = rows_of(report.read_text())
    wanted = {"pause": "paused", "resume": "active", "delete": "gone"}[verb]
    assert [(row["outcome"], row["read_again"]) for row in rows] == [("changed", wanted)] * 5
    assert office.emulator.organization.subscriptions[first].status == "active"
    report.unlink()
    office.emulator.finish_subscription(first)
    given.write_text("identity\nsub_1\n")
    assert office.run("change_subscriptions", verb, str(given), str(report)).status == 2
    given.write_text(f"id\n{first}\nsub_none\n")
    if verb != "delete":
        assert (
            office.run("change_subscriptions", verb, str(given), str(report), "--confirmed").status
            == 1
        )
        rows = rows_of(report.read_text())
        assert [row["outcome"] for row in rows] == ["left", "refused"]


def test_sequence_is_held_and_goes_on(office: Office) -> None:
    """A sequence is paused and made active again; its subscriptions stay as they are."""
    office.enrol()
    sequence = office.emulator.organization.sequences[office.sample.sequence_id]
    assert "Outreach: paused" in office.run("hold_sequence", sequence.id, "--confirmed").out
    assert (sequence.status, office.statuses()) == ("paused", {"active": ACME})
    office.run("hold_sequence", sequence.id, "--go-on", "--confirmed")
    assert sequence.status == "active"


def test_bad_fits_are_paused_and_marked(office: Office) -> None:
    """The Smart View's leads get no more mail and have the new status."""
    office.enrol()
    status = office.sample.lead_status_id
    assert office.run("bad_fit", office.sample.smart_view_id, status, "--confirmed").status == 0
    assert office.statuses() == {"paused": ACME}
    leads = office.emulator.organization.leads.values()
    assert sum(lead.status_id == status for lead in leads) == ACME


def test_only_the_untouched_are_moved(office: Office) -> None:
    """Who waits for a first step that is days away is moved with the same sender, all others stay."""
    organization, day = office.emulator.organization, 86_400
    steps: list[dict[str, str | int]] = [{"step_type": "email", "delay": 3 * day}]
    source = office.emulator.add_sequence("Slow", steps=steps)
    target = office.emulator.add_sequence("New")
    old, new = [*organization.contacts.values()][:2]
    add = partial(
        office.emulator.add_subscription, sender_account_id=office.sample.other_account_id
    )
    waiting = add(new.id, source)
    add(old.id, source, status="paused")
    assert "1 contacts are untouched" in office.run("reenrol_untouched", source, target).out
    assert office.run("reenrol_untouched", source, target, "--hours", "80").out.startswith("0 ")
    assert office.run("reenrol_untouched", source, target, "--confirmed").status == 0
    (moved,) = organization.subscriptions_of(target)
    assert (moved.contact_id, moved.sender_account_id) == (new.id, office.sample.other_account_id)
    assert waiting.id not in organization.subscriptions
    assert [s.contact_id for s in organization.subscriptions_of(source)] == [old.id]


def test_suppressed_lead_is_in_no_sequence(office: Office) -> None:
    """All subscriptions of a lead are deleted, those of others stay."""
    office.enrol()
    lead_id = next(iter(office.emulator.organization.subscriptions.values())).lead_id
    done = office.run("suppress_leads", lead_id, "--confirmed")
    assert (done.status, done.out.splitlines()[-1]) == (0, "0 subscriptions are left")
    assert office.statuses() == {"active": ACME - 1}
