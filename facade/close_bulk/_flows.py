"""What the facade does, decided once for both clients."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from attrs import evolve

from close_api_client.api.bulk_actions import (
    create_bulk_sequence_subscription,
    get_bulk_sequence_subscription,
    list_bulk_sequence_subscriptions,
    update_bulk_sequence_subscription,
)
from close_api_client.api.search import search_data
from close_api_client.api.sequence_subscriptions import list_sequence_subscriptions
from close_api_client.models import (
    BulkActionStatusChange,
    BulkSequenceSubscriptionAction,
    BulkSequenceSubscriptionPage,
    PauseRequest,
    ReassignRequest,
    ResumeFinishedRequest,
    ResumeRequest,
    SearchRequest,
    SearchResults,
    SequenceSubscriptionPage,
    StructuredQuery,
    SubscribeRequest,
)
from close_api_client.types import Unset
from close_bulk import _retry, _rules
from close_bulk._effects import Call, Emit, Flow, Model, Sleep
from close_bulk._selection import to_query
from close_bulk.errors import (
    BadResponse,
    CloseError,
    InvalidRequest,
    OutcomeUnknown,
    RequestSummary,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from close_bulk._clock import Clock

Action = BulkSequenceSubscriptionAction

_ONE: Final = f"{_rules.BULK_SEQUENCE_SUBSCRIPTION}{{id}}/"
_REQUESTS: Final[dict[str, Any]] = {
    "subscribe": SubscribeRequest,
    "pause": PauseRequest,
    "resume": ResumeRequest,
    "resume_finished": ResumeFinishedRequest,
    "reassign": ReassignRequest,
}
_LOOK_FOR_START: Final = "close.bulk.list() has the newest bulk actions"
_LOOK_AT_STATUS: Final = "refresh() tells the bulk action's status"
_PAGE: Final = 100


def request(call: Call[Model], clock: Clock, look: str = "") -> Flow[Model]:
    """Send one request, again where that is safe; ``look`` says how to find out what a lost one did."""
    for attempt in count(1):
        try:
            answer: Model = yield call
        except CloseError as error:
            seconds = _retry.wait_before_repeating(
                error, attempt, repeatable=call.repeatable, chance=clock
            )
            if seconds is None:
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
    body = {name: to_query(value) if name == "s_query" else value for name, value in fields.items()}
    _rules.check_start(action_type, body)
    call = Call(
        operation=create_bulk_sequence_subscription,
        model=Action,
        arguments={"body": _REQUESTS[action_type].from_dict({"action_type": action_type, **body})},
        repeatable=False,
    )
    try:
        return (yield from request(call, clock, _LOOK_FOR_START))
    except OutcomeUnknown as unknown:
        # A success that cannot be read is still a success: what it started can be asked for by its id.
        started = _id_of(unknown.__cause__)
        if started is None:
            raise
    return (yield from get(started, clock))


def _id_of(cause: BaseException | None) -> str | None:
    if not isinstance(cause, BadResponse):
        return None
    try:
        return _rules.check_id(json.loads(cause.body)["id"], "get", _ONE)
    except (ValueError, KeyError, TypeError, RecursionError, InvalidRequest):
        return None


def get(action_id: str, clock: Clock) -> Flow[Action]:
    """Read one bulk action."""
    arguments = {"id": _rules.check_id(action_id, "get", _ONE)}
    call = Call(
        operation=get_bulk_sequence_subscription, model=Action, arguments=arguments, repeatable=True
    )
    return (yield from request(call, clock))


def change_status(
    action_id: str, status: Literal["paused", "resuming"], clock: Clock
) -> Flow[Action]:
    """Pause or resume a bulk action."""
    call = Call(
        operation=update_bulk_sequence_subscription,
        model=Action,
        arguments={
            "id": _rules.check_id(action_id, "put", _ONE),
            "body": BulkActionStatusChange(status=status),
        },
        repeatable=False,
    )
    return (yield from request(call, clock, _LOOK_AT_STATUS))


def count_leads(s_query: object, clock: Clock) -> Flow[int]:
    """Count the leads that a selection matches."""
    query = to_query(s_query)
    _rules.check_object("the count", _rules.selection_schema(), {"s_query": query})
    body = SearchRequest(
        query=StructuredQuery.from_dict(cast("Any", query)), results_limit=0, include_counts=True
    )
    call = Call(
        operation=search_data, model=SearchResults, arguments={"body": body}, repeatable=True
    )
    results = yield from request(call, clock)
    if isinstance(results.count, Unset):
        message = "the search was answered without the count that it was asked for"
        raise _odd("POST", "/data/search/", message, results)
    return results.count.total


def list_actions(clock: Clock) -> Flow[None]:
    """Give the flow that emits every bulk action, in the service's order."""
    first = Call(
        list_bulk_sequence_subscriptions, BulkSequenceSubscriptionPage, {}, repeatable=True
    )
    return _pages(_rules.BULK_SEQUENCE_SUBSCRIPTION, first, clock)


def list_subscriptions(filters: Mapping[str, Any], clock: Clock) -> Flow[None]:
    """Check the filters and give the flow that emits every sequence subscription they leave."""
    _rules.check_filters(filters)
    first = Call(list_sequence_subscriptions, SequenceSubscriptionPage, filters, repeatable=True)
    return _pages(_rules.SEQUENCE_SUBSCRIPTION, first, clock)


def _pages(path: str, listing: Call[Any], clock: Clock) -> Flow[None]:
    seen: set[str] = set()
    skip = 0
    while True:
        arguments = {**listing.arguments, "limit": _PAGE, "skip": skip}
        page = yield from request(evolve(listing, arguments=arguments), clock)
        # A list that grows while it is read moves items to the next page: those are not given twice.
        fresh = [item for item in page.data if item.id not in seen]
        seen.update(item.id for item in fresh)
        for item in fresh:
            yield Emit(item)
        if not page.has_more:
            return
        if not fresh:
            message = f"the list does not end: the page after {skip} items promises more and has nothing new"
            raise _odd("GET", path, message, page)
        skip += len(page.data)


def _odd(method: str, path: str, message: str, answer: Any) -> BadResponse:
    body = json.dumps(answer.to_dict()).encode()
    return BadResponse(message, request=RequestSummary(method, path), status=200, body=body)
