"""The request that searches leads, for counts, previews and lists alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from close_api_client import models
from close_api_client.types import UNSET
from close_bulk._bodies import as_model
from close_bulk._effects import Call
from close_bulk._endpoints import Endpoint
from close_bulk._json import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SEARCH: Final = Endpoint("post", "/data/search/")
SHOWN: Final = ("id", "display_name")
"""What of a lead tells people which it is."""


def search(
    body: Mapping[str, Any], objection: Callable[[models.SearchResults], str | None]
) -> Call[models.SearchResults]:
    """Give the call that searches leads and counts them.

    Query and sort are sent as they are, also where they are ahead of this release.

    Args:
        body: `s_query`, which is the wire's `query`; the wire's `sort`, `results_limit`, `cursor` and
            `_limit`; and `fields`, names of what each lead is to have. What is None is left out.
        objection: Says what is wrong with the results.
    """
    request = models.SearchRequest(
        query=models.StructuredQuery.from_dict(body["s_query"]), include_counts=True
    )
    if "fields" in body:
        request.fields = models.SearchRequestFields.from_dict({"lead": list(body["fields"])})
    if "sort" in body:
        request.sort = [models.SortTerm.from_dict(term) for term in body["sort"]]
    request.limit = _given(body, "_limit")
    request.results_limit = _given(body, "results_limit")
    request.cursor = _given(body, "cursor")
    return Call(
        operation=SEARCH.operation,
        read=as_model(SEARCH),
        arguments={"body": request},
        repeatable=True,
        objection=objection,
    )


def _given(body: Mapping[str, Any], name: str) -> Any:
    value = body.get(name)
    return UNSET if value is None else value


def matches(results: models.SearchResults) -> int | None:
    """Give the number of all that match; None where the service does not count."""
    total = whole(getattr(results.count, "total", None))
    return total if total is not None and total >= 0 else None
