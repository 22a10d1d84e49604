"""Probes of what ends with time: the pause of a bulk action after seven days, an event after thirty.

Nothing is waited for. What is looked at are bulk actions that were there before; only those that
select nothing, as tests leave them, are touched.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.known import no_lead
from close_contract.page_rules import moment
from close_contract.probes.bulk import kinds, start
from close_contract.report import Finding

_RESUMABLE: Final = timedelta(days=7)
_KEPT: Final = timedelta(days=30)
_MARGIN: Final = timedelta(minutes=10)
"""Clocks differ, and it takes a while until an answer is there."""
_MANY: Final = {"_limit": 200}


def bulk_pauses(bench: Bench) -> Iterator[Finding]:
    """Resume what tests have paused days ago: for seven days that is possible, and no longer."""
    now = _now(bench)
    for kind in kinds(bench) if now is not None else ():
        for item in bench.call(f"list_bulk_{kind}s", query=_MANY).items:
            age = _age(item.get("date_updated"), now)
            is_ours = item.get("s_query") == no_lead() and item.get("status") == "paused"
            if age is None or not is_ours or abs(age - _RESUMABLE) < _MARGIN:
                continue
            can = age < _RESUMABLE
            body = {"status": "resuming"}
            sent = bench.call(f"update_bulk_{kind}", str(item.get("id")), body=body)
            if sent.accepted is not can:
                message = f"it was paused {age} ago; resuming it was answered with {sent.status}"
                yield sent.finding("bulk_pauses", message)


def event_ages(bench: Bench) -> Iterator[Finding]:
    """Look for the events of bulk actions: those of thirty days are there, and no older ones."""
    now = _now(bench)
    for kind in kinds(bench) if now is not None else ():
        listed = bench.call(f"list_bulk_{kind}s", query=_MANY).items
        for item in _extremes(listed):
            age = _age(item.get("date_created"), now)
            if age is None or abs(age - _KEPT) < _MARGIN:
                continue
            query = {"object_type": f"bulk_action.{kind}", "object_id": item.get("id")}
            logged = bench.call("list_events", query=query)
            found = any(event.get("action") == "created" for event in logged.items)
            if found is not (age < _KEPT) and logged.members.get("cursor_next") is None:
                message = f"it was created {age} ago, and that is {'' if found else 'not '}logged"
                yield logged.finding("event_ages", message)


def _extremes(listed: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the oldest few and the newest."""
    by_age = sorted(listed, key=lambda item: str(item.get("date_created")))
    return [*by_age[:3], *by_age[3:][-1:]]


def _now(bench: Bench) -> datetime | None:
    """Return what time it is for the server: when a bulk action was created that is started now."""
    started = [start(bench, kind).members.get("date_created") for kind in kinds(bench)[:1]]
    return next(map(moment, started), None)


def _age(text: Any, now: datetime | None) -> timedelta | None:
    then = moment(text)
    return None if then is None or now is None else now - then
