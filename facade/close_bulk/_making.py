"""What is made once: a success that cannot be read is still a success."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from close_bulk._bodies import Verbatim, as_model
from close_bulk._effects import Call
from close_bulk._json import show
from close_bulk.errors import BadResponse, CloseError, OutcomeUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from close_bulk._effects import Flow
    from close_bulk._endpoints import Endpoint

Item = TypeVar("Item")


@frozen(eq=False)
class Making:
    """How something is made, and how it is found again."""

    endpoint: Endpoint
    is_id: Callable[[object], bool]
    """Tells whether a value is an id of what is made."""
    read: Callable[[str], Flow[Any]]
    """Reads what was made, by its id."""
    home: str
    """Where the facade offers it."""
    did: str
    """What is done, in a word, such as `start`."""
    look: str
    """How to find out whether it was made where the answer was lost."""


def make(making: Making, body: Mapping[str, Any]) -> Flow[Any]:
    """Make something, once.

    Where the answer says success and cannot be read, what it made is asked for by the id that it names.

    Raises:
        OutcomeUnknown: It may or may not have been made; or it was, and cannot be read.
    """
    call = Call(
        operation=making.endpoint.operation,
        read=as_model(making.endpoint),
        arguments={"body": Verbatim(body)},
        repeatable=False,
        objection=lambda answer: None if making.is_id(answer.id) else "it has no usable id",
        look=making.look,
    )
    try:
        return (yield call)
    except OutcomeUnknown as unknown:
        made = _id_in(unknown.__cause__, making)
        if made is None:
            raise
        lost = unknown
    try:
        return (yield from making.read(made))
    except CloseError as error:
        message = (
            f"{lost.request} did {making.did} {made}, but its answer cannot be read, and a second look "
            f"failed: {error}.\nDo not send it again; go on with {making.home}.get({made!r})."
        )
        raise OutcomeUnknown(
            message, request=lost.request, action_id=made, request_id=lost.request_id
        ) from error


def about_another(answer: Any, wanted: str) -> str | None:
    """Object to an answer that is about something else than was asked for."""
    return None if answer.id == wanted else f"it is about {show(answer.id)}"


def _id_in(cause: BaseException | None, making: Making) -> str | None:
    """Find what was made in an answer that cannot be read, if it is the answer to the making itself."""
    if not isinstance(cause, BadResponse):
        return None
    if (cause.request.method, cause.request.path) != ("POST", making.endpoint.path):
        return None
    try:
        given = json.loads(cause.body)["id"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return given if making.is_id(given) else None
