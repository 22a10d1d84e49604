"""Reading, pausing and resuming one bulk action, of whatever kind."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final, Literal

from close_api_client.models import BulkActionStatusChange
from close_bulk import _kinds, _rules
from close_bulk._bodies import as_model
from close_bulk._effects import Call
from close_bulk._making import about_another
from close_bulk.errors import BadRequest, BadResponse, OutcomeUnknown

if TYPE_CHECKING:
    from close_bulk._effects import Flow
    from close_bulk._kinds import ActionData

_LOOK: Final = "refresh() tells the bulk action's status"
_ADVICE: Final = {
    "paused": "only a bulk action that runs can be paused; refresh() tells its status",
    "resuming": (
        "only a paused bulk action can be resumed, for seven days after the pause; refresh() tells its "
        "status and resumable_until the day; after that, start a new one for the leads that are left"
    ),
}


def read(action_id: object, *, until: float = inf) -> Flow[ActionData]:
    """Read one bulk action.

    Raises:
        InvalidRequest: It is no id of a bulk action.
    """
    kind = _kinds.of_id(action_id)
    checked = _rules.check_id(action_id, "get", kind.read.path)
    call = Call(
        operation=kind.read.operation,
        read=as_model(kind.read),
        arguments={"id": checked},
        repeatable=True,
        objection=lambda answer: about_another(answer, checked),
        until=until,
    )
    answer: ActionData = yield call
    return answer


def change_status(action_id: str, status: Literal["paused", "resuming"]) -> Flow[ActionData]:
    """Pause or resume a bulk action."""
    kind = _kinds.of_id(action_id)
    checked = _rules.check_id(action_id, "put", kind.change.path)
    call = Call(
        operation=kind.change.operation,
        read=as_model(kind.read),
        arguments={"id": checked, "body": BulkActionStatusChange(status=status)},
        repeatable=False,
        objection=lambda answer: about_another(answer, checked),
        look=_LOOK,
    )
    try:
        answer: ActionData = yield call
    except BadRequest as refused:
        raise refused.advising(_ADVICE[status]) from None
    except OutcomeUnknown as lost:
        # What a status change is answered with is inferred; anything that says success may be one.
        if not isinstance(lost.__cause__, BadResponse):
            raise
    else:
        return answer
    return (yield from read(checked))
