"""Lists, page by page: no item twice, none lost in silence, and an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from close_api_client.api.bulk_actions import list_bulk_sequence_subscriptions
from close_api_client.api.sequence_subscriptions import list_sequence_subscriptions
from close_api_client.models import BulkSequenceSubscriptionPage, SequenceSubscriptionPage
from close_bulk import _rules
from close_bulk._effects import Call, Emit, Flow, Operation
from close_bulk._flows import request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from close_bulk._clock import Clock

_PAGE: Final = 100


def list_actions(clock: Clock) -> Flow[None]:
    """Give the flow that emits every bulk action, in the service's order."""
    return _items(list_bulk_sequence_subscriptions, BulkSequenceSubscriptionPage, {}, clock)


def list_subscriptions(filters: Mapping[str, Any], clock: Clock) -> Flow[None]:
    """Check the filters and give the flow that emits every sequence subscription they leave."""
    checked = _rules.check_filters(filters)
    return _items(list_sequence_subscriptions, SequenceSubscriptionPage, checked, clock)


def _items(
    operation: Operation, model: type[Any], filters: Mapping[str, Any], clock: Clock
) -> Flow[None]:
    seen: set[str] = set()
    skip = 0
    while True:
        call = Call(
            operation=operation,
            model=model,
            arguments={**filters, "limit": _PAGE, "skip": skip},
            repeatable=True,
            objection=lambda page: _objection(page, seen),
        )
        page = yield from request(call, clock)
        for item in page.data:
            # A list that grows while it is read moves items to the next page: those are not given twice.
            if item.id not in seen:
                seen.add(item.id)
                yield Emit(item)
        if not page.has_more:
            return
        skip += len(page.data)


def _objection(page: Any, seen: set[str]) -> str | None:
    ids: list[object] = [item.id for item in page.data]
    if not all(isinstance(id_, str) for id_ in ids):
        return "an item has no usable id"
    if page.has_more and seen.issuperset(ids):
        return "the list does not end: the page promises more and has nothing new"
    return None
