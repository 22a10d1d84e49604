"""Edits, deletions and e-mails at work on the emulator: rehearsed, done, watched, listed."""

from typing import Any

import pytest

from close_bulk import ALL_LEADS, BadRequest, CountDiffers, smart_view
from kit import ACME, Make, World

CREATED = {"type": "regular_field", "object_type": "lead", "field_name": "date_created"}
NEWEST_FIRST = [{"direction": "desc", "field": CREATED}]


def open_client(make: Make, world: World) -> Any:
    """Make a client of the world's emulator."""
    return make(api_key=world.emulator.api_key, transport=world.transport, clock=world.clock)


def names(world: World) -> list[str]:
    """Name the leads that are there."""
    return [lead.name for lead in world.emulator.organization.leads.values()]


def test_rehearsal_counts_what_is_then_deleted(make: Make, world: World) -> None:
    """A dry run names the leads in order, a delete of that number removes just those."""
    close = open_client(make, world)
    fields = {"s_query": ACME, "results_limit": 3, "sort": NEWEST_FIRST}
    preview = close.bulk.delete(**fields, dry_run=True)
    assert (preview.count, preview.total) == (3, 25)
    assert not world.emulator.organization.bulk_actions
    action = close.bulk.delete(**fields, expect=preview.count).wait()
    assert (action.kind, action.status, action.data.n_leads_processed) == ("delete", "done", 3)
    gone = {lead["id"] for lead in preview.sample}
    assert not gone & set(world.emulator.organization.leads)
    assert len(names(world)) == 32


def test_deletion_that_is_not_expected_deletes_nobody(make: Make, world: World) -> None:
    """A lead that came to match since the rehearsal holds the deletion back."""
    close = open_client(make, world)
    seen = close.bulk.delete(s_query=ACME, dry_run=True).count
    world.emulator.add_lead("ACME Inc. of today")
    with pytest.raises(CountDiffers) as caught:
        close.bulk.delete(s_query=ACME, expect=seen)
    assert (caught.value.expected, caught.value.found) == (25, 26)
    assert len(names(world)) == 36


def test_edits_change_the_selected_leads(make: Make, world: World) -> None:
    """A status and custom fields are set and cleared; the handle tells what was done."""
    close = open_client(make, world)
    won = world.emulator.add_lead_status("Won")
    markets = world.emulator.add_custom_field("Markets", accepts_multiple_values=True)
    leads = world.emulator.organization.leads.values()

    status = close.bulk.set_lead_status(s_query=ACME, lead_status_id=won).wait()
    assert (status.kind, status.action_type) == ("edit", "set_lead_status")
    assert sum(lead.status.id == won for lead in leads) == 25

    values = {"custom_field_name": "Markets", "custom_field_values": ["Baltics", "Benelux"]}
    close.bulk.set_custom_field(s_query=ACME, results_limit=10, **values).wait()
    assert sum(lead.custom.get(markets) == ["Baltics", "Benelux"] for lead in leads) == 10
    close.bulk.clear_custom_field(s_query=ALL_LEADS, custom_field_id=markets).wait()
    assert not any(lead.custom.get(markets) for lead in leads)


def test_email_goes_to_whom_the_preference_says(make: Make, world: World) -> None:
    """A bulk e-mail reaches one address of each lead, or one of each contact."""
    close = open_client(make, world)
    template = world.emulator.add_email_template("Hello")
    fields = {
        "s_query": ACME,
        "template_id": template,
        "email_account_id": world.sender_account_id,
    }
    for preference, mails in (("lead", 25), ("contact", 50)):
        before = len(world.emulator.outbox)
        close.bulk.email(**fields, contact_preference=preference).wait()
        assert len(world.emulator.outbox) - before == mails


def test_every_kind_is_paused_resumed_and_taken_up_by_its_id(make: Make, slow_world: World) -> None:
    """An edit is paused on its way, found again by its id, refused after seven days, resumed before."""
    close = open_client(make, slow_world)
    won = slow_world.emulator.add_lead_status("Won")
    started = [close.bulk.set_lead_status(s_query=ACME, lead_status_id=won) for _ in range(2)]
    slow_world.clock.sleep(3)
    early, late = (close.bulk.get(action.id).pause() for action in started)
    assert early.resumable_until is not None
    slow_world.clock.sleep(6.9 * 86_400)
    assert early.resume().wait().data.n_leads_processed == 25
    slow_world.clock.sleep(0.2 * 86_400)
    assert late.resumable_until.timestamp() < slow_world.clock.time()
    with pytest.raises(BadRequest, match="resumable_until"):
        late.resume()


def test_list_has_what_was_started_of_each_kind(make: Make, world: World) -> None:
    """The list of all kinds has each bulk action once, and rows with the same columns."""
    close = open_client(make, world)
    won = world.emulator.add_lead_status("Won")
    template = world.emulator.add_email_template("Hello")
    fields = {"s_query": ACME, "results_limit": 1}
    started = [
        close.bulk.pause(**fields),
        close.bulk.email(**fields, template_id=template, contact_preference="lead"),
        close.bulk.set_lead_status(**fields, lead_status_id=won),
        close.bulk.delete(**fields, expect=1),
    ]
    assert [action.id for action in close.bulk.list()] == [action.id for action in started]
    assert len({tuple(row) for row in close.bulk.list().to_rows()}) == 1
    (mail,) = close.bulk.list("email", template_id=template)
    assert mail.id == started[1].id


def test_smart_view_selects_as_its_query_does(make: Make, world: World) -> None:
    """A Smart View is counted, rehearsed and used like the query it holds."""
    close = open_client(make, world)
    query: dict[str, Any] = dict(ACME)
    view = smart_view(world.emulator.add_smart_view("ACME", query))
    assert close.leads.count(view) == 25
    assert close.bulk.pause(s_query=view, dry_run=True).count == 25
    assert close.bulk.pause(s_query=view).wait().data.n_leads_processed == 25
