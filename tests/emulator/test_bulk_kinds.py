"""What all four kinds of bulk action have in common: their answers, their lists, their lives."""

from typing import Any

import pytest

from close_contract import contract
from close_emulator import Pace, Timed
from emulator.contracted import Contracted
from emulator.workbench import ALL_LEADS, Workbench, by, path_of

WEEK = 7 * 24 * 3600
KINDS = ("email", "edit", "delete", "sequence_subscription")
PREFIXES = {
    "email": "bulkemail_",
    "edit": "bulkedit_",
    "delete": "bulkdelete_",
    "sequence_subscription": "bulkseqsub_",
}
OPERATIONS = {operation.label: operation for operation in contract().operations()}
kinds = pytest.mark.parametrize("kind", KINDS)


class Leads(Contracted):
    """Five leads, remembered from before anything happens to them."""

    def __init__(self, pace: Pace | None = None) -> None:
        super().__init__(pace)
        self.add_leads(5)
        self.leads = [*self.organization.leads]


def fields(bench: Workbench, kind: str) -> dict[str, object]:
    """What a kind needs beside the selection; each changes every lead that it reaches."""
    if kind == "email":
        template = bench.emulator.add_email_template("Hello")
        return {"template_id": template, "contact_preference": "lead"}
    if kind == "edit":
        lost = bench.emulator.add_lead_status("Lost")
        return {"type": "set_lead_status", "lead_status_id": lost}
    return {} if kind == "delete" else bench.subscribe_body()


def start(bench: Workbench, kind: str, **more: object) -> str:
    """Start an action of a kind on all leads."""
    return bench.start_kind(kind, **fields(bench, kind), **more)


def changed(bench: Leads) -> list[str]:
    """The leads that some action has changed, in order of creation."""
    organization = bench.organization
    reached = {email.lead_id for email in organization.outbox}
    reached |= {subscription.lead_id for subscription in organization.subscriptions.values()}
    return [
        lead_id
        for lead_id in bench.leads
        if lead_id in reached
        or lead_id not in organization.leads
        or organization.leads[lead_id].status_label == "Lost"
    ]


@pytest.fixture
def bench() -> Leads:
    """Five leads in an emulator that moves two of them a step."""
    return Leads()


def required(kind: str) -> set[str]:
    """The keys that the contract promises of a kind, which are all it knows."""
    schema = contract().resolved(OPERATIONS[f"POST /bulk_action/{kind}/"].answer or {})
    assert {*schema["required"]} == {*schema["properties"]}
    return {*schema["required"]}


@kinds
def test_every_answer_keeps_the_contract(bench: Leads, kind: str) -> None:
    """POST, GET, PUT and the list answer with the contract's keys and no other, at every stage.

    The bench judges each answer by the contract's schema; the emulator has no key beside it.
    """
    identity = start(bench, kind)
    for _ in range(6):
        action = bench.fetch(identity)
        assert action.keys() == required(kind)
        page = bench.ok("GET", f"/bulk_action/{kind}/")
        assert page == {"data": [action], "has_more": False}
        bench.emulator.step()
    other = start(bench, kind)
    for status in ("paused", "resuming"):
        answer: Any = bench.put(other, status).json()
        assert (answer.keys(), answer["status"]) == (required(kind), status)


@kinds
def test_a_new_action_has_not_begun(bench: Leads, kind: str) -> None:
    """POST answers `created`, with an id of the kind, null totals and zero counters."""
    body = {"s_query": ALL_LEADS, "results_limit": 3, "sort": [by("name")]} | fields(bench, kind)
    answer = bench.ok("POST", f"/bulk_action/{kind}/", body)
    assert answer["id"].startswith(PREFIXES[kind])
    assert answer["status"] == "created"
    assert (answer["n_leads"], answer["n_objects"]) == (None, None)
    assert (answer["n_leads_processed"], answer["n_objects_processed"]) == (0, 0)
    assert (answer["send_done_email"], answer["query"]) == (True, None)
    common = ("s_query", "results_limit", "sort")
    assert {name: answer[name] for name in common} == {name: body[name] for name in common}
    assert changed(bench) == []


