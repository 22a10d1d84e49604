"""Probes of who is subscribed to what: whom a preference means, which sequences, and how often.

All sequences are made for it; they have calls to make, and nothing to send.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.json_values import items, members
from close_contract.known import one_lead
from close_contract.probes.columns import of_type, search
from close_contract.probes.effects import done
from close_contract.probes.sequences import new_sequence, new_subscription
from close_contract.probes.subscribing import subscribing_body
from close_contract.report import Finding

_KIND: Final = "sequence_subscription"
_LIST: Final = "list_sequence_subscriptions"
_RUNNING: Final = frozenset({"active", "paused"})
_AFTER: Final = {"pause": "paused", "resume": "active"}
_UNSURE: Final = frozenset({"from_phone_number_id"})
"""Members whose values nobody can know to be right."""


def subscription_members(bench: Bench) -> Iterator[Finding]:
    """Subscribe a contact with all that can be said of it, and with as little: it is shown so."""
    operation = bench.operation("create_sequence_subscription")
    form = bench.samples(operation).forms[0]
    full, least = bench.samples(operation).full(form), bench.samples(operation).least(form)
    me = bench.call("get_me").members.get("id")
    for sent in (
        {name: value for name, value in full.items() if name not in _UNSURE},
        {**least, "contact_email": bench.known.newcomer_email},
    ):
        sequence_id = str(new_sequence(bench).members.get("id"))
        body = {**sent, "sequence_id": sequence_id}
        created = bench.send(operation, body=body)
        if not created.accepted:
            message = f"this is valid, but was answered with {created.status}"
            yield created.finding("subscription_members", message)
            continue
        seen = bench.call("get_sequence_subscription", str(created.members.get("id")))
        expected = {
            "contact_email": bench.known.newcomer_email,
            **body,
            "status": "active",
            "status_reason": None,
            "created_by_id": me,
            "updated_by_id": me,
        }
        for name, value in expected.items():
            if seen.members.get(name) != value:
                message = f"{name} is {seen.members.get(name)!r}, not {value!r}"
                yield seen.finding("subscription_members", message)
        bench.call("delete_sequence", sequence_id)


def subscribed_again(bench: Bench) -> Iterator[Finding]:
    """Subscribe a contact anew after a pause and after the end: it is in the sequence once at a time."""
    first = new_subscription(bench).members
    if not first:
        return
    first_id, sequence_id = str(first.get("id")), str(first.get("sequence_id"))
    body = {"sequence_id": sequence_id, "contact_id": first.get("contact_id")}
    body["calls_assigned_to"] = first.get("calls_assigned_to")
    for status in "paused", "finished":
        bench.call(f"update_{_KIND}", first_id, body={"status": status})
        again = bench.call(f"create_{_KIND}", body=body)
        yield from _once(bench, sequence_id, again)
    # It may be refused; then in the right words.
    bench.call(f"update_{_KIND}", first_id, body={"status": "paused"})
    restarted = bench.call(f"update_{_KIND}", first_id, body={"status": "active"})
    yield from _once(bench, sequence_id, restarted)
    selected = {"s_query": one_lead(str(first.get("lead_id"))), "sequence_id": sequence_id}
    resumed = {"action_type": "resume_finished", "send_done_email": False, **selected}
    ended = done(bench, _KIND, resumed)
    if ended is not None:
        yield from _once(bench, sequence_id, ended)
    bench.call("delete_sequence", sequence_id)


def _once(bench: Bench, sequence_id: str, sent: Exchanged) -> Iterator[Finding]:
    listed = bench.call(_LIST, query={"sequence_id": sequence_id})
    running = {str(item.get("id")) for item in listed.items if item.get("status") in _RUNNING}
    if len(running) > 1:
        message = f"a contact is in one sequence by {' and '.join(sorted(running))} now"
        yield sent.finding("subscribed_again", message)


def bulk_preferences(bench: Bench) -> Iterator[Finding]:
    """Subscribe a lead's first contact, and then all of them, as contact_preference says."""
    lead_id, people = _people(bench)
    me = bench.call("get_me").members.get("id")
    addressed = [person for person in people if _address(person)]
    if not addressed or addressed[0] != people[0]:
        return
    for preference, expected in ("lead", addressed[:1]), ("contact", addressed):
        sequence_id = str(new_sequence(bench).members.get("id"))
        body = {**subscribing_body(bench, sequence_id), "contact_preference": preference}
        ended = done(bench, _KIND, {**body, "s_query": one_lead(lead_id)})
        if ended is None:
            return
        listed = bench.call(_LIST, query={"sequence_id": sequence_id})
        found = {item.get("contact_id"): item.get("contact_email") for item in listed.items}
        if found != {person.get("id"): _address(person) for person in expected}:
            message = f"for the preference {preference} {found} are subscribed"
            yield ended.finding("bulk_preferences", message)
        if ended.members.get("n_objects") not in {len(expected), None}:
            message = f"{ended.members.get('n_objects')} objects are counted, not {len(expected)}"
            yield ended.finding("bulk_preferences", message)
        shown = {name: body[name] for name in body if name in (listed.items or [{}])[0]}
        shown |= {"created_by_id": me, "updated_by_id": me, "lead_id": lead_id}
        for item in listed.items:
            for name in (name for name in shown if item.get(name) != shown[name]):
                message = f"{name} is {item.get(name)!r}, not {shown[name]!r}"
                yield ended.finding("bulk_preferences", message)
            yield from _caused(bench, ended, item)
        bench.call("delete_sequence", sequence_id)


