"""The scripts in docs/jobs about leads and bulk actions do what they say."""

from pathlib import Path

import httpx
import pytest

from close_bulk import Close
from close_emulator import Emulator
from close_emulator.transport import EmulatorTransport
from office import ACME, LEADS, Office, rows_of


def test_leads_are_edited_ten_first(office: Office) -> None:
    """A canary of ten is looked at before the rest follows, and all the Smart View's leads are edited."""
    view, status = office.sample.smart_view_id, office.sample.lead_status_id
    done = office.run("edit_leads", view, "--status", status, "--confirmed")
    assert done.status == 0
    assert "of the first 10 leads, 0 are not as wanted" in done.out
    actions = [*office.emulator.organization.bulk_actions.values()]
    assert [action.request.results_limit for action in actions] == [10, None]
    leads = [*office.emulator.organization.leads.values()]
    assert {lead.name[:4] for lead in leads if lead.status_id == status} == {"ACME"}
    assert sum(lead.status_id == status for lead in leads) == ACME
    field = office.sample.custom_field_id
    assert office.run("edit_leads", view, "--field", field, "Big", "--confirmed").status == 0
    assert sum(lead.custom.get(field) == "Big" for lead in leads) == ACME


def test_failed_canary_of_an_edit_ends_it(office: Office) -> None:
    """Where the ten are not as wanted, the rest is not started."""

    class Idle(EmulatorTransport):
        """Finds nobody who is as wanted."""

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            """Answer counts with 10."""
            answer = super().handle_request(request)
            if b'"negate"' in request.read():
                answer = httpx.Response(
                    200, json={"data": [], "cursor": None, "count": {"total": 10}}
                )
            return answer

    office.transport = Idle(office.emulator)
    arguments = (office.sample.smart_view_id, "--status", office.sample.lead_status_id)
    assert office.run("edit_leads", *arguments, "--confirmed").status == 1
    assert len(office.emulator.organization.bulk_actions) == 1


def test_leads_are_deleted_only_for_the_right_number(office: Office, tmp_path: Path) -> None:
    """Another number, or none, deletes nobody; the right one deletes and notes them."""
    organization, kept = office.emulator.organization, tmp_path / "deleted.csv"
    arguments = (office.sample.smart_view_id, "--confirmed", "--keep", str(kept))
    assert office.run("delete_leads", *arguments, typed="yes\n").status == 1
    assert office.run("delete_leads", *arguments, typed=f"{ACME + 1}\n").status == 1
    assert len(organization.leads) == LEADS
    assert office.run("delete_leads", *arguments, typed=f"{ACME}\n").status == 0
    assert len(organization.leads) == LEADS - ACME
    rows = rows_of(kept.read_text())
    assert {row["display_name"] for row in rows} == {f"ACME Inc. {n + 1}" for n in range(ACME)}
    (action_id,) = organization.bulk_actions
    report = office.run("deleted_leads", "--days", "1", "--bulk-action", action_id)
    assert {row["lead_id"] for row in report.rows} == {row["id"] for row in rows}
    assert {row["user_id"] for row in report.rows} == {organization.user.id}
    assert office.run("deleted_leads", "--bulk-action", "bulkdelete_none").rows == []


def test_audit_tells_who_did_what(office: Office) -> None:
    """Bulk actions of all kinds come newest first, and can be chosen by kind, status, day and user."""
    office.enrol()
    view, template = office.sample.smart_view_id, office.sample.template_id
    office.clock.emulated.advance(60)
    office.run("email_segment", view, template, "--limit", "2", "--confirmed")
    rows = office.run("audit").rows
    assert [row["action_type"] for row in rows] == ["email", "subscribe"]
    assert rows[0]["template_id"] == template
    assert {row["created_by"] for row in rows} == {office.emulator.organization.user.id}
    assert len(office.run("audit", "--kind", "email", "--mine").rows) == 1
    assert office.run("audit", "--user", "user_none").rows == []
    assert office.run("audit", "--status", "processing").rows == []
    assert office.run("audit", "--since", "2999-01-01").rows == []


