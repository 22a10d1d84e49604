"""Probes that change the steps of a sequence, its schedule, and the sender of a subscription."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import items, members
from close_contract.page_rules import moment
from close_contract.probes.access import NOBODYS
from close_contract.probes.sequences import new_subscription
from close_contract.report import Finding

_SCHEDULE: Final[Mapping[str, list[Mapping[str, Any]]]] = {
    "ranges": [
        {"weekday": 1, "start": "09:00", "end": "16:59"},
        {"weekday": 4, "start": "11:45:05", "end": "20:20:30"},
        {"weekday": 7, "start": "00:00:00", "end": "23:59:59"},
    ]
}
_STEPS: Final[tuple[Mapping[str, Any], ...]] = (
    {"step_type": "call", "delay": 0, "required": False},
    {"step_type": "email", "delay": 86_400, "required": True, "threading": "old_thread"},
    {"step_type": "call", "delay": 60, "required": True},
)


def sequence_steps(bench: Bench) -> Iterator[Finding]:
    """Create a sequence with different steps and a schedule; change, reorder, add and remove steps."""
    second = {**_STEPS[1], "email_template_id": bench.known.template_id}
    sent = [dict(_STEPS[0]), second, dict(_STEPS[2])]
    body = {"name": "Contract test", "timezone": "Asia/Tokyo", "steps": sent, "schedule": _SCHEDULE}
    created = bench.call("create_sequence", body=body)
    if not created.accepted:
        yield created.finding("sequence_steps", f"these steps are valid: {created.status}")
        return
    sequence_id = str(created.members.get("id"))
    yield from _as_sent(created, sent)
    yield from _dated(bench, sequence_id)
    yield from _stepwise(bench, sequence_id, sent)
    yield from _scheduled(bench, sequence_id, created)
    bench.call("delete_sequence", sequence_id)


def _stepwise(bench: Bench, sequence_id: str, sent: list[dict[str, Any]]) -> Iterator[Finding]:
    shown = _steps(bench.call("get_sequence", sequence_id))
    ids = [str(step.get("id")) for step in shown]
    if len(ids) != len(sent):
        return
    new = {"step_type": "call", "delay": 5, "required": False}
    changes: tuple[tuple[list[dict[str, Any]], list[dict[str, Any]]], ...] = (
        ([{"id": each} for each in reversed(ids)], [*reversed(sent)]),
        (
            [{"id": ids[0], "delay": 7}, {"id": ids[1]}, new],
            [{**sent[0], "delay": 7}, sent[1], new],
        ),
        ([{"id": ids[1], "required": False}], [{**sent[1], "required": False}]),
    )
    for asked, expected in changes:
        changed = bench.call("update_sequence", sequence_id, body={"steps": asked})
        yield from _as_sent(changed, expected)
        kept = [each["id"] for each in asked if "id" in each]
        if [step.get("id") for step in _steps(changed)][: len(kept)] != kept:
            yield changed.finding("sequence_steps", "these steps were there, but have new ids")
    for strange in (
        [{"id": ids[0]}],
        [{"id": ids[1]}, {"id": ids[1]}],
        [{"id": f"seqstep_{NOBODYS}", "delay": 1}],
    ):
        refused = bench.call("update_sequence", sequence_id, body={"steps": strange})
        if refused.accepted:
            yield refused.finding("sequence_steps", "the sequence has no such step (any more)")


def _dated(bench: Bench, sequence_id: str) -> Iterator[Finding]:
    """Change one step: it is dated and signed by whoever did that, and the others stay as they are."""
    me = bench.call("get_me").members.get("id")
    before = _steps(bench.call("get_sequence", sequence_id))
    asked = [{"id": step.get("id")} for step in before]
    asked[0]["delay"] = 9
    changed = bench.call("update_sequence", sequence_id, body={"steps": asked})
    after = _steps(changed)
    for n, (old, new) in enumerate(zip(before, after, strict=False)):
        then, now = moment(old.get("date_updated")), moment(new.get("date_updated"))
        if n and old != new:
            yield changed.finding("sequence_steps", f"step {n} was not changed, but is {new}")
        elif not n and then and now and now.microsecond and now <= then:
            yield changed.finding("sequence_steps", "a step was changed, but date_updated was not")
        for name in "created_by_id", "updated_by_id":
            if name in new and new[name] != me:
                yield changed.finding(
                    "sequence_steps", f"{name} of a step is {new[name]}, not {me}"
                )
    asked[0]["delay"] = before[0].get("delay", 0) if before else 0
    bench.call("update_sequence", sequence_id, body={"steps": asked})


def _scheduled(bench: Bench, sequence_id: str, created: Exchanged) -> Iterator[Finding]:
    before = bench.call("get_sequence", sequence_id).members
    shown = [*map(members, items(members(created.members.get("schedule")).get("ranges")))]
    for sent, got in zip(_SCHEDULE["ranges"], shown, strict=False):
        # Seconds may be left out when it is sent, and not when it is answered (observed).
        wrong = [name for name in sent if got.get(name) not in _written(sent[name])]
        if wrong:
            message = f"{wrong[0]} of the schedule was sent as {sent[wrong[0]]!r}: {got}"
            yield created.finding("sequence_steps", message)
    if len(shown) != len(_SCHEDULE["ranges"]):
        yield created.finding("sequence_steps", f"the schedule is shown as {shown}")
    me = bench.call("get_me").members.get("id")
    changed = bench.call("update_sequence", sequence_id, body={"name": "Again"}).members
    times = [moment(each.get("date_updated")) for each in (before, changed)]
    if times[0] and times[1] and times[1].microsecond and times[1] <= times[0]:
        yield created.finding("sequence_steps", "a change left date_updated as it was")
    for name in "created_by_id", "updated_by_id":
        if changed.get(name) != me:
            yield created.finding("sequence_steps", f"{name} is {changed.get(name)}, not {me}")


def _written(time: Any) -> tuple[Any, ...]:
    """Return the ways to write the time of a schedule, or what else is there."""
    is_short = isinstance(time, str) and time.count(":") == 1
    return (time, f"{time}:00") if is_short else (time,)


def subscription_senders(bench: Bench) -> Iterator[Finding]:
    """Change who sends for a subscription: the new sender is shown, and nothing else is changed."""
    created = new_subscription(bench)
    if not created.accepted:
        return
    subscription_id = str(created.members.get("id"))
    sender = {
        "sender_account_id": bench.known.sender_account_id,
        "sender_name": "Somebody Else",
        "sender_email": "else@salesteam.example",
    }
    known = {**created.members}
    changes: tuple[dict[str, Any], ...] = (
        *(sender, {"sender_name": "John Doe"}),
        *({"status": "paused"}, {"sender_name": "Jane Doe"}),
        *({"status": "active"}, {"sender_name": "John Doe"}),
    )
    for change in changes:
        changed = bench.call("update_sequence_subscription", subscription_id, body=change)
        if not changed.accepted:
            message = f"{change} is valid, but was answered with {changed.status}"
            yield changed.finding("subscription_senders", message)
        before = moment(known.get("date_updated"))
        known |= change if changed.accepted else {}
        now = moment(changed.members.get("date_updated"))
        if before and now and now.microsecond and now <= before:
            yield changed.finding("subscription_senders", "a change left date_updated as it was")
        known["date_updated"] = changed.members.get("date_updated", known.get("date_updated"))
        known["status_reason"] = "manual" if known.get("status") == "paused" else None
        seen = bench.call("get_sequence_subscription", subscription_id)
        for name in known.keys() - {"date_updated", "updated_by_id", "start_date"}:
            if seen.members.get(name) != known[name]:
                message = (
                    f"after {change} {name} is {seen.members.get(name)!r}, not {known[name]!r}"
                )
                yield changed.finding("subscription_senders", message)
    bench.call("delete_sequence", str(created.members.get("sequence_id")))


def _as_sent(shown: Exchanged, sent: list[dict[str, Any]]) -> Iterator[Finding]:
    steps = _steps(shown)
    if not shown.accepted or len(steps) != len(sent):
        message = f"{len(sent)} steps were sent: {shown.status}, {len(steps)} steps"
        yield shown.finding("sequence_steps", message)
        return
    for step, given in zip(steps, sent, strict=True):
        for name in given:
            if step.get(name) != given[name]:
                message = f"{name} of a step was sent as {given[name]!r}: {step.get(name)!r}"
                yield shown.finding("sequence_steps", message)


def _steps(sent: Exchanged) -> list[Any]:
    return [members(each) for each in items(sent.members.get("steps"))]
