"""What differs between two schemas. References are not entered here but kept as edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from specbuild.changes import Note, arrival, joined
from specbuild.differences import (
    aside_notes,
    choice_notes,
    facet_notes,
    member_notes,
    note,
    tag_notes,
    type_notes,
    value_notes,
)
from specbuild.matching import Branch, is_open, pairs
from specbuild.references import ASIDE
from specbuild.shapes import Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from specbuild.documents import Document
    from specbuild.references import Peeled, Schema
    from specbuild.shapes import Shape
    from specbuild.shaping import Shapes

OPEN = "open"
"""Another branch of the choice takes whatever this one's type holds."""
CONDITION = "condition"
"""It stands inside ``if``, ``not`` or ``contains``, where narrower may be wider."""
_NO_NULL = "null is judged outside"
_CONDITIONS = ("if", "not", "contains")
_TOKENS = {"items": "[]", "additionalProperties": "{}"}

Lens = frozenset[str]


@frozen
class Pair:
    """Two components that stand in the same place, and how they are looked at there."""

    old: str
    new: str
    lens: Lens = frozenset()


@frozen
class Unit:
    """What was found in one pair of schemas, up to the references in it."""

    notes: list[Note] = field(factory=list[Note])
    edges: list[tuple[str, Pair]] = field(factory=list[tuple[str, Pair]])


class Comparison:
    """Compares the schemas of two documents, each pair of components once."""

    def __init__(self, old: Shapes, new: Shapes) -> None:
        self.old, self.new = old, new
        self._units: dict[Pair, Unit] = {}

    def unit(self, pair: Pair) -> Unit:
        """Compare two components."""
        if pair not in self._units:
            old, new = self.old.references.at(pair.old), self.new.references.at(pair.new)
            self._units[pair] = self.inline(old, new, pair.lens)
        return self._units[pair]

    def inline(self, old: Schema, new: Schema, lens: Lens = frozenset()) -> Unit:
        """Compare two schemas where they stand."""
        unit = Unit()
        _Walk(self.old, self.new, unit).schemas(old, new, "", lens)
        return unit


