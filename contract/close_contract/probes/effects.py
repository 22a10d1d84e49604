"""Probes that let a bulk action do something to one lead, and look whether it was done.

They wait for the action's end; a server that takes longer than the patience of a run is not judged.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from close_contract.bench import Bench, Exchanged
from close_contract.known import one_lead
from close_contract.probes.sequences import new_subscription
from close_contract.report import Finding


def bulk_effects(bench: Bench) -> Iterator[Finding]:
    """Pause and resume a subscription by bulk actions, and count what they concern."""
    subscription = new_subscription(bench).members
    if not subscription:
        return
    sequence_id, lead_id = subscription.get("sequence_id"), str(subscription.get("lead_id"))
    selected = {"s_query": one_lead(lead_id), "sequence_id": sequence_id}
    for action_type, status in ("pause", "paused"), ("resume", "active"):
        body = {**selected, "action_type": action_type, "send_done_email": False}
        ended = done(bench, "sequence_subscription", body)
        if ended is None:
            break
        if (ended.members.get("n_leads"), ended.members.get("n_leads_processed")) != (1, 1):
            yield ended.finding("bulk_effects", "one lead was selected, but another number counted")
        now = bench.call("get_sequence_subscription", str(subscription.get("id")))
        if now.members.get("status") != status:
            message = f"{action_type} is done, but the subscription is {now.members.get('status')}"
            yield now.finding("bulk_effects", message)
    bench.call("delete_sequence", str(sequence_id))


def bulk_edits(bench: Bench) -> Iterator[Finding]:
    """Set the status of a lead by a bulk action, find it changed, and set it back."""
    before = status_of(bench)
    new = bench.known.lead_status_id
    for wanted in (new, before) if before else ():
        body = {"type": "set_lead_status", "lead_status_id": wanted, "send_done_email": False}
        ended = done(bench, "edit", {**body, "s_query": one_lead(bench.known.lead_id)})
        if ended is None:
            return
        if status_of(bench) != wanted:
            message = f"the status was to be {wanted}, but is {status_of(bench)}"
            yield ended.finding("bulk_edits", message)


def status_of(bench: Bench) -> Any:
    """Return the id of the status of the known lead."""
    fields = {"lead": ["status_id"]}
    query = one_lead(bench.known.lead_id)
    found = bench.call("search_data", body={"query": query, "_fields": fields}).items
    return found[0].get("status_id") if found else None


def done(bench: Bench, kind: str, body: Mapping[str, Any]) -> Exchanged | None:
    """Start a bulk action and return how it ended, None if it has not within the time."""
    started = bench.call(f"create_bulk_{kind}", body=dict(body))
    if not started.accepted:
        return None
    for _ in bench.limits.attempts():
        seen = bench.call(f"get_bulk_{kind}", str(started.members.get("id")))
        if seen.members.get("status") == "done":
            return seen
    return None
