"""Probes about what objects show: members of members, objects within objects, whose they are."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.document import Operation
from close_contract.json_values import items, members
from close_contract.probes.access import example_objects
from close_contract.probes.columns import of_type, search
from close_contract.report import Finding

_LIVE: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        ("list_sequences", "get_sequence"),
        frozenset({"allow_manual_enrollment", "owner_id", "schedule_id", "trigger_query"}),
    ),
    **dict.fromkeys(("list_sequences.steps", "get_sequence.steps"), frozenset({"sms_template_id"})),
}
"""What live answers have, beyond the examples."""
_ANYTHING: Final = frozenset({"s_query", "data", "meta", "previous_data"})
"""Members that hold whatever was sent, or whatever there is."""
_WITHIN: Final = ("emails", "phones", "urls")


def inner_members(bench: Bench) -> Iterator[Finding]:
    """Answer with the members that live answers have, and within objects those of the examples."""
    for operation in bench.operations:
        wanted = _wanted(bench, operation) if operation.method == "GET" else {}
        sent = bench.send(operation) if any(wanted.values()) else None
        for item in sent.answer.objects if sent is not None and sent.accepted else ():
            for within, names in wanted.items():
                missing = [_missing(each, names) for each in _inner(item, within)]
                if sent is not None and any(missing):
                    message = f"{within or 'it'} has no {max(missing)}, as live answers have"
                    yield sent.finding("inner_members", message)


def _missing(item: Any, names: frozenset[str]) -> str:
    return min(names - members(item).keys(), default="")


def _inner(item: Mapping[str, Any], name: str) -> list[Any]:
    """Return the objects in a member, or the object itself."""
    value = item.get(name) if name else item
    found = items(value) if isinstance(value, list) else [value]
    return [each for each in found if isinstance(each, Mapping)]


def _wanted(bench: Bench, operation: Operation) -> dict[str, frozenset[str]]:
    """Return what is to be shown, by the member that is to show it; empty for the object itself."""
    wanted: dict[str, frozenset[str]] = {"": _LIVE.get(operation.id, frozenset())}
    objects = example_objects(bench, operation)
    for name in {name for item in objects for name in item} - _ANYTHING:
        inner = [members(each).keys() for item in objects for each in _inner(item, name)]
        if inner:
            own = frozenset[str].intersection(*map(frozenset, inner))
            wanted[name] = own | _LIVE.get(f"{operation.id}.{name}", frozenset())
    return wanted


def nested_contacts(bench: Bench) -> Iterator[Finding]:
    """Find within each lead the contacts that are found on their own, with the same addresses."""
    names = ["lead_id", "name", *_WITHIN]
    people = search(bench, of_type("contact"), _fields={"contact": names})
    leads = search(bench, of_type("lead"), _fields={"lead": ["contacts"]})
    for sent, what in (people, "contacts"), (leads, "leads"):
        if not sent.accepted:
            yield sent.finding("nested_contacts", f"all {what} were asked for: {sent.status}")
    if not (people.accepted and leads.accepted) or _is_cut(people) or _is_cut(leads):
        return
    shown = {
        str(each.get("id")): each
        for lead in leads.items
        for each in map(members, items(lead.get("contacts")))
    }
    for person in people.items:
        within = shown.get(str(person.get("id")))
        if within is None:
            message = f"{person.get('id')} is not among the contacts of {person.get('lead_id')}"
            yield leads.finding("nested_contacts", message)
            return
        for name in names:
            if within.get(name) != person.get(name):
                message = f"{name} of {person.get('id')} is {within.get(name)!r} in its lead"
                yield leads.finding("nested_contacts", message)
                return


def _is_cut(sent: Any) -> bool:
    return sent.members.get("cursor") is not None


def untyped_steps(bench: Bench) -> Iterator[Finding]:
    """Create a step without a type, as an example does: it is shown with a type that is known."""
    known = bench.contract.resolved({"$ref": "#/components/schemas/SequenceStepType"})["enum"]
    body = {"name": "Contract test", "timezone": "UTC", "steps": [{"delay": 60}]}
    created = bench.call("create_sequence", body=body)
    for step in map(members, items(created.members.get("steps"))):
        if step.get("step_type") not in {None, *known}:
            message = f"no type was sent, {step.get('step_type')!r} is none of {', '.join(known)}"
            yield created.finding("untyped_steps", message)
    if created.accepted:
        bench.call("delete_sequence", str(created.members.get("id")))
