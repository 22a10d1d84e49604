"""What each action type does, and to whom."""

import pytest

from emulator.workbench import SUBSCRIPTIONS, Workbench, by, named


def subscribe(bench: Workbench, *statuses: str) -> None:
    """One lead for each status, whose only contact has the sequence in that status."""
    for n, status in enumerate(statuses):
        lead = bench.emulator.add_lead(f"Lead {n}", contacts=[("P", f"p{n}@example.org")])
        contact = lead.contacts[0].id
        bench.emulator.add_subscription(
            contact, bench.sequence_id, sender_account_id=bench.account_id, status=status
        )


def test_preference_lead_takes_the_first_address_of_the_lead(bench: Workbench) -> None:
    """With contact_preference lead, the first contact that has an address is subscribed."""
    people = [("No", None), ("Jane", "jane@acme.example"), ("Joe", "joe@acme.example")]
    bench.emulator.add_lead("ACME", contacts=people)
    action = bench.finish(contact_preference="lead")
    emails = [s.contact_email for s in bench.organization.subscriptions.values()]
    assert (action["n_objects"], emails) == (1, ["jane@acme.example"])


def test_preference_contact_takes_every_contact_with_an_address(bench: Workbench) -> None:
    """With contact_preference contact, each contact that has an address is subscribed."""
    people = [("No", None), ("Jane", "jane@acme.example"), ("Joe", "joe@acme.example")]
    bench.emulator.add_lead("ACME", contacts=people)
    action = bench.finish(contact_preference="contact")
    emails = [s.contact_email for s in bench.organization.subscriptions.values()]
    assert (action["n_objects"], emails) == (2, ["jane@acme.example", "joe@acme.example"])


def test_a_lead_without_addresses_counts_and_gets_nothing(bench: Workbench) -> None:
    """A lead nobody can write to is one of the leads, and none of the objects."""
    bench.emulator.add_lead("Silent", contacts=[("No", None)])
    action = bench.finish()
    assert (action["n_leads_processed"], action["n_objects"]) == (1, 0)


def test_a_new_subscription_is_what_was_asked_for(bench: Workbench) -> None:
    """The subscription names its contact, lead, sequence, sender and callers, and is active."""
    bench.add_leads(1)
    caller = bench.emulator.add_user("caller@salesteam.example")
    bench.finish(calls_assigned_to=[caller], sender_name="Ann", sender_email="ann@x.example")
    (lead,) = bench.organization.leads.values()
    (found,) = bench.ok("GET", SUBSCRIPTIONS, query={"lead_id": lead.id})["data"]
    del found["id"], found["date_created"], found["date_updated"]
    assert found == {
        "calls_assigned_to": [caller],
        "contact_email": "p0@acme1.example",
        "contact_id": lead.contacts[0].id,
        "created_by_id": bench.organization.user.id,
        "lead_id": lead.id,
        "organization_id": bench.organization.id,
        "sender_account_id": bench.account_id,
        "sender_email": "ann@x.example",
        "sender_name": "Ann",
        "sequence_id": bench.sequence_id,
        "start_date": None,
        "status": "active",
        "status_reason": None,
        "updated_by_id": bench.organization.user.id,
    }


@pytest.mark.parametrize("status", ["active", "paused", "finished", "error", "goal"])
def test_nobody_gets_a_sequence_twice(bench: Workbench, status: str) -> None:
    """A contact that ever had the sequence, in any status, is counted and left as it is."""
    subscribe(bench, status)
    action = bench.finish()
    assert (action["n_objects_processed"], bench.statuses()) == (1, [status])


def test_another_sequence_is_no_obstacle(bench: Workbench) -> None:
    """A contact that had one sequence may be subscribed to another."""
    subscribe(bench, "finished")
    bench.finish(sequence_id=bench.emulator.add_sequence("Second"))
    assert bench.statuses() == ["finished", "active"]


def test_two_actions_at_once_subscribe_nobody_twice(bench: Workbench) -> None:
    """Two overlapping actions, loaded before either worked, make one subscription a contact."""
    bench.add_leads(6, contacts=2)
    both = [bench.start(contact_preference=preference) for preference in ("lead", "contact")]
    bench.emulator.step(10)
    done = [bench.fetch(identity)["n_objects_processed"] for identity in both]
    contacts = [s.contact_id for s in bench.organization.subscriptions.values()]
    assert (done, len(contacts), len(set(contacts))) == ([6, 12], 12, 12)


@pytest.mark.parametrize(
    ("action_type", "statuses"),
    [
        ("pause", ["paused", "paused", "finished", "error", "goal"]),
        ("resume", ["active", "active", "finished", "error", "goal"]),
        ("resume_finished", ["active", "paused", "active", "error", "goal"]),
    ],
)
def test_status_changes_touch_one_status_only(
    bench: Workbench, action_type: str, statuses: list[str]
) -> None:
    """Pause turns active, resume paused, resume_finished finished ones, and no other."""
    subscribe(bench, "active", "paused", "finished", "error", "goal")
    action = bench.finish(action_type=action_type)
    assert (action["n_leads"], action["n_objects"], bench.statuses()) == (5, 1, statuses)