def test_kinds_do_not_mix(bench: Leads) -> None:
    """Each list has its own kind only, newest first; an id under another kind's path is 404."""
    ids = {kind: [start(bench, kind) for _ in range(2)] for kind in KINDS}
    for kind, own in ids.items():
        listed = bench.ok("GET", f"/bulk_action/{kind}/")["data"]
        assert [action["id"] for action in listed] == own[::-1]
        others = [identity for each in ids.values() for identity in each if identity not in own]
        for identity in others:
            for method in ("GET", "PUT"):
                path = f"/bulk_action/{kind}/{identity}/"
                assert bench.send(method, path, {"status": "paused"}).status == 404


@kinds
def test_pages_and_fields(kind: str) -> None:
    """`_limit`, `_skip` and `_fields` hold for every kind."""
    bench = Workbench()  # the contract cannot say that `_fields` leaves out what is required
    ids = [start(bench, kind) for _ in range(3)]
    query = {"_limit": "1", "_skip": "1", "_fields": "id,status"}
    page = bench.ok("GET", f"/bulk_action/{kind}/", query=query)
    assert page == {"data": [{"id": ids[1], "status": "created"}], "has_more": True}
    assert bench.ok("GET", path_of(ids[0]), query={"_fields": "id"}) == {"id": ids[0]}


@kinds
def test_every_kind_lives_alike(bench: Leads, kind: str) -> None:
    """Created, loading, processing in batches, done: leads change as the counters grow."""
    identity = start(bench, kind)
    seen = []
    for _ in range(7):
        status, processed = bench.progress(identity)
        assert changed(bench) == bench.leads[:processed]
        seen.append((status, processed))
        bench.emulator.step()
    waiting = [("created", 0), ("loading", 0), ("processing", 0)]
    assert seen == [*waiting, ("processing", 2), ("processing", 4), ("done", 5), ("done", 5)]


@kinds
def test_a_pause_leaves_the_rest_alone(bench: Leads, kind: str) -> None:
    """A paused action has changed what it counts and no more; resumed, it changes the rest."""
    identity = start(bench, kind)
    bench.emulator.step(3)
    bench.put(identity, "paused")
    bench.emulator.step(5)
    assert (bench.progress(identity), changed(bench)) == (("paused", 2), bench.leads[:2])
    bench.put(identity, "resuming")
    bench.emulator.step(5)
    assert (bench.progress(identity), changed(bench)) == (("done", 5), bench.leads)


@kinds
def test_a_pause_lasts_seven_days_at_most(bench: Leads, kind: str) -> None:
    """After more than seven days no kind resumes, and what has ended is neither paused."""
    identity, failed = start(bench, kind), start(bench, kind)
    bench.put(identity, "paused")
    bench.emulator.fail_bulk_action(failed)
    bench.clock.advance(WEEK + 1)
    for action, status in ((identity, "resuming"), (failed, "paused")):
        assert list(bench.problems("PUT", path_of(action), {"status": status})) == ["status"]
    assert (bench.fetch(failed)["status"], changed(bench)) == ("error", [])


@kinds
def test_a_canary_changes_the_first_in_order(bench: Leads, kind: str) -> None:
    """With results_limit 2 and the newest first, exactly the two newest leads change."""
    sort = [by("date_created", "desc")]
    identity = start(bench, kind, sort=sort, results_limit=2)
    bench.emulator.step(10)
    assert (bench.fetch(identity)["n_leads"], changed(bench)) == (2, bench.leads[3:])


