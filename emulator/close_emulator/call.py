"""What a handler gets and what it may give: a call that was signed in, routed and parsed."""

from http import HTTPStatus
from typing import Final

from attrs import frozen

from close_emulator.wire import Empty, Json, Pairs


@frozen
class Call:
    """What a handler gets: the id of the path (empty without one), the query, the body.

    `tz_offset` holds the values of the header `x-tz-offset`, of which there should be one or none.
    """

    id: str
    query: Pairs
    body: Json
    tz_offset: tuple[str, ...] = ()


@frozen
class Answer:
    """What a handler gives that answers with more than JSON and 200."""

    payload: "Json | Empty"
    status: HTTPStatus = HTTPStatus.OK


EMPTY: Final = Answer(Empty.BODY)
"""The answer to a deletion: 200 without a body (observed on leads)."""
