"""A probe that lets a bulk action take the first of two leads."""

from collections.abc import Iterator
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.known import one_lead
from close_contract.probes.columns import search
from close_contract.probes.effects import done
from close_contract.probes.enrolling import newcomers_lead
from close_contract.probes.sequences import new_sequence
from close_contract.probes.subscribing import subscribing_body
from close_contract.report import Finding

_KIND: Final = "sequence_subscription"
_NAME: Final = {"type": "regular_field", "object_type": "lead", "field_name": "name"}


def bulk_order(bench: Bench) -> Iterator[Finding]:
    """Subscribe one of two leads by results_limit: the first in the order that was asked for."""
    leads = {bench.known.lead_id, newcomers_lead(bench)}
    query = {"type": "or", "queries": [one_lead(each) for each in sorted(leads) if each]}
    for direction in ("asc", "desc") if len(query["queries"]) > 1 else ():
        sort = [{"direction": direction, "field": _NAME}]
        first: Any = search(bench, query, sort=sort).ids[:1]
        sequence_id = str(new_sequence(bench).members.get("id"))
        body = {**subscribing_body(bench, sequence_id), "s_query": query}
        ended = done(bench, _KIND, {**body, "sort": sort, "results_limit": 1})
        listed = bench.call("list_sequence_subscriptions", query={"sequence_id": sequence_id})
        subscribed = [item.get("lead_id") for item in listed.items]
        if ended is not None and subscribed != first:
            message = (
                f"first of all by name, {direction}, is {first}, but {subscribed} is subscribed"
            )
            yield ended.finding("bulk_order", message)
        bench.call("delete_sequence", sequence_id)
