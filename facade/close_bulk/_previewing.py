"""What a bulk action would touch, found out without touching it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from close_api_client import models
from close_api_client.types import UNSET, Unset
from close_bulk import _rules, _tables
from close_bulk._bodies import as_model
from close_bulk._effects import Call, Flow
from close_bulk._endpoints import Endpoint
from close_bulk._json import whole
from close_bulk._selecting import selected
from close_bulk.errors import InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from close_bulk.errors import RequestSummary

SAMPLE: Final = 5
"""Leads shown in a preview."""
_SEARCH: Final = Endpoint("post", "/data/search/")
_SHOWN: Final = ("id", "display_name")


@frozen
class Preview:
    """What a bulk action would do: the answer to `dry_run=True`. Nothing was started.

    The numbers are those of the moment. What the service does with a selection between a count and a start
    cannot be held still, so leads that come to match meanwhile are touched too.
    """

    request: RequestSummary
    """The method, the path and the exact JSON body that would be sent."""
    count: int
    """Leads that would be touched: those that match, at most `results_limit`."""
    total: int
    """Leads that match, whatever `results_limit` says."""
    sample: tuple[Mapping[str, Any], ...]
    """Some of the leads, with `id` and `display_name`, in the order of the request's `sort`.

    With a `sort` they are the first of those that would be touched. Without one the order is the service's.
    """

    def __str__(self) -> str:
        leads = "".join(f"  {lead['id']}  {lead.get('display_name')}\n" for lead in self.sample)
        rest = self.count - len(self.sample)
        more = f"  and {rest} more\n" if rest > 0 and self.sample else ""
        return f"{self._headline}\n{leads}{more}{self._request}"

    def _repr_html_(self) -> str:
        from html import escape  # noqa: PLC0415 - only notebooks need it

        leads = _tables.html(self._headline, _tables.rows(map(dict, self.sample)))
        return f"{leads}<pre>{escape(self._request)}</pre>"

    @property
    def _headline(self) -> str:
        return (
            f"nothing was started; it would touch {self.count} of the {self.total} leads that match"
        )

    @property
    def _request(self) -> str:
        return f"{self.request}\n{json.dumps(self.request.body, indent=2, ensure_ascii=False)}"


def preview(request: RequestSummary) -> Flow[Preview]:
    """Count the leads that a request would touch, and read some of them, with one search."""
    body = request.body
    limit: int | None = body.get("results_limit")
    fields = models.SearchRequestFields.from_dict({"lead": list(_SHOWN)})
    search = models.SearchRequest(
        query=models.StructuredQuery.from_dict(body["s_query"]),
        fields=fields,
        limit=SAMPLE,
        include_counts=True,
        results_limit=UNSET if limit is None else limit,
        sort=[models.SortTerm.from_dict(term) for term in body.get("sort", ())] or UNSET,
    )
    results: models.SearchResults = yield _call(search)
    total = _total(results) or 0
    count = total if limit is None else min(total, limit)
    return Preview(request, count, total, tuple(map(_lead, results.data[: min(count, SAMPLE)])))


def _lead(item: models.SearchResultsDataItem) -> Mapping[str, Any]:
    if item.object_type != "lead":
        message = (
            f"it matches objects of the type {item.object_type} too, so that its count is not one of leads; "
            'add the part {"type": "object_type", "object_type": "lead"}'
        )
        raise InvalidRequest("nothing was started", (Problem("s_query", "invalid", message),))
    members = item.to_dict()
    return {name: members.get(name) for name in _SHOWN}


def count_leads(selection: object) -> Flow[int]:
    """Count the leads that a selection matches."""
    said = {"s_query": (yield from selected(selection))}
    checked = _rules.check_object("the count", _rules.selection_schema(), said)
    search = models.SearchRequest(
        query=models.StructuredQuery.from_dict(checked["s_query"]),
        results_limit=0,
        include_counts=True,
    )
    return _total((yield _call(search))) or 0


def _call(search: models.SearchRequest) -> Call[models.SearchResults]:
    return Call(
        operation=_SEARCH.operation,
        read=as_model(models.SearchResults),
        arguments={"body": search},
        repeatable=True,
        objection=lambda results: None if _total(results) is not None else "it has no count",
    )


def _total(results: models.SearchResults) -> int | None:
    total = None if isinstance(results.count, Unset) else whole(results.count.total)
    return total if total is not None and total >= 0 else None
