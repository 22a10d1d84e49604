"""The rules of single objects, wherever they are answered."""

import json
import re
from typing import Any, Final

from close_contract.document import Contract, Operation, Schema
from close_contract.json_values import members
from close_contract.page_rules import moment
from close_contract.rule import Answer, item_schema

_BULK: Final = "/bulk_action/"
_ONE: Final = "{id}/"
_EVERYWHERE: Final = frozenset({"", "id", "__all__", "non_field_errors", "x-tz-offset"})
"""What may be named without being a field: the path, a header, the whole."""
_PATTERNS: Final = {"list_events": "^ev_", "get_me": "^user_"}
"""The ids of objects that cannot be asked for by them, as the vendor's examples have them."""
_OWN_WAY: Final = frozenset({"steps", "schedule", "cursor"})
"""Members that are answered with more, or with something else, than was sent."""
_COUNTED: Final = tuple((what, f"n_{what}", f"n_{what}_processed") for what in ("leads", "objects"))


def own_id(answer: Answer) -> str | None:
    """Answer a request for an id with the object that has it."""
    given = answer.members.get("id")
    if not answer.id or given is None or given == answer.id:
        return None
    return f"{answer.id} was asked for, but {given} was answered"


def own_kind(answer: Answer) -> str | None:
    """Give objects ids by which their kind can be told."""
    pattern = _id_pattern(answer.contract, answer.operation)
    fits = re.compile(pattern or "").search
    for each in answer.objects if pattern is not None else ():
        given = each.get("id")
        if isinstance(given, str) and fits(given) is None:
            return f"{given!r} is not the id of an object of this kind"
    return None


def echo(answer: Answer) -> str | None:
    """Answer what is created or changed with the values that were sent."""
    sent = answer.asked
    if "id" not in answer.members:
        return None
    for name in sent.keys() & answer.members.keys() - _OWN_WAY:
        shown = answer.members[name]
        if name == "status" and sent[name] == "resuming":
            # It goes on at once, as soon as it can.
            if shown == "paused":
                return "status resuming was sent, but paused was answered"
        elif shown != sent[name] and shown != _as_text(name, sent[name]):
            return f"{name} was sent as {sent[name]!r}, but answered as {shown!r}"
    return None


def counters(answer: Answer) -> str | None:
    """Count no more leads or objects as processed than there are, and all when it is done."""
    if not answer.operation.path.startswith(_BULK):
        return None
    for each in answer.objects:
        for what, name, processed_name in _COUNTED:
            total, processed = each.get(name), each.get(processed_name)
            if not isinstance(processed, int):
                continue
            if processed < 0 or (isinstance(total, int) and processed > total):
                return f"{processed} {what} of {total} are processed"
            if total is not None and processed != total and each.get("status") == "done":
                return f"{processed} {what} of {total} are processed, but the action is done"
        most, leads = each.get("results_limit"), each.get("n_leads")
        if isinstance(most, int) and isinstance(leads, int) and leads > most:
            return f"{leads} leads are selected, where results_limit is {most}"
    return None


def words(answer: Answer) -> str | None:
    """Answer words that the contract lists, where it lists any."""
    members = item_schema(answer.contract, answer.operation).get("properties", {})
    objects = answer.objects
    for name, schema in members.items():
        known = _words(answer.contract, schema)
        for each in objects if known else ():
            if isinstance(each.get(name), str) and each[name] not in known:
                return f"{name} is {each[name]!r}, which is none of {', '.join(sorted(known))}"
    return None


def field_errors(answer: Answer) -> str | None:
    """Name in `field-errors` fields that the request has, or that the operation knows."""
    named = members(members(answer.body).get("field-errors"))
    known = {*_EVERYWHERE, *answer.asked, *answer.query, *answer.operation.parameters}
    # A dot or a bracket may be of the name itself.
    strange = [name for name in named if not {name, re.split(r"[.\[]", name)[0]} & known]
    body = answer.operation.body
    if strange and body is not None:
        strange = [name for name in strange if name not in answer.contract.members(body)]
    return f"{strange[0]} is named as a wrong field, but is none" if strange else None


def known_types(answer: Answer) -> str | None:
    """Refuse no type of body that the contract has, if the body is as the schema of its type says."""
    body, named = answer.operation.body, members(members(answer.body).get("field-errors"))
    if body is None or not named:
        return None
    schemas = answer.contract.members(body)
    for name in named.keys() & answer.asked.keys() & schemas.keys():
        types = [schema["const"] for schema in schemas[name] if "const" in schema]
        is_one = answer.asked[name] in types
        if is_one and answer.contract.validator(body).is_valid(answer.asked):
            return f"{name} {answer.asked[name]} is one of the contract's, but was refused"
    return None


def times(answer: Answer) -> str | None:
    """Say that an object was changed after it was created, never before."""
    for each in answer.objects:
        created, updated = moment(each.get("date_created")), moment(each.get("date_updated"))
        if created is not None and updated is not None and updated < created:
            return f"date_updated {updated} is before date_created {created}"
    return None


def _as_text(name: str, value: Any) -> Any:
    """Return the value of a custom field as it is answered: as a text (documented)."""
    is_text = name != "custom_field_value" or isinstance(value, str)
    return value if is_text else json.dumps(value)


def _words(contract: Contract, schema: Schema) -> frozenset[str]:
    found: list[str] = []
    for option in (schema, *schema.get("anyOf", ())):
        found += contract.resolved(option).get("enum", ())
    return frozenset(found)


def _id_pattern(contract: Contract, operation: Operation) -> str | None:
    """Return the pattern of the ids of an operation's objects, if they have one."""
    if operation.id in _PATTERNS:
        return _PATTERNS[operation.id]
    path = operation.path if operation.path.endswith(_ONE) else f"{operation.path}{_ONE}"
    for raw in contract.document["paths"].get(path, {}).get("get", {}).get("parameters", ()):
        parameter = contract.resolved(raw)
        if parameter["name"] == "id":
            pattern: str | None = contract.resolved(parameter["schema"]).get("pattern")
            return pattern
    return None
