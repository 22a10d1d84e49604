"""Probes that subscribe contacts by bulk actions, and change what they are subscribed to."""

from collections.abc import Iterator, Mapping
from typing import Any

from close_contract.bench import Bench
from close_contract.known import one_lead
from close_contract.probes.effects import done
from close_contract.probes.sequences import new_sequence, new_subscription
from close_contract.report import Finding

_KIND = "sequence_subscription"


def bulk_subscribing(bench: Bench) -> Iterator[Finding]:
    """Subscribe a lead by a bulk action, twice; finish, restart and hand over what came of it."""
    first = new_subscription(bench).members
    sequence_id = str(new_sequence(bench).members.get("id"))
    if not first:
        return
    lead_id = str(first.get("lead_id"))
    yield from _subscribed_once(bench, lead_id, sequence_id)
    listed = _listed(bench, sequence_id)
    if listed:
        yield from _changed(bench, lead_id, sequence_id, str(listed[0].get("id")))
    for each in str(first.get("sequence_id")), sequence_id:
        bench.call("delete_sequence", each)


def _subscribed_once(bench: Bench, lead_id: str, sequence_id: str) -> Iterator[Finding]:
    asked = subscribing_body(bench, sequence_id)
    for _ in range(2):
        ended = done(bench, _KIND, {**asked, "s_query": one_lead(lead_id)})
        if ended is None:
            return
        listed = _listed(bench, sequence_id)
        if len(listed) != 1:
            message = f"a lead was to be subscribed once: there are {len(listed)} subscriptions"
            yield ended.finding("bulk_subscribing", message)
        for each in listed:
            expected = {"status": "active", "lead_id": lead_id, **_sender(asked)}
            wrong = [name for name, value in expected.items() if each.get(name) != value]
            for name in wrong:
                message = f"{name} is {each.get(name)!r}, where {expected[name]!r} was asked for"
                yield ended.finding("bulk_subscribing", message)


def _changed(
    bench: Bench, lead_id: str, sequence_id: str, subscription_id: str
) -> Iterator[Finding]:
    """Send actions that concern a subscription in this status, or that do not."""
    selected: dict[str, Any] = {"s_query": one_lead(lead_id), "sequence_id": sequence_id}
    selected["send_done_email"] = False
    asked = subscribing_body(bench, sequence_id)
    handed = {**_sender(asked), "sender_name": "Somebody Else"}
    again = {**_senders(handed), "sender_name": "Another One"}
    steps: tuple[tuple[str, Mapping[str, Any], Mapping[str, Any]], ...] = (
        ("resume", {}, {"status": "active"}),
        ("resume_finished", {}, {"status": "active"}),
        ("reassign", handed, {"status": "active", **handed}),
        ("reassign", _senders(handed), {"calls_assigned_to": asked.get("calls_assigned_to")}),
        ("finished", {}, {"status": "finished"}),
        ("pause", {}, {"status": "finished"}),
        ("resume", {}, {"status": "finished"}),
        ("resume_finished", {}, {"status": "active"}),
        ("pause", {}, {"status": "paused", "status_reason": "manual"}),
        ("resume_finished", {}, {"status": "paused"}),
        ("reassign", again, {"status": "paused", **again}),
        ("resume", {}, {"status": "active"}),
    )
    for action, more, expected in steps:
        if action == "finished":
            finished = {"status": "finished"}
            sent = bench.call("update_sequence_subscription", subscription_id, body=finished)
        else:
            body = {**selected, **more, "action_type": action}
            ended = done(bench, _KIND, body)
            if ended is None:
                return
            sent = ended
        now = bench.call("get_sequence_subscription", subscription_id).members
        for name, value in expected.items():
            if now.get(name) != value:
                message = f"after {action} {name} is {now.get(name)!r}, not {value!r}"
                yield sent.finding("bulk_subscribing", message)


def subscribing_body(bench: Bench, sequence_id: str) -> dict[str, Any]:
    """Return the body that subscribes to a sequence, without its selection."""
    operation = bench.operation(f"create_bulk_{_KIND}")
    samples = bench.samples(operation)
    forms = samples.forms
    form = next(
        each for each in forms if each["properties"]["action_type"].get("const") == "subscribe"
    )
    body = {**samples.full(form), "sequence_id": sequence_id, "contact_preference": "lead"}
    return {name: value for name, value in body.items() if name not in {"results_limit", "sort"}}


def _sender(asked: Mapping[str, Any]) -> dict[str, Any]:
    names = "sender_account_id", "sender_name", "sender_email", "calls_assigned_to"
    return {name: asked[name] for name in names if name in asked}


def _senders(handed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what must be said of a sender; who calls stays as it is."""
    return {name: value for name, value in handed.items() if name.startswith("sender_")}


def _listed(bench: Bench, sequence_id: str) -> list[Mapping[str, Any]]:
    return bench.call("list_sequence_subscriptions", query={"sequence_id": sequence_id}).items
