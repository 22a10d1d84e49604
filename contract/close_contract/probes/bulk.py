"""Probes that start bulk actions which select nothing, read them back, pause and resume them."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.known import no_lead
from close_contract.page_rules import moment
from close_contract.report import Finding
from close_contract.samples import one_of_each_type

KINDS: Final = ("sequence_subscription", "email", "edit", "delete")
_PASSING: Final = frozenset(
    {
        *("status", "date_updated", "updated_by"),
        *("n_leads", "n_objects", "n_leads_processed", "n_objects_processed"),
    }
)
"""What changes while a bulk action goes on."""
_ENDED: Final = 5
_OVER: Final = frozenset({"done", "error"})


def bulk_readback(bench: Bench) -> Iterator[Finding]:
    """Start bulk actions of every type, and read them back alone and in the lists."""
    me = bench.call("get_me").members.get("id")
    for kind in kinds(bench):
        samples = bench.samples(bench.operation(f"create_bulk_{kind}"))
        forms = one_of_each_type(samples.forms)
        for body in [*map(samples.least, forms), *map(samples.full, forms)]:
            started = start(bench, kind, body)
            if started.accepted:
                yield from _read_back(bench, kind, started)
                if started.members.get("created_by") != me:
                    message = f"{me} has started this, not {started.members.get('created_by')}"
                    yield started.finding("bulk_readback", message)


def _read_back(bench: Bench, kind: str, started: Exchanged) -> Iterator[Finding]:
    action_id = str(started.members.get("id"))
    one = bench.call(f"get_bulk_{kind}", action_id)
    yield from _compared(one, one.members, started.members)
    for other in kinds(bench):
        listed = bench.call(_list_of(other), query={"_limit": 200})
        found = [item for item in listed.items if item.get("id") == action_id]
        if other == kind and not found and not listed.members.get("has_more"):
            yield listed.finding("bulk_readback", f"{action_id} was started, but is not listed")
        if other != kind and found:
            yield listed.finding("bulk_readback", f"{action_id} is of the kind {kind}")
        for item in found if other == kind else ():
            yield from _compared(listed, item, started.members)


def _compared(
    sent: Exchanged, shown: Mapping[str, Any], started: Mapping[str, Any]
) -> Iterator[Finding]:
    for name in started.keys() - _PASSING:
        if shown.get(name) != started[name]:
            message = f"{name} was {started[name]!r} at first, now it is {shown.get(name)!r}"
            yield sent.finding("bulk_readback", message)


def bulk_life(bench: Bench) -> Iterator[Finding]:
    """Pause a bulk action, and resume it: what is paused stays so until it is resumed."""
    for kind in kinds(bench):
        action_id = str(start(bench, kind).members.get("id"))
        others = _statuses(bench, kind)
        paused = _put(bench, kind, action_id, "paused")
        now = _statuses(bench, kind)
        for other, status in others.items() if paused.accepted else ():
            after = now.get(other, status)
            if other != action_id and "paused" in {status, after} and after != status:
                message = f"{other} was {status} and is {after}, but {action_id} was meant"
                yield paused.finding("bulk_life", message)
        yield from _paused_and_resumed(bench, kind, action_id, paused)


def _paused_and_resumed(
    bench: Bench, kind: str, action_id: str, paused: Exchanged
) -> Iterator[Finding]:
    seen = bench.call(f"get_bulk_{kind}", action_id)
    if not paused.accepted:
        if seen.members.get("status") not in _OVER:
            message = f"pausing is {paused.status}, but it is still {seen.members.get('status')}"
            yield paused.finding("bulk_life", message)
        return
    changed, created = (moment(paused.members.get(f"date_{n}")) for n in ("updated", "created"))
    if changed and created and changed.microsecond and changed <= created:
        yield paused.finding("bulk_life", "it was paused, but date_updated is as it was")
    for sent in paused, seen:
        if sent.members.get("status") != "paused":
            message = f"it was paused, and is {sent.members.get('status')}"
            yield sent.finding("bulk_life", message)
    again = _put(bench, kind, action_id, "paused")
    if again.accepted and again.members.get("status") != "paused":
        yield again.finding("bulk_life", "it was paused twice, and is not paused")
    resumed = _put(bench, kind, action_id, "resuming")
    seen = bench.call(f"get_bulk_{kind}", action_id)
    if not resumed.accepted:
        message = f"what is paused can be resumed for seven days: {resumed.status}"
        yield resumed.finding("bulk_life", message)
    elif seen.members.get("status") == "paused":
        yield seen.finding("bulk_life", "it was resumed, and is still paused")


def bulk_end(bench: Bench) -> Iterator[Finding]:
    """Pause and resume what is done or has failed: it stays so."""
    for kind in kinds(bench):
        statuses = _statuses(bench, kind).items()
        for action_id, status in [each for each in statuses if each[1] in _OVER][:_ENDED]:
            for word in "paused", "resuming":
                _put(bench, kind, action_id, word)
                seen = bench.call(f"get_bulk_{kind}", action_id)
                if seen.members.get("status") != status:
                    message = f"it was {status}, and is {seen.members.get('status')}"
                    yield seen.finding("bulk_end", message)


def kinds(bench: Bench) -> list[str]:
    """Return the kinds of bulk actions that can be started, listed, paused and read."""
    scope = {operation.id for operation in bench.operations}
    verbs = "create", "get", "update"
    return [
        kind
        for kind in KINDS
        if scope >= {_list_of(kind), *(f"{verb}_bulk_{kind}" for verb in verbs)}
    ]


def start(bench: Bench, kind: str, body: Mapping[str, Any] | None = None) -> Exchanged:
    """Start a bulk action that selects nothing, the smallest one unless a body is given."""
    operation = bench.operation(f"create_bulk_{kind}")
    given = bench.samples(operation).smallest if body is None else body
    return bench.send(operation, body={**(given or {}), "s_query": no_lead()})


def _put(bench: Bench, kind: str, action_id: str, status: str) -> Exchanged:
    return bench.call(f"update_bulk_{kind}", action_id, body={"status": status})


def _statuses(bench: Bench, kind: str) -> dict[str, Any]:
    listed = bench.call(_list_of(kind), query={"_limit": 100})
    return {str(item.get("id")): item.get("status") for item in listed.items}


def _list_of(kind: str) -> str:
    return f"list_bulk_{kind}s"