@kinds
def test_other_paths_and_methods(bench: Leads, kind: str) -> None:
    """Unknown ids are 404, other methods 405, a body is JSON and nothing beside what is known."""
    path = f"/bulk_action/{kind}/"
    assert bench.send("GET", f"{path}{PREFIXES[kind]}none/").status == 404
    for method, at, allow in (("DELETE", path, "GET, POST"), ("POST", f"{path}x/", "GET, PUT")):
        response = bench.send(method, at)
        assert (response.status, dict(response.headers)["allow"]) == (405, allow)
    assert bench.send("POST", path, {}, content_type="text/plain").status == 415
    assert "typo" in bench.problems("POST", path, fields(bench, kind) | {"typo": 1})
    assert "s_query" in bench.problems("POST", path, fields(bench, kind) | {"s_query": {}})


@kinds
def test_the_time_zone_is_the_callers(kind: str) -> None:
    """`x-tz-offset` decides what "today" is in the query, also when the leads are loaded.

    The leads are created in the first minutes after midnight in UTC.
    """
    today = {"type": "start_end_of_predefined_relative_period", "range": "today", "which": "start"}
    query = {
        "type": "field_condition",
        "field": {"type": "regular_field", "object_type": "lead", "field_name": "date_created"},
        "condition": {"type": "moment_range", "gte": today},
    }
    found = []
    for offset in ("-4", "-0.05"):
        bench = Leads(Timed(loading=1, rate=1))
        body = fields(bench, kind) | {"s_query": query}
        response = bench.send("POST", f"/bulk_action/{kind}/", body, x_tz_offset=offset)
        document: Any = response.json()
        bench.clock.advance(100)
        found.append(bench.fetch(document["id"])["n_leads"])
    assert found == [5, 2]


@kinds
def test_a_bulk_action_is_in_the_event_log(bench: Leads, kind: str) -> None:
    """Created, updated and completed are logged as the action was, with its effects between."""
    identity = start(bench, kind)
    bench.emulator.step(3)
    bench.put(identity, "paused")
    bench.put(identity, "resuming")
    bench.emulator.step(10)
    query = {"object_type": f"bulk_action.{kind}", "object_id": identity}
    own = bench.ok("GET", "/event/", query=query)["data"][::-1]
    assert [(event["action"], event["data"]["status"]) for event in own] == [
        ("created", "created"),
        ("updated", "loading"),
        ("updated", "processing"),
        ("updated", "processing"),
        ("paused", "paused"),
        ("updated", "resuming"),
        ("updated", "processing"),
        ("updated", "processing"),
        ("completed", "done"),
    ]
    assert {event["user_id"] for event in own} == {bench.organization.user.id}
    assert own[-1]["data"] == bench.fetch(identity)


@kinds
def test_what_an_action_did_is_in_the_event_log(bench: Leads, kind: str) -> None:
    """Each lead that an action changed has an event that names the action and the user."""
    identity = start(bench, kind)
    bench.emulator.step(10)
    logged = [
        (event["lead_id"], event["user_id"], event["request_id"])
        for event in bench.ok("GET", "/event/")["data"]
        if event["meta"] == {"bulk_action_id": identity}
    ]
    expected = [] if kind == "email" else bench.leads
    user_id = bench.organization.user.id
    assert {*logged} == {(lead_id, user_id, None) for lead_id in expected}


def test_an_edit_tells_what_was_before(bench: Leads) -> None:
    """The event of an edited lead has the lead as it was then, and the former values."""
    field_id = bench.emulator.add_custom_field("Size")
    for value in (1, 2):
        more = {"custom_field_id": field_id, "custom_field_value": value}
        bench.finish_kind("edit", type="set_custom_field", results_limit=1, **more)
    query = {"lead_id": bench.leads[0], "object_type": "lead", "action": "updated"}
    events = bench.ok("GET", "/event/", query=query)["data"][::-1]
    name = f"custom.{field_id}"
    seen = [(event["previous_data"], event["data"][name]) for event in events]
    assert seen == [({name: None}, 1), ({name: 1}, 2)]
