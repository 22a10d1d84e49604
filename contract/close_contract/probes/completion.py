"""A probe that lets bulk actions which concern nobody run to their end."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.known import LEADS
from close_contract.probes.bulk import kinds, start
from close_contract.probes.sequences import new_sequence
from close_contract.report import Finding

_KIND: Final = "sequence_subscription"
_SOME: Final = 7
"""So many leads that a server may take them in several goes."""


def bulk_completion(bench: Bench) -> Iterator[Finding]:
    """Follow bulk actions that concern nobody: they only go forwards, and end within the patience."""
    for kind in kinds(bench):
        yield from _followed(bench, kind, start(bench, kind))
        yield from _followed(bench, kind, _interrupted(bench, kind, start(bench, kind)))
    # Nobody is in a new sequence, so nothing is paused.
    sequence_id = str(new_sequence(bench).members.get("id"))
    body = {"action_type": "pause", "sequence_id": sequence_id, "send_done_email": False}
    selected = {"s_query": dict(LEADS), "results_limit": _SOME}
    started = bench.call(f"create_bulk_{_KIND}", body={**body, **selected})
    yield from _rests(bench, started)
    yield from _followed(bench, _KIND, _interrupted(bench, _KIND, started))
    bench.call("delete_sequence", sequence_id)


def _interrupted(bench: Bench, kind: str, started: Exchanged) -> Exchanged:
    """Pause a bulk action and resume it."""
    action_id = str(started.members.get("id"))
    for status in ("paused", "resuming") if started.accepted else ():
        bench.call(f"update_bulk_{kind}", action_id, body={"status": status})
    return started


def _rests(bench: Bench, started: Exchanged) -> Iterator[Finding]:
    """Look twice at a paused bulk action: it does nothing meanwhile."""
    action_id = str(started.members.get("id"))
    paused = bench.call(f"update_bulk_{_KIND}", action_id, body={"status": "paused"})
    for _ in range(2) if paused.accepted else ():
        seen = bench.call(f"get_bulk_{_KIND}", action_id)
        for name in "n_leads", "n_leads_processed", "n_objects_processed":
            if seen.members.get(name) != paused.members.get(name):
                yield seen.finding("bulk_completion", f"it is paused, but {name} has changed")


def _followed(bench: Bench, kind: str, started: Exchanged) -> Iterator[Finding]:
    seen = started
    for _ in bench.limits.attempts() if started.accepted else ():
        before, seen = seen, bench.call(f"get_bulk_{kind}", str(started.members.get("id")))
        yield from _forwards(seen, before.members)
        if seen.members.get("status") == "done":
            return
    patience = bench.limits.patience
    if patience and started.accepted:
        message = f"after {patience:g} s it is {seen.members.get('status')}, not done"
        yield seen.finding("bulk_completion", message)


def _forwards(seen: Exchanged, before: Mapping[str, Any]) -> Iterator[Finding]:
    for name in "n_leads_processed", "n_objects_processed":
        was, now = before.get(name), seen.members.get(name)
        if isinstance(was, int) and isinstance(now, int) and now < was:
            yield seen.finding("bulk_completion", f"{name} was {was} already, and is {now}")
    for name in "n_leads", "n_objects":
        was, now = before.get(name), seen.members.get(name)
        if was is not None and now != was:
            yield seen.finding("bulk_completion", f"{name} was {was}, and is {now}")
