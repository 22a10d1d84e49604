"""What the facade does, decided once for both clients."""

from __future__ import annotations

import json
from itertools import count
from math import inf
from typing import TYPE_CHECKING, Any, Final, Literal, TypeGuard

from close_api_client import models
from close_api_client.api.bulk_actions import (
    create_bulk_sequence_subscription,
    get_bulk_sequence_subscription,
    update_bulk_sequence_subscription,
)
from close_api_client.api.search import search_data
from close_api_client.types import Unset
from close_bulk import _retry, _rules
from close_bulk._effects import Call, Flow, Model, Sleep
from close_bulk._json import show, whole
from close_bulk._selection import to_query
from close_bulk.errors import BadResponse, CloseError, InvalidRequest, OutcomeUnknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from close_bulk._clock import Clock

Action = models.BulkSequenceSubscriptionAction

_ONE: Final = f"{_rules.BULK_SEQUENCE_SUBSCRIPTION}{{id}}/"
_LOOK_FOR_START: Final = (
    "close.bulk.list() has it if it did; compare date_created, sequence_id and s_query of its .data"
)
_LOOK_AT_STATUS: Final = "refresh() tells the bulk action's status"


def request(call: Call[Model], clock: Clock, *, look: str = "", until: float = inf) -> Flow[Model]:
    """Send one request, again where that is safe.

    Args:
        call: What to send.
        clock: Time and chance.
        look: How to find out what a lost request did.
        until: The moment of the clock after which no further attempt is made.
    """
    for attempt in count(1):
        try:
            answer: Model = yield call
        except CloseError as error:
            seconds = _retry.wait_before_repeating(
                error, attempt, repeatable=call.repeatable, chance=clock
            )
            if seconds is None or clock.monotonic() + seconds > until:
                final = _retry.verdict(error, repeatable=call.repeatable, look=look)
                if final is error:
                    raise
                raise final from error
        else:
            return answer
        yield Sleep(seconds)
    raise AssertionError  # pragma: no cover - count() does not end


def start(action_type: str, fields: Mapping[str, Any], clock: Clock) -> Flow[Action]:
    """Check the fields and start a bulk action, once."""
    said = {name: to_query(value) if name == "s_query" else value for name, value in fields.items()}
    body = _rules.check_start(action_type, said)
    model: Any = getattr(models, _rules.model_name(body["action_type"]))
    call = Call(
        operation=create_bulk_sequence_subscription,
        model=Action,
        arguments={"body": model.from_dict(body)},
        repeatable=False,
        objection=lambda answer: None if _is_id(answer.id) else "it has no usable id",
    )
    try:
        return (yield from request(call, clock, look=_LOOK_FOR_START))
    except OutcomeUnknown as unknown:
        # A success that cannot be read is still a success: what it started can be asked for by its id.
        started = _id_of(unknown.__cause__)
        if started is None:
            raise
        lost = unknown
    try:
        return (yield from get(started, clock))
    except CloseError as error:
        message = (
            f"{lost.request} did start {started}, but its answer cannot be read, and a second look failed: "
            f"{error}.\nDo not start it again; go on with close.bulk.get({started!r})."
        )
        raise OutcomeUnknown(message, request=lost.request, action_id=started) from error


def get(action_id: str, clock: Clock, *, until: float = inf) -> Flow[Action]:
    """Read one bulk action."""
    action_id = _rules.check_id(action_id, "get", _ONE)
    call = Call(
        operation=get_bulk_sequence_subscription,
        model=Action,
        arguments={"id": action_id},
        repeatable=True,
        objection=lambda answer: _about_another(answer, action_id),
    )
    return (yield from request(call, clock, until=until))


def change_status(
    action_id: str, status: Literal["paused", "resuming"], clock: Clock
) -> Flow[Action]:
    """Pause or resume a bulk action."""
    action_id = _rules.check_id(action_id, "put", _ONE)
    call = Call(
        operation=update_bulk_sequence_subscription,
        model=Action,
        arguments={"id": action_id, "body": models.BulkActionStatusChange(status=status)},
        repeatable=False,
        objection=lambda answer: _about_another(answer, action_id),
    )
    try:
        return (yield from request(call, clock, look=_LOOK_AT_STATUS))
    except OutcomeUnknown as lost:
        # What a status change is answered with is inferred; anything that says success may be one.
        if not isinstance(lost.__cause__, BadResponse):
            raise
    return (yield from get(action_id, clock))


def _about_another(answer: Action, action_id: str) -> str | None:
    return None if answer.id == action_id else f"it is about {show(answer.id)}"


def _id_of(cause: BaseException | None) -> str | None:
    try:
        given = json.loads(cause.body)["id"] if isinstance(cause, BadResponse) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return given if _is_id(given) else None


def _is_id(value: object) -> TypeGuard[str]:
    try:
        _rules.check_id(value, "get", _ONE)
    except InvalidRequest:
        return False
    return True


def count_leads(s_query: object, clock: Clock) -> Flow[int]:
    """Count the leads that a selection matches."""
    said = {"s_query": to_query(s_query)}
    checked = _rules.check_object("the count", _rules.selection_schema(), said)
    body = models.SearchRequest(
        query=models.StructuredQuery.from_dict(checked["s_query"]),
        results_limit=0,
        include_counts=True,
    )
    call = Call(
        operation=search_data,
        model=models.SearchResults,
        arguments={"body": body},
        repeatable=True,
        objection=lambda results: None if _total(results) is not None else "it has no count",
    )
    return _total((yield from request(call, clock))) or 0


def _total(results: models.SearchResults) -> int | None:
    total = None if isinstance(results.count, Unset) else whole(results.count.total)
    return total if total is not None and total >= 0 else None
