"""What a bulk action would touch, found out without touching it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, Generic

from attrs import evolve, field, fields, frozen

from close_bulk import _rules, _tables
from close_bulk._json import plain
from close_bulk._searches import SHOWN, matches, search
from close_bulk._selecting import selected
from close_bulk.errors import ConfigurationError, InvalidRequest, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    # That of the standard library has no defaults before Python 3.13.
    from typing_extensions import TypeVar

    from close_api_client import models
    from close_bulk._actions import BulkAction
    from close_bulk._effects import Flow
    from close_bulk.errors import RequestSummary

    Started_co = TypeVar("Started_co", default=BulkAction, covariant=True)
else:
    from typing import TypeVar

    Started_co = TypeVar("Started_co", covariant=True)

SAMPLE: Final = 5
"""Leads shown in a preview."""


@frozen
class Preview(Generic[Started_co]):
    """What a bulk action would do: the answer to `dry_run=True`. Nothing was started; `start()` does it.

    It is about the leads. What else a request names is not looked at: whether a sequence is the right one,
    and not held, `close.sequences.get(id)` tells. The numbers are those of the moment. What the service does
    with a selection between a count and a start cannot be held still, so leads that come to match meanwhile
    are touched too.
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
    _starter: Callable[[], Started_co] | None = field(default=None, repr=False, eq=False)

    def start(self) -> Started_co:
        """Start exactly what this shows, once, if it would still touch as many leads; `AsyncClose`: await it.

        The leads are counted again, and then `request` is sent as it is: a Smart View that was changed
        meanwhile is not read again. However often this is called, and by however many threads, there is one
        start: only one that provably did not happen can be tried again.

        Returns:
            The bulk action, as the method gives it that made this preview.

        Raises:
            CountDiffers: It would touch more or fewer leads by now; nothing was started.
            InvalidRequest: It was started before, or may have been; nothing was started now.
            ConfigurationError: This is a copy, or comes from an error or another process.
            OutcomeUnknown: It may or may not have been started; the text says where to look.
            ApiError: The service refused it.
            TransportError: The service could not be reached; nothing was started.
        """
        if self._starter is None:
            raise ConfigurationError(
                "nothing was started: this preview is a copy, or comes from an error, and has no connection; "
                "make a new one with dry_run=True"
            )
        return self._starter()

    def __getstate__(self) -> dict[str, Any]:
        """Leave the connection behind, and with it the possibility to start."""
        return {each.name: getattr(self, each.name) for each in fields(Preview)} | {
            "_starter": None
        }

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)

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


def preview(request: RequestSummary) -> Flow[Preview[Any]]:
    """Count the leads that a request would touch, and read some of them, with one search."""
    body = request.body
    limit: int | None = body.get("results_limit")
    asked = {name: body[name] for name in ("s_query", "results_limit", "sort") if body.get(name)}
    asked |= {"fields": SHOWN, "_limit": SAMPLE}
    results: models.SearchResults = yield search(asked, _uncounted)
    total = matches(results) or 0
    count = total if limit is None else min(total, limit)
    sample = tuple(map(_lead, results.data[: min(count, SAMPLE)]))
    # A copy: whoever is shown it cannot change what is started.
    return Preview(evolve(request, body=plain(body)), count, total, sample)


def _lead(item: models.SearchResultsDataItem) -> Mapping[str, Any]:
    if item.object_type != "lead":
        message = (
            f"it matches objects of the type {item.object_type} too, so that its count is not one of leads; "
            'add the part {"type": "object_type", "object_type": "lead"}'
        )
        raise InvalidRequest("nothing was started", (Problem("s_query", "invalid", message),))
    members = item.to_dict()
    return {name: members.get(name) for name in SHOWN}


def count_leads(selection: object) -> Flow[int]:
    """Count the leads that a selection matches."""
    said = {"s_query": (yield from selected(selection))}
    checked = _rules.check_object("the count", _rules.selection_schema(), said)
    results = yield search({**checked, "results_limit": 0}, _uncounted)
    return matches(results) or 0


def _uncounted(results: models.SearchResults) -> str | None:
    return "it has no count" if matches(results) is None else None
