"""Probes that create sequences and subscriptions of their own, change them, and take them away."""

from collections import Counter
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import members
from close_contract.report import Finding

_STEPS: Final = [{"step_type": "call", "delay": 60}, {"step_type": "call", "delay": 120}]
_NEW: Final = {"name": "Contract test", "timezone": "Europe/Riga", "steps": _STEPS}
_FEW: Final = 10
_FILTERS: Final = ("sequence_id", "contact_id", "lead_id")


def sequence_life(bench: Bench) -> Iterator[Finding]:
    """Create, read, change and delete a sequence: each reading shows what was written."""
    created = bench.call("create_sequence", body=_NEW)
    if not created.accepted:
        yield created.finding("sequence_life", f"this is valid, but was {created.status}")
        return
    sequence_id = str(created.members.get("id"))
    yield from _shown(bench, sequence_id, created.members, "created")
    yield from _sequence_changes(bench, sequence_id)
    deleted = bench.call("delete_sequence", sequence_id)
    if not deleted.accepted:
        yield deleted.finding("sequence_life", f"it exists, but deleting it was {deleted.status}")
    yield from _gone(bench, "sequence", sequence_id, "list_sequences", {"_limit": 200})


def _sequence_changes(bench: Bench, sequence_id: str) -> Iterator[Finding]:
    before = bench.call("get_sequence", sequence_id).members
    steps: list[dict[str, Any]] = [*before.get("steps", ())]
    changes: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({"name": "Renamed"}, {"name": "Renamed"}),
        ({"status": "paused"}, {"status": "paused"}),
        ({"status": "active"}, {"status": "active"}),
        ({"timezone": "Asia/Tokyo"}, {"timezone": "Asia/Tokyo"}),
        ({"steps": [{"id": step["id"]} for step in steps[:1]]}, {"steps": steps[:1]}),
    ]
    known = dict(before)
    for sent, expected in changes:
        known |= expected
        changed = bench.call("update_sequence", sequence_id, body=sent)
        if not changed.accepted:
            message = f"this change is valid, but was {changed.status}"
            yield changed.finding("sequence_life", message)
            return
        yield from _shown(bench, sequence_id, known, "changed")


def _shown(
    bench: Bench, sequence_id: str, expected: Mapping[str, Any], how: str
) -> Iterator[Finding]:
    one = bench.call("get_sequence", sequence_id)
    listed = bench.call("list_sequences", query={"_limit": 200})
    found = [item for item in listed.items if item.get("id") == sequence_id]
    if not found and not listed.members.get("has_more"):
        yield listed.finding("sequence_life", f"{sequence_id} was {how}, but is not listed")
    for sent, shown in [(one, one.members), *((listed, item) for item in found)]:
        for name in "name", "status", "timezone", "steps", "schedule", "created_by_id":
            if shown.get(name) != expected.get(name):
                message = f"{name} was {how} as {expected.get(name)!r}, not {shown.get(name)!r}"
                yield sent.finding("sequence_life", message)


def subscription_life(bench: Bench) -> Iterator[Finding]:
    """Subscribe a contact to a new sequence, pause, restart, finish and delete the subscription."""
    created = new_subscription(bench)
    if created.status != HTTPStatus.CREATED:
        yield created.finding("subscription_life", f"this is valid: {created.status}, not 201")
        return
    sequence_id = str(created.members.get("sequence_id"))
    subscription_id = str(created.members.get("id"))
    yield from _subscribed(bench, created.members, created.members)
    again = _subscribe(bench, sequence_id)
    if again.accepted:
        yield again.finding("subscription_life", "the contact is in this sequence already")
    for status in "paused", "active", "finished":
        changed = bench.call(
            "update_sequence_subscription", subscription_id, body={"status": status}
        )
        if not changed.accepted:
            message = f"it can become {status}, but that was {changed.status}"
            yield changed.finding("subscription_life", message)
        else:
            yield from _subscribed(bench, created.members, {**created.members, "status": status})
    deleted = bench.call("delete_sequence_subscription", subscription_id)
    if not deleted.accepted:
        yield deleted.finding("subscription_life", f"it exists: {deleted.status}, not 200")
    query = {"sequence_id": sequence_id}
    listing = "list_sequence_subscriptions"
    yield from _gone(bench, "sequence_subscription", subscription_id, listing, query)
    yield from _counted(bench, sequence_id)
    bench.call("delete_sequence", sequence_id)


