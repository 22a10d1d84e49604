"""A probe that holds the events of the log against each other and against what they are about."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import items, members
from close_contract.probes.sequences import new_sequence, new_subscription
from close_contract.report import Finding

_PLAIN: Final = frozenset({"sequence", "sequence_subscription", "lead", "contact"})
"""What is updated only by being changed; a bulk action is by going on."""


def event_contents(bench: Bench) -> Iterator[Finding]:
    """Create, rename and delete a sequence, and read what the log says of that and of all else."""
    created = new_sequence(bench)
    sequence_id = str(created.members.get("id"))
    # The last of these changes nothing.
    for name in "Renamed", "Renamed again", "Renamed again":
        bench.call("update_sequence", sequence_id, body={"name": name})
    bench.call("delete_sequence", sequence_id)
    me = bench.call("get_me").members.get("id")
    query = {"object_type": "sequence", "object_id": sequence_id}
    logged = bench.call("list_events", query=query)
    requests = [event.get("request_id") for event in logged.items]
    if None not in requests and len({*requests}) != len(requests):
        yield logged.finding("event_contents", f"requests of their own are logged as {requests}")
    if any(event.get("user_id") != me for event in logged.items):
        yield logged.finding("event_contents", f"{me} has done this, but the log has others")
    if any(not isinstance(event.get("api_key_id"), str) for event in logged.items):
        yield logged.finding("event_contents", "this was done with an API key, which is not logged")
    first = members(next((event.get("data") for event in logged.items[-1:]), None))
    for name in (each for each in ("name", "status", "timezone") if each in first):
        if first.get(name) != created.members.get(name):
            message = f"{name} was {created.members.get(name)!r} at first, not {first.get(name)!r}"
            yield logged.finding("event_contents", message)
    subscription = new_subscription(bench).members
    if subscription:
        # It is so already.
        same = {"status": subscription.get("status")}
        bench.call("update_sequence_subscription", str(subscription.get("id")), body=same)
    everything = bench.call("list_events", query={})
    for event in everything.items:
        yield from _consistent(everything, event)
    if subscription:
        bench.call("delete_sequence", str(subscription.get("sequence_id")))


def _consistent(logged: Exchanged, event: Mapping[str, Any]) -> Iterator[Finding]:
    """Hold what an event says against the data in it."""
    data, previous = members(event.get("data")), members(event.get("previous_data"))
    what = f"the event {event.get('id')}, {event.get('action')},"
    if data.get("id", event.get("object_id")) != event.get("object_id"):
        yield logged.finding("event_contents", f"{what} has the data of {data.get('id')}")
    if not {*previous} <= {*items(event.get("changed_fields"))}:
        yield logged.finding("event_contents", f"{what} has more from before than was changed")
    is_change = event.get("action") == "updated" and event.get("object_type") in _PLAIN
    if is_change and not event.get("changed_fields"):
        yield logged.finding("event_contents", f"{what} has changed nothing")
    if event.get("action") == "updated":
        for name in (name for name in previous if name in data and previous[name] == data[name]):
            yield logged.finding(
                "event_contents", f"{what} has changed {name}, but it is as before"
            )
