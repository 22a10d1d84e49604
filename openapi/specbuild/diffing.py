"""Two documents compared: every change once, with all its places, judged."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from attrs import evolve, frozen

from specbuild.changes import Change, Place, arrival, joined
from specbuild.comparing import Comparison, Pair, Unit
from specbuild.differences import note
from specbuild.endpoints import Api
from specbuild.errors import SpecError
from specbuild.judging import CALLERS, PARSERS, judge
from specbuild.operating import Found, Operating
from specbuild.shapes import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from specbuild.changes import Note, Side, Verdict
    from specbuild.documents import Document
    from specbuild.operating import Finding, Schemas

EVERYWHERE: Final = "API"
"""The place of what all operations share."""


@frozen
class _Sighting:
    """One change in one place. Sightings of one change have the same key."""

    key: tuple[str, ...]
    place: Place
    side: Side
    note: Note
    schema: str | None = None


def diff(old: Document, new: Document) -> tuple[Change, ...]:
    """Compare two documents.

    Prose and order are not compared, nor are names that are not on the wire: of components, of
    tags, of the variables in a path (these are told). Webhooks, callbacks, links and examples are
    not compared either.

    Raises:
        SpecError: A reference points at nothing, out of its document or at itself.
    """
    try:
        return _Diff(Api(old), Api(new)).changes()
    except RecursionError as error:
        raise SpecError("schemas are nested too deeply to be compared") from error


class _Diff:
    def __init__(self, old: Api, new: Api) -> None:
        self.old, self.new = old, new
        self.comparison = Comparison(old.shapes, new.shapes)

    def changes(self) -> tuple[Change, ...]:
        """Gather the sightings of each change."""
        found: dict[tuple[str, ...], list[_Sighting]] = {}
        for sighting in self._sightings():
            found.setdefault(sighting.key, []).append(sighting)
        changes = (_change(sightings) for sightings in found.values())
        return tuple(sorted(changes, key=_order))

    def _sightings(self) -> Iterator[_Sighting]:
        for url in sorted(self.old.servers.keys() - self.new.servers):
            yield _plainly(EVERYWHERE, Found("server", "call", note("server", "removed", url)))
        for url in sorted(self.new.servers.keys() - self.old.servers):
            yield _plainly(EVERYWHERE, Found("server", "call", note("server", "added", url)))
        for key in sorted(self.old.endpoints.keys() | self.new.endpoints.keys()):
            yield from self._operation(key)

    def _operation(self, key: tuple[str, str]) -> Iterator[_Sighting]:
        old, new = self.old.endpoints.get(key), self.new.endpoints.get(key)
        if old is not None and new is not None:
            for finding in Operating(self.old, self.new).compare(old, new):
                yield from self._entered(new.name, finding)
        elif either := old or new:
            found = note("operation", arrival(new=old is None))
            yield _plainly(either.name, Found("", "call", found))

    def _entered(self, operation: str, finding: Finding) -> Iterator[_Sighting]:
        if isinstance(finding, Found):
            yield _plainly(operation, finding)
            return
        unit = self.comparison.inline(finding.old, finding.new)
        for each in unit.notes:
            marked = evolve(each, marks=each.marks | finding.said)
            yield _plainly(operation, Found(finding.part, finding.side, marked))
        for pair, paths in self._reached(unit):
            yield from self._component(operation, finding, pair, paths)

    def _component(
        self, operation: str, at: Schemas, pair: Pair, paths: Sequence[str]
    ) -> Iterator[_Sighting]:
        """See what changed in a component from every place that leads to it."""
        for each in self.comparison.unit(pair).notes:
            marked = evolve(each, marks=each.marks | at.said)
            for path in paths:
                place = Place(operation, at.part, joined(path, each.path))
                key = ("component", pair.old, pair.new, *_said(each))
                yield _Sighting(key, place, at.side, marked, pair.new.rsplit("/", 1)[-1])

    def _reached(self, root: Unit) -> Iterator[tuple[Pair, list[str]]]:
        """Follow the references from one place, each component once, the nearest first."""
        paths: dict[Pair, list[str]] = {}
        above: dict[Pair, frozenset[Pair]] = {}
        todo: deque[tuple[str, frozenset[Pair], Unit]] = deque([("", frozenset(), root)])
        while todo:
            base, way, unit = todo.popleft()
            for path, pair in unit.edges:
                if pair in way:
                    continue  # It contains itself: the place is told already.
                known = paths.setdefault(pair, [])
                known.append(joined(base, path))
                if pair not in above:
                    above[pair] = way | {pair}
                    todo.append((known[0], above[pair], self.comparison.unit(pair)))
        yield from paths.items()


def _said(each: Note) -> tuple[str, ...]:
    return each.path, each.kind, each.action, each.name, canonical(each.old), canonical(each.new)


def _plainly(operation: str, found: Found) -> _Sighting:
    """See a change that is in no component: the same one in several operations is one change."""
    place = Place(operation, found.part, found.note.path)
    own = (operation,) if found.note.kind in ("operation", "operationId") else ()
    return _Sighting((found.part, *own, *_said(found.note)), place, found.side, found.note)


def _change(sightings: list[_Sighting]) -> Change:
    places = tuple(sorted({each.place for each in sightings}, key=_place_order))
    first = sightings[0]
    return Change(
        note=first.note,
        places=places,
        callers=_worst(sightings, CALLERS),
        parsers=_worst(sightings, PARSERS),
        schema=first.schema if len(places) > 1 else None,
    )


def _worst(sightings: Iterable[_Sighting], audience: str) -> Verdict:
    """Give the verdict on the place that breaks, or on the one that is concerned at all."""
    verdicts = [judge(each.note, each.side, audience) for each in sightings]
    return max(verdicts, key=lambda each: (each.breaks, not each.rule.startswith("not-")))


def _place_order(place: Place) -> tuple[str, ...]:
    method, _, path = place.operation.partition(" ")
    return path, method, place.part, place.path


def _order(change: Change) -> tuple[object, ...]:
    first = _place_order(change.places[0])
    return first[:2], change.operations, first, change.note.path, _said(change.note)
