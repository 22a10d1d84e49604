"""Probes that read in the event log what a bulk action, or a change of a subscription, has left there."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import members
from close_contract.known import one_lead
from close_contract.probes.effects import done
from close_contract.probes.sequences import new_subscription
from close_contract.report import Finding

_Expected: TypeAlias = tuple[str, Mapping[str, Any], str | None, Any]
"""An action, what was before, the status after it, and the bulk action that did it."""

_SUBSCRIPTION = "sequence_subscription"


def effect_events(bench: Bench) -> Iterator[Finding]:
    """Change a subscription by hand and by a bulk action, and find in the log what was done and why."""
    created = new_subscription(bench).members
    if not created:
        return
    subscription_id, lead_id = str(created.get("id")), str(created.get("lead_id"))
    sequence_id = str(created.get("sequence_id"))
    bench.call("update_sequence_subscription", subscription_id, body={"status": "paused"})
    body = {"action_type": "resume", "sequence_id": sequence_id, "send_done_email": False}
    ended = done(bench, _SUBSCRIPTION, {**body, "s_query": one_lead(lead_id)})
    action_id = None if ended is None else ended.members.get("id")
    bench.call("delete_sequence_subscription", subscription_id)
    bench.call("delete_sequence", sequence_id)
    query = {"object_type": _SUBSCRIPTION, "object_id": subscription_id}
    logged = bench.call("list_events", query=query)
    statuses: tuple[_Expected, ...] = (
        ("created", {}, "active", None),
        ("updated", {"status": "active"}, "paused", None),
        *([("updated", {"status": "paused"}, "active", action_id)] if ended else []),
        ("deleted", {}, None, None),
    )
    yield from _logged(bench, logged, lead_id, statuses)
    if ended is not None:
        yield from _completed(bench, ended)
        yield from _not_from_elsewhere(bench, logged, ended)


def _logged(
    bench: Bench,
    logged: Exchanged,
    lead_id: str,
    expected: tuple[_Expected, ...],
) -> Iterator[Finding]:
    me = bench.call("get_me").members.get("id")
    events = [*reversed(logged.items)]
    if [event.get("action") for event in events] != [action for action, *_ in expected]:
        found = [event.get("action") for event in events]
        yield logged.finding("effect_events", f"{found} are logged, {len(expected)} were done")
        return
    for event, (action, previous, status, cause) in zip(events, expected, strict=True):
        members_of = {
            "lead_id": (event.get("lead_id"), lead_id),
            "user_id": (event.get("user_id"), me),
            "meta.bulk_action_id": (members(event.get("meta")).get("bulk_action_id"), cause),
            "data.status": (members(event.get("data")).get("status"), status),
            **{
                f"previous_data.{name}": (members(event.get("previous_data")).get(name), value)
                for name, value in previous.items()
            },
        }
        for name, (found, wanted) in members_of.items():
            if found != wanted:
                message = f"{name} of the event {action} is {found!r}, not {wanted!r}"
                yield logged.finding("effect_events", message)
        changed = {*(event.get("changed_fields") or ())}
        if not previous.keys() <= changed:
            message = f"{', '.join(previous)} was changed, but the changed fields are {changed}"
            yield logged.finding("effect_events", message)


def _not_from_elsewhere(bench: Bench, logged: Exchanged, ended: Exchanged) -> Iterator[Finding]:
    """Find no other request named as the cause than the one that started the bulk action."""
    action_id = ended.members.get("id")
    query = {"object_type": f"bulk_action.{_SUBSCRIPTION}", "object_id": action_id}
    started = bench.call("list_events", query=query).items[-1:]
    causes = {None, *(event.get("request_id") for event in started)}
    for event in logged.items:
        is_effect = members(event.get("meta")).get("bulk_action_id") == action_id
        if is_effect and event.get("request_id") not in causes:
            message = f"{event.get('request_id')} is none of the requests that caused this"
            yield logged.finding("effect_events", message)


def _completed(bench: Bench, ended: Exchanged) -> Iterator[Finding]:
    """Find what the log has of a bulk action that is done, the last of it first."""
    query = {"object_type": f"bulk_action.{_SUBSCRIPTION}", "object_id": ended.members.get("id")}
    logged = bench.call("list_events", query=query)
    actions = [event.get("action") for event in logged.items]
    if actions[:1] != ["completed"] or actions[-1:] != ["created"]:
        message = f"it was created, and then completed, but {actions} are logged"
        yield logged.finding("effect_events", message)
        return
    status = members(logged.items[0].get("data")).get("status")
    if status != "done":
        yield logged.finding("effect_events", f"it was completed, but its status was {status}")


def edit_events(bench: Bench) -> Iterator[Finding]:
    """Give a lead another status by a bulk action, and find in the log which it had, and why not now."""
    for wanted in (bench.known.lead_status_id, _status_of(bench)):
        before = _status_of(bench)
        body = {"type": "set_lead_status", "lead_status_id": wanted, "send_done_email": False}
        ended = done(bench, "edit", {**body, "s_query": one_lead(bench.known.lead_id)})
        if ended is None or before == wanted:
            continue
        query = {"object_type": "lead", "object_id": bench.known.lead_id}
        logged = bench.call("list_events", query={**query, "_limit": 50})
        latest = members(next(iter(logged.items), None))
        found = (
            latest.get("action"),
            members(latest.get("previous_data")).get("status_id"),
            members(latest.get("data")).get("status_id"),
            members(latest.get("meta")).get("bulk_action_id"),
            latest.get("lead_id"),
        )
        expected = ("updated", before, wanted, ended.members.get("id"), bench.known.lead_id)
        if found != expected:
            yield logged.finding("edit_events", f"of the change is logged {found}, not {expected}")


def _status_of(bench: Bench) -> Any:
    body = {"query": one_lead(bench.known.lead_id), "_fields": {"lead": ["status_id"]}}
    found = bench.call("search_data", body=body).items
    return found[0].get("status_id") if found else None
