"""Probes about what a bulk edit refuses, what it takes for the same, and what it leaves in the log."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from close_contract.bench import Bench
from close_contract.json_values import items, members
from close_contract.known import CustomField, no_lead
from close_contract.page_rules import moment
from close_contract.probes.columns import of_type, search
from close_contract.probes.fields import HOLDERS, edit, same, values_of
from close_contract.report import Finding

_NO_NAME: Final = "no field has this name"
_SEVERAL_ONLY: Final[tuple[Mapping[str, Any], ...]] = (
    {"custom_field_values": ["one"]},
    {"custom_field_value": "one", "custom_field_operation": "add"},
    {"custom_field_value": "one", "custom_field_operation": "replace"},
)
_MIXED: Final[tuple[tuple[Mapping[str, Any], list[Any]], ...]] = (
    ({"custom_field_values": ["one", "two", "one"]}, ["one", "two"]),
    (
        {"custom_field_values": ["two", "three"], "custom_field_operation": "add"},
        ["one", "two", "three"],
    ),
    (
        {"custom_field_value": "four", "custom_field_operation": "add"},
        ["one", "two", "three", "four"],
    ),
    (
        {"custom_field_values": ["none", "one"], "custom_field_operation": "remove"},
        ["two", "three", "four"],
    ),
    ({"custom_field_value": "two", "custom_field_operation": "remove"}, ["three", "four"]),
    ({"custom_field_values": [1, True]}, [1, True]),
    ({"custom_field_values": [True], "custom_field_operation": "remove"}, [1]),
    ({"custom_field_values": [1], "custom_field_operation": "remove"}, []),
)


def edit_refusals(bench: Bench) -> Iterator[Finding]:
    """Edit fields that there are not, or by an edit of another kind, or several values in a single one."""
    known = bench.known
    for about in HOLDERS:
        for which, each in (("name", _NO_NAME), ("id", f"cf_{'0' * 40}")):
            yield from _refused(bench, about, {f"custom_field_{which}": each}, "no field is this")
        others = {
            other: known.custom_fields[other] for other in known.custom_fields if other != about
        }
        for other, field in others.items():
            by_id = {"custom_field_id": field.id}
            yield from _refused(bench, about, by_id, f"this is a {other}, no {about}")
        one = known.single_fields.get(about)
        for several in _SEVERAL_ONLY if one is not None else ():
            body = {"custom_field_id": one.id if one else "", **several}
            yield from _refused(bench, about, body, "this field takes one value", ("set",))


def _refused(
    bench: Bench,
    about: str,
    body: Mapping[str, Any],
    why: str,
    verbs: tuple[str, ...] = ("set", "clear"),
) -> Iterator[Finding]:
    for verb in verbs:
        value = {"custom_field_value": "x"} if verb == "set" and _has_no_value(body) else {}
        sent = {"type": f"{verb}_{about}", **body, **value, "s_query": no_lead()}
        started = bench.call("create_bulk_edit", body={**sent, "send_done_email": False})
        if started.accepted:
            yield started.finding("edit_refusals", f"{why}, but the edit was taken")


def _has_no_value(body: Mapping[str, Any]) -> bool:
    return not any(name.startswith("custom_field_value") for name in body)


def edit_values(bench: Bench) -> Iterator[Finding]:
    """Add what a field has, remove what it has not, mix true and 1: nothing is there twice, or lost."""
    for about in HOLDERS.keys() & bench.known.custom_fields.keys():
        field = bench.known.custom_fields[about]
        before = values_of(bench, field, HOLDERS[about])
        if any(value.held for value in before.values() if value.is_selected):
            continue
        for change, expected in _MIXED:
            if not edit(bench, f"set_{about}", {"custom_field_id": field.id, **change}):
                break
            for object_id, value in values_of(bench, field, HOLDERS[about]).items():
                if value.is_selected and not same(value.held, expected):
                    message = f"after {change} {object_id} has {value.held}, not {expected}"
                    label = bench.operation("create_bulk_edit").label
                    yield Finding("edit_values", label, message)
        edit(bench, f"clear_{about}", {"custom_field_id": field.id})


def field_events(bench: Bench) -> Iterator[Finding]:
    """Set a custom field, set it again, clear it, and find in the log what was changed on each object."""
    single = bench.known.single_fields
    for about in HOLDERS:
        if about in single:
            yield from _traced(bench, about, single[about])


def _traced(bench: Bench, about: str, field: CustomField) -> Iterator[Finding]:
    holders, name = HOLDERS[about], f"custom.{field.id}"
    before = values_of(bench, field, holders)
    selected = {key: each for key, each in before.items() if each.is_selected}
    if not selected or any(each.held for each in selected.values()):
        return
    dates = _dates(bench, holders)
    causes = _set_and_cleared(bench, about, field)
    now = _dates(bench, holders)
    for object_id, each in selected.items() if causes else ():
        query = {"object_type": each.object_type, "object_id": object_id}
        logged = bench.call("list_events", query={**query, "_limit": 50})
        own = [event for event in logged.items if _cause(event) in causes]
        for problem in _problems(own, name, object_id, bench.known.lead_id):
            yield logged.finding("field_events", problem)
        was, is_now = dates.get(object_id), now.get(object_id)
        if was is not None and is_now is not None and is_now <= was:
            yield logged.finding("field_events", f"it was changed, but date_updated is {was}")


def _set_and_cleared(bench: Bench, about: str, field: CustomField) -> list[Any]:
    """Set a field twice to the same, and clear it; return what did it, nothing if it lasts too long."""
    causes: list[Any] = []
    for kind, body in (("set", {"custom_field_value": "x"}),) * 2 + (("clear", {}),):
        ended = edit(bench, f"{kind}_{about}", {"custom_field_id": field.id, **body})
        if ended is None:
            return []
        causes.append(ended.members.get("id"))
    return causes


def _problems(
    events: list[Mapping[str, Any]], name: str, object_id: str, lead_id: str
) -> Iterator[str]:
    values = [(_in(event, "previous_data", name), _in(event, "data", name)) for event in events]
    # What is so already is no change.
    if values != [("x", None), (None, "x")]:
        yield f"of {name}, which was set and cleared, is logged {values}"
    for event in events:
        changed = [*members(event.get("previous_data"))], items(event.get("changed_fields"))
        if changed != ([name], [name]):
            yield f"{name} was changed and nothing else, not {changed[1]} from {changed[0]}"
        shown = {each: event.get(each) for each in ("action", "lead_id")}
        shown["data.id"] = _in(event, "data", "id")
        expected = {"action": "updated", "lead_id": lead_id, "data.id": object_id}
        if shown != expected:
            yield f"the event is {shown}, not {expected}"


def _in(event: Mapping[str, Any], member: str, name: str) -> Any:
    return members(event.get(member)).get(name)


def _cause(event: Mapping[str, Any]) -> Any:
    return members(event.get("meta")).get("bulk_action_id")


def _dates(bench: Bench, holders: tuple[str, ...]) -> dict[str, Any]:
    """Return when objects were changed last."""
    return {
        str(item.get("id")): moment(item.get("date_updated"))
        for holder in holders
        for item in search(bench, of_type(holder), _fields={holder: ["date_updated"]}).items
    }
