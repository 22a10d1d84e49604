"""What differs between two versions of one operation, schemas apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, frozen

from specbuild.changes import arrival, marks
from specbuild.differences import note, plain_notes
from specbuild.documents import list_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbuild.changes import Note, Side
    from specbuild.documents import Document
    from specbuild.endpoints import Api, Endpoint, Parameter

AT_LEAST_ONE = "x-at-least-one-of"
"""The extension that names query parameters of which a call must give one."""


@frozen
class Found:
    """A difference in one part of an operation."""

    part: str
    side: Side
    note: Note


@frozen
class Schemas:
    """Two schemas that stand in the same place of an operation, still to be compared."""

    part: str
    side: Side
    old: Any
    new: Any
    said: frozenset[str] = frozenset()


Finding: TypeAlias = "Found | Schemas"


@frozen
class Operating:
    """Compares the operations of two documents."""

    old: Api
    new: Api

    def compare(self, old: Endpoint, new: Endpoint) -> Iterator[Finding]:
        """Find what differs between two versions of an operation."""
        yield from _operation(old, new)
        yield from _sign_in(old, new)
        yield from self._parameters(old, new)
        yield from self._bodies(old.raw.get("requestBody"), new.raw.get("requestBody"))
        yield from self._answers(old.raw.get("responses", {}), new.raw.get("responses", {}))

    def _parameters(self, old: Endpoint, new: Endpoint) -> Iterator[Finding]:
        for key in sorted(old.parameters.keys() | new.parameters.keys()):
            before, after = old.parameters.get(key), new.parameters.get(key)
            if before is not None and after is not None:
                yield from _parameter(before, after)
            elif either := before or after:
                said = marks(required=either.required, ignored_header=either.ignored)
                action = arrival(new=before is None)
                yield Found(either.part, "request", note("parameter", action, marks=said))

    def _bodies(self, old: Any, new: Any) -> Iterator[Finding]:
        before, after = self.old.references.follow(old), self.new.references.follow(new)
        if before and after:
            yield from _found("request", "request", _required(before, after))
            yield from _contents("request", "request", before, after)
        elif before or after:
            said = marks(required=(before or after).get("required") is True)
            action = arrival(new=not before)
            yield Found("request", "request", note("body", action, marks=said))

    def _answers(self, old: Document, new: Document) -> Iterator[Finding]:
        for status in sorted({*map(str, old), *map(str, new)}):
            part = f"response {status}"
            if status in old and status in new:
                yield from self._answer(part, old[status], new[status])
            else:
                said = marks(success=status.startswith("2"))
                action = arrival(new=status in new)
                yield Found(part, "answer", note("status", action, marks=said))

    def _answer(self, part: str, old: Any, new: Any) -> Iterator[Finding]:
        before, after = self.old.references.follow(old), self.new.references.follow(new)
        yield from _contents(part, "answer", before, after)
        here, there = _headers(before), _headers(after)
        for key in sorted(here.keys() | there.keys()):
            name, _ = there[key] if key in there else here[key]
            where = f"{part} header {name}"
            if key in here and key in there:
                yield from self._header(where, here[key][1], there[key][1])
            else:
                yield Found(where, "answer", note("header", arrival(new=key in there)))

    def _header(self, part: str, old: Any, new: Any) -> Iterator[Finding]:
        before, after = self.old.references.follow(old), self.new.references.follow(new)
        yield from _found(part, "answer", _required(before, after))
        yield Schemas(part, "answer", before.get("schema", {}), after.get("schema", {}))


def _found(part: str, side: Side, notes: Iterable[Note]) -> Iterator[Found]:
    return (Found(part, side, each) for each in notes)


def _operation(old: Endpoint, new: Endpoint) -> Iterator[Finding]:
    names = _one(old.raw, "operationId"), _one(new.raw, "operationId")
    yield from _found("", "call", plain_notes("operationId", *names))
    yield from _found("", "call", _deprecated(old.raw, new.raw))
    needs = plain_notes("at least one of", *(_at_least_one(each.raw) for each in (old, new)))
    yield from _found("", "request", needs)


def _at_least_one(raw: Document) -> dict[str, Any]:
    names = list_in(raw.get(AT_LEAST_ONE))
    return _one(raw, AT_LEAST_ONE) if names is None else {"": sorted(map(str, names))}


def _one(raw: Document, key: str) -> dict[str, Any]:
    return {"": raw[key]} if key in raw else {}


def _deprecated(old: Document, new: Document) -> Iterator[Note]:
    if bool(old.get("deprecated")) != bool(new.get("deprecated")):
        yield note("deprecated", arrival(new=bool(new.get("deprecated"))))


def _required(old: Document, new: Document) -> Iterator[Note]:
    if bool(old.get("required")) != bool(new.get("required")):
        yield note("required", arrival(new=bool(new.get("required"))))


def _sign_in(old: Endpoint, new: Endpoint) -> Iterator[Finding]:
    gone, came = old.security.keys() - new.security, new.security.keys() - old.security
    header = any(each.ignored and each.required for each in old.parameters.values())
    first = marks(first=not old.security, header=header)
    last = marks(last=not new.security)
    for way in sorted(gone):
        yield Found("sign-in", "call", note("sign-in", "removed", way, marks=last))
    for way in sorted(came):
        yield Found("sign-in", "call", note("sign-in", "added", way, marks=first))


def _parameter(old: Parameter, new: Parameter) -> Iterator[Finding]:
    said = marks(ignored_header=new.ignored)
    notes = [*_deprecated(old.raw, new.raw), *plain_notes("keyword", old.style, new.style)]
    if old.required != new.required:
        notes.append(note("required", arrival(new=new.required)))
    if old.place == "path" and old.name != new.name:
        notes.append(note("path name", "changed", old=old.name, new=new.name))
    marked = (evolve(each, marks=each.marks | said) for each in notes)
    yield from _found(new.part, "request", marked)
    yield Schemas(new.part, "request", old.schema, new.schema, said)


def _contents(part: str, side: Side, old: Document, new: Document) -> Iterator[Finding]:
    before, after = _media_types(old), _media_types(new)
    for name in sorted(before.keys() - after):
        yield Found(part, side, note("content type", "removed", name))
    for name in sorted(after.keys() - before):
        yield Found(part, side, note("content type", "added", name))
    for name in sorted(before.keys() & after):
        where = part if name == "application/json" else f"{part} {name}"
        yield Schemas(where, side, before[name].get("schema", {}), after[name].get("schema", {}))


def _media_types(raw: Document) -> Document:
    return {
        str(name).split(";")[0].strip().lower(): each
        for name, each in raw.get("content", {}).items()
    }


def _headers(raw: Document) -> dict[str, tuple[str, Any]]:
    """Give name and description of headers by what is the same in every case."""
    return {str(name).lower(): (str(name), each) for name, each in raw.get("headers", {}).items()}