def subscription_counts(bench: Bench) -> Iterator[Finding]:
    """Compare the subscriptions that a sequence counts with those that are listed."""
    listed = bench.call("list_sequences").ids[:_FEW] if _lists(bench) else []
    for sequence_id in dict.fromkeys([bench.known.sequence_id, *listed]):
        yield from _counted(bench, sequence_id)


def _lists(bench: Bench) -> bool:
    return any(operation.id == "list_sequences" for operation in bench.operations)


def subscription_filters(bench: Bench) -> Iterator[Finding]:
    """Narrow the list by each filter and by several: all that fit are there, and nothing else."""
    known = bench.known
    query = {"sequence_id": known.sequence_id, "_limit": 200}
    for item in bench.call("list_sequence_subscriptions", query=query).items[:3]:
        for names in (*((name,) for name in _FILTERS), _FILTERS, _FILTERS[:2]):
            narrowed = {name: item.get(name) for name in names if item.get(name)}
            sent = bench.call("list_sequence_subscriptions", query={**narrowed, "_limit": 200})
            if item.get("id") not in sent.ids and not sent.members.get("has_more"):
                yield sent.finding("subscription_filters", f"{item.get('id')} fits, but is missing")


def new_sequence(bench: Bench) -> Exchanged:
    """Create a sequence that has calls to make, and nothing to send."""
    return bench.call("create_sequence", body=_NEW)


def new_subscription(bench: Bench) -> Exchanged:
    """Subscribe the known newcomer to a new sequence, which has calls to make and nothing to send."""
    return _subscribe(bench, str(new_sequence(bench).members.get("id")))


def _subscribe(bench: Bench, sequence_id: str) -> Exchanged:
    operation = bench.operation("create_sequence_subscription")
    full = bench.samples(operation).full(bench.samples(operation).forms[0])
    # Who calls is all that a sequence of calls needs.
    body = {name: full[name] for name in ("contact_id", "calls_assigned_to")}
    return bench.send(operation, body={**body, "sequence_id": sequence_id})


def _subscribed(
    bench: Bench, created: Mapping[str, Any], expected: Mapping[str, Any]
) -> Iterator[Finding]:
    """Read a subscription alone and in every list that it belongs in."""
    subscription_id = str(created.get("id"))
    one = bench.call("get_sequence_subscription", subscription_id)
    shown: list[tuple[Exchanged, Mapping[str, Any]]] = [(one, one.members)]
    for name in _FILTERS:
        query = {name: created.get(name), "_limit": 200}
        listed = bench.call("list_sequence_subscriptions", query=query)
        found = [item for item in listed.items if item.get("id") == subscription_id]
        if not found and not listed.members.get("has_more"):
            message = f"{subscription_id} is not listed by its {name}"
            yield listed.finding("subscription_life", message)
        shown += [(listed, item) for item in found]
    for sent, item in shown:
        for name in "status", "sequence_id", "contact_id", "lead_id", "calls_assigned_to":
            if item.get(name) != expected.get(name):
                message = f"{name} is {expected.get(name)!r}, not {item.get(name)!r}"
                yield sent.finding("subscription_life", message)
    yield from _counted(bench, str(created.get("sequence_id")))


def _counted(bench: Bench, sequence_id: str) -> Iterator[Finding]:
    query = {"sequence_id": sequence_id, "_limit": 200}
    listed = bench.call("list_sequence_subscriptions", query=query)
    sequence = bench.call("get_sequence", sequence_id)
    counts = members(sequence.members.get("subscription_counts_by_status"))
    if not counts or listed.members.get("has_more"):
        return
    expected = Counter(str(item.get("status")) for item in listed.items)
    actual = Counter[str]({name: n for name, n in counts.items() if n})
    if actual != expected:
        message = f"{dict(expected)} are listed, {dict(actual)} counted"
        yield sequence.finding("subscription_counts", message)


def _gone(
    bench: Bench, kind: str, object_id: str, listing: str, query: Mapping[str, Any]
) -> Iterator[Finding]:
    """Ask for what was deleted."""
    for verb in "get", "update", "delete":
        sent = bench.call(f"{verb}_{kind}", object_id)
        if sent.status != HTTPStatus.NOT_FOUND:
            yield sent.finding(_LIVES[kind], f"this was deleted: {sent.status}, not 404")
    listed = bench.call(listing, query=query)
    if object_id in listed.ids:
        yield listed.finding(_LIVES[kind], f"{object_id} was deleted, but is listed")


_LIVES: Final = {"sequence": "sequence_life", "sequence_subscription": "subscription_life"}