def test_email_goes_to_the_newest_leads(office: Office) -> None:
    """A bulk e-mail with a limit reaches so many leads, once each."""
    ids = (office.sample.smart_view_id, office.sample.template_id)
    assert office.run("email_segment", *ids, "--limit", "5", "--confirmed").status == 0
    assert len({mail.lead_id for mail in office.emulator.outbox}) == 5
    assert len(office.emulator.outbox) == 5


def test_exports_tell_who_is_where(office: Office) -> None:
    """One row for each subscription, by status if asked for, and one for each sequence with its counts."""
    office.enrol()
    office.emulator.add_sequence("Empty")
    office.emulator.finish_subscription(office.ids()[0])
    rows = office.run("export_subscriptions").rows
    assert [row["id"] for row in rows] == office.ids()
    assert {row["sequence"] for row in rows} == {"Outreach"}
    active = office.run("export_subscriptions", office.sample.sequence_id, "--status", "active")
    assert len(active.rows) == ACME - 1
    counts = {row["name"]: row for row in office.run("export_sequences").rows}
    assert counts["Outreach"]["active_contacts"] == str(ACME - 1)
    assert counts["Outreach"]["finished_contacts"] == "1"
    assert counts["Empty"]["active_contacts"] == "0"


@pytest.mark.parametrize(
    ("happens", "status"), [("end", 0), ("failure", 3), ("stall", 4), ("time", 5)]
)
def test_wait_ends_with_a_status_of_its_own(office: Office, happens: str, status: int) -> None:
    """Done, failed, stalled and out of time can be told apart by the exit status."""
    with Close(api_key=office.emulator.api_key, transport=office.transport) as close:
        action = close.bulk.pause(s_query={"type": "object_type", "object_type": "lead"})
        if happens == "failure":
            office.emulator.step(2)
            office.emulator.fail_bulk_action(action.id)
        if happens == "stall":
            office.emulator.step(2)
            action.pause()
    limit = ["--timeout", "1"] if happens == "time" else []
    assert office.run("wait_for", action.id, *limit).status == status


def test_wait_for_nothing_is_an_error(office: Office) -> None:
    """An id of no bulk action ends with 1, an argument that is missing with 2."""
    assert office.run("wait_for", "bulkedit_none").status == 1
    assert office.run("wait_for").status == 2


class Losing(EmulatorTransport):
    """Loses the answer to each start, or the start itself."""

    def __init__(self, emulator: Emulator, *, arrives: bool) -> None:
        super().__init__(emulator)
        self._arrives = arrives

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer all but starts."""
        if request.method == "POST" and "bulk_action" in request.url.path:
            if self._arrives:
                super().handle_request(request)
            raise httpx.ReadTimeout("no answer", request=request)
        return super().handle_request(request)


@pytest.mark.parametrize("arrives", [True, False])
def test_lost_answer_starts_nothing_twice(office: Office, tmp_path: Path, *, arrives: bool) -> None:
    """A start whose answer is lost is found and waited for, or left to somebody who looks; never repeated."""
    file = tmp_path / "started.txt"
    ids = (str(file), office.sample.smart_view_id, office.sample.sequence_id)
    office.transport = Losing(office.emulator, arrives=arrives)
    statuses = [office.run("start_once", *ids, *office.sender, "--confirmed").status for _ in "12"]
    assert statuses == ([0, 0] if arrives else [3, 3])
    assert len(office.emulator.organization.bulk_actions) == int(arrives)
    assert office.statuses() == ({"active": ACME} if arrives else {})
    office.transport = EmulatorTransport(office.emulator)
    office.run("start_once", *ids, *office.sender, "--confirmed")
    assert len(office.emulator.organization.bulk_actions) == int(arrives)


def test_refused_start_may_be_tried_again(office: Office, tmp_path: Path) -> None:
    """A start that the service refuses leaves no trace; the next run starts it, and the one after waits."""
    file = tmp_path / "started.txt"
    ids = (str(file), office.sample.smart_view_id)
    assert office.run("start_once", *ids, "seq_none", *office.sender, "--confirmed").status == 1
    assert not file.exists()
    for _ in "12":
        done = office.run(
            "start_once", *ids, office.sample.sequence_id, *office.sender, "--confirmed"
        )
        assert done.status == 0
    assert [file.read_text()] == [*office.emulator.organization.bulk_actions]
