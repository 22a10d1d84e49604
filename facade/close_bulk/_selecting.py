"""From what a caller selects to the query that is sent, Smart Views read on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from close_bulk._bodies import as_model
from close_bulk._effects import Call
from close_bulk._endpoints import Endpoint
from close_bulk._making import about_another
from close_bulk._selection import loaded, needs_loading, substitute, to_query

if TYPE_CHECKING:
    from close_api_client.models import SavedSearch
    from close_bulk._effects import Flow

_SAVED_SEARCH: Final = Endpoint("get", "/saved_search/{id}/")


def selected(selection: object, *, check: bool = True) -> Flow[object]:
    """Give the query that ``selection`` means, as plain JSON; each Smart View in it costs one read.

    Args:
        selection: What the caller gave.
        check: As for `to_query`.

    Raises:
        InvalidRequest: It is no query, or it or a Smart View in it is about other objects than leads.
        NotFound: There is no such Smart View.
    """
    while (view_id := needs_loading(selection)) is not None:
        saved: SavedSearch = yield _reading(view_id)
        selection = substitute(selection, {view_id: loaded(view_id, saved.to_dict())})
    return to_query(selection, check=check)


def _reading(view_id: str) -> Call[SavedSearch]:
    return Call(
        operation=_SAVED_SEARCH.operation,
        read=as_model(_SAVED_SEARCH),
        arguments={"id": view_id},
        repeatable=True,
        objection=lambda answer: about_another(answer, view_id),
    )
