"""Probes that compare what bulk actions select with what a search finds, and delete a lead."""

from collections.abc import Iterator
from typing import Any

from close_contract.bench import Bench
from close_contract.json_values import members
from close_contract.known import LEADS, one_lead
from close_contract.probes.columns import search
from close_contract.probes.effects import done
from close_contract.probes.lead_traces import deletion_events
from close_contract.probes.sequences import new_sequence
from close_contract.report import Finding


def bulk_selection(bench: Bench) -> Iterator[Finding]:
    """Select leads in a bulk action that concerns nobody: it counts as many as a search does."""
    counted = search(bench, dict(LEADS), include_counts=True, results_limit=0)
    total = members(counted.members.get("count")).get("total")
    sequence_id = str(new_sequence(bench).members.get("id"))
    # Nobody is in a new sequence, so nothing is paused.
    body = {"action_type": "pause", "sequence_id": sequence_id, "send_done_email": False}
    selections: tuple[tuple[dict[str, Any], Any], ...] = (
        ({"s_query": dict(LEADS)}, total),
        ({"s_query": dict(LEADS), "results_limit": 1}, min(1, total or 0)),
        ({"s_query": one_lead(bench.known.lead_id), "results_limit": 2}, 1),
    )
    for selection, expected in selections if isinstance(total, int) else ():
        started = bench.call("create_bulk_sequence_subscription", body={**body, **selection})
        for _ in bench.limits.attempts() if started.accepted else ():
            action_id = str(started.members.get("id"))
            seen = bench.call("get_bulk_sequence_subscription", action_id)
            n = seen.members.get("n_leads")
            if n is not None and (n, seen.members.get("n_objects")) != (expected, 0):
                message = f"{expected} leads and none of their subscriptions are selected: "
                message += f"{n} and {seen.members.get('n_objects')}"
                yield seen.finding("bulk_selection", message)
            if n is not None:
                break
    bench.call("delete_sequence", sequence_id)


def bulk_deletes(bench: Bench) -> Iterator[Finding]:
    """Delete the lead that may be deleted, if one is known: it goes, and no other."""
    doomed = bench.known.disposable_lead_id
    if not doomed:
        return
    before = {*search(bench, dict(LEADS)).ids}
    begun = search(bench, dict(LEADS), _limit=1)
    ended = done(bench, "delete", {"s_query": one_lead(doomed)})
    if ended is None:
        return
    # What was found before it was deleted must not break the pages to come.
    search(bench, dict(LEADS), cursor=begun.members.get("cursor"))
    now = {*search(bench, dict(LEADS)).ids}
    if now != before - {doomed}:
        message = f"of {len(before)} leads one was to be deleted: {len(now)} are left"
        yield ended.finding("bulk_deletes", message)
    left = bench.call("list_sequence_subscriptions", query={"lead_id": doomed})
    if left.items:
        message = f"a lead is deleted, but has {len(left.items)} subscriptions"
        yield left.finding("bulk_deletes", message)
    people = search(bench, {"type": "object_type", "object_type": "contact"}, _fields=_OWNER)
    if any(item.get("lead_id") == doomed for item in people.items):
        yield people.finding("bulk_deletes", "a lead is deleted, but its contacts are found")
    if any(operation.id == "list_events" for operation in bench.operations):
        yield from deletion_events(bench, doomed, ended)


_OWNER = {"contact": ["lead_id"]}