@frozen
class _Walk:
    """One walk through two schemas, down to the references."""

    old: Shapes
    new: Shapes
    unit: Unit

    def _keep(self, notes: Iterable[Note], path: str, lens: Lens) -> None:
        marks = lens - {_NO_NULL}
        self.unit.notes.extend(
            evolve(each, path=joined(path, each.path), marks=each.marks | marks) for each in notes
        )

    def schemas(self, old: Schema, new: Schema, path: str, lens: Lens) -> None:
        """Compare what stands in one place."""
        before, after = self.old.references.peel(old), self.new.references.peel(new)
        if before.ref is None or after.ref is None:
            asides = _whole_aside(before, self.old), _whole_aside(after, self.new)
            self._keep(aside_notes(*asides), path, lens)
            self._shapes(old, new, path, lens)
            return
        self._keep(aside_notes(before.aside, after.aside), path, lens)
        if (before.null or after.null) and _NO_NULL not in lens:
            nulls = self.old.admits_null(old), self.new.admits_null(new)
            self._keep(_null_notes(*nulls), path, lens)
            lens |= {_NO_NULL}
        self.unit.edges.append((path, Pair(before.ref, after.ref, lens)))

    def _shapes(self, old: Schema, new: Schema, path: str, lens: Lens) -> None:
        """Compare two schemas by meaning."""
        before, after = self.old.of(old), self.new.of(new)
        if before.anything or after.anything:
            self._keep(type_notes(before, after), path, lens)
            return
        if _NO_NULL not in lens:
            self._keep(_null_notes(before.nullable, after.nullable), path, lens)
        lens -= {_NO_NULL}
        choices = self.old.choice(before), self.new.choice(after)
        if any(choices):
            self._choice(choices[0] or _lone(old), choices[1] or _lone(new), path, lens)
        else:
            self._keep(type_notes(before, after), path, lens)
            if before.overlaps(after):
                self._within_type(before, after, path, lens)

    def _within_type(self, old: Shape, new: Shape, path: str, lens: Lens) -> None:
        self._keep(value_notes(old, new), path, lens)
        self._keep(facet_notes(old.facets, new.facets), path, lens)
        self._keep(member_notes(old, new, self.old, self.new), path, lens)
        lens -= {OPEN}
        for name in sorted(old.properties.keys() & new.properties.keys()):
            inner = joined(path, name)
            self.schemas(old.properties[name], new.properties[name], inner, lens)
        self._inside(old, new, path, lens)
        self._unions(old, new, path, lens)

    def _inside(self, old: Shape, new: Shape, path: str, lens: Lens) -> None:
        """Compare the schemas of items, of other members and of conditions."""
        for key in sorted(old.inner.keys() | new.inner.keys()):
            both = key in old.inner and key in new.inner
            if key in _CONDITIONS and not both:
                self._keep([note("keyword", arrival(new=key in new.inner), key)], path, lens)
            elif key != "additionalProperties" or not (old.closed or new.closed):
                inner = path + _TOKENS.get(key, f"({key})")
                marks = lens | {CONDITION} if key in _CONDITIONS else lens
                # What is not said of items and the like is "anything".
                self.schemas(old.inner.get(key, {}), new.inner.get(key, {}), inner, marks)

    def _unions(self, old: Shape, new: Shape, path: str, lens: Lens) -> None:
        """Compare the choices that stand beside other keywords."""
        left = list(new.unions)
        for union in old.unions:
            if left:
                other = max(left, key=lambda one: self._shared(union, one))
                left.remove(other)
                self._choice(union, other, path, lens)
            else:
                labels = [branch.label for branch in self._branches(union, self.old)]
                self._keep([note("alternatives", "removed", old=labels)], path, lens)
        for union in left:
            labels = [branch.label for branch in self._branches(union, self.new)]
            self._keep([note("alternatives", "added", new=labels)], path, lens)

    def _shared(self, old: Union, new: Union) -> int:
        before = {each for branch in self._branches(old, self.old) for each in branch.features}
        after = {each for branch in self._branches(new, self.new) for each in branch.features}
        return len(before & after) - len(before ^ after)

    def _choice(self, old: Union, new: Union, path: str, lens: Lens) -> None:
        """Compare two choices, branch by branch."""
        before, after = self._branches(old, self.old), self._branches(new, self.new)
        both, gone, came = pairs(before, after)
        self._keep(choice_notes(old, new), path, lens)
        # What another branch took before or takes still is no news to anybody.
        for branch in gone:
            marks = lens | ({OPEN} if is_open(branch, after) else set[str]())
            self._keep([note("alternative", "removed", branch.label)], path, marks)
        for branch in came:
            marks = lens | ({OPEN} if is_open(branch, before) else set[str]())
            self._keep([note("alternative", "added", branch.label)], path, marks)
        for one, other in both:
            inner = f"{path}({other.label})"
            opened = is_open(one, before) and is_open(other, after)
            self._keep(tag_notes(one, other), inner, lens)
            marks = lens | {_NO_NULL} | ({OPEN} if opened else set[str]())
            self.schemas(one.schema, other.schema, inner, marks)

    def _branches(self, union: Union, shapes: Shapes) -> list[Branch]:
        return [Branch(schema, union, shapes) for schema in union.branches]


def _null_notes(old: bool, new: bool) -> Iterator[Note]:  # noqa: FBT001
    if old != new:
        yield note("null", arrival(new=new))


def _lone(schema: Schema) -> Union:
    """See a schema that is no choice as a choice of one; what stands aside of it was compared."""
    if isinstance(schema, dict):
        schema = {key: value for key, value in schema.items() if key not in ASIDE}
    return Union((schema,))


def _whole_aside(peeled: Peeled, shapes: Shapes) -> Document:
    """Add what the component says, where it is compared with something that is none."""
    if peeled.ref is None:
        return peeled.aside
    inner = _whole_aside(shapes.references.peel(peeled.schema), shapes)
    return {**inner, **peeled.aside}
