"""Whose key it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from close_bulk._bodies import as_model
from close_bulk._effects import Call
from close_bulk._endpoints import Endpoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from close_bulk._effects import Flow


def me(fields: Sequence[str] | None) -> Flow[Any]:
    """Read the user behind the key, or some members of that."""
    from close_bulk._projection import choose  # noqa: PLC0415 - clients that do not ask do not pay

    endpoint = Endpoint("get", "/me/")
    chosen = choose(endpoint, fields)
    call = Call(
        operation=endpoint.operation,
        read=as_model(endpoint) if chosen is None else chosen.read,
        arguments={} if chosen is None else chosen.arguments,
        repeatable=True,
    )
    return (yield call)
