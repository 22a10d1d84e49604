"""Probes that walk through lists, the event log and searches page by page."""

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from close_contract.bench import Bench, Exchanged
from close_contract.document import Operation
from close_contract.known import LEADS
from close_contract.probes.access import NOBODYS
from close_contract.report import Finding

ID_PATTERN: Final = re.compile(r"\^([a-z]+)_")

_SIZES: Final = (1, 3)
_FAR: Final = 6
"""How many pages of a long list are looked at."""


def list_pages(bench: Bench) -> Iterator[Finding]:
    """Read lists page by page: together the pages are the list, nothing twice and nothing lost."""
    for operation in bench.operations:
        if "_skip" in operation.parameters:
            yield from _pages(bench, operation)


def _pages(bench: Bench, operation: Operation) -> Iterator[Finding]:
    query = bench.samples(operation).query
    whole = bench.send(operation, query={**query, "_limit": _most(operation)})
    n, goes_on = len(whole.ids), whole.members.get("has_more") is True
    starts = {(skip, size) for size in _SIZES for skip in range(0, min(n, _FAR * size), size)}
    if n and not goes_on:
        starts |= {(n - 1, 1), (n, 1), (n + 5, 2), (0, n)}
    for skip, size in sorted(starts):
        sent = bench.send(operation, query={**query, "_limit": size, "_skip": skip})
        expected = whole.ids[skip : skip + size]
        has_more = skip + size < n or goes_on
        if sent.ids != expected:
            message = f"of {n} objects, {size} behind {skip} are {expected}, not {sent.ids}"
            yield sent.finding("list_pages", message)
        elif sent.members.get("has_more") is not has_more:
            message = f"of {n} objects, {size} behind {skip} were answered: has_more is {has_more}"
            yield sent.finding("list_pages", message)


def default_pages(bench: Bench) -> Iterator[Finding]:
    """Read lists without saying how long a page is: it is as long as the contract says."""
    for operation in bench.operations:
        default = operation.parameters.get("_limit", {}).get("default")
        if default is None:
            continue
        query = bench.samples(operation).query
        whole = bench.send(operation, query={**query, "_limit": default})
        sent = bench.send(operation, query=query)
        if sent.ids != whole.ids:
            message = (
                f"without _limit there are {len(sent.ids)} objects, with {default} {len(whole.ids)}"
            )
            yield sent.finding("default_pages", message)


def empty_lists(bench: Bench) -> Iterator[Finding]:
    """Narrow lists by ids that nothing has."""
    for operation in bench.operations:
        for name, raw in operation.parameters.items():
            prefix = ID_PATTERN.match(bench.contract.resolved(raw).get("pattern", ""))
            if operation.path.endswith("{id}/") or prefix is None:
                continue
            query = {**bench.samples(operation).query, name: f"{prefix[1]}_{NOBODYS}"}
            sent = bench.send(operation, query=query)
            if sent.items:
                yield sent.finding("empty_lists", f"nothing has this {name}, but there are objects")


def event_pages(bench: Bench) -> Iterator[Finding]:
    """Read the event log forth and back by its cursors."""
    operation = bench.operation("list_events")
    whole = bench.send(operation, query={"_limit": _most(operation)})
    if not whole.items:
        return
    yield from _beside_the_log(bench, operation)
    page = bench.send(operation, query={"_limit": 1})
    seen = page.ids
    while len(seen) < min(len(whole.ids), _FAR) and page.members.get("cursor_next"):
        before = page
        page = bench.send(operation, query={"_limit": 1, "_cursor": page.members["cursor_next"]})
        seen += page.ids
        back = page.members.get("cursor_previous")
        if back:
            again = bench.send(operation, query={"_limit": 1, "_cursor": back})
            if again.ids != before.ids:
                message = f"the page before is {before.ids}, not {again.ids}"
                yield again.finding("event_pages", message)
            yield from _forth(bench, operation, again, page)
    if seen != whole.ids[: len(seen)] or len(seen) < min(len(whole.ids), _FAR):
        message = f"page by page the events are {seen}, at once {whole.ids[:_FAR]}"
        yield page.finding("event_pages", message)
    yield from _last_event_page(bench, operation, whole)


