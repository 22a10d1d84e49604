"""Probes that search, and compare what is found with what must be."""

from collections.abc import Iterator, Mapping
from typing import Any

from close_contract.bench import Bench, Exchanged
from close_contract.known import LEADS, one_lead
from close_contract.page_rules import moment
from close_contract.report import Finding


def search_logic(bench: Bench) -> Iterator[Finding]:
    """Combine queries by and, or and not, and compare what they find."""
    lead = bench.known.lead_id
    one: dict[str, Any] = {"type": "id", "value": lead}
    leads = dict(LEADS)
    everything = _search(bench, leads)
    if everything.members.get("cursor") is not None:
        return
    ids = set(everything.ids)
    expected: list[tuple[dict[str, Any], set[str]]] = [
        (one_lead(lead), {lead}),
        ({"type": "and", "queries": [leads, {**one, "negate": True}]}, ids - {lead}),
        ({"type": "and", "queries": [leads, one, {**one, "negate": True}]}, set()),
        ({"type": "and", "queries": [leads, {"type": "or", "queries": [one, one]}]}, {lead}),
        (
            {
                "type": "and",
                "queries": [leads, {"type": "or", "queries": [one, {**one, "negate": True}]}],
            },
            ids,
        ),
        ({"type": "and", "queries": [{**leads, "negate": True}, one]}, set()),
    ]
    for query, wanted in expected:
        sent = _search(bench, query)
        if set(sent.ids) != wanted:
            message = f"{len(sent.ids)} objects were found, not the {len(wanted)} that fit"
            yield sent.finding("search_logic", message)


def search_types(bench: Bench) -> Iterator[Finding]:
    """Search for leads and for contacts: each is found where it is looked for, and not elsewhere."""
    for object_type in "lead", "contact":
        sent = _search(bench, {"type": "object_type", "object_type": object_type})
        if not sent.accepted:
            message = f"a search for all {object_type}s was answered with {sent.status}"
            yield sent.finding("search_types", message)
        strange = [each for each in sent.items if each.get("__object_type") != object_type]
        if strange:
            message = f"{strange[0].get('__object_type')} was found among {object_type}s"
            yield sent.finding("search_types", message)


def search_fields(bench: Bench) -> Iterator[Finding]:
    """Ask for members of leads by `_fields`."""
    for names in ["id", "name"], ["name"]:
        sent = _search(bench, dict(LEADS), _fields={"lead": names}, _limit=5)
        for item in sent.items:
            if {*item} != {"__object_type", "id", "name"}:
                message = f"id and name are to be answered, not {', '.join(sorted(item))}"
                yield sent.finding("search_fields", message)


def search_order(bench: Bench) -> Iterator[Finding]:
    """Sort leads by the time of their creation, up and down."""
    for direction in "asc", "desc":
        sent = _search(bench, dict(LEADS), sort=[_by("date_created", direction)], _fields=_SORTED)
        if not sent.accepted and not sent.is_unserved:
            yield sent.finding("search_order", f"an order {direction} was refused: {sent.status}")
        times = [moment(item.get("date_created")) for item in sent.items]
        known = [each for each in times if each is not None]
        if known != sorted(known, reverse=direction == "desc"):
            yield sent.finding("search_order", f"these are not in the order {direction}")
    yield from _by_several(bench)


def _by_several(bench: Bench) -> Iterator[Finding]:
    """Sort by a status, and where that is the same by time."""
    for direction in "asc", "desc":
        sort = [_by("status_label", "asc"), _by("date_created", direction)]
        sent = _search(bench, dict(LEADS), sort=sort, _fields=_SORTED)
        if not sent.accepted:
            return
        labels = [item.get("status_label") for item in sent.items]
        if labels.count(None):
            return
        runs = [label for n, label in enumerate(labels) if labels[n - 1 : n] != [label]]
        if len(runs) != len({*runs}):
            yield sent.finding("search_order", f"sorted by their status they come as {runs}")
        for label in {*labels}:
            items = [item for item in sent.items if item.get("status_label") == label]
            times = [moment(item.get("date_created")) for item in items]
            known = [each for each in times if each is not None]
            if known != sorted(known, reverse=direction == "desc"):
                message = f"within {label} these are not in the order {direction}"
                yield sent.finding("search_order", message)


def search_counts(bench: Bench) -> Iterator[Finding]:
    """Count without asking for any object, and limit how many are found."""
    total = _count(bench, None).members.get("count", {}).get("total")
    none = _count(bench, 0)
    if none.members.get("count") != {"limited": 0, "total": total}:
        message = f"{total} were counted before, now {none.members.get('count')}"
        yield none.finding("search_counts", message)
    some = _count(bench, 1)
    if len(some.ids) != min(1, total or 0):
        yield some.finding("search_counts", f"{len(some.ids)} were answered, results_limit is 1")


def _count(bench: Bench, results_limit: int | None) -> Exchanged:
    return _search(bench, dict(LEADS), include_counts=True, results_limit=results_limit)


def _search(bench: Bench, query: Mapping[str, Any], **members: Any) -> Exchanged:
    return bench.call("search_data", body={"query": query, "_limit": 200, **members})


_SORTED: Mapping[str, list[str]] = {"lead": ["date_created", "status_label"]}


def _by(name: str, direction: str) -> Mapping[str, Any]:
    field = {"type": "regular_field", "object_type": "lead", "field_name": name}
    return {"direction": direction, "field": field}