def test_nobody_is_resumed_beside_another_subscription(bench: Workbench) -> None:
    """Who finished a sequence and is in it again is not brought into it a second time."""
    subscribe(bench, "finished")
    (contact,) = bench.organization.contacts
    again = {"sequence_id": bench.sequence_id, "sender_account_id": bench.account_id}
    bench.emulator.add_subscription(contact, **again)
    action = bench.finish(action_type="resume_finished")
    assert (action["n_objects_processed"], bench.statuses()) == (1, ["finished", "active"])


def test_a_pause_has_a_reason_and_a_resume_clears_it(bench: Workbench) -> None:
    """`status_reason` is manual after a pause, as in the vendor's example, and null after."""
    subscribe(bench, "active")
    (subscription,) = bench.organization.subscriptions.values()
    bench.finish(action_type="pause")
    paused = subscription.status_reason
    bench.finish(action_type="resume")
    assert (paused, subscription.status_reason) == ("manual", None)


@pytest.mark.parametrize("one", [True, False])
def test_a_sequence_id_restricts_to_the_sequence(bench: Workbench, *, one: bool) -> None:
    """With sequence_id an action touches that sequence, without it all of them."""
    subscribe(bench, "finished")
    bench.finish(sequence_id=bench.emulator.add_sequence("Second"))
    restriction = {"sequence_id": bench.sequence_id} if one else {}
    action = bench.finish(action_type="pause", **restriction)
    statuses = ["finished", "active"] if one else ["finished", "paused"]
    assert (action["n_objects"], bench.statuses()) == (0 if one else 1, statuses)


def test_an_action_touches_the_selected_leads_only(bench: Workbench) -> None:
    """Subscriptions of leads that the query does not match stay as they are."""
    subscribe(bench, "active", "active")
    bench.finish(action_type="pause", s_query=named("1"))
    assert bench.statuses() == ["active", "paused"]


def test_reassign_hands_over_active_and_paused(bench: Workbench) -> None:
    """The sender of active and paused subscriptions changes, their status does not."""
    subscribe(bench, "active", "paused", "finished")
    account = bench.emulator.add_sender_account("ann@salesteam.example", "Ann")
    action = bench.finish(
        action_type="reassign",
        sender_account_id=account,
        sender_name="Ann",
        sender_email="ann@salesteam.example",
    )
    names = [s.sender_name for s in bench.organization.subscriptions.values()]
    assert (action["n_objects"], names) == (2, ["Ann", "Ann", "John Doe"])
    assert bench.statuses() == ["active", "paused", "finished"]


@pytest.mark.parametrize("given", [True, False])
def test_reassign_hands_over_calls_if_asked(bench: Workbench, *, given: bool) -> None:
    """Callers and number are replaced if they are named; null leaves them as they are."""
    caller = bench.emulator.add_user("caller@salesteam.example")
    bench.add_leads(1)
    bench.finish()
    bench.finish(
        action_type="reassign",
        sender_account_id=bench.account_id,
        sender_name="Ann",
        sender_email="ann@salesteam.example",
        calls_assigned_to=[caller] if given else None,
        from_phone_number_id="phon_1" if given else None,
    )
    (subscription,) = bench.organization.subscriptions.values()
    assert subscription.calls_assigned_to == ([caller] if given else [])
    assert subscription.from_phone_number_id == ("phon_1" if given else None)


def test_a_paused_action_has_touched_what_it_counts(bench: Workbench) -> None:
    """Effects happen as the counters grow: a stopped action leaves the rest untouched."""
    subscribe(bench, *["active"] * 5)
    identity = bench.start(action_type="pause")
    bench.emulator.step(3)
    bench.put(identity, "paused")
    bench.emulator.step(10)
    assert bench.fetch(identity)["n_objects_processed"] == 2
    assert bench.statuses() == ["paused", "paused", "active", "active", "active"]


def test_what_changed_meanwhile_is_left_alone(bench: Workbench) -> None:
    """A subscription that finished after loading is counted and not paused."""
    subscribe(bench, "active")
    identity = bench.start(action_type="pause")
    bench.emulator.step(2)
    bench.emulator.finish_subscription(next(iter(bench.organization.subscriptions)))
    bench.emulator.step(5)
    assert bench.fetch(identity)["n_objects_processed"] == 1
    assert bench.statuses() == ["finished"]


def test_a_canary_takes_the_first_leads_in_order(bench: Workbench) -> None:
    """results_limit counts after the sort: the two newest of the matching leads."""
    bench.add_leads(4)
    bench.add_leads(2, "Other")
    sort = [by("date_created", "desc")]
    action = bench.finish(s_query=named("ACME"), results_limit=2, sort=sort)
    emails = [s.contact_email for s in bench.organization.subscriptions.values()]
    assert (action["n_leads"], emails) == (2, ["p0@acme4.example", "p0@acme3.example"])


def test_the_rest_follows_the_canary(bench: Workbench) -> None:
    """The same request without the limit subscribes those whom the canary left out."""
    bench.add_leads(5)
    bench.finish(results_limit=2)
    canary = len(bench.organization.subscriptions)
    bench.finish(results_limit=None)
    contacts = {s.contact_id for s in bench.organization.subscriptions.values()}
    assert (canary, len(bench.organization.subscriptions), len(contacts)) == (2, 5, 5)