def _forth(
    bench: Bench, operation: Operation, before: Exchanged, page: Exchanged
) -> Iterator[Finding]:
    """Read on behind a page that was reached backwards."""
    cursor = before.members.get("cursor_next")
    forth = bench.send(operation, query={"_limit": 1, "_cursor": cursor}) if cursor else None
    if forth is not None and forth.ids != page.ids:
        message = f"back and forth again leads to {forth.ids}, not {page.ids}"
        yield forth.finding("event_pages", message)


def _beside_the_log(bench: Bench, operation: Operation) -> Iterator[Finding]:
    """Read on where nothing is yet, and from there back; and with what is no cursor."""
    first = bench.send(operation, query={"_limit": 2})
    newer = first.members.get("cursor_previous")
    if first.accepted and not {"cursor_next", "cursor_previous"} <= first.members.keys():
        yield first.finding("event_pages", "the page has not both cursors")
    beyond = bench.send(operation, query={"_limit": 2, "_cursor": newer}) if newer else None
    if beyond is not None and not beyond.items and beyond.members.get("cursor_next"):
        cursor = beyond.members["cursor_next"]
        again = bench.send(operation, query={"_limit": 2, "_cursor": cursor})
        if again.ids != first.ids:
            message = f"before what is yet to come are {first.ids}, not {again.ids}"
            yield again.finding("event_pages", message)
    if newer and beyond is not None and not {*beyond.ids}.isdisjoint(first.ids):
        yield beyond.finding("event_pages", "newer events than these are these themselves")
    wrong = bench.send(operation, query={"_cursor": "none"})
    if wrong.status != HTTPStatus.BAD_REQUEST:
        yield wrong.finding("event_pages", f"this is no cursor: {wrong.status}, not 400")


def _last_event_page(bench: Bench, operation: Operation, whole: Exchanged) -> Iterator[Finding]:
    """Read all events of one object, the last page of which leads no further."""
    subject = {name: whole.items[-1].get(name) for name in ("object_type", "object_id")}
    query: dict[str, Any] = {**subject, "_limit": 1}
    expected = bench.send(operation, query={**subject, "_limit": _most(operation)}).ids
    page = bench.send(operation, query=query)
    seen = page.ids
    while page.members.get("cursor_next") and len(seen) <= len(expected):
        page = bench.send(operation, query={**query, "_cursor": page.members["cursor_next"]})
        seen += page.ids
    if seen != expected:
        message = f"page by page the events of this object are {seen}, at once {expected}"
        yield page.finding("event_pages", message)


def search_pages(bench: Bench) -> Iterator[Finding]:
    """Read searches page by page: all that was found once, and the last page leads no further."""
    operation = bench.operation("search_data")
    whole = _search(bench, operation, {"_limit": 200, "include_counts": True})
    total = whole.members.get("count", {}).get("total")
    if whole.members.get("cursor") is None and total != len(whole.ids):
        message = f"{len(whole.ids)} objects were answered, {total} counted"
        yield whole.finding("search_pages", message)
    for size in _SIZES:
        page = _search(bench, operation, {"_limit": size})
        seen = page.ids
        while page.members.get("cursor") and len(seen) <= min(len(whole.ids), _FAR * size):
            cursor = page.members["cursor"]
            page = _search(bench, operation, {"_limit": size, "cursor": cursor})
            seen += page.ids
        is_whole = page.members.get("cursor") is None
        if seen != (whole.ids if is_whole else whole.ids[: len(seen)]):
            message = f"page by page the search finds {seen}, at once {whole.ids}"
            yield page.finding("search_pages", message)


def _search(bench: Bench, operation: Operation, members: Mapping[str, Any]) -> Exchanged:
    return bench.send(operation, body={"query": dict(LEADS), **members})


def _most(operation: Operation) -> int:
    most: int = operation.parameters["_limit"]["maximum"]
    return most