def _caused(bench: Bench, ended: Exchanged, item: Mapping[str, Any]) -> Iterator[Finding]:
    """Find in the event log which bulk action has subscribed somebody."""
    query = {"object_type": _KIND, "object_id": item.get("id")}
    logged = bench.call("list_events", query=query)
    causes = [members(event.get("meta")).get("bulk_action_id") for event in logged.items]
    if causes != [ended.members.get("id")]:
        message = f"{ended.members.get('id')} has subscribed it, but the log says {causes}"
        yield logged.finding("bulk_preferences", message)


def bulk_sequences(bench: Bench) -> Iterator[Finding]:
    """Pause and resume in one sequence out of two, and then in all that a lead is in."""
    made = [new_subscription(bench).members for _ in range(2)]
    if not all(made):
        return
    ids = [str(each.get("id")) for each in made]
    statuses = dict.fromkeys(ids, "active")
    one = {"sequence_id": made[0].get("sequence_id")}
    lead_id = str(made[0].get("lead_id"))
    steps: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("pause", one),
        ("resume", one),
        ("pause", {}),
        ("resume", one),
        ("resume", {}),
    )
    for action, where in steps:
        if not where and not _are_ours(bench, lead_id):
            continue
        selected = {"s_query": one_lead(lead_id), "send_done_email": False, **where}
        ended = done(bench, _KIND, {**selected, "action_type": action})
        if ended is None:
            break
        statuses |= dict.fromkeys(ids[:1] if where else ids, _AFTER[action])
        for subscription_id in ids:
            status = bench.call(f"get_{_KIND}", subscription_id).members.get("status")
            if status != statuses[subscription_id]:
                message = f"after {action} with {where} {subscription_id} is {status}"
                yield ended.finding("bulk_sequences", message)
    for each in made:
        bench.call("delete_sequence", str(each.get("sequence_id")))


def _are_ours(bench: Bench, lead_id: str) -> bool:
    """Tell whether none but the newcomer is subscribed, who is in no sequence without a test."""
    listed = bench.call(_LIST, query={"lead_id": lead_id, "_limit": 200})
    people = {item.get("contact_id") for item in listed.items}
    is_known = {*listed.ids} & {*bench.known.ids.values()}
    return people == {bench.known.newcomer_id} and not is_known


def newcomers_lead(bench: Bench) -> str:
    """Return the lead of the newcomer, empty if it is not found."""
    return _people(bench)[0]


def _people(bench: Bench) -> tuple[str, list[Mapping[str, Any]]]:
    """Return the newcomer's lead, and its contacts in their order."""
    known = bench.known.newcomer_id
    sent = search(bench, of_type("lead"), _fields={"lead": ["contacts"]})
    for lead in sent.items:
        people = [members(each) for each in items(lead.get("contacts"))]
        if any(person.get("id") == known for person in people):
            return str(lead.get("id")), people
    return "", []


def _address(person: Mapping[str, Any]) -> Any:
    return next((members(each).get("email") for each in items(person.get("emails"))), None)
