"""How each operation of the contract is called with `close_bulk`.

Arguments come by the contract's names: those of the path, the query and the body together.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, TypeAlias, cast

from close_bulk import Close
from close_driver.telling import action_told, actions_told, object_told, objects_told

Arguments: TypeAlias = dict[str, Any]
Making: TypeAlias = Callable[[Close, Arguments], Any]

_STEERING: Final = {"paused": "pause", "resuming": "resume"}


class Inexpressible(Exception):
    """The client has no call that says this; the text says why."""


def _id(arguments: Arguments) -> Any:
    if "id" not in arguments:
        raise Inexpressible("the id is an argument of its own, and there is none")
    return arguments.pop("id")


def _only_id(arguments: Arguments) -> Any:
    wanted = _id(arguments)
    if arguments:
        raise Inexpressible("the id is the only argument")
    return wanted


def _start(kind: str, selector: str, close: Close, arguments: Arguments) -> Any:
    """Start a bulk action by the method that has the name of its type, if there is one."""
    name = arguments.get(selector)
    if not isinstance(name, str) or name not in _VERBS:
        return action_told(close.bulk.start(kind, **arguments))
    del arguments[selector]
    return action_told(getattr(close.bulk, name)(**arguments))


def _email(close: Close, arguments: Arguments) -> Any:
    return action_told(close.bulk.email(**arguments))


def _delete_leads(close: Close, arguments: Arguments) -> Any:
    """Delete as many leads as a preview counts; this client wants to be told how many are expected."""
    count = close.bulk.delete(dry_run=True, **arguments).count
    return action_told(close.bulk.delete(**arguments, expect=count))


def _list_actions(kind: Any, close: Close, arguments: Arguments) -> Any:
    return actions_told(cast("Any", close.bulk).list(kind, **arguments))


def _get_action(close: Close, arguments: Arguments) -> Any:
    return action_told(close.bulk.get(_only_id(arguments)))


def _steer_action(close: Close, arguments: Arguments) -> Any:
    """Pause or resume a bulk action, which is read first: handles are what can be paused."""
    name = arguments.get("status")
    if not isinstance(name, str) or name not in _STEERING or {*arguments} != {"id", "status"}:
        raise Inexpressible("a bulk action can be paused and resumed, and nothing else")
    action = close.bulk.get(arguments["id"])
    return action_told(getattr(action, _STEERING[name])())


def _delete_subscription(close: Close, arguments: Arguments) -> Any:
    wanted: str = _only_id(arguments)
    return close.subscriptions.delete(wanted)


def _list_sequences(close: Close, arguments: Arguments) -> Any:
    if arguments:
        raise Inexpressible("the list of sequences has no filters")
    return objects_told(close.sequences.list())


def _update_sequence(close: Close, arguments: Arguments) -> Any:
    """Change a sequence; whatever steps the new list leaves out may go."""
    wanted = _id(arguments)
    steps: Any = arguments.get("steps")
    gone: list[str] = []
    if steps and isinstance(steps, list):
        kept = json.dumps(steps)
        present = close.sequences.get(wanted).to_dict().get("steps", [])
        gone = [step["id"] for step in present if json.dumps(step["id"]) not in kept]
    return object_told(close.sequences.update(wanted, remove_steps=gone, **arguments))


def _of_leads(fields: Any) -> Any:
    """Return the fields of leads that are asked for; None if there are none, or others."""
    try:
        return fields["lead"] if [*fields] == ["lead"] else None
    except TypeError:
        return None


def _search(close: Close, arguments: Arguments) -> Any:
    """Search leads; which pages are asked for is the client's own affair."""
    is_said = "_fields" in arguments
    of_leads = _of_leads(arguments.pop("_fields", None))
    if is_said and of_leads is None:
        raise Inexpressible("fields are those of leads")
    others = {*arguments} - {"query", "sort", "results_limit"}
    if others or "query" not in arguments:
        raise Inexpressible(f"a search takes a query, and no {', '.join(sorted(others))}")
    if arguments.get("results_limit", 1) in (0, None) or arguments.get("sort", []) is None:
        raise Inexpressible("what is not wanted is left out; None and 0 are not said")
    query = arguments.pop("query")
    found = close.leads.search(query, fields=of_leads, **arguments)
    return [dict(lead) for lead in found]


def _me(close: Close, arguments: Arguments) -> Any:
    if arguments:
        raise Inexpressible("there is nothing to be said about whose key it is")
    return object_told(close.me())


_VERBS: Final = frozenset(
    {"subscribe", "pause", "resume", "resume_finished", "reassign", "set_lead_status"}
    | {
        f"{what}_{whose}custom_field"
        for what in ("set", "clear")
        for whose in ("", "contact_", "activity_", "global_", "opportunity_", "custom_object_")
    }
)

CALLS: Final[Mapping[str, Making]] = {
    **{
        f"list_bulk_{kind}s": partial(_list_actions, kind)
        for kind in ("sequence_subscription", "email", "edit", "delete")
    },
    **{
        f"get_bulk_{kind}": _get_action
        for kind in ("sequence_subscription", "email", "edit", "delete")
    },
    **{
        f"update_bulk_{kind}": _steer_action
        for kind in ("sequence_subscription", "email", "edit", "delete")
    },
    "create_bulk_sequence_subscription": partial(_start, "sequence_subscription", "action_type"),
    "create_bulk_email": _email,
    "create_bulk_edit": partial(_start, "edit", "type"),
    "create_bulk_delete": _delete_leads,
    "list_sequences": _list_sequences,
    "get_sequence": lambda close, said: object_told(close.sequences.get(_only_id(said))),
    "create_sequence": lambda close, said: object_told(close.sequences.create(**said)),
    "update_sequence": _update_sequence,
    "delete_sequence": lambda close, said: close.sequences.delete(_only_id(said)),
    "list_sequence_subscriptions": lambda close, said: objects_told(
        close.subscriptions.list(**said)
    ),
    "get_sequence_subscription": lambda close, said: object_told(
        close.subscriptions.get(_only_id(said))
    ),
    "create_sequence_subscription": lambda close, said: object_told(
        close.subscriptions.create(**said)
    ),
    "update_sequence_subscription": lambda close, said: object_told(
        close.subscriptions.update(_id(said), **said)
    ),
    "delete_sequence_subscription": _delete_subscription,
    "search_data": _search,
    "get_saved_search": lambda close, said: object_told(close.smart_views.get(_only_id(said))),
    "list_events": lambda close, said: objects_told(close.events.list(**said)),
    "get_me": _me,
}
"""By operationId."""
