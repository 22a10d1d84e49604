"""What a request for a bulk sequence subscription may and must say.

The conditional requirements are documented, except those of `reassign`: the vendor's schema has
its name and no more, so they are inferred. Refusing unexpected fields, a missing `s_query` and
ids of things that do not exist is the emulator's own strictness.
"""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from close_emulator.bulk import SELECTS
from close_emulator.forms import Form, Reader, body_fields, existing, one_of, or_none
from close_emulator.organization import Organization
from close_emulator.place import Place
from close_emulator.query import Scope, compile_query
from close_emulator.records import BulkRequest
from close_emulator.selection import read_sort
from close_emulator.wire import Json


@frozen
class Rule:
    """The fields that an action type demands and those it allows."""

    required: tuple[str, ...]
    optional: tuple[str, ...]


_SENDER: Final = ("sender_account_id", "sender_name", "sender_email")
_CALLS: Final = ("calls_assigned_to", "from_phone_number_id")
_COMMON: Final = Rule(("action_type", "s_query"), ("results_limit", "sort", "send_done_email"))

RULES: Final[Mapping[str, Rule]] = {
    "subscribe": Rule(("sequence_id", *_SENDER, "contact_preference"), _CALLS),
    "resume": Rule((), ("sequence_id",)),
    "resume_finished": Rule((), ("sequence_id",)),
    "pause": Rule((), ("sequence_id",)),
    "reassign": Rule(_SENDER, ("sequence_id", *_CALLS)),
}


def read_bulk_request(body: Json, organization: Organization) -> BulkRequest:
    """Return the request of a body, with the defaults of what it leaves out.

    Raises:
        Refusal: 400 that names every field that is missing, unexpected or wrong.
    """
    given = body_fields(body)
    readers = _readers(organization)
    action_type = given["action_type"].value if "action_type" in given else None
    if not isinstance(action_type, str) or action_type not in RULES:
        return BulkRequest(**Form(readers, _COMMON.required).read(given))
    rule = RULES[action_type]
    names = (*_COMMON.required, *_COMMON.optional, *rule.required, *rule.optional)
    form = Form(
        {name: readers[name] for name in names},
        (*_COMMON.required, *rule.required),
        f"Unexpected field for the action_type {action_type}.",
    )
    return BulkRequest(**form.read(given))


def _readers(organization: Organization) -> Mapping[str, Reader]:
    scope = Scope(SELECTS, organization.custom_fields)
    user = existing("user", organization.users)
    return {
        "action_type": one_of(*RULES),
        "s_query": _checked(lambda place: compile_query(place, scope)),
        "results_limit": or_none(lambda place: place.whole(1)),
        "sort": _checked(lambda place: read_sort(place, scope)),
        "send_done_email": Place.flag,
        "sequence_id": existing("seq", organization.sequences),
        "sender_account_id": existing("emailacct", organization.sender_accounts),
        "sender_name": Place.text,
        "sender_email": _address,
        "contact_preference": one_of("lead", "contact"),
        "calls_assigned_to": or_none(lambda place: [user(item) for item in place.some()]),
        "from_phone_number_id": or_none(Place.text),
    }


def _checked(compile_it: Reader) -> Reader:
    """Return a reader that keeps the JSON as it is, once it has been understood."""

    def read(place: Place) -> Json:
        compile_it(place)
        return place.value

    return read


def _address(place: Place) -> str:
    text = place.text()
    name, at, host = text.partition("@")
    if not (name and at and host) or "@" in host or set(text) & set(" \t\r\n"):
        place.refuse("Input should be an e-mail address.")
    return text
