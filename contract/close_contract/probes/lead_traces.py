"""Probes that read in the event log what became of leads: their status, and their end."""

from collections.abc import Iterator, Mapping
from typing import Any

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import items, members
from close_contract.known import one_lead
from close_contract.probes.columns import of_type, search
from close_contract.probes.effects import done, status_of
from close_contract.report import Finding


def status_events(bench: Bench) -> Iterator[Finding]:
    """Give a lead the status of another and its own again: each change is logged, no other is."""
    shown = {
        str(item.get("id")): item
        for item in search(bench, of_type("lead"), _fields={"lead": ["status_id"]}).items
    }
    own = shown.get(bench.known.lead_id, {}).get("status_id")
    known = {str(item["status_id"]) for item in shown.values() if item.get("status_id")}
    others = (known | {bench.known.lead_status_id}) - {own}
    for status in sorted(others)[:1] if own else ():
        for wanted in (status, status, own):
            changes = int(status_of(bench) != wanted)
            ended = _edited(bench, wanted)
            if ended is None:
                return
            logged = _events(bench)
            new = [each for each in logged.items if _cause(each) == ended.members.get("id")]
            if len(new) != changes:
                message = f"{changes} changes of a lead were made, {len(new)} are logged"
                yield logged.finding("status_events", message)
            yield from _whole(logged, new)
            if wanted == status and _others_have(bench, status, shown):
                yield logged.finding(
                    "status_events", "a lead that was not meant has another status"
                )


def _whole(logged: Exchanged, events: list[Mapping[str, Any]]) -> Iterator[Finding]:
    """Find what was before among what is changed, and among the members of the object."""
    for event in events:
        previous, data = members(event.get("previous_data")), members(event.get("data"))
        if {*previous} != {*items(event.get("changed_fields"))}:
            message = f"{sorted(previous)} were before, but {event.get('changed_fields')} changed"
            yield logged.finding("status_events", message)
        if not {*previous} <= {*data}:
            message = f"{sorted({*previous} - {*data})} was before, but a lead has no such member"
            yield logged.finding("status_events", message)
        if any(previous[name] == data.get(name) for name in previous):
            yield logged.finding("status_events", "what is logged as changed is as it was")


def _cause(event: Mapping[str, Any]) -> Any:
    return members(event.get("meta")).get("bulk_action_id")


def _edited(bench: Bench, status: Any) -> Exchanged | None:
    body = {"type": "set_lead_status", "lead_status_id": status, "send_done_email": False}
    return done(bench, "edit", {**body, "s_query": one_lead(bench.known.lead_id)})


def _events(bench: Bench) -> Exchanged:
    query = {"object_type": "lead", "object_id": bench.known.lead_id, "_limit": 50}
    return bench.call("list_events", query=query)


def _others_have(bench: Bench, status: str, shown: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether another lead has a status now that it did not have before."""
    now = search(bench, of_type("lead"), _fields={"lead": ["status_id"]})
    return any(
        item.get("status_id") == status != shown.get(str(item.get("id")), item).get("status_id")
        for item in now.items
        if item.get("id") != bench.known.lead_id
    )


def deletion_events(bench: Bench, lead_id: str, ended: Exchanged) -> Iterator[Finding]:
    """Find in the log that a lead was deleted, by which bulk action, and no data of what has gone."""
    logged = bench.call("list_events", query={"lead_id": lead_id, "action": "deleted"})
    if not logged.accepted:
        logged = bench.call("list_events", query={"lead_id": lead_id})
    deleted = [event for event in logged.items if event.get("action") == "deleted"]
    own = [each for each in deleted if each.get("object_id") == lead_id]
    if [each.get("object_type") for each in own] != ["lead"]:
        yield logged.finding("bulk_deletes", f"{lead_id} was deleted: {len(own)} events say so")
    for event in deleted:
        cause = _cause(event)
        if event.get("data") is not None:
            yield logged.finding("bulk_deletes", "the data of what was deleted are null")
        if cause != ended.members.get("id"):
            message = f"{ended.members.get('id')} deleted it, but the cause is {cause}"
            yield logged.finding("bulk_deletes", message)
