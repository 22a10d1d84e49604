"""Bulk deletes: the selected leads go with all that belongs to them, and nothing else goes."""

from hypothesis import given
from hypothesis import strategies as st

from emulator.workbench import ALL_LEADS, BULK, SEARCH, SUBSCRIPTIONS, Workbench, by, named

DELETE = "/bulk_action/delete/"
NAMES = st.lists(st.sampled_from(["ACME", "Globex", "ACME Globex"]), max_size=8)


def test_a_lead_goes_with_what_belongs_to_it(bench: Workbench) -> None:
    """Contacts and subscriptions of deleted leads are gone, in searches and in lists."""
    bench.add_leads(2, contacts=2)
    bench.add_leads(1, "Other")
    bench.finish(contact_preference="contact")
    (other,) = [lead for lead in bench.organization.leads.values() if "Other" in lead.name]
    action = bench.finish_kind("delete", s_query=named("ACME"))
    assert (action["n_leads"], action["n_objects"], action["bulk_object_type"]) == (2, 2, "lead")
    assert list(bench.organization.leads) == [other.id]
    assert list(bench.organization.contacts) == [contact.id for contact in other.contacts]
    query = {"sequence_id": bench.sequence_id}
    listed = bench.ok("GET", SUBSCRIPTIONS, query=query)["data"]
    assert [item["lead_id"] for item in listed] == [other.id]
    found = bench.ok("POST", SEARCH, {"query": ALL_LEADS, "include_counts": True})
    assert (found["count"]["total"], [item["id"] for item in found["data"]]) == (1, [other.id])


@given(names=NAMES, limit=st.integers(1, 9))
def test_the_selection_goes_and_nothing_else(names: list[str], limit: int) -> None:
    """Exactly the first matching leads of the order are deleted; the rest stays as it was."""
    bench = Workbench()
    leads = [bench.emulator.add_lead(name, contacts=[("P", None)]) for name in names]
    sort = [by("name", "desc")]
    bench.finish_kind("delete", s_query=named("ACME"), sort=sort, results_limit=limit)
    matching = [lead for lead in leads if "ACME" in lead.name]
    matching.sort(key=lambda lead: lead.name, reverse=True)
    gone = {lead.id for lead in matching[:limit]}
    assert list(bench.organization.leads) == [lead.id for lead in leads if lead.id not in gone]
    assert [contact.lead_id for contact in bench.organization.contacts.values()] == [
        lead.id for lead in leads if lead.id not in gone
    ]


def test_the_request_is_the_selection_and_no_more(bench: Workbench) -> None:
    """s_query must be there; what the answer calls bulk_object_type is no field of the request."""
    assert set(bench.problems("POST", DELETE, {})) == {"s_query"}
    body = {"s_query": ALL_LEADS, "bulk_object_type": "contact"}
    assert set(bench.problems("POST", DELETE, body)) == {"bulk_object_type"}


def test_two_deletions_of_the_same_leads_are_one(bench: Workbench) -> None:
    """Leads that another action deleted first are counted and left alone."""
    bench.add_leads(3)
    both = [bench.start_kind("delete") for _ in range(2)]
    bench.emulator.step(10)
    assert [bench.progress(identity) for identity in both] == [("done", 3)] * 2
    assert bench.organization.leads == {}


def test_actions_under_way_outlive_their_leads(bench: Workbench) -> None:
    """Subscribing, pausing and editing of leads that vanish meanwhile go on to their ends."""
    bench.add_leads(3)
    bench.finish(s_query=named("1"))
    lost = bench.emulator.add_lead_status("Lost")
    field = bench.emulator.add_custom_field("Segment", object_type="shared")
    edit = {"type": "set_global_custom_field", "custom_field_id": field, "custom_field_value": 1}
    actions = [
        bench.start_kind("delete"),
        bench.start(contact_preference="contact"),
        bench.start(action_type="pause"),
        bench.start_kind("edit", type="set_lead_status", lead_status_id=lost),
        bench.start_kind("edit", **edit),
    ]
    bench.emulator.step(10)
    assert [bench.progress(identity) for identity in actions] == [("done", 3)] * 5
    assert bench.organization.subscriptions == {}


def test_a_walk_skips_what_was_deleted(bench: Workbench) -> None:
    """A search that is read page by page goes on when some of its leads are deleted meanwhile."""
    bench.add_leads(4)
    body = {"query": ALL_LEADS, "_limit": 2}
    first = bench.ok("POST", SEARCH, body)
    bench.finish_kind("delete", s_query=named("3"))
    rest = bench.ok("POST", SEARCH, body | {"cursor": first["cursor"]})
    assert [item["id"] for item in rest["data"]] == [*bench.organization.leads][2:]


def test_a_contact_may_be_subscribed_anew_after_its_lead_came_back(bench: Workbench) -> None:
    """A new lead with the same addresses has nothing to do with the deleted one."""
    bench.add_leads(1)
    bench.finish()
    bench.finish_kind("delete")
    bench.add_leads(1)
    assert bench.ok("POST", BULK, bench.subscribe_body())["status"] == "created"
    bench.emulator.step(10)
    assert bench.statuses() == ["active"]
