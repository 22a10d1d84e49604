"""Leads by Advanced Filtering, page by page, as far as the service goes."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any, Final

from attrs import define, field

from close_bulk import _contract, _rules, _searches
from close_bulk._bodies import odd_marks
from close_bulk._effects import Emit
from close_bulk._json import show
from close_bulk._lazy import Later
from close_bulk._selecting import selected
from close_bulk._selection import ALL_LEADS, to_query
from close_bulk.errors import BadRequest, InvalidRequest, Problem, SearchLimit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from close_api_client import models
    from close_bulk._contract import Schema
    from close_bulk._effects import Call, Flow

_difflib = Later("difflib")
MOST: Final = 10_000
"""Objects that one search gives, whatever its page size (documented)."""
_MEMBERS: Final = (
    *("id", "name", "display_name", "description", "url", "html_url", "status_id", "status_label"),
    *("contacts", "addresses", "opportunities", "tasks", "custom", "organization_id"),
    *("created_by", "created_by_name", "updated_by", "updated_by_name"),
    *("date_created", "date_updated"),
)
"""Members of a lead (documented). There may be others: these only tell which name is a slip of the pen."""
_SLIP: Final = 0.75
"""How like one of them a name is that is taken for a slip: as `nmae` is like `name`."""


def search(selection: object, **said: Any) -> Callable[[], Flow[None]]:
    """Check what is asked for, and give what makes the flow that emits the pages.

    Args:
        selection: Which leads.
        said: fields, sort and results_limit; None stands for what is not said.

    Raises:
        InvalidRequest: Names everything that is wrong.
    """
    given = {name: value for name, value in said.items() if value is not None}
    # What the service is asked for the query, as for that of a Smart View, is asked when the flow begins.
    flow = selected(selection)
    try:
        next(flow)
    except StopIteration as end:
        _checked(end.value, given)
    else:
        flow.close()
        _checked(to_query(ALL_LEADS), given)
    return lambda: _pages(selection, given)


def sample(selection: object, n: object, fields: object) -> Flow[list[Mapping[str, Any]]]:
    """Read some of the leads with one request."""
    said = {"n": n, "fields": _searches.SHOWN if fields is None else fields}
    _checked(to_query(ALL_LEADS), said)
    body = _checked((yield from selected(selection)), said)
    results = yield _call({**body, "results_limit": body["n"], "_limit": body["n"]})
    _check_names(results, body["fields"])
    asked = dict.fromkeys(body["fields"])
    return [_plain(item, asked) for item in results.data[: body["n"]]]


def _checked(query: object, said: Mapping[str, Any]) -> dict[str, Any]:
    return _rules.check_object("the search", _schema(), {"s_query": query, **said})


def _schema() -> Schema:
    wire = _contract.resolve(_searches.SEARCH.body)["properties"]
    name: Schema = {"type": "string", "minLength": 1}
    return {
        "required": ["s_query"],
        "properties": {
            **_rules.selection_schema()["properties"],
            "fields": {"type": "array", "minItems": 1, "items": name},
            "sort": wire["sort"],
            # None would say on the wire that there is no limit; 0 that no lead is wanted.
            "results_limit": {"type": "integer", "minimum": 1},
            "n": wire["_limit"],
        },
    }


def _call(
    body: Mapping[str, Any],
    objection: Callable[[models.SearchResults], str | None] = lambda _: None,
) -> Call[models.SearchResults]:
    limit = body.get("_limit", _schema()["properties"]["n"]["maximum"])
    return _searches.search(
        {**body, "_limit": limit}, lambda results: _not_leads(results) or objection(results)
    )


def _not_leads(results: models.SearchResults) -> str | None:
    others = {show(item.object_type) for item in results.data if item.object_type != "lead"}
    if not others:
        return None
    return (
        f"it holds objects that are no leads ({', '.join(sorted(others))}); add to the query the "
        'part {"type": "object_type", "object_type": "lead"}'
    )


def _plain(item: models.SearchResultsDataItem, asked: Mapping[str, None]) -> Mapping[str, Any]:
    """Give a lead with its id and what was asked for; None for what the service leaves out."""
    members = {**asked, **item.to_dict()}
    members.pop("__object_type", None)
    return members


def _check_names(results: models.SearchResults, names: Iterable[str]) -> None:
    """Refuse a name that no lead of a page has and that is nearly that of a member.

    The service says nothing of a name that it does not know (inferred), and None looks like data.

    Raises:
        InvalidRequest: It names all of them, and what may be meant.
    """
    nowhere = [
        name
        for name in names
        if name not in _MEMBERS and not any(name in lead for lead in results.data)
    ]
    slips = {name: _difflib.get_close_matches(name, _MEMBERS, 1, _SLIP) for name in nowhere}
    problems = [
        Problem("fields", "invalid", f"no lead has {show(name)}; did you mean {meant[0]}?")
        for name, meant in slips.items()
        if meant
    ]
    if results.data and problems:
        raise InvalidRequest("the search was ended", tuple(problems))


@define
class _Walk:
    """How far a search has come, by its ids."""

    asked: Mapping[str, None]
    """What each lead is to have."""
    given: set[str] = field(factory=set[str])
    """What was emitted."""
    seen: set[str] = field(factory=set[str])
    """What was seen since the search began, or began anew."""
    cursor: str | None = None
    limit: int | None = None
    """Leads that are wanted at most."""
    total: int = 0
    """Leads that match, by the largest count."""
    counted: float = inf
    """Leads that match, by the smallest count since the search began, or began anew."""
    gained: bool = False
    """Whether anything was emitted since the search began, or began anew."""
    reread: bool = False
    """Whether it began anew because it had ended too early."""

    def objection(self, results: models.SearchResults) -> str | None:
        """Say that the search does not end, where it does not, or that it ends too early again."""
        ids = [item.id for item in results.data]
        if odd := odd_marks(ids, results.cursor):
            return odd
        if results.cursor:
            if self.seen.issuperset(ids):
                return "the search does not end: the page has a cursor and nothing new"
            return None
        seen = len(self.seen.union(ids))
        counted = min(self.counted, _total(results))
        if self.reread and self._is_short(seen, counted):
            return f"the search ends after {seen} leads and counts {counted:.0f}, read twice"
        return None

    def take(self, results: models.SearchResults) -> list[Mapping[str, Any]]:
        """Note a page, and give what is new in it and still wanted."""
        new = [item for item in results.data if item.id not in self.given]
        page = {item.id: _plain(item, self.asked) for item in new}
        wanted = None if self.limit is None else self.limit - len(self.given)
        fresh = [*page.items()][:wanted]
        self.seen.update(item.id for item in results.data)
        self.given.update(id_ for id_, _ in fresh)
        self.gained = self.gained or bool(fresh)
        self.total = max(self.total, _total(results))
        self.counted = min(self.counted, _total(results))
        self.cursor = results.cursor
        return [lead for _, lead in fresh]

    def _is_short(self, seen: int, counted: float) -> bool:
        wanted = MOST if self.limit is None else min(self.limit, MOST)
        return seen < min(counted, wanted)

    def is_over(self) -> bool:
        """Tell whether the search is read to its end; one that ended too early begins anew, once."""
        if self.limit is not None and len(self.given) >= self.limit:
            return True
        if self.cursor:
            return False
        if self.reread or not self._is_short(len(self.seen), self.counted):
            return True
        self.reread = True
        self._begin()
        return False

    def _begin(self) -> None:
        self.cursor, self.gained, self.counted = None, False, inf
        self.seen.clear()

    def anew(self, error: BadRequest) -> bool:
        """Begin anew if an old cursor is what was wrong; a search that gains nothing is given up."""
        if self.cursor is None or not self.gained or "cursor" not in error.field_errors:
            return False
        self._begin()
        return True


def _pages(selection: object, said: Mapping[str, Any]) -> Flow[None]:
    """Emit the pages of a search.

    A cursor lives for 30 seconds (observed). Where whoever iterates takes longer over a page, the search
    begins anew and passes over what was given. It also does so, once, where it ends with fewer leads than it
    counts itself; where that is so again, it is an error.
    """
    body = _checked((yield from selected(selection)), said)
    limit = body.get("results_limit")
    # 1e300 is a whole number too, by the contract.
    walk = _Walk(
        asked=dict.fromkeys(body.get("fields", ())), limit=None if limit is None else int(limit)
    )
    while True:
        try:
            results = yield _call({**body, "cursor": walk.cursor}, walk.objection)
        except BadRequest as error:
            if not walk.anew(error):
                raise
            continue
        if not walk.given:
            _check_names(results, walk.asked)
        page = walk.take(results)
        if page:
            yield Emit(page)
        if walk.is_over():
            break
    wanted = min(walk.total, body.get("results_limit", walk.total))
    if MOST <= len(walk.given) < wanted:
        raise SearchLimit(given=len(walk.given), total=walk.total)


def _total(results: models.SearchResults) -> int:
    return _searches.matches(results) or 0
