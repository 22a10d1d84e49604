"""Starting a bulk action: checked, counted or rehearsed if asked for, and sent once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from attrs import evolve

from close_bulk import _steering
from close_bulk._bodies import as_model
from close_bulk._drafting import Draft, Wish, draft
from close_bulk._effects import Call
from close_bulk._lazy import Later
from close_bulk._selecting import selected
from close_bulk._selection import ALL_LEADS, needs_loading, to_query
from close_bulk.errors import BadResponse, CloseError, CountDiffers, OutcomeUnknown

if TYPE_CHECKING:
    from close_bulk import _previewing
    from close_bulk._effects import Flow
    from close_bulk._kinds import ActionData, Kind
    from close_bulk._previewing import Preview
else:
    _previewing = Later("close_bulk._previewing")


def start(wish: Wish) -> Flow[ActionData | Preview]:
    """Do what is asked for: start the bulk action, or only tell what it would do.

    Raises:
        InvalidRequest: Names every missing, forbidden and invalid field; nothing was started.
        CountDiffers: It would touch more or fewer leads than expected; nothing was started.
        OutcomeUnknown: It may or may not have been started.
    """
    made = yield from _drafted(wish)
    if wish.dry_run or made.expect is not None:
        seen = yield from _previewing.preview(made.request)
        if made.expect is not None and seen.count != made.expect:
            raise CountDiffers(expected=made.expect, preview=seen)
        if wish.dry_run:
            return seen
    return (yield from _send(made))


def _drafted(wish: Wish) -> Flow[Draft]:
    if "s_query" not in wish.fields:
        return draft(wish)
    selection: object = wish.fields["s_query"]
    if needs_loading(selection):
        # What is wrong with the other fields is told before anything is read for the selection.
        draft(_selecting_with(wish, to_query(ALL_LEADS)))
    return draft(_selecting_with(wish, (yield from selected(selection))))


def _selecting_with(wish: Wish, query: object) -> Wish:
    return evolve(wish, fields={**wish.fields, "s_query": query})


def _send(made: Draft) -> Flow[ActionData]:
    kind = made.kind
    call = Call(
        operation=kind.start.operation,
        read=as_model(kind.start.answer),
        arguments={"body": made.body},
        repeatable=False,
        objection=lambda answer: None if kind.is_id(answer.id) else "it has no usable id",
        look=kind.look,
    )
    try:
        answer: ActionData = yield call
    except OutcomeUnknown as unknown:
        # A success that cannot be read is still a success: what it started can be asked for by its id.
        started = _id_of(unknown.__cause__, kind)
        if started is None:
            raise
        lost = unknown
    else:
        return answer
    try:
        return (yield from _steering.read(started))
    except CloseError as error:
        message = (
            f"{lost.request} did start {started}, but its answer cannot be read, and a second look failed: "
            f"{error}.\nDo not start it again; go on with close.bulk.get({started!r})."
        )
        raise OutcomeUnknown(
            message, request=lost.request, action_id=started, request_id=lost.request_id
        ) from error


def _id_of(cause: BaseException | None, kind: Kind) -> str | None:
    try:
        given: Any = json.loads(cause.body)["id"] if isinstance(cause, BadResponse) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return given if kind.is_id(given) else None
