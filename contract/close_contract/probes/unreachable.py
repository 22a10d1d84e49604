"""A probe that starts bulk actions for a lead whom nothing can reach, so that nobody hears of them."""

from collections.abc import Iterator
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.json_values import items, members
from close_contract.known import one_lead
from close_contract.probes.columns import of_type, search
from close_contract.probes.effects import done
from close_contract.probes.sequences import new_sequence
from close_contract.probes.subscribing import subscribing_body
from close_contract.report import Finding

_PREFERENCES: Final = ("lead", "contact", "all")


def bulk_unreachable(bench: Bench) -> Iterator[Finding]:
    """Mail and subscribe leads without an address: each is counted, and nobody of them is."""
    sequence_id = str(new_sequence(bench).members.get("id"))
    mail = {"template_id": bench.known.template_id, "send_done_email": False}
    starts: list[tuple[str, dict[str, Any]]] = [
        *(("email", {**mail, "contact_preference": each}) for each in _PREFERENCES),
        ("sequence_subscription", subscribing_body(bench, sequence_id)),
    ]
    for lead_id in _unreachable(bench):
        for kind, body in starts:
            ended = done(bench, kind, {**body, "s_query": one_lead(lead_id)})
            if ended is None:
                continue
            found = ended.members.get("n_leads"), ended.members.get("n_objects")
            if found != (1, 0):
                message = f"one lead without an address was selected: {found[0]} and {found[1]}"
                yield ended.finding("bulk_unreachable", message)
    listed = bench.call("list_sequence_subscriptions", query={"sequence_id": sequence_id})
    if listed.items:
        yield listed.finding("bulk_unreachable", "somebody without an address is subscribed")
    bench.call("delete_sequence", sequence_id)


def _unreachable(bench: Bench) -> list[str]:
    """Return a lead without contacts, and one whose contacts have no address."""
    sent = search(bench, of_type("lead"), _fields={"lead": ["contacts"]})
    found: dict[bool, str] = {}
    for lead in sent.items:
        people = [members(each) for each in items(lead.get("contacts"))]
        if "contacts" in lead and not any(items(person.get("emails")) for person in people):
            found.setdefault(bool(people), str(lead.get("id")))
    return [*found.values()]
