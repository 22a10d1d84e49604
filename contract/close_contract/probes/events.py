"""Probes that read in the event log what was done, and narrow the log by every filter."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import members
from close_contract.probes.bulk import kinds, start
from close_contract.report import Finding

_TOGETHER: Final = (
    ("object_type", "object_id"),
    ("object_type", "action"),
    ("object_id", "action"),
    ("lead_id",),
    ("lead_id", "object_type"),
    ("lead_id", "object_type", "action"),
    ("lead_id", "user_id"),
    ("lead_id", "user_id", "object_type"),
    ("lead_id", "user_id", "object_type", "action"),
    ("user_id",),
    ("user_id", "object_id"),
    ("user_id", "object_id", "action"),
    ("user_id", "object_type"),
    ("user_id", "object_type", "action"),
    ("request_id",),
)
"""Filters that go together; others may not (documented)."""
_MEMBERS: Final = (
    *("action", "api_key_id", "changed_fields", "data", "date_created", "date_updated", "id"),
    *("lead_id", "meta", "object_id", "object_type", "organization_id", "previous_data"),
    *("request_id", "user_id"),
)
"""What every event has (documented)."""
_BOUNDS: Final[Mapping[str, bool]] = {"gt": False, "gte": True, "lt": False, "lte": True}
_SEQUENCE: Final = {"name": "Contract test", "timezone": "UTC", "steps": [{"step_type": "call"}]}


def bulk_events(bench: Bench) -> Iterator[Finding]:
    """Start and pause bulk actions, and find in the event log that they were."""
    for kind in kinds(bench):
        started = start(bench, kind)
        if started.accepted:
            action_id = str(started.members.get("id"))
            paused = bench.call(f"update_bulk_{kind}", action_id, body={"status": "paused"})
            query = {"object_type": f"bulk_action.{kind}", "object_id": action_id}
            logged = bench.call("list_events", query=query)
            if "created" not in _actions(logged):
                yield logged.finding("bulk_events", f"{action_id} was started: no created event")
            if paused.accepted and "paused" not in _actions(logged):
                yield logged.finding("bulk_events", f"{action_id} was paused: no paused event")


def sequence_events(bench: Bench) -> Iterator[Finding]:
    """Create, rename and delete a sequence, and find in the event log that this was done."""
    created = bench.call("create_sequence", body=_SEQUENCE)
    if not created.accepted:
        return
    sequence_id = str(created.members.get("id"))
    bench.call("update_sequence", sequence_id, body={"name": "Renamed"})
    bench.call("delete_sequence", sequence_id)
    query = {"object_type": "sequence", "object_id": sequence_id}
    logged = bench.call("list_events", query=query)
    if _actions(logged) != ["deleted", "updated", "created"]:
        message = f"it was created, updated and deleted, but {_actions(logged)} are logged"
        yield logged.finding("sequence_events", message)
        return
    deleted, updated, _ = logged.items
    if "name" not in (updated.get("changed_fields") or ()):
        yield logged.finding("sequence_events", "the name was changed, but is no changed field")
    if members(updated.get("previous_data")).get("name") != _SEQUENCE["name"]:
        yield logged.finding("sequence_events", "the name before is not the previous one")
    if members(updated.get("data")).get("name") != "Renamed":
        yield logged.finding("sequence_events", "the data of the event are not those of then")
    if deleted.get("data") is not None:
        yield logged.finding("sequence_events", "the data of what was deleted are null")


def event_filters(bench: Bench) -> Iterator[Finding]:
    """Narrow the event log by every filter: what fits stays in."""
    logged = bench.call("list_events", query={})
    log = logged.items
    missing = [name for event in log for name in _MEMBERS if name not in event]
    if missing:
        yield logged.finding("event_filters", f"an event has no {missing[0]}")
    # Whose time it is without an offset is not said, but it must not break anything.
    bench.call("list_events", query={"date_updated__gt": "2020-01-31T12:00:00"})
    for event in [log[n] for n in sorted({0, len(log) // 2, len(log) - 1}) if log]:
        for names in _TOGETHER:
            query = {name: event.get(name) for name in names}
            if None not in query.values():
                yield from _asked(bench, event, query, is_in=True)
        for bound, is_in in _BOUNDS.items():
            query = {f"date_updated__{bound}": event.get("date_updated")}
            yield from _asked(bench, event, query, is_in=is_in)


def _asked(
    bench: Bench, event: Mapping[str, Any], query: Mapping[str, Any], *, is_in: bool
) -> Iterator[Finding]:
    sent = bench.call("list_events", query=query)
    found = event.get("id") in sent.ids
    is_cut = sent.members.get("cursor_next") is not None
    if not sent.accepted:
        yield sent.finding("event_filters", f"these filters go together: {sent.status}")
    elif found and not is_in:
        yield sent.finding("event_filters", f"{event.get('id')} lies just outside")
    elif is_in and not found and not is_cut:
        yield sent.finding("event_filters", f"{event.get('id')} fits, but is missing")


def _actions(logged: Exchanged) -> list[Any]:
    return [item.get("action") for item in logged.items]
